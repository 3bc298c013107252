"""A workbook that our own writer made (docs/formats.md): its parts are told by sheet and style."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from convert.doubt import said
from convert.reading.book import Merged, Sheet
from convert.reading.jsonfile import put_field
from convert.reading.page import Box, Line, Page, Stated
from convert.reading.scribe import Scribe
from convert.report import Field, Note

_ABOUT = ("类别", "名称", "符号", "内容")
_LONG = ("条", "段", "内容")
_KINDS: Mapping[str, Stated] = {"表头": "head", "标题行": "heading"}
_REST = re.compile(r"〔下接“长文”表第(\d{1,6})条〕$")


def is_ours(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook has the sheets of ours."""
    return len(sheets) > 1 and any(_header(sheet) == _ABOUT for sheet in sheets[1:])


def _header(sheet: Sheet) -> tuple[str, ...]:
    return tuple(sheet.cells.get(1, {}).values())


def ours(sheets: Sequence[Sheet], notes: tuple[Note, ...]) -> Page:
    """The page of a workbook of ours; a sheet that a person has added is left-over text."""
    about = next(sheet for sheet in sheets[1:] if _header(sheet) == _ABOUT)
    long = next((sheet for sheet in sheets[1:] if _header(sheet) == _LONG), None)
    scribe = Scribe()
    facts = [_row(about, at, range(1, 5)) for at in sorted(about.cells) if at > 1]
    titles = [text for kind, _, _, text in facts if kind == "标题" and text]
    title = scribe.put_line(titles[0]) if titles else None
    fields = tuple(_fields(scribe, facts))
    marks = _table(scribe, sheets[0], _pieces(long) if long else {})
    for text in [text for kind, _, _, text in facts if kind == "未归位"]:
        scribe.put_line(text)
    for other in sheets[1:]:
        if other not in (about, long) and other.visible:
            for row in sorted(other.cells):
                scribe.put_line(" ".join(other.cells[row].values()))
    text, (grid,) = scribe.done()
    lines = tuple(map(_marked, grid.lines, marks))
    lines = tuple(_merged(sorted(sheets[0].rows), sheets[0].merged, lines))
    grid = grid._replace(lines=lines, named=True)
    return Page(text, (grid,), title=title, fields=fields, notes=notes, complete=True)


def _row(sheet: Sheet, at: int, columns: range) -> list[str]:
    cells = sheet.cells.get(at, {})
    return [cells.get(column, "") for column in columns]


def _fields(scribe: Scribe, facts: Sequence[Sequence[str]]) -> Iterator[Field]:
    for kind, label, mark, value in facts:
        if kind == "信息项":
            yield put_field(scribe, label, mark, value)


def _pieces(sheet: Sheet) -> dict[str, str]:
    """The rest of each long text, by its number."""
    rows = [_row(sheet, at, range(1, 4)) for at in sorted(sheet.cells) if at > 1]
    found: dict[str, str] = {}
    for number, _, piece in sorted(rows, key=lambda row: _place(row[1])):
        found[number] = found.get(number, "") + piece
    return found


def _place(written: str) -> int:
    """A piece's place; 0 for what is no number of a cell's pieces."""
    return int(written) if re.fullmatch(r"\d{1,9}", written) else 0


def _table(scribe: Scribe, sheet: Sheet, rest: Mapping[str, str]) -> list[dict[int, str]]:
    """Writes the table; the notes on each line's cells, by their place in it from 0."""
    width = max(sheet.cells.get(1, {0: ""}))
    marks = []
    remarks: dict[int, dict[int, str]] = {}
    for (at, column), text in sheet.remarks.items():
        remarks.setdefault(at, {})[column - 1] = text
    scribe.open_table()
    for at in sorted(sheet.rows):
        scribe.open_row(_KINDS.get(sheet.looks.get((at, 1), ""), "task"))
        most = max([width, *sheet.cells.get(at, {})])
        for text in _row(sheet, at, range(1, most + 1)):
            scribe.open_cell()
            if rest:
                text = _REST.sub(lambda found: rest.get(found[1], found[0]), text)
            scribe.write(text)
            scribe.close_cell()
        scribe.close_row()
        marks.append(remarks.get(at, {}))
    scribe.close_table()
    return marks


def _merged(rows: Sequence[int], merged: Sequence[Merged], lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with their merged cells; `rows` are their numbers in the sheet."""
    areas = {(one.top, one.left): one for one in merged}
    if not areas:
        yield from lines
        return
    for at, line in zip(rows, lines, strict=True):
        boxes = (_spanned(box, areas.get((at, box.column + 1)), rows) for box in line.boxes)
        yield line._replace(boxes=tuple(boxes))


def _spanned(box: Box, area: Merged | None, rows: Sequence[int]) -> Box:
    if area is None:
        return box
    tall = bisect_right(rows, area.foot) - bisect_left(rows, area.top)
    return box._replace(rows=tall, columns=area.right - area.left + 1)


def _marked(line: Line, marks: Mapping[int, str]) -> Line:
    """A line whose doubtful cells still have their notes is as doubtful as it was."""
    if not marks:
        return line
    doubts = {at: doubt for at, text in marks.items() if (doubt := said(text))}
    boxes = tuple(_doubted(box, doubts.get(box.column)) for box in line.boxes)
    return line._replace(boxes=boxes, review=bool(doubts))


def _doubted(box: Box, doubt: tuple[str, float] | None) -> Box:
    return box._replace(why=doubt[0], confidence=doubt[1]) if doubt else box
