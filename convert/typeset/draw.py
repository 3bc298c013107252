"""Pages drawn: blocks, rows and their rules, page numbers.

Every piece of content is marked, as part of a structure element or as an artifact
(ISO 14289-1 7.1).
"""

from convert.style import Style, Type
from convert.typeset.document import File
from convert.typeset.fonts import Fonts
from convert.typeset.layout import CONTINUED, Box, Layout, lay
from convert.typeset.lines import GAP
from convert.typeset.pages import Piece, Sheet
from convert.typeset.pen import Owner, Pen, visible
from convert.typeset.tags import Element


class Artist:
    """Draws the sheets of one layout, telling the structure tree what stands where."""

    def __init__(self, layout: Layout, style: Style, fonts: Fonts, file: File) -> None:
        self._layout, self._style, self._fonts = layout, style, fonts
        self._file, self._tree = file, file.tree
        self._cells: list[Element] = []

    def page(self, sheet: Sheet) -> None:
        """Draws one page."""
        self._file.turn()
        pen = Pen(self._layout.frame.height)
        self._rules(pen, sheet)
        for kind, box, top in sheet.blocks:
            self._block(pen, kind, box, top)
        for piece in sheet.pieces:
            self._piece(pen, piece, again=sheet.number > 1)
        for kind, box, top in sheet.after:
            self._block(pen, kind, box, top)
        self._number(pen, sheet)
        self._file.draw(pen.content())

    def _block(self, pen: Pen, kind: str, box: Box, top: float) -> None:
        element = self._tree.block("H1" if kind == "title" else "P")
        if kind == "title":
            self._file.bookmark(_text(box), top, 0)
        pen.box(box, top, 0, box.lines, self._owner(element))

    def _piece(self, pen: Pen, piece: Piece, again: bool) -> None:
        padding = self._style.grid.padding
        if piece.band.kind == "head" and again:
            pen.artifact("Pagination")
            for box in piece.band.boxes:
                pen.box(box, _middle(box, piece, padding), piece.first, piece.last, None)
            pen.close()
            return
        if piece.band.kind == "heading" and piece.first == 0:
            self._file.bookmark(_text(piece.band.boxes[0]), piece.top, 1)
        if piece.first == 0:
            count = len(piece.band.boxes)
            is_head = piece.band.kind == "head"
            self._cells = (
                self._tree.head(count) if is_head else self._tree.row(piece.band.kind, count)
            )
        for cell, box in zip(self._cells, piece.band.boxes, strict=True):
            self._cell(pen, cell, box, piece)
        if piece.first:
            self._continued(pen, piece)

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
        text = "".join(part.text for part in box.paragraphs) + CONTINUED
        size = min(1.0, box.width / box.type.size / box.face.measure(CONTINUED))
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
        """Draws — 1 — outside below the type area (GB/T 9704-2012 7.5).

        Odd pages have it on the right, even ones on the left, one character in.
        """
        type, frame = self._style.number, self._layout.frame
        face = self._fonts[type.face]
        text = f"— {sheet.number} —"
        width = face.measure(text) * type.size + GAP
        left = frame.left + type.size
        if sheet.number % 2:
            left = frame.right - type.size - width
        pen.artifact("Pagination")
        box = lay(text, Type(type.face, type.size, type.leading, "left"), face, left, width + 1)
        # 7 mm from the type area to the number's line (GB/T 9704-2012 7.5).
        pen.box(box, frame.bottom + 7 * 72 / 25.4 - type.leading / 2, 0, 1, None)
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
