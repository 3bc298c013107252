"""The file: parts, their types and relations, in a ZIP that is the same every time."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from convert.office import DECLARATION, core_xml, custom_values, custom_xml
from convert.report import Report
from convert.style import Style
from convert.writing.xlsx import sheets
from convert.writing.xlsx.looks import styles_xml
from convert.writing.xlsx.notes import comments_xml, drawing_vml, notes
from convert.writing.xlsx.text import LONG, MAIN, Strings, fits

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "application/vnd.openxmlformats-officedocument"
_SHEETML = f"{_OPEN}.spreadsheetml"
# Pieces of a part are compressed so many characters at a time.
_CHUNK = 1 << 16
_BESIDE = (
    ("styles", "styles.xml"),
    ("theme", "theme/theme1.xml"),
    ("sharedStrings", "sharedStrings.xml"),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def save(report: Report, style: Style, file: BinaryIO) -> None:
    """Write the whole workbook."""
    found, strings = notes(report), Strings()
    names = [sheets.TABLE, sheets.ABOUT, *([LONG] if _is_long(report) else [])]
    with ZipFile(file, "w") as archive:
        for name, text in _shell(report, style, names, bool(found)):
            _add(archive, name, [text])
        _add(archive, _sheet(1), sheets.table_sheet(report, style, strings, bool(found)))
        _add(archive, _sheet(2), sheets.about_sheet(report, style, strings))
        if LONG in names:
            _add(archive, _sheet(3), sheets.long_sheet(report, style, strings))
        _add(archive, "xl/sharedStrings.xml", strings.xml())
        if found:
            _add(archive, "xl/comments1.xml", comments_xml(found))
            _add(archive, "xl/drawings/vmlDrawing1.vml", drawing_vml(found))


def _sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _is_long(report: Report) -> bool:
    """Whether any text goes on beyond its cell."""
    around = (report.title, *report.unplaced, *report.columns)
    fields = (text for field in report.fields for text in (field.label, field.value))
    cells = (text for row in report.rows for text in row.texts)
    return not all(map(fits, chain(around, fields, cells)))


def _shell(
    report: Report, style: Style, names: list[str], noted: bool
) -> Iterator[tuple[str, str]]:
    """Every part but the sheets and their notes."""
    yield "[Content_Types].xml", _types(len(names), noted)
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    yield (
        "_rels/.rels",
        _relations(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (core, "docProps/core.xml"),
            (f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
        ),
    )
    yield "docProps/core.xml", core_xml(report)
    yield "docProps/custom.xml", custom_xml(custom_values(report))
    yield "xl/workbook.xml", _workbook(report, names)
    parts = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{at}.xml") for at, _ in _numbered(names)]
    parts += [(f"{_OFFICE}/{kind}", name) for kind, name in _BESIDE]
    yield "xl/_rels/workbook.xml.rels", _relations(*parts)
    yield "xl/styles.xml", styles_xml(style)
    yield "xl/theme/theme1.xml", Path(__file__).with_name("theme.xml").read_text(encoding="utf-8")
    if noted:
        drawing = (f"{_OFFICE}/vmlDrawing", "../drawings/vmlDrawing1.vml")
        yield (
            "xl/worksheets/_rels/sheet1.xml.rels",
            _relations(drawing, (f"{_OFFICE}/comments", "../comments1.xml")),
        )


def _numbered(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    return enumerate(names, 1)


def _workbook(report: Report, names: list[str]) -> str:
    """Sheets, the area that is filtered, and the row that is printed on every page."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in _numbered(names)
    )
    defined = [
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">\'{name}\'!$1:$1</definedName>'
        for at, name in enumerate(names)
    ]
    if area := sheets.table_area(report):
        fixed = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)
        defined.insert(
            0,
            '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
            f"'{sheets.TABLE}'!{fixed}</definedName>",
        )
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets>"
        f"<definedNames>{''.join(defined)}</definedNames></workbook>"
    )


def _types(count: int, noted: bool) -> str:
    parts = {
        "xl/workbook.xml": f"{_SHEETML}.sheet.main+xml",
        **{_sheet(at): f"{_SHEETML}.worksheet+xml" for at in range(1, count + 1)},
        "xl/styles.xml": f"{_SHEETML}.styles+xml",
        "xl/theme/theme1.xml": f"{_OPEN}.theme+xml",
        "xl/sharedStrings.xml": f"{_SHEETML}.sharedStrings+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/custom.xml": f"{_OPEN}.custom-properties+xml",
    }
    if noted:
        parts["xl/comments1.xml"] = f"{_SHEETML}.comments+xml"
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" '
        f'ContentType="{_OPEN}.vmlDrawing"/>{listed}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    """A .rels part; the ids are rId1, rId2 … in the order given."""
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _add(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    """A part of the ZIP, taken piece by piece; it tells neither time nor machine."""
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
    with archive.open(entry, "w") as part:
        for chunk in _chunks(pieces):
            part.write(chunk.encode())


def _chunks(pieces: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
