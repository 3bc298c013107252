"""Lines that are not the table's: the page's tail, page numbers, and heading rows."""

import re
from functools import cache

from convert.resources import table


@cache
def _rule(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()[kind]), re.IGNORECASE)


@cache
def _data() -> dict[str, list[str]]:
    return table(__file__, "page.toml")


def is_tail(line: str) -> bool:
    """Whether a line is the page's own wherever it stands behind the last row number."""
    return bool(_rule("tail").fullmatch(line.strip()))


def is_foot(line: str) -> bool:
    """Whether a line, standing clear of the rows, is a note below the table."""
    return bool(_rule("foot").fullmatch(line.strip())) or is_tail(line)


def is_folio(line: str) -> bool:
    """Whether a line is a page number between rows."""
    return bool(_rule("folio").fullmatch(line.strip()))


def is_heading(line: str) -> bool:
    """Whether a line is written as a heading row is: 一、经济发展."""
    return bool(_rule("heading").fullmatch(line.strip()))
