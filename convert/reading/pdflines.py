"""A PDF without tags: tables by their ruling lines, the rest line by line (pdfplumber).

A line of print is no paragraph: the lines of a cell are joined again where the text had
only run out of room.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any
from unicodedata import east_asian_width

from convert import limits
from convert.reading.page import Page
from convert.reading.scribe import Scribe
from convert.recover.tails import is_folio
from convert.report import Span

_NEAR = 3.0
"""Points within which two edges are one."""
_APART = 0.25
"""Ems between two Latin characters that make a space."""
_FAR = 0.8
"""Ems between two Chinese ones; justified text is spread less."""
_GAP = 1.5
"""Ems that are a space even in a line whose spaces are characters."""
_SHORT = 1.6
"""Ems that a line leaves free where its paragraph ends there, not the room."""

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom edge, in points from the page's top left corner."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of print."""

    text: str
    left: float
    right: float
    top: float
    size: float


@dataclass(slots=True)
class _Place:
    """A cell: its place in the grid and its text."""

    column: int
    columns: int
    rows: int
    text: str


@dataclass(slots=True)
class _Table:
    """A table on one page, or on several that go on with it."""

    edges: list[float]
    rows: list[list[_Place]]


@dataclass(slots=True)
class _Flow:
    """Lines and tables in reading order."""

    parts: list[_Line | _Table] = field(default_factory=list)

    def line(self, line: _Line) -> None:
        """Takes a line that stands in no table."""
        self.parts.append(line)

    def table(self, table: _Table) -> None:
        """Takes a table; one with the same columns as the last goes on with it."""
        before = [part for part in self.parts if isinstance(part, _Table)][-1:]
        since = self.parts[self.parts.index(before[0]) + 1 :] if before else []
        folios = all(isinstance(part, _Line) and is_folio(part.text) for part in since)
        if before and folios and _same(before[0].edges, table.edges):
            _go_on(before[0], table)
        else:
            self.parts.append(table)


def read(data: bytes) -> Page:
    """The page in a PDF, by what is drawn."""
    import pdfplumber

    flow = _Flow()
    with pdfplumber.open(io.BytesIO(data)) as document:
        limits.check("pdf_pages", len(document.pages))
        drawn = 0
        for page in document.pages:
            drawn = _draw(page, drawn)
            _take(page, flow)
            page.close()
    return _written(flow)


