"""How the table lies on its sheet: column widths, what stays on one line, how high rows are."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import gt

from convert.report import Report, Row, texts_of
from convert.style import Style
from convert.typeset.columns import ems, plan
from convert.visible import visible

# The part of a page that a row may fill by estimate and still be kept whole.
_SLACK = 0.97
# Word sets a quarter of an em between a Chinese character and a Latin one or a figure.
_LATIN = re.compile("[0-9A-Za-z]+")
_GAP = 0.25
# Text in a column with fewer ems to a line is not justified: the gaps would be too wide.
_NARROW = 9.0
# What a line loses to whole words and to signs that must not begin it, in ems.
_RAGGED = 0.7
# Rows, evenly spread, from whose heights that of a whole table is told.
_SOME = 48


class Geometry:
    """A table on a type area of `room` x `depth` twips."""

    def __init__(self, report: Report, style: Style, room: int, depth: int) -> None:
        self.room, self.depth = room, depth
        self._style = style
        rows = texts_of([row for row in report.rows if row.kind == "task"])
        # LibreOffice takes the rules from the cells' width, Word does not.
        padding = style.grid.padding + style.grid.rule
        self._frame = 2 * padding * 20
        self.widths = _whole(
            plan(
                [visible(name) for name in report.columns],
                rows,
                room / 20,
                style.body.size,
                padding,
                breadth,
                head=style.head.size,
            ),
            room,
        )
        self._ems = [(width - self._frame) / (style.body.size * 20) for width in self.widths]
        self.centred = frozenset(
            at
            for at, room in enumerate(self._ems)
            if all(_one_line(text, room) for text in {row[at] for row in rows})
        )
        """The columns whose every text stays on one line: 序号, dates and the like."""
        self.narrow = frozenset(
            at
            for at, room in enumerate(self._ems)
            if room < _NARROW and style.body.align == "justify"
        )
        """Columns whose lines are so short that their text is better not justified."""
        self._lines = self._most_lines(report.columns)
        self._short = [(self._lines - 1) * max(1.0, room - _RAGGED) for room in self._ems]

    @property
    def narrowest(self) -> float:
        """Ems in a line of the narrowest column of running text."""
        running = set(range(len(self.widths))) - self.centred
        return min((self._ems[at] for at in running), default=float("inf"))

    def pages(self, rows: Sequence[Row]) -> float:
        """About how many pages the rows take."""
        some = rows[:: len(rows) // _SOME + 1]
        height = sum(self._height(row) for row in some)
        return height / max(1, len(some)) * len(rows) / self.depth

    def fits(self, texts: Sequence[str]) -> bool:
        """Whether a row, as far as can be told, is no taller than a page below the header."""
        long = any(map(gt, map(len, texts), self._short)) or "\n" in "".join(texts)
        return not long or self._lines_of(texts) <= self._lines

    @cached_property
    def _leading(self) -> float:
        return self._style.body.leading * 20

    def _most_lines(self, columns: Sequence[str]) -> int:
        """Lines of a row that fill a page below the header."""
        scale = self._style.head.size / self._style.body.size
        rooms = zip(columns, self._ems, strict=True)
        head = max((_lines(name, room / scale) for name, room in rooms), default=1)
        left = self.depth * _SLACK - (head * self._style.head.leading * 20 + 2 * self._frame)
        return max(1, int(left // self._leading))

    def _height(self, row: Row) -> float:
        if row.kind == "heading":
            return self._leading + self._frame
        return self._lines_of(row.texts) * self._leading + self._frame

    def _lines_of(self, texts: Sequence[str]) -> int:
        return max(_lines(text, room) for text, room in zip(texts, self._ems, strict=True))


def _whole(planned: Sequence[float], room: int) -> list[int]:
    """Widths in points as whole twips that add up to `room`."""
    edges = [0, *(round(edge * 20) for edge in accumulate(planned))]
    edges[-1] = room
    return [right - left for left, right in pairwise(edges)]


def breadth(text: str) -> float:
    """The width of a text on one line, in ems."""
    if text.isascii() and text.isprintable():
        return ems(text)
    return ems(visible(text)) + _GAP * _joints(text)


def _joints(text: str) -> int:
    """How often a Chinese character and a Latin one or a figure meet."""
    # Asking for the ranges of both in one expression takes 3 ms to compile.
    framed = f" {text} "
    return sum(
        ("\u2e80" <= framed[found.start() - 1] <= "\u9fff")
        + ("\u2e80" <= framed[found.end()] <= "\u9fff")
        for found in _LATIN.finditer(framed)
    )


def _lines(text: str, room: float) -> int:
    """About how many lines a cell's text takes at a width of `room` ems."""
    if len(text) < room and "\n" not in text:
        return 1
    return sum(1 + int(ems(part) / max(1.0, room - _RAGGED)) for part in text.split("\n"))


def _one_line(text: str, room: float) -> bool:
    return len(text) <= 2 * room and "\n" not in text and breadth(text) <= room
