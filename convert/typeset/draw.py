"""Pages drawn: blocks, rows and their rules, page numbers.

Every piece of content is marked, as part of a structure element or as an artifact
(ISO 14289-1 7.1).
"""

from convert.style import Style, Type
from convert.typeset.document import File
from convert.typeset.endmatter import words
from convert.typeset.fonts import Fonts
from convert.typeset.layout import Box, Layout, lay
from convert.typeset.pages import Piece, Placed, Sheet
from convert.typeset.pen import Owner, Pen, visible
from convert.typeset.sheet import OUTSIDE, shift, sideways
from convert.typeset.tags import Element

# A dash is drawn that far above its base line, in ems (measured in Noto Serif SC).
DASH = 0.27


class Artist:
    """Draws the sheets of one layout, telling the structure tree what stands where."""

    def __init__(self, layout: Layout, style: Style, fonts: Fonts, file: File) -> None:
        self._layout, self._style, self._fonts = layout, style, fonts
        self._file, self._tree = file, file.tree
        self._cells: list[Element] = []
        self._blocks: dict[int, Element] = {}

    def page(self, sheet: Sheet) -> None:
        """Draws one page."""
        self._file.turn()
        right, down = shift(self._style, self._layout.frame, sheet.number)
        pen = Pen(self._layout.frame.height - down, right)
        self._rules(pen, sheet)
        for placed in sheet.before:
            self._block(pen, placed)
        for piece in sheet.pieces:
            self._piece(pen, piece)
        for placed in sheet.after:
            self._block(pen, placed)
        self._number(pen, sheet)
        self._file.draw(pen.content())

    def _block(self, pen: Pen, placed: Placed) -> None:
        if placed.first == 0:
            self._blocks[id(placed.box)] = self._tree.block(placed.tag)
            if placed.tag == "H1":
                self._file.bookmark(_text(placed.box), placed.top, 0)
        owner = self._owner(self._blocks[id(placed.box)])
        pen.box(placed.box, placed.top, placed.first, placed.last, owner)

    def _piece(self, pen: Pen, piece: Piece) -> None:
        band, padding = piece.band, self._style.grid.padding
        if piece.again:
            pen.artifact("Pagination")
            for box in band.boxes:
                pen.box(box, _middle(box, piece, padding), piece.first, piece.last, None)
            pen.close()
            return
        if piece.first == 0:
            self._begin(pen, piece)
        for cell, box in zip(self._cells, band.boxes, strict=True):
            self._cell(pen, cell, box, piece)
        if piece.first and band.kind == "task":
            self._continued(pen, piece)

    def _begin(self, pen: Pen, piece: Piece) -> None:
        """A row's elements, bookmark and sign of doubt, where its first piece stands."""
        band = piece.band
        if band.kind == "heading":
            self._file.bookmark(_text(band.boxes[0]), piece.top, 1)
        if band.kind == "head":
            self._cells = self._tree.head(len(band.boxes))
        else:
            self._cells = self._tree.row(band.kind, len(band.boxes))
        if band.review:
            type = self._style.body
            left = self._layout.frame.left - 1.4 * type.size
            sign = lay(words("sign"), type, self._fonts[type.face], left, type.size + 1)
            pen.artifact("Layout")
            pen.box(sign, piece.top + self._style.grid.padding, 0, 1, None)
            pen.close()

    def _cell(self, pen: Pen, cell: Element, box: Box, piece: Piece) -> None:
        top = _middle(box, piece, self._style.grid.padding)
        for at, paragraph, first, last, line in visible(box, piece.first, piece.last):
            element = cell if len(box.paragraphs) == 1 else self._tree.paragraph(cell, at)
            owner = self._owner(element)
            pen.text(box, paragraph, first, last, top + line * box.type.leading, owner)

    def _owner(self, element: Element) -> Owner:
        return element.kind, lambda: self._tree.mark(element)

    def _continued(self, pen: Pen, piece: Piece) -> None:
        """序号 (续) at the head of a row that goes on from the page before."""
        column = self._layout.number
        if column is None:
            return
        box = piece.band.boxes[column]
        if box.lines > piece.first:
            return
        text = "".join(part.text for part in box.paragraphs) + words("continued")
        size = min(1.0, box.width / box.type.size / box.face.measure(words("continued")))
        type = Type(box.type.face, box.type.size * size, box.type.leading, "center")
        pen.artifact("Pagination")
        note = lay(text, type, box.face, box.left, box.width)
        pen.box(note, piece.top + self._style.grid.padding, 0, piece.last - piece.first, None)
        pen.close()

    def _rules(self, pen: Pen, sheet: Sheet) -> None:
        if not sheet.pieces:
            return
        edges = [self._layout.frame.left]
        for width in self._layout.widths:
            edges.append(edges[-1] + width)
        pen.artifact("Layout")
        self._shade(pen, sheet.pieces[0], edges)
        pen.rules(self._style.grid.rule, *_segments(sheet.pieces, edges))
        pen.close()

    def _shade(self, pen: Pen, head: Piece, edges: list[float]) -> None:
        shade = self._style.grid.shade
        if shade and head.band.kind == "head":
            pen.shade(1 - shade, edges[0], head.top, edges[-1] - edges[0], head.height)

    def _number(self, pen: Pen, sheet: Sheet) -> None:
        """Draws — 1 — outside the type area, one character in (GB/T 9704-2012 7.5).

        Odd pages have it on the right, even ones on the left; a bound sheet that lies has
        it where it would be if it stood.
        """
        type, frame = self._style.number, self._layout.frame
        face = self._fonts[type.face]
        text = f"— {sheet.number} —"
        width = face.measure(text) * type.size
        dash = OUTSIDE + DASH * type.size
        along = type.size if sheet.number % 2 == 0 else -type.size - width
        pen.artifact("Pagination")
        if sideways(self._style, frame):
            start = frame.top if sheet.number % 2 == 0 else frame.bottom
            pen.words(face, type.size, text, frame.left - dash, start + along, turned=True)
        else:
            start = frame.left if sheet.number % 2 == 0 else frame.right
            pen.words(face, type.size, text, start + along, frame.bottom + dash, turned=False)
        pen.close()


def _text(box: Box) -> str:
    """A box's text on one line."""
    return " ".join(paragraph.text for paragraph in box.paragraphs).strip()


def _middle(box: Box, piece: Piece, padding: float) -> float:
    """The top of a box in its cell: midway in a whole row, at the top in a cut one."""
    if piece.whole:
        return piece.top + (piece.height - box.height) / 2
    return piece.top + padding


def _segments(
    pieces: list[Piece], edges: list[float]
) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """Horizontal rules (left, right, height) and vertical ones (place, top, foot)."""
    tops = [piece.top for piece in pieces]
    tops.append(pieces[-1].top + pieces[-1].height)
    across = [(edges[0], edges[-1], top) for top in tops]
    down = [(edge, tops[0], tops[-1]) for edge in (edges[0], edges[-1])]
    start = None
    for piece, top in zip([*pieces, None], tops, strict=True):
        inner = piece is not None and piece.band.kind != "heading"
        if inner and start is None:
            start = top
        elif not inner and start is not None:
            down.extend((edge, start, top) for edge in edges[1:-1])
            start = None
    return across, down