def _draw(page: Any, drawn: int) -> int:
    """Has a page laid out, and counts the drawings in it; `drawn` is how many were before.

    pdfplumber would do it when first asked for the layout, and count nothing: forms that
    draw each other twice, thirty deep, never end.
    """
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    from convert.reading.pdfmarks import weigh

    class Counting(PDFPageAggregatorWithMarkedContent):
        count = drawn

        def begin_figure(self, *facts: Any) -> None:
            self.count += 1
            limits.check("pdf_drawings", self.count)
            super().begin_figure(*facts)

    weigh(page.page_obj)
    manager = page.pdf.rsrcmgr
    device = Counting(manager, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(manager, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return device.count


def _take(page: Any, flow: _Flow) -> None:
    """One page's lines and tables, from its top to its foot."""
    chars = [char for char in page.dedupe_chars().chars if char["text"]]
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    inside: dict[int, list[Any]] = {at: [] for at in range(len(tables))}
    free: list[Any] = []
    for char in chars:
        at = next((i for i, table in enumerate(tables) if _holds(table.bbox, char)), None)
        (free if at is None else inside[at]).append(char)
    parts: list[tuple[float, _Line | _Table]] = [(line.top, line) for line in _lines(free)]
    for at, table in enumerate(tables):
        made, strays = _table(table.cells, inside[at])
        parts.append((table.bbox[1], made))
        parts.extend((line.top, line) for line in _lines(strays))
    for _, part in sorted(parts, key=lambda pair: pair[0]):
        flow.line(part) if isinstance(part, _Line) else flow.table(part)


def _holds(box: Rectangle, char: Any) -> bool:
    middle, centre = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= middle <= box[2] and box[1] <= centre <= box[3])


def _table(cells: Sequence[Rectangle], chars: list[Any]) -> tuple[_Table, list[Any]]:
    """The table of those cells, and the characters that stand in none of them."""
    columns = _edges([x for cell in cells for x in (cell[0], cell[2])])
    rows = _edges([y for cell in cells for y in (cell[1], cell[3])])
    made: list[list[_Place]] = [[] for _ in rows[1:]]
    rest = chars
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        mine = [char for char in rest if _holds(cell, char)]
        rest = [char for char in rest if not _holds(cell, char)]
        left, right = _nearest(columns, cell[0]), _nearest(columns, cell[2])
        top, foot = _nearest(rows, cell[1]), _nearest(rows, cell[3])
        if left < right and top < foot:
            text = _paragraphs(list(_lines(mine)), cell)
            made[top].append(_Place(left, right - left, foot - top, text))
    return _Table(columns, [sorted(row, key=lambda one: one.column) for row in made if row]), rest


def _edges(places: Sequence[float]) -> list[float]:
    """The edges, those that are one taken together."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _same(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two tables have the same columns; margins differ from page to page."""
    if len(a) != len(b):
        return False
    return all(abs((x - a[0]) - (y - b[0])) <= _NEAR for x, y in zip(a, b, strict=True))


def _go_on(before: _Table, table: _Table) -> None:
    """Adds a table's rows to those of the page before; a row cut by the page is made whole."""
    head = [one.text for one in before.rows[0]]
    rows = table.rows
    again = [one.text for one in rows[0]] == head
    first = rows[1:2] if again else rows[:1]
    numbered = sum(row[0].text.isdecimal() for row in before.rows[1:] if row)
    if first and numbered * 2 > len(before.rows) and not first[0][0].text:
        last = {one.column: one for one in before.rows[-1]}
        if all(one.column in last for one in first[0]):
            for one in first[0]:
                last[one.column].text = _joined(last[one.column].text, one.text)
            rows = rows[: int(again)] + rows[int(again) + 1 :]
    before.rows.extend(rows)


def _lines(chars: Sequence[Any]) -> Iterator[_Line]:
    """The characters as lines of print, from top to foot; those that are turned stand alone."""
    rows: list[list[Any]] = []
    for char in sorted(chars, key=_base):
        last = rows[-1][-1] if rows else None
        near = last is not None and _base(char) - _base(last) < _height(last) / 3
        if near and _is_turned(char) == _is_turned(last):
            rows[-1].append(char)
        else:
            rows.append([char])
    for row in rows:
        if any(char["text"].strip() for char in row):
            yield _line(row if _is_turned(row[0]) else sorted(row, key=lambda char: char["x0"]))


def _line(row: Sequence[Any]) -> _Line:
    """The line of print that those characters make."""
    inked = [char for char in row if char["text"].strip()]
    left, right = min(char["x0"] for char in inked), max(char["x1"] for char in inked)
    size = median(_height(char) for char in inked)
    text = "".join(char["text"] for char in row) if _is_turned(row[0]) else _spaced(row)
    return _Line(text.lstrip(), left, right, min(char["top"] for char in inked), size)


def _is_turned(char: Any) -> bool:
    return not char["upright"]


def _height(char: Any) -> float:
    """A character's size in points, whichever way it is turned."""
    return float(max(char["size"], char["width"]) if _is_turned(char) else char["size"])


def _base(char: Any) -> float:
    """Where a character's base line is: fonts differ in their boxes. Grows downwards."""
    return float(char["matrix"][4] if _is_turned(char) else -char["matrix"][5])


def _spaced(row: Sequence[Any]) -> str:
    """The text of a line, with a space for each gap that is too wide to be none."""
    parts = [row[0]["text"]]
    known = any(char["text"].isspace() for char in row)
    for before, char in pairwise(row):
        gap = (char["x0"] - before["x1"]) / max(char["size"], 1)
        wide = _is_wide(before["text"][-1]) or _is_wide(char["text"][0])
        least = _GAP if known else _FAR if wide else _APART
        parts.append(" " * (gap > least) + char["text"])
    return "".join(parts)


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WFA"


def _paragraphs(lines: Sequence[_Line], cell: Rectangle) -> str:
    """The text of a cell, its lines joined to paragraphs."""
    if not lines:
        return ""
    left = min(line.left for line in lines)
    padding = max(left - cell[0], 0)
    centred = len(lines) > 1 and all(_is_centred(line, cell) for line in lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        ends = cell[2] - padding - before.right > _SHORT * before.size
        begins = line.left - left > _SHORT * line.size
        text = (
            f"{text}\n{line.text}" if (ends or begins) and not centred else _joined(text, line.text)
        )
    return text


def _is_centred(line: _Line, cell: Rectangle) -> bool:
    return abs((line.left - cell[0]) - (cell[2] - line.right)) < line.size / 2


def _joined(a: str, b: str) -> str:
    """Two pieces of a paragraph; a space stands between Latin words only."""
    latin = (
        bool(a and b) and a[-1].isascii() and b[0].isascii() and a[-1].isalpha() and b[0].isalpha()
    )
    return f"{a} {b}" if latin else a + b


def _written(flow: _Flow) -> Page:
    """The flow as a page; lines in larger type than the rest are its headlines."""
    scribe = Scribe()
    folios: list[Span] = []
    headlines: list[Span] = []
    sizes = [part.size for part in flow.parts if isinstance(part, _Line)]
    large = 1.2 * min(sizes, default=0)
    before: _Line | None = None
    for part in flow.parts:
        if isinstance(part, _Line):
            span = scribe.put_line(part.text)
            if is_folio(part.text):
                folios.append(span)
            elif part.size > large:
                goes_on = before is not None and abs(before.size - part.size) < 0.5
                start = headlines.pop().start if goes_on else span.start
                headlines.append(Span(start, span.end))
            before = part if part.size > large else None
            continue
        before = None
        scribe.open_table()
        for row in part.rows:
            scribe.open_row()
            for one in row:
                scribe.open_cell(one.columns, one.rows)
                scribe.write(one.text)
                scribe.close_cell()
            scribe.close_row()
        scribe.close_table()
    text, grids = scribe.done()
    return Page(text, grids, headlines=tuple(headlines), furniture=tuple(folios))
