"""Word comments: what a person should check, on the cells it is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from convert import doubt
from convert.office import DECLARATION, custom_values
from convert.report import Report, Row, all_texts
from convert.visible import hidden
from convert.writing.docx.looks import SPACE
from convert.writing.docx.words import phrase, words
from convert.writing.docx.xml import quoted, run_text

HEAD = -1
"""The header's row number; the table's own rows count from 0."""
REPLACED = "改写字符"
"""The custom property that names the characters Word cannot hold, as they are written."""
_ROWS = 100
"""Rows that are looked through together: most hold nothing to remark on."""


class Remark(NamedTuple):
    """A comment: its number in the file, and its paragraphs."""

    id: int
    lines: tuple[str, ...]


def remarks(report: Report, first: int = 0) -> dict[tuple[int, int], Remark]:
    """The comments by row and column, numbered from `first` in the order they are read."""
    made: dict[tuple[int, int], Remark] = {}
    for place, lines in _found(report):
        made[place] = Remark(first + len(made), lines)
    return made


def _found(report: Report) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    for column, name in enumerate(report.columns):
        if signs := hidden(name):
            yield (HEAD, column), (_replaced(signs),)
    for start in range(0, len(report.rows), _ROWS):
        some = report.rows[start : start + _ROWS]
        if any(row.review for row in some) or hidden("".join(all_texts(some))):
            yield from _among(some, start)


def _among(rows: Sequence[Row], start: int) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """The comments on some rows, the first of which has that number."""
    for at, row in enumerate(rows, start):
        asked = doubt.remarks(row)
        for column, text in enumerate(row.texts):
            lines = asked.get(column, ())
            if signs := hidden(text):
                lines = (*lines, _replaced(signs))
            if lines:
                yield (at, column), lines


def _replaced(signs: Iterable[str]) -> str:
    return phrase("replaced", signs="".join(dict.fromkeys(signs)))


def properties(report: Report) -> list[tuple[str, str]]:
    """The custom properties of a Word file."""
    signs = sorted({sign for text in _texts(report) for sign in hidden(text)})
    return custom_values(report) + [(REPLACED, " ".join(signs))] * bool(signs)


def _texts(report: Report) -> Iterator[str]:
    """Every text that goes into the file."""
    yield report.title
    for field in report.fields:
        yield from (field.label, field.mark, field.value)
    yield from report.columns
    yield from report.unplaced
    for start in range(0, len(report.rows), _ROWS):
        yield "".join(all_texts(report.rows[start : start + _ROWS]))


def comment_elements(found: Mapping[tuple[int, int], Remark], look: str) -> Iterator[str]:
    """w:comment elements; `look` is the id of their paragraphs' style, or empty."""
    author, initials = quoted(words()["author"]), quoted(words()["initials"])
    style = f"<w:pPr><w:pStyle w:val={quoted(look)}/></w:pPr>" if look else ""
    for remark in found.values():
        lines = "".join(f"<w:p>{style}<w:r>{run_text(line)}</w:r></w:p>" for line in remark.lines)
        yield (
            f'<w:comment w:id="{remark.id}" w:author={author} w:initials={initials}>'
            f"{lines}</w:comment>"
        )


def comments_xml(found: Mapping[tuple[int, int], Remark], look: str) -> str:
    """comments.xml; `look` is the id of its paragraphs' style, or empty."""
    listed = "".join(comment_elements(found, look))
    return f'{DECLARATION}<w:comments xmlns:w="{SPACE}">{listed}</w:comments>'
