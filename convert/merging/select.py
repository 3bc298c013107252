"""Part of a table: rows by number or by their problems, columns, another order."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from convert.errors import SelectionError
from convert.merging.columns import placed, places, plain
from convert.merging.headings import Path, apart, together
from convert.merging.merge import unmerged
from convert.merging.number import LAST, number, ranges
from convert.report import Cell, Report, Row


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be taken out of a table; nothing asked for changes nothing."""

    rows: str = ""
    """Numbers, such as 1-20,35."""
    problems: bool = False
    """Only rows whose problem cell says something."""
    columns: tuple[str, ...] = ()
    """Names of the columns, in the order wanted."""
    sort: str = ""
    """Name of the column to sort by; with a minus sign before it, downwards."""

    def __bool__(self) -> bool:
        return bool(self.rows or self.problems or self.columns or self.sort)


def select(report: Report, selection: Selection) -> Report:
    """The part of the report that is asked for; headings stay where a row under them does.

    Raises SelectionError where a column or a list of numbers is not to be understood.
    """
    chosen = report
    if selection.rows or selection.problems or selection.sort:
        pairs = apart(unmerged(report.rows))
        if selection.rows:
            pairs = _numbered(report, pairs, selection.rows)
        if selection.problems:
            problem = column(report, places()["problem"].title)
            pairs = (pair for pair in pairs if tells(pair[1].cells[problem].text))
        rows = _sorted(report, pairs, selection.sort) if selection.sort else together(pairs)
        chosen = report._replace(rows=tuple(rows))
    return _columns(chosen, selection.columns) if selection.columns else chosen


def column(report: Report, name: str) -> int:
    """Where the column is that has this name, or one that means the same.

    Raises SelectionError.
    """
    names = [plain(each) for each in report.columns]
    if plain(name) in names:
        return names.index(plain(name))
    wanted = {place.title: key for key, place in places().items()}.get(plain(name))
    keys = placed(report.columns)
    key = wanted or placed((name,))[0]
    if key not in keys:
        raise SelectionError("select.column", name=name, known="、".join(report.columns))
    return keys.index(key)


def tells(text: str) -> bool:
    """Whether a problem cell says anything: it is neither empty nor 无, 暂无 and the like."""
    said = "".join(text.split()).rstrip("。.;；,，!！")
    return bool(said) and not _filler().fullmatch(said)


@cache
def _filler() -> re.Pattern[str]:
    """What says that there is nothing to say (fillers.toml)."""
    data = (files(__package__) / "fillers.toml").read_text(encoding="utf-8")
    return re.compile("|".join(f"(?:{one})" for one in tomllib.loads(data).values()))


def _numbered(
    report: Report, pairs: Iterable[tuple[Path, Row]], asked: str
) -> Iterator[tuple[Path, Row]]:
    try:
        wanted = ranges(asked)
    except ValueError:
        raise SelectionError("select.rows", asked=asked) from None
    at = column(report, places()["number"].title)
    last = LAST
    for path, row in pairs:
        # A row without a number goes on with the one before it.
        last = number(row.cells[at].text) or last
        if any(low <= last[0] <= high for low, high in wanted):
            yield path, row


def _sorted(report: Report, pairs: Iterable[tuple[Path, Row]], asked: str) -> Iterator[Row]:
    """Rows by the texts of a column, numbers by their value; headings would mean nothing."""
    at = column(report, asked.lstrip("-"))
    rows = (row for _, row in pairs)
    yield from sorted(rows, key=lambda row: _key(row.cells[at]), reverse=asked.startswith("-"))


def _key(cell: Cell) -> tuple[object, ...]:
    found = number(cell.text)
    return (0, found, "") if found else (1, (), cell.text)


def _columns(report: Report, names: Sequence[str]) -> Report:
    chosen = list(dict.fromkeys(column(report, name) for name in names))
    spans = report.column_spans
    return report._replace(
        columns=tuple(report.columns[at] for at in chosen),
        rows=tuple(_narrow(row, chosen) for row in report.rows),
        column_spans=tuple(spans[at] for at in chosen) if spans else (),
    )


def _narrow(row: Row, chosen: Sequence[int]) -> Row:
    """A row with some of its columns; a heading's text stays in its first cell."""
    if row.kind == "heading":
        return row._replace(cells=(row.cells[0], *(Cell("") for _ in chosen[1:])), readings=())
    cells = tuple(row.cells[at]._replace(colspan=1) for at in chosen)
    return row._replace(cells=cells, readings=())
