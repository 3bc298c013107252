"""The section a report is set in, in twips (1/20 point): sheet, margins, type area, grid."""

from typing import NamedTuple

from convert.style import Style
from convert.typeset.sheet import OUTSIDE, frame_of, sideways

# Printers cannot reach the outermost 5 mm.
_EDGE = 283


class Sheet(NamedTuple):
    """Size of the sheet as it is read, its margins, and the grid of running text."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    """From the sheet's lower edge to the foot of the page number."""
    pitch: int
    """Distance of the grid's lines."""
    spread: int
    """What the grid adds to each character of running text, in 1/4096 point."""
    sideways: bool
    """Whether the page number stands left of the type area."""
    mirrored: bool
    """Whether even pages have left and right margin exchanged."""

    @property
    def room(self) -> int:
        """Width of the type area."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> int:
        """Height of the type area."""
        return self.height - self.top - self.bottom


def sheet_of(style: Style, landscape: bool) -> Sheet:
    """The section of the style on a lying or upright sheet."""
    frame = frame_of(style, landscape)
    bottom = frame.height - frame.bottom
    aside = sideways(style, frame)
    return Sheet(
        round(frame.width * 20),
        round(frame.height * 20),
        round(frame.top * 20),
        round(bottom * 20),
        round(frame.left * 20),
        round((frame.width - frame.right) * 20),
        max(_EDGE, round((bottom - OUTSIDE - style.number.leading) * 20)),
        round(style.docx.pitch * 20),
        _spread(frame.room, style.docx.size),
        aside,
        style.page.bound and not aside,
    )


def _spread(room: float, size: float) -> int:
    """What makes a whole number of characters fill `room` points, as GB/T 9704 has 28."""
    return round((room / max(1, round(room / size)) - size) * 4096)
