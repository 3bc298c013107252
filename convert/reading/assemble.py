"""From a page, as its front door gives it, to the Report."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, islice, repeat
from operator import itemgetter
from typing import TYPE_CHECKING

from convert.errors import LayoutError
from convert.person import RowWord, Word
from convert.reading.amend import amended
from convert.reading.choose import choose, headings_before, largest, others
from convert.reading.grid import Table, covered, filled
from convert.reading.head import read_head
from convert.reading.normalise import line, paragraphs, unpadded
from convert.reading.page import Box, Line, Page
from convert.reading.scribe import trim
from convert.report import Cell, Note, Report, Row, Source, Span, are_whole, cell_spans

if TYPE_CHECKING:
    from convert.reading.text import Found


def assemble(
    page: Page,
    source: Source,
    columns: tuple[str, ...] | None = None,
    number: int | None = None,
    said: Word | None = None,
) -> Report:
    """The report on a page: its task table, and what stands round it.

    `columns` names the header and `number` picks the table, as the user gives them, and `said`
    is his word on what was read. A page
    without a task table is read as saved text. Raises LayoutError where it has none either.
    """
    found = sought(page, columns, number)
    made = made_of(page, source, found, columns, said.rows if said else ())
    return amended(made, said) if said else made


def sought(
    page: Page, columns: tuple[str, ...] | None = None, number: int | None = None
) -> "Sequence[Table] | Found":
    """The task table: as the page states it, or as it is found in the page's text.

    Raises LayoutError where it is nowhere.
    """
    tables = choose(page, columns, number)
    if tables:
        return tables
    # The recovery of borders is the greater part of the package, and few pages need it.
    from convert.reading.text import find

    try:
        return find(page, columns)
    except LayoutError:
        tables = largest(page)
        if not tables:
            raise
        return tables


def made_of(
    page: Page,
    source: Source,
    found: "Sequence[Table] | Found",
    columns: tuple[str, ...] | None = None,
    rows: Sequence[RowWord] = (),
) -> Report:
    """The report on a page whose table was `sought`; `rows` are as a person has drawn them."""
    if isinstance(found, Sequence):
        return _report(page, source, found, columns)
    from convert.reading.text import read_text

    return read_text(page, source, found, rows)


def _report(
    page: Page, source: Source, tables: Sequence[Table], columns: Sequence[str] | None
) -> Report:
    found = _Rows(page, tables, columns)
    for at in range(len(tables)):
        found.add(at)
    head = read_head(page, found.taken)
    strays = (Note("unplaced", line(page.text[s.start : s.end]), s) for s in found.strays())
    more = (Note("tables", one) for one in others(page, tables, columns))
    return Report(
        title=head.title,
        fields=head.fields,
        columns=found.names,
        rows=tuple(found.rows),
        notes=(*head.notes, *strays, *page.notes, *more),
        source=source,
        title_span=head.title_span,
        column_spans=tuple(filled(tables[0].head_boxes)),
        separators=tuple(found.separators),
    )


# Their numbers are known to be right: not asking again is twice as fast.
_new = tuple.__new__
_LINES = 100
"""Lines that are taken together."""


class _Rows:
    """The rows of a table and of those that go on with it."""

    def __init__(
        self, page: Page, tables: Sequence[Table], columns: Sequence[str] | None = None
    ) -> None:
        self._text, self._tables = page.text, tables
        width = max(len(columns or ()), *(table.grid.width for table in tables))
        stated = page.complete or columns
        names = [*(columns or map(str if stated else unpadded, tables[0].names))]
        names += [""] * (width - len(names))
        used = set(range(width)) if stated else self._used()
        kept = [column for column in range(width) if names[column] or column in used]
        self._place = {column: place for place, column in enumerate(kept)}
        self._all = kept == list(range(width))
        self._columns = tuple(range(width))
        self.names = tuple(names[column] for column in kept)
        self.rows: list[Row] = []
        self.separators: list[Span] = []
        self.taken: list[Span] = []

    def _used(self) -> set[int]:
        """The columns in which a cell of the body that holds something begins."""
        boxes = (box for table in self._tables for row in table.body for box in row.boxes)
        return {box.column for box in boxes if box.start < box.end}

    def add(self, at: int) -> None:
        """Takes the rows of table number `at`, and the headings right before it."""
        table = self._tables[at]
        if at:
            self.separators.extend(filled(table.head_boxes))
        if at or len(self._tables) > 1:
            headings = headings_before(self._text, self._tables, at)
            self.rows.extend(self._heading(span) for span in headings)
            self.taken.extend(headings)
        self.taken.append(Span(table.start, table.end))
        body = table.body
        # Only where the format has not said of each line what it is.
        above = covered(body) if not all(map(itemgetter(1), body)) else repeat(set[int]())
        for start in range(0, len(body), _LINES):
            some = body[start : start + _LINES]
            over = [*islice(above, len(some))]
            plain = self._plain(some) if {line.kind for line in some} == {"task"} else None
            if plain is None:
                below = range(len(body) - start, 0, -1)
                for each in zip(some, over, below, strict=False):
                    self._add(table, *each)
            else:
                self.rows += plain

    def _add(self, table: Table, line: Line, over: set[int], below: int) -> None:
        """Takes a line: the header once more, a heading or a task.

        `over` are the columns that cells above it reach down into; `below` is how many lines
        are left, itself one of them.
        """
        if table.repeats(line):
            self.separators.extend(filled(line.boxes))
        elif table.is_heading(line, bool(over)):
            self.rows.append(self._heading(*filled(line.boxes))._replace(review=line.review))
        else:
            self.rows += self._plain([line]) or [self._row(line, below)]

    def _row(self, row: Line, below: int) -> Row:
        cells = [Cell("")] * len(self.names)
        for box in row.boxes:
            if box.column in self._place:
                cells[self._place[box.column]] = self._cell(box, below)
        return Row("task", tuple(cells), row.review, row.readings)

    def _plain(self, lines: Sequence[Line]) -> list[Row] | None:
        """The rows of lines that have one cell in each column, which nobody doubts; else None.

        What `_row` would make of each, but of all at once, so in a fifth of the time.
        """
        width, text = len(self.names), self._text
        if not (self._all and width and {len(line.boxes) for line in lines} == {width}):
            return None
        boxes, _, reviews, readings = zip(*lines, strict=True)
        facts = zip(*chain.from_iterable(boxes), strict=True)
        starts, ends, columns, wide, tall, _, sure, why = facts
        ones = wide.count(1) + tall.count(1) + sure.count(1)
        if columns != self._columns * len(lines) or ones < 3 * len(wide):
            return None
        raw = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        # As `paragraphs` does, which is not called: most cells hold nothing to put in order.
        texts = [one if " " not in one and one.isprintable() else paragraphs(one) for one in raw]
        spans: list[Span | None] = [*map(_new, repeat(Span), zip(starts, ends, strict=True))]
        if "" in raw:
            spans = [span if one else None for span, one in zip(spans, raw, strict=True)]
        cells = map(_new, repeat(Cell), zip(texts, spans, sure, why, tall, wide, strict=True))
        facts = zip(repeat("task"), zip(*[cells] * width, strict=True), reviews, readings)
        return [*map(_new, repeat(Row), facts)]

    def _cell(self, box: Box, below: int) -> Cell:
        """A cell; what it spans is cut to the table's own size."""
        wide = 1
        if box.columns > 1:
            wide = sum(box.column <= c < box.column + box.columns for c in self._place)
        text = paragraphs(self._text[box.start : box.end])
        span = Span(box.start, box.end) if box.start < box.end else None
        return Cell(text, span, box.confidence, box.why, min(box.rows, below), max(wide, 1))

    def _heading(self, *spans: Span) -> Row:
        """A heading row: its text in the first cell."""
        span = Span(spans[0].start, spans[-1].end) if spans else None
        text = paragraphs(self._text[span.start : span.end]) if span else ""
        empty = (Cell(""),) * (len(self.names) - 1)
        return Row("heading", (Cell(text, span), *empty))

    def strays(self) -> Iterator[Span]:
        """What stands in the tables but in none of their cells."""
        spans = [*self.separators]
        spans += filled(self._tables[0].head_boxes)
        spans += cell_spans(self.rows)
        spans.sort(key=itemgetter(0))
        for region in self.taken:
            left, right = (bisect_left(spans, edge, key=itemgetter(0)) for edge in region)
            inside = spans[left:right]
            if are_whole(inside, self._text, *region):
                continue
            edges = [region.start, *(e for s in inside for e in (s.start, s.end)), region.end]
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                left, right = trim(self._text, start, end)
                if left < right:
                    yield Span(left, right)
