"""Notes on doubtful cells: their texts, and the yellow boxes that Excel shows them in."""

from collections.abc import Iterator, Mapping

from convert.doubt import remarks
from convert.office import DECLARATION
from convert.report import Report
from convert.writing.xlsx.text import MAIN, element, place

AUTHOR = "convert"
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
# Excel numbers shapes in blocks of so many; the first block of a sheet begins at 1024.
_BLOCK = 1024
# Characters in a line of the box, and the box's measures in points.
_LINE, _WIDTH, _LEADING = 20, 216, 13


def notes(report: Report) -> dict[tuple[int, int], str]:
    """Notes' texts by row and column of the sheet, both from 1."""
    return {
        (number, column + 1): "\n".join(lines)
        for number, row in enumerate(report.rows, 2)
        for column, lines in remarks(row).items()
    }


def comments_xml(found: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """xl/comments1.xml."""
    yield (
        f'{DECLARATION}<comments xmlns="{MAIN}"><authors><author>{AUTHOR}</author></authors>'
        "<commentList>"
    )
    for (row, column), text in found.items():
        run = f'<r><rPr><sz val="9"/></rPr>{element(text)}</r>'
        yield f'<comment ref="{place(row, column)}" authorId="0"><text>{run}</text></comment>'
    yield "</commentList></comments>"


def drawing_vml(found: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """xl/drawings/vmlDrawing1.vml: one hidden box a note, as Excel itself writes them."""
    blocks = ",".join(map(str, range(1, 2 + len(found) // _BLOCK)))
    yield (
        f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )
    for number, ((row, column), text) in enumerate(found.items(), 1):
        yield _box(_BLOCK + number, row - 1, column - 1, text)
    yield "</xml>"


def _box(shape: int, row: int, column: int, text: str) -> str:
    lines = sum(1 + len(line) // _LINE for line in text.split("\n"))
    size = f"width:{_WIDTH}pt;height:{_LEADING * (lines + 1)}pt"
    return (
        f'<v:shape id="_x0000_s{shape}" type="#_x0000_t202" '
        f'style="position:absolute;{size};visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" '
        'obscured="t"/><v:path o:connecttype="none"/><v:textbox/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )
