"""What a person may ask for: each order becomes one step of the log."""

from collections.abc import Callable, Mapping
from typing import Any

from convert.person import FieldWord, RowWord, Word
from convert.report import Report, Row
from convert.review.limits import limit
from convert.review.log import Step, rows_step
from convert.review.plain import borders, extent

Order = Mapping[str, Any]


def step(order: Order, report: Report, said: Word, movable: bool) -> Step:
    """The step that an order asks for. Raises ValueError where it makes no sense."""
    what = order.get("do")
    if what in ("title", "column", "field"):
        return _HEAD[what](order, report, said)
    if what not in _ROW or not (movable or what == "accept"):
        raise ValueError(f"order {what!r}")
    place = _row(order, report)
    return _ROW[what]({**order, "fixed": movable}, report, said, place)


def _row(order: Order, report: Report) -> int:
    """Which row an order is about, by where the row begins."""
    start = order.get("row")
    for place, row in enumerate(report.rows):
        if row.cells and extent(row)[1] and extent(row)[0] == start:
            return place
    raise ValueError(f"row {start!r}")


def _word_of(row: Row, said: Word) -> RowWord:
    """What has been said of a row so far; at first what the row is."""
    start, end = extent(row)
    found = next((one for one in said.rows if one.start == start and one.end >= end), None)
    return found or RowWord(start, end, row.kind)


def _border(order: Order, report: Report, said: Word, place: int) -> Step:
    """A border moved; those that a person, a sign or a number has given stay, or give way."""
    row = report.rows[place]
    column, at = _whole(order, "column"), _whole(order, "at")
    start, end = extent(row)
    if row.kind != "task" or not 0 < column < len(row.cells) or not start <= at <= end:
        raise ValueError(f"border {column} at {at}")
    old = _word_of(row, said)
    kept = {**_given(row, at), **dict(old.cuts), column: at}
    cuts = {c: min(p, at) if c < column else max(p, at) for c, p in kept.items()}
    new = old._replace(kind="task", cuts=tuple(sorted(cuts.items())), accepted=False)
    return rows_step(said, old.start, old.end, (new,))


def _given(row: Row, moved: int) -> dict[int, int]:
    """The borders of a row that nobody had to guess; its number's only where one moves past it."""
    given = {}
    for column, at in enumerate(borders(row), 1):
        sides = {row.cells[column - 1].why, row.cells[column].why}
        passed = "number" in sides and moved < at
        if passed or sides & {"person", "separator"}:
            given[column] = at
    return given


def _accept(order: Order, report: Report, said: Word, place: int) -> Step:
    """A row that is right as it is shown, or, `accepted` false, that is not settled after all."""
    row = report.rows[place]
    old = _word_of(row, said)
    accepted = order.get("accepted", True) is True
    cuts = old.cuts
    if accepted and row.kind == "task" and order.get("fixed"):
        cuts = tuple(enumerate(borders(row), 1))
    return rows_step(said, old.start, old.end, (old._replace(cuts=cuts, accepted=accepted),))


def _reading(order: Order, report: Report, said: Word, place: int) -> Step:
    """All borders of a row at once, as another reading has them."""
    row = report.rows[place]
    start, end = extent(row)
    cuts = order.get("cuts")
    if row.kind != "task" or not isinstance(cuts, list) or len(cuts) != len(row.cells) - 1:
        raise ValueError("cuts")
    if any(type(at) is not int for at in cuts) or cuts != sorted(cuts):
        raise ValueError("cuts")
    if cuts and not start <= cuts[0] <= cuts[-1] <= end:
        raise ValueError("cuts")
    old = _word_of(row, said)
    new = old._replace(kind="task", cuts=tuple(enumerate(cuts, 1)), accepted=True)
    return rows_step(said, old.start, old.end, (new,))


def _split(order: Order, report: Report, said: Word, place: int) -> Step:
    """A row that is two."""
    row = report.rows[place]
    at = _whole(order, "at")
    start, end = extent(row)
    if not start < at < end:
        raise ValueError(f"split at {at}")
    old = _word_of(row, said)
    cuts = tuple(cut for cut in old.cuts if cut[1] < at)
    first = RowWord(start, at, row.kind, cuts)
    return rows_step(said, old.start, old.end, (first, RowWord(at, end)))


def _join(order: Order, report: Report, said: Word, place: int) -> Step:
    """A row that goes on with the one above."""
    if not place or not extent(report.rows[place - 1])[1]:
        raise ValueError("no row above")
    above, row = report.rows[place - 1], report.rows[place]
    old = _word_of(above, said)
    cuts = tuple(cut for cut in old.cuts if cut[1] < extent(above)[1])
    new = RowWord(old.start, extent(row)[1], above.kind, cuts)
    return rows_step(said, new.start, new.end, (new,))


def _kind(order: Order, report: Report, said: Word, place: int) -> Step:
    """A heading that is a row, or a row that is a heading."""
    row = report.rows[place]
    if order.get("kind") not in ("task", "heading"):
        raise ValueError("kind")
    start, end = extent(row)
    new = RowWord(start, end, order["kind"], accepted=order["kind"] == "heading")
    return rows_step(said, start, end, (new,))


def _title(order: Order, report: Report, said: Word) -> Step:
    return Step("title", said, said._replace(title=_text(order, "text")))


def _column(order: Order, report: Report, said: Word) -> Step:
    at = _whole(order, "at")
    if at >= len(report.columns):
        raise ValueError(f"column {at}")
    names = {**dict(said.columns), at: _text(order, "text")}
    return Step("columns", said, said._replace(columns=tuple(sorted(names.items()))))


def _field(order: Order, report: Report, said: Word) -> Step:
    at = order.get("at")
    if type(at) is not int and not (isinstance(at, str) and 0 < len(at) <= limit("text")):
        raise ValueError("field")
    new = FieldWord(at, _text(order, "label"), _text(order, "value"))
    kept = (one for one in said.fields if one.at != at)
    return Step("fields", said, said._replace(fields=(*kept, new)))


def _whole(order: Order, key: str) -> int:
    value = order.get(key)
    if type(value) is not int or value < 0:
        raise ValueError(f"{key} {value!r}")
    return value


def _text(order: Order, key: str) -> str:
    value = order.get(key)
    if type(value) is not str or len(value) > limit("text"):
        raise ValueError(key)
    return value


_HEAD: dict[str, Callable[[Order, Report, Word], Step]] = {
    "title": _title,
    "column": _column,
    "field": _field,
}
_ROW: dict[str, Callable[[Order, Report, Word, int], Step]] = {
    "border": _border,
    "accept": _accept,
    "reading": _reading,
    "split": _split,
    "join": _join,
    "kind": _kind,
}
