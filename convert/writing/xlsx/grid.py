"""One sheet: rows of cells under a header that stays, ready to be printed on A4 lying."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from convert.merged import Areas
from convert.office import DECLARATION, inner
from convert.style import Style
from convert.typeset.columns import RAGGED, ems
from convert.writing.xlsx.looks import look
from convert.writing.xlsx.text import MAIN, Strings, place, units

Cells = Sequence[tuple[str, str]]
"""A row: role of the cell (see looks.NAMES) and its text, one a column."""
INCH = 25.4
"""Millimetres in an inch."""
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = '<legacyDrawing r:id="rId1"/>'
# Excel: no row is higher, and no page header longer.
_HIGHEST, _HEADER_LIMIT = 409.5, 255
# The height of a line in Excel, in parts of the type's size (宋体 11: 13.5 points).
_LEADING = 1.25
# Points in a pixel, and the pixels at either side of a text that a column has, in all.
_PIXEL, _FRAME = 0.75, 5


class Grid(NamedTuple):
    """What the rows of a sheet have in common: widths are points."""

    widths: Sequence[float]
    style: Style
    strings: Strings
    title: str
    """Printed above each page."""
    merged: Areas = {}  # noqa: RUF012 - nobody writes into it.
    """Merged cells; the header is row 0."""


def sheet(grid: Grid, rows: Iterable[Cells], area: str = "", notes: bool = False) -> Iterator[str]:
    """A worksheet; the first row is its header.

    `area` is what can be filtered; the sheet that has one is the one a program opens with.
    """
    chosen = ' tabSelected="1"' if area else ""
    yield (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{_RELATIONS}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{chosen} workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/>{_columns(grid)}<sheetData>'
    )
    heights = _Heights(grid)
    for number, cells in enumerate(rows, 1):
        yield _row(grid, number, cells, heights.points(number - 1, cells))
    yield "</sheetData>"
    yield f'<autoFilter ref="{area}"/>' if area else ""
    yield _merged(grid.merged)
    yield _printing(grid.title, grid.style)
    if area:
        # Texts that look like numbers are meant to be texts: no green corners.
        meant = f'<ignoredError sqref="{area}" numberStoredAsText="1"/>'
        yield f"<ignoredErrors>{meant}</ignoredErrors>"
    yield f"{_DRAWING if notes else ''}</worksheet>"


class _Heights:
    """The rows' heights from what stands in them; a merged cell's share goes to each row.

    Excel and WPS fit rows to their text when it is edited, not when a file is opened.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._least: dict[int, int] = {}

    def points(self, row: int, cells: Cells) -> float:
        """The height of the next row, which is number `row` from 0."""
        lines = max(map(self._share, repeat(row), range(len(cells)), cells), default=1)
        lines = max(lines, self._least.pop(row, 1))
        return min(_HIGHEST, lines * self._grid.style.body.size * _LEADING + 3)

    def _share(self, row: int, column: int, cell: tuple[str, str]) -> int:
        """The lines a cell asks of its row; those of the rows it covers are kept for them."""
        role, text = cell
        if role == "heading":
            return 1
        rows, columns = self._grid.merged.get((row, column), (1, 1))
        width = sum(self._grid.widths[column : column + columns])
        share = -(-_lines(text, width, self._grid.style) // rows)
        for below in range(row + 1, row + rows):
            self._least[below] = max(share, self._least.get(below, 1))
        return share


def _row(grid: Grid, number: int, cells: Cells, height: float) -> str:
    made = "".join(
        _cell(place(number, column), role, text, grid.strings)
        for column, (role, text) in enumerate(cells, 1)
    )
    return f'<row r="{number}" ht="{height:g}">{made}</row>'


def _merged(found: Areas) -> str:
    listed = "".join(
        f'<mergeCell ref="{place(row + 1, column + 1)}:{place(row + rows, column + columns)}"/>'
        for (row, column), (rows, columns) in found.items()
    )
    return f'<mergeCells count="{len(found)}">{listed}</mergeCells>' if found else ""


def _lines(text: str, width: float, style: Style) -> int:
    """How many lines a text takes in a column, rather one too many than one too few."""
    room = max(1.0, (width - _FRAME * _PIXEL) / style.body.size - RAGGED)
    return sum(max(1, -int(-ems(part) // room)) for part in text.split("\n"))


def _cell(name: str, role: str, text: str, strings: Strings) -> str:
    """A number in a number's cell, else a string whatever it looks like, or an empty cell."""
    shape = f'<c r="{name}" s="{look(role, text)}"'
    if not text:
        return f"{shape}/>"
    if role == "number":
        return f"{shape}><v>{text}</v></c>"
    return f'{shape} t="s"><v>{strings.take(text)}</v></c>'


def _columns(grid: Grid) -> str:
    """Widths in Excel's unit: digits of the body's type, without the frame."""
    digit = max(1, round(grid.style.body.size / _PIXEL / 2))
    listed = "".join(
        f'<col min="{at}" max="{at}" width="{max(1.0, (width / _PIXEL - _FRAME) / digit):.2f}" '
        'customWidth="1"/>'
        for at, width in enumerate(grid.widths, 1)
    )
    return f"<cols>{listed}</cols>" if listed else ""


def _printing(title: str, style: Style) -> str:
    """One page wide, as many long as it takes; the title above, the number below."""
    page = style.page
    sides = {"left": page.left, "right": page.right, "top": page.top, "bottom": page.bottom}
    sides |= {"header": page.top / 2, "footer": page.bottom / 2}
    margins = " ".join(f'{side}="{length / INCH:.3f}"' for side, length in sides.items())
    return (
        f'<printOptions horizontalCentered="1"/><pageMargins {margins}/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        f"<headerFooter><oddHeader>{inner(_page_title(title, style))}</oddHeader>"
        f"<oddFooter>{inner('&C— &P —')}</oddFooter></headerFooter>"
    )


def _page_title(title: str, style: Style) -> str:
    """Excel's code for the title, cut where no more is allowed."""
    face = style.faces[style.head.face]
    for special in '&",':
        face = face.replace(special, "")
    begin = f'&C&{round(style.head.size)}&"{face},Regular"'
    text = " ".join(title.split())
    while units(begin + text.replace("&", "&&")) > _HEADER_LIMIT:
        text = text.removesuffix("…")[:-1] + "…"
    return begin + text.replace("&", "&&")
