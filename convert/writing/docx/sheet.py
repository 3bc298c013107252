"""The section a report is set in, in twips (1/20 point): sheet, margins, type area, grid."""

from dataclasses import dataclass

from convert.style import Style

TWIPS = 1440 / 25.4
"""Twips in a millimetre."""
# GB/T 9704-2012 7.5: the page number's line stands 7 mm below the type area.
_BELOW = 7 * TWIPS
# Printers cannot reach the outermost millimetres.
_EDGE = 5 * TWIPS


@dataclass(frozen=True, slots=True)
class Sheet:
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
    page = style.page
    short, long = sorted((round(page.width * TWIPS), round(page.height * TWIPS)))
    width, height = (long, short) if landscape else (short, long)
    left, right = round(page.left * TWIPS), round(page.right * TWIPS)
    bottom = page.bottom * TWIPS
    return Sheet(
        width,
        height,
        round(page.top * TWIPS),
        round(bottom),
        left,
        right,
        round(max(_EDGE, bottom - _BELOW - style.number.leading * 20)),
        round(style.docx.pitch * 20),
        _spread((width - left - right) / 20, style.docx.size),
    )


def _spread(room: float, size: float) -> int:
    """What makes a whole number of characters fill `room` points, as GB/T 9704 has 28."""
    return round((room / max(1, round(room / size)) - size) * 4096)
