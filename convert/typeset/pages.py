"""Rows onto pages: whole where they fit, else cut between lines.

A row that fits a page of its own is never cut. A taller one is, with at least two lines
on either side of the cut, and goes on under the repeated header. A header never stands
without a row, nor a heading without the row under it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.typeset.layout import Band, Block, Box, Layout

# Lines that may stand alone at either side of a cut: none under this many.
KEEP = 2
# A header taller than this part of a page is not repeated on every page.
TALL = 0.5


class Piece(NamedTuple):
    """Part of a row on a page: lines [first, last) of each of its cells."""

    band: Band
    top: float
    """From the sheet's upper edge."""
    height: float
    first: int
    last: int
    again: bool = False
    """Whether it is the header, repeated."""

    @property
    def whole(self) -> bool:
        """Whether it is the row's only piece."""
        return self.first == 0 and self.last == self.band.lines


class Placed(NamedTuple):
    """Lines [first, last) of a block outside the table, on a page."""

    tag: str
    box: Box
    top: float
    first: int
    last: int


class Sheet:
    """One page: blocks before the table, pieces of rows, blocks after it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.before: list[Placed] = []
        self.pieces: list[Piece] = []
        self.after: list[Placed] = []


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
        self._repeat = layout.head.height <= TALL * layout.frame.depth

    def sheets(self) -> Iterator[Sheet]:
        yield from self._opening()
        yield from self._table()
        for section in self._layout.after:
            if section.new_page:
                yield self._turn()
            else:
                self._at += 2 * self._padding
            yield from self._blocks([[block] for block in section.blocks])
        yield self._sheet

    def _opening(self) -> Iterator[Sheet]:
        title = self._layout.title
        yield from self._blocks([[Block("H1", title)]])
        self._at += title.type.leading / 2
        fields = self._layout.fields
        yield from self._blocks([[Block("P", box) for box in line] for line in fields])
        if fields:
            self._at += fields[0][0].type.leading / 4

    def _table(self) -> Iterator[Sheet]:
        head = self._layout.head
        held = [head]
        for band in self._layout.rows:
            # A header or heading waits for the row it stands over.
            held.append(band)
            if band.kind != "heading":
                yield from self._place(held)
                held = []
        yield from self._place(held)

    def _blocks(self, lines: Sequence[Sequence[Block]]) -> Iterator[Sheet]:
        """Lines of blocks side by side, cut between their lines where they must be."""
        for at, blocks in enumerate(lines):
            count = max(block.box.lines for block in blocks)
            leading = blocks[0].box.type.leading
            needed = leading * min(count, KEEP)
            if blocks[0].tag.startswith("H") and at + 1 < len(lines):
                needed += lines[at + 1][0].box.type.leading
            if needed > self._left and self._at > self._frame.top:
                yield self._turn()
            first = 0
            while first < count:
                last = min(count, first + max(1, int(self._left / leading + 1e-6)))
                self._put_blocks(blocks, first, last)
                self._at += (last - first) * leading
                first = last
                if first < count:
                    yield self._turn()

    def _put_blocks(self, blocks: Sequence[Block], first: int, last: int) -> None:
        sheet = self._sheet
        # What comes before the table on its page is read before it.
        where = sheet.after if sheet.pieces else sheet.before
        for block in blocks:
            if first < block.box.lines or first == last == 0:
                where.append(
                    Placed(block.tag, block.box, self._at, first, min(last, block.box.lines))
                )

    @property
    def _left(self) -> float:
        return self._frame.bottom - self._at

    @property
    def _fresh(self) -> float:
        """Height for rows on a page that holds nothing else."""
        return self._frame.depth - (self._layout.head.height if self._repeat else 0.0)

    def _turn(self) -> Sheet:
        done = self._sheet
        self._sheet = Sheet(done.number + 1)
        self._at = self._frame.top
        return done

    def _header(self) -> None:
        """The header once more, on a page that a row begins or goes on."""
        if self._repeat:
            self._put(self._layout.head, 0, self._layout.head.lines, again=True)

    def _put(self, band: Band, first: int, last: int, *, again: bool = False) -> None:
        leading = band.boxes[0].type.leading
        height = (last - first) * leading + 2 * self._padding
        self._sheet.pieces.append(Piece(band, self._at, height, first, last, again))
        self._at += height

    def _place(self, held: list[Band]) -> Iterator[Sheet]:
        """Header or headings and the row under them: on this page, or all on the next."""
        if not held:
            return
        first = held[0].kind == "head"
        height = sum(band.height for band in held)
        room = self._frame.depth if first else self._fresh
        if height > self._left and (height <= room or self._begun(held) > self._left):
            if self._at > self._frame.top:
                yield self._turn()
            if not first:
                self._header()
        for band in held:
            if band.height <= self._left:
                self._put(band, 0, band.lines)
            else:
                yield from self._slice(band)

    def _begun(self, held: list[Band]) -> float:
        """The height of what must not be parted: all of it up to the row's first lines."""
        *above, row = held
        lines = KEEP if row.lines >= 2 * KEEP else row.lines
        begun = lines * row.boxes[0].type.leading + 2 * self._padding
        return sum(band.height for band in above) + begun

    def _slice(self, band: Band) -> Iterator[Sheet]:
        first, leading = 0, band.boxes[0].type.leading
        while first < band.lines:
            fit = int((self._left - 2 * self._padding) / leading + 1e-6)
            rest = band.lines - first
            take = rest if rest <= fit else min(fit, rest - KEEP)
            if take < min(KEEP, rest) and self._bare:
                # Nothing is gained by another page.
                take = max(1, min(fit, rest))
            if take >= min(KEEP, rest) or self._bare:
                self._put(band, first, first + take)
                first += take
            if first < band.lines:
                yield self._turn()
                if band.kind != "head":
                    self._header()

    @property
    def _bare(self) -> bool:
        """Whether the page holds nothing but the repeated header."""
        sheet = self._sheet
        return not sheet.before and all(piece.again for piece in sheet.pieces)
