"""Rows onto pages: whole where they fit, else cut between lines.

A row that fits a page of its own is never cut. A taller one is, with at least two lines
on either side of the cut, and goes on under the repeated header.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from convert.typeset.layout import Band, Box, Layout

# Lines that may stand alone at either side of a cut: none under this many.
KEEP = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a row on a page: lines [first, last) of each of its cells."""

    band: Band
    top: float
    """From the sheet's upper edge."""
    height: float
    first: int
    last: int

    @property
    def whole(self) -> bool:
        """Whether it is the row's only piece."""
        return self.first == 0 and self.last == self.band.lines


@dataclass(slots=True)
class Sheet:
    """One page: blocks with the height of their top, and pieces of rows."""

    number: int
    blocks: list[tuple[str, Box, float]] = field(default_factory=list)
    """Kind (title, field, note), box, top."""
    pieces: list[Piece] = field(default_factory=list)
    after: list[tuple[str, Box, float]] = field(default_factory=list)


def paginate(layout: Layout, padding: float) -> Iterator[Sheet]:
    """The pages one after another; one at least."""
    return _Paginator(layout, padding).sheets()


class _Paginator:
    def __init__(self, layout: Layout, padding: float) -> None:
        self._layout = layout
        self._frame = layout.frame
        self._padding = padding
        self._sheet = Sheet(1)
        self._at = layout.frame.top

    def sheets(self) -> Iterator[Sheet]:
        yield from self._opening()
        self._header()
        held: list[Band] = []
        for band in self._layout.rows:
            # A heading waits for the row it stands over.
            held.append(band)
            if band.kind != "heading":
                yield from self._place(held)
                held = []
        yield from self._place(held)
        yield from self._closing()
        yield self._sheet

    def _opening(self) -> Iterator[Sheet]:
        title = self._layout.title
        yield from self._blocks("title", [[title]])
        self._at += title.type.leading / 2
        yield from self._blocks("field", self._layout.fields)
        if self._layout.fields:
            self._at += self._layout.fields[0][0].type.leading / 4
        if self._left < self._layout.head.height + KEEP * 16 + 2 * self._padding:
            yield self._turn()

    def _closing(self) -> Iterator[Sheet]:
        if self._layout.after:
            self._at += self._padding
        yield from self._blocks("note", [[box] for box in self._layout.after])

    def _blocks(self, kind: str, lines: Sequence[Sequence[Box]]) -> Iterator[Sheet]:
        for boxes in lines:
            height = max(box.height for box in boxes)
            if height > self._left and self._at > self._frame.top:
                yield self._turn()
            for box in boxes:
                place = (kind, box, self._at)
                (self._sheet.after if kind == "note" else self._sheet.blocks).append(place)
            self._at += height

    @property
    def _left(self) -> float:
        return self._frame.bottom - self._at

    @property
    def _fresh(self) -> float:
        """Height for rows on a page that holds nothing else."""
        return self._frame.depth - self._layout.head.height

    def _turn(self) -> Sheet:
        done = self._sheet
        self._sheet = Sheet(done.number + 1)
        self._at = self._frame.top
        return done

    def _header(self) -> None:
        self._put(self._layout.head, 0, self._layout.head.lines)

    def _put(self, band: Band, first: int, last: int) -> None:
        leading = band.boxes[0].type.leading
        height = (last - first) * leading + 2 * self._padding
        self._sheet.pieces.append(Piece(band, self._at, height, first, last))
        self._at += height

    def _place(self, held: list[Band]) -> Iterator[Sheet]:
        """Headings and the row under them, on this page if there is room, else the next."""
        height = sum(band.height for band in held)
        if height > self._left and height <= self._fresh:
            yield self._turn()
            self._header()
        for band in held:
            if band.height <= self._left:
                self._put(band, 0, band.lines)
            else:
                yield from self._slice(band)

    def _slice(self, band: Band) -> Iterator[Sheet]:
        first, leading = 0, band.boxes[0].type.leading
        while first < band.lines:
            fit = int((self._left - 2 * self._padding) / leading + 1e-6)
            rest = band.lines - first
            take = rest if rest <= fit else min(fit, rest - KEEP)
            if take >= min(KEEP, rest) or len(self._sheet.pieces) <= 1:
                take = max(take, 1)
                self._put(band, first, first + take)
                first += take
            if first < band.lines:
                yield self._turn()
                self._header()
