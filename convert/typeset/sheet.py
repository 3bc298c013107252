"""The sheet of paper: its type area, how even pages differ, where the page number stands.

GB/T 9704-2012 5.2.1, 7.5 and 8. Lengths are points, measured from the sheet's upper left
corner as it is read.
"""

from typing import NamedTuple

from convert.style import Page, Style

POINTS = 72 / 25.4
"""Points in a millimetre."""
# 7.5: the line left and right of the page number is 7 mm outside the type area.
OUTSIDE = 7 * POINTS


class Frame(NamedTuple):
    """A sheet and the edges of its type area."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """Width of the type area."""
        return self.right - self.left

    @property
    def depth(self) -> float:
        """Height of the type area."""
        return self.bottom - self.top


def frame_of(style: Style, landscape: bool) -> Frame:
    """The style's sheet, lying or upright, as an odd page has it."""
    page = style.page
    short, long = sorted((page.width * POINTS, page.height * POINTS))
    width, height = (long, short) if landscape else (short, long)
    top, right, bottom, left = (edge * POINTS for edge in _margins(page, landscape))
    return Frame(width, height, left, width - right, top, height - bottom)


def _margins(page: Page, landscape: bool) -> tuple[float, float, float, float]:
    """Top, right, bottom, left of the sheet as it is read.

    A sheet that lies has the left edge of the upright one on top.
    """
    if page.orientation == "auto" and landscape:
        return page.left, page.top, page.right, page.bottom
    return page.top, page.right, page.bottom, page.left


def shift(style: Style, frame: Frame, number: int) -> tuple[float, float]:
    """How far the page of that number is moved right and down.

    Where pages are bound, even ones have the binding edge opposite.
    """
    if not style.page.bound or number % 2:
        return 0.0, 0.0
    if frame.width > frame.height:
        return 0.0, frame.height - frame.bottom - frame.top
    return frame.width - frame.right - frame.left, 0.0


def sideways(style: Style, frame: Frame) -> bool:
    """Whether the page number stands left of the type area, as on an upright page turned."""
    return style.page.bound and frame.width > frame.height
