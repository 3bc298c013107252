"""Writes down a document in reading order, and remembers where its tables' cells stand."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count, islice, repeat
from operator import add, sub

from convert import limits
from convert.reading.page import Box, Grid, Line, Stated
from convert.report import Span

_ROWS = 100
"""Rows that are written together."""


class _Row:
    __slots__ = ("boxes", "kind")

    def __init__(self, kind: Stated) -> None:
        self.kind = kind
        self.boxes: list[Box] = []


class _Table:
    """A table while it is written."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.rows: list[_Row] = []
        self.taken: dict[int, int] = {}
        """Columns taken by a cell from above, and for how many more rows."""
        self.open: tuple[int, int, int, int, bool] | None = None
        """The open cell: start, first column, columns, rows, whether it is a header cell."""
        self.column = 0
        """The first column that the row has not reached yet."""
        self.laid_out = False
        """Whether a cell of the open row holds a table, so that it is no line of text."""


class Scribe:
    """Takes text, line breaks and tables one after the other.

    Breaks are lazy: one is written only where more text follows in the same cell.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._break = ""
        self._fresh = True
        self._tables: list[_Table] = []
        self._grids: list[Grid] = []
        self._tight: set[int] = set()
        """Numbers of the grids whose boxes have no white space round their texts."""
        self._cells = 0
        self._widest, self._tallest = limits.most("span_columns"), limits.most("span_rows")
        self._most, self._columns = limits.most("cells"), limits.most("columns")
        self._characters = limits.most("characters")

    @property
    def at(self) -> int:
        """Where the text written so far ends."""
        return self._length

    @property
    def next(self) -> int:
        """Where the next text will stand, the break before it written."""
        return self._length + len(self._break) * (not self._fresh)

    @property
    def fresh(self) -> bool:
        """Whether a line or a cell has just begun, so that a space would be padding."""
        return self._fresh or bool(self._break)

    @property
    def last(self) -> str:
        """The last character written."""
        return self._parts[-1][-1] if self._parts else ""

    def write(self, text: str) -> int:
        """Writes text; the offset at which it stands."""
        if not text:
            return self._length
        if self._break and not self._fresh:
            self._put(self._break)
        self._break, self._fresh = "", False
        at = self._length
        self._put(text)
        return at

    def line(self) -> None:
        """What follows stands on a new line."""
        self._break = "\n"

    def put_line(self, text: str) -> Span:
        """Writes one line; where it stands."""
        self.line()
        at = self.write(text)
        self.line()
        return Span(at, at + len(text))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _start(self, mark: str) -> None:
        """Begins a row or a cell: the mark at once, and nothing before its first text."""
        if self._length:
            self._put(mark)
        self._break, self._fresh = "", True

    def open_table(self) -> None:
        """Begins a table, inside the open cell if there is one."""
        self._start("\n")
        self._tables.append(_Table(self._length))
        limits.check("nested_tables", len(self._tables))

    def open_row(self, kind: Stated = "") -> None:
        """Begins a row."""
        table = self._tables[-1]
        if table.rows:
            self._start("\n")
            table.taken = {column: left - 1 for column, left in table.taken.items() if left > 1}
        table.column, table.laid_out = 0, False
        table.rows.append(_Row(kind))

    def open_cell(self, columns: int = 1, rows: int = 1, head: bool = False) -> None:
        """Begins a cell in the first column that no cell from above takes."""
        table = self._tables[-1]
        if table.rows[-1].boxes:
            self._start("\n" if table.laid_out else "\t")
        while table.column in table.taken:
            table.column += 1
        columns = max(1, min(columns, self._widest))
        rows = max(1, min(rows, self._tallest))
        table.open = (self._length, table.column, columns, rows, head)
        table.column += columns

    def close_cell(self) -> None:
        """Ends the open cell."""
        table = self._tables[-1]
        if table.open:
            start, column, columns, rows, head = table.open
            box = Box(start, self._length, column, columns, rows, head)
            table.rows[-1].boxes.append(box)
        table.open = None

    def skip(self, columns: int) -> None:
        """Leaves columns of the row without a cell."""
        self._tables[-1].column += min(columns, self._widest)

    def drop_row(self) -> bool:
        """Takes back the row that has just been closed, if nothing stands in it."""
        table = self._tables[-1]
        empty = all(box.start == box.end for box in table.rows[-1].boxes)
        if empty:
            table.rows.pop()
        return empty

    def grow(self, columns: int) -> bool:
        """Has the cell above reach one row further down; False where there is none."""
        table = self._tables[-1]
        column = table.column
        table.column += min(columns, self._widest)
        for back, row in enumerate(reversed(table.rows[:-1]), 1):
            for at, box in enumerate(row.boxes):
                if box.column == column and box.rows == back:
                    row.boxes[at] = box._replace(rows=back + 1)
                    return True
                if box.column <= column < box.column + box.columns:
                    return False
        return False

    def close_row(self, kind: Stated | None = None) -> None:
        """Ends the row; `kind` is what the format only now says of it.

        Only now do its tall cells take the columns below them.
        """
        table = self._tables[-1]
        if kind is not None:
            table.rows[-1].kind = kind
        for box in table.rows[-1].boxes:
            if box.rows > 1:
                span = range(box.column, box.column + box.columns)
                table.taken.update(dict.fromkeys(span, box.rows))
        self._measure(len(table.rows[-1].boxes), table.column)

    def _measure(self, boxes: int, width: int) -> None:
        """A row of so many cells and columns has been written: LimitError where it is too much."""
        self._cells += max(1, boxes)
        if self._cells > self._most or width > self._columns or self._length > self._characters:
            limits.check("cells", self._cells)
            limits.check("columns", width)
            limits.check("characters", self._length)

    def close_table(self, named: bool = False) -> None:
        """Ends the table; `named` where the format says that it begins with its header."""
        lines = tuple(Line(tuple(row.boxes), row.kind) for row in self._tables[-1].rows)
        width = max((b.column + b.columns for line in lines for b in line.boxes), default=0)
        self._close(lines, width, named)

    def _close(self, lines: tuple[Line, ...], width: int, named: bool) -> None:
        table = self._tables.pop()
        if self._tables:
            self._tables[-1].laid_out = True
        self._grids.append(Grid(table.start, self._length, lines, width, named))
        self.line()
        self._fresh = False

    def put_table(self, rows: Iterable[tuple[Stated, Sequence[str]]], named: bool = False) -> None:
        """Writes a whole table of plain cells, as the calls one by one would, in less time."""
        self.open_table()
        rows, made, width = iter(rows), list[Line](), 0
        # No line feed stands before the document's first character: until it is there, and to
        # see how wide the table is, one row at a time.
        while some := list(islice(rows, _ROWS if made and self._length else 1)):
            kinds, texts = zip(*some, strict=True)
            if made:
                self._start("\n")
            made += _lines(kinds, texts, self._length)
            self._put("\n".join(map("\t".join, texts)))
            sizes = list(map(len, texts))
            width = max(width, *sizes)
            self._measure(sum(sizes) + sizes.count(0), width)
        self._close(tuple(made), width, named)
        self._tight.add(len(self._grids) - 1)

    def done(self) -> tuple[str, tuple[Grid, ...]]:
        """The text and its tables in reading order, their cells trimmed."""
        limits.check("characters", self._length)
        text = "".join(self._parts)
        grids = [
            grid if at in self._tight else _trimmed(text, grid)
            for at, grid in enumerate(self._grids)
        ]
        return text, tuple(sorted(grids, key=lambda grid: (grid.start, -grid.end)))


def _lines(kinds: Sequence[Stated], rows: Sequence[Sequence[str]], at: int) -> Iterator[Line]:
    """Rows of plain cells, the first of which begins at that offset.

    All of their boxes are made at once: a third of what one after the other takes.
    """
    # A row without cells takes as much room as one with an empty cell.
    texts = [*chain.from_iterable(rows if all(rows) else (row or ("",) for row in rows))]
    sizes = [*map(len, texts)]
    # A TAB stands before each further cell, or a line feed before the next row.
    ends = [*map(add, accumulate(sizes), count(at))]
    starts = [*map(sub, ends, sizes)]
    bare = [*map(str.strip, texts)]
    if bare != texts:
        for one in [one for one, text in enumerate(bare) if len(text) < sizes[one]]:
            left, right = trim(texts[one], 0, sizes[one])
            starts[one], ends[one] = starts[one] + left, starts[one] + right
    counts = [len(row) or 1 for row in rows]
    places = chain.from_iterable(map(range, counts))
    # Three times as fast as Box(start, end, column) of each.
    facts = zip(starts, ends, places, *map(repeat, (1, 1, False, 1.0, "markup")), strict=False)
    boxes = map(_new, repeat(Box), facts)
    cells = [tuple(islice(boxes, most)) for most in counts]
    if not all(rows):
        cells = [made if row else () for made, row in zip(cells, rows, strict=True)]
    return map(_new, repeat(Line), zip(cells, kinds, repeat(False), repeat(()), strict=False))


_new = tuple.__new__


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space at its ends; where nothing is left, its start."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return start, end
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if left == len(part):
        return start, start
    return start + left, start + len(part.rstrip())


def _trimmed(text: str, grid: Grid) -> Grid:
    return grid._replace(lines=tuple(_tight_line(text, line) for line in grid.lines))


def _tight_line(text: str, line: Line) -> Line:
    boxes = tuple(_tight(text, box) for box in line.boxes)
    same = all(box is old for box, old in zip(boxes, line.boxes, strict=True))
    return line if same else line._replace(boxes=boxes)


def _tight(text: str, box: Box) -> Box:
    start, end = trim(text, box.start, box.end)
    # Most are tight already: a copy of each would take longer than all else here.
    return box if start == box.start and end == box.end else box._replace(start=start, end=end)
