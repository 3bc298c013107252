"""From a grid, as a format states it, to the columns and rows of a task table."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, takewhile
from operator import itemgetter
from typing import NamedTuple

from convert.reading.normalise import joined
from convert.reading.page import Box, Grid, Line
from convert.report import Span

_DEPTH = 12
"""Lines of a table looked at for its header: titles and notes may stand above it."""
_COUNTED = r"[0-9０-９]"
_DIGITS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百.．、()（）-")


def bare(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


class Header(NamedTuple):
    """Which lines of a grid are its header, and how many of its names are known ones."""

    first: int
    height: int
    """How many lines."""
    known: int
    stated: bool = False
    """Whether the format, or the user, says so."""


class Table:
    """A grid with its header found."""

    def __init__(self, text: str, grid: Grid, header: Header) -> None:
        self.text, self.grid, self.header = text, grid, header

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names; those of a header of several lines are joined by a space."""
        head = self.grid.lines[self.header.first : self.header.first + self.header.height]
        found: list[list[str]] = [[] for _ in range(self.grid.width)]
        for line in head:
            for box in line.boxes:
                name = joined(self.text[box.start : box.end])
                for column in range(box.column, box.column + box.columns):
                    if name:
                        found[column].append(name)
        return tuple(" ".join(parts) for parts in found)

    @property
    def start(self) -> int:
        """Where the header begins, or the first row where there is none."""
        lines = self.grid.lines[self.header.first :]
        return next((b.start for line in lines for b in line.boxes), self.grid.start)

    @property
    def end(self) -> int:
        """Where the last row ends; not before the start, though cells in cells are out of order."""
        # As box.end of each, in a quarter of the time.
        boxes = chain.from_iterable(map(itemgetter(0), self.body))
        return max(self.start, max(map(itemgetter(1), boxes), default=self.head_end))

    @property
    def head_end(self) -> int:
        """Where the header ends."""
        return max((b.end for b in self.head_boxes), default=self.grid.start)

    @property
    def head_boxes(self) -> list[Box]:
        """The header's cells that hold something."""
        first, count = self.header.first, self.header.height
        lines = self.grid.lines[first : first + count]
        return [box for line in lines for box in line.boxes if box.start < box.end]

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The lines under the header, without notes and blank lines at the table's foot."""
        lines = list(self.grid.lines[self.header.first + self.header.height :])
        while lines and not lines[-1].kind and self._is_foot(lines[-1]):
            lines.pop()
        return tuple(lines)

    def _is_foot(self, line: Line) -> bool:
        filled = [box for box in line.boxes if box.start < box.end]
        if not filled:
            return not any(box.rows > 1 for box in line.boxes)
        from convert.recover.tails import is_foot

        text = self.text[filled[0].start : filled[-1].end]
        return len(filled) == 1 and filled[0].columns > 1 and is_foot(text.split("\n")[0])

    def repeats(self, line: Line) -> bool:
        """Whether a line of the body is the header's first line once more."""
        if not self.header.height or line.kind not in ("", "head"):
            return False
        return self._texts(line) == self._texts(self.grid.lines[self.header.first])

    def _texts(self, line: Line) -> list[str]:
        return [bare(self.text[box.start : box.end]) for box in line.boxes]

    def is_heading(self, line: Line, covered: bool) -> bool:
        """Whether a line is a heading row: one merged cell, or a text in the first cell only.

        `covered`: a cell from above reaches into the line.
        """
        if line.kind:
            return line.kind == "heading"
        filled = [box for box in line.boxes if box.start < box.end]
        if len(filled) == 2 and not covered and filled[1].columns >= self.grid.width - 1 > 1:
            number = bare(self.text[filled[0].start : filled[0].end])
            return filled[0].column == 0 and not re.search(_COUNTED, number)
        left = min((box.column for box in self.head_boxes), default=0)
        if covered or len(filled) != 1 or self.grid.width < 2 or filled[0].column > left:
            return False
        if any(box.rows > 1 for box in line.boxes):
            return False
        text = bare(self.text[filled[0].start : filled[0].end])
        return filled[0].columns > 1 or not set(text) <= _DIGITS


def header(
    text: str, grid: Grid, columns: Sequence[str] | None = None, trusted: bool = False
) -> Header:
    """The header of a grid; its count is 0 where there is none.

    `columns` are its names as the user gives them. Without them, what the format states
    is taken, unless another line is made of known names, or it is `trusted` as it stands.
    """
    lines = grid.lines[:_DEPTH]
    if columns:
        asked = [bare(name) for name in columns]
        for at, line in enumerate(lines):
            if [bare(text[box.start : box.end]) for box in line.boxes] == asked:
                return Header(at, 1, len(asked), stated=True)
        return Header(0, 0, 0, stated=True)
    stated = _stated(grid)
    if stated and trusted:
        return stated
    counts = [_known(text, line) for line in lines]
    if stated and grid.named:
        return stated._replace(known=max(counts[stated.first : stated.first + stated.height]))
    best = max(range(len(lines)), key=lambda at: (counts[at], -at), default=0)
    if lines and counts[best] >= 2:
        first = _above(grid, best)
        return Header(first, _height(grid, first), counts[best])
    return stated or Header(0, 0, 0)


def _known(text: str, line: Line) -> int:
    """How many of a line's cells hold a known column name; 0 unless they are its half."""
    from convert.recover.vocabulary import LONGEST, known

    names = [bare(text[box.start : box.end]) for box in line.boxes if box.start < box.end]
    count = sum(len(name) <= LONGEST and bool(known(name)) for name in names)
    return count if count * 2 >= len(names) else 0


def _stated(grid: Grid) -> Header | None:
    """The header as the format has it: rows said to be one, or of header cells only."""
    marked = [line.kind == "head" or _all_head(line) for line in grid.lines[:_DEPTH]]
    if True not in marked:
        return None
    first = marked.index(True)
    count = sum(1 for _ in takewhile(bool, marked[first:]))
    return Header(first, count, 0, stated=True)


def _all_head(line: Line) -> bool:
    return len(line.boxes) > 1 and all(box.head for box in line.boxes)


def _above(grid: Grid, at: int) -> int:
    """The first line whose cells reach down into line `at`."""
    reach = (i for i in range(at) if any(box.rows > at - i for box in grid.lines[i].boxes))
    return min(reach, default=at)


def _height(grid: Grid, first: int) -> int:
    """How many lines the tallest cell of the header's first line takes."""
    tallest = max(box.rows for box in grid.lines[first].boxes)
    return min(tallest, len(grid.lines) - first)


def covered(lines: Sequence[Line]) -> Iterator[set[int]]:
    """For each line, the columns that cells of earlier lines reach down into."""
    taken: dict[int, int] = {}
    for line in lines:
        taken = {column: left - 1 for column, left in taken.items() if left > 0}
        yield set(taken)
        for box in line.boxes:
            if box.rows > 1:
                span = range(box.column, box.column + box.columns)
                taken.update(dict.fromkeys(span, box.rows - 1))


def filled(boxes: Sequence[Box]) -> list[Span]:
    """The spans of the cells that hold something."""
    return [Span(box.start, box.end) for box in boxes if box.start < box.end]
