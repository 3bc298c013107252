"""The file as we make it where the office has no template of its own."""

from collections.abc import Mapping

from convert.office import DECLARATION, core_xml, custom_xml
from convert.report import Report
from convert.style import Style
from convert.typeset.sheet import OUTSIDE
from convert.writing.docx import looks, package
from convert.writing.docx.body import AFTER, Remarks
from convert.writing.docx.geometry import Geometry
from convert.writing.docx.package import Shell
from convert.writing.docx.record import item_xml, record_xml
from convert.writing.docx.remarks import comments_xml, properties
from convert.writing.docx.sheet import Sheet, sheet_of
from convert.writing.docx.theme import theme_xml
from convert.writing.docx.xml import quoted, run_text

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'xmlns:w="{looks.SPACE}" xmlns:r="{_RELATIONS}"'

_ROOTS = ("word/document.xml", "docProps/core.xml", "docProps/custom.xml")

_PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
# Room for a page number: — 12345 — and the character it stands in, in ems.
_LONGEST = 8
# A column of running text with fewer characters to a line makes a sheet lie down.
_NARROW = 7.0


def shell_of(report: Report, style: Style, remarks: Remarks) -> Shell:
    """Everything but the text of the report."""
    ids = {role: look.id for role, look in looks.looks().items()}
    sheet, geometry = _fitting(report, style)
    beside = {
        "word/styles.xml": looks.styles_xml(style),
        "word/fontTable.xml": looks.fonts_xml(style),
        "word/settings.xml": looks.settings_xml(sheet.mirrored),
        "word/theme/theme1.xml": theme_xml(style),
        "word/footer1.xml": _footer(ids, sheet, style, odd=True),
        "word/footer2.xml": _footer(ids, sheet, style, odd=False),
        **({"word/comments.xml": comments_xml(remarks, "CommentText")} if remarks else {}),
        "customXml/item1.xml": record_xml(report, bool(remarks)),
    }
    around = {
        "customXml/itemProps1.xml": item_xml(),
        "docProps/core.xml": core_xml(report),
        "docProps/custom.xml": custom_xml(properties(report)),
    }
    text = {"word/document.xml": "", **beside, **around}
    links = {
        "[Content_Types].xml": package.types_xml(text),
        "_rels/.rels": package.relations_xml(
            (part, part)
            for part in ("word/document.xml", "docProps/core.xml", "docProps/custom.xml")
        ),
        "word/_rels/document.xml.rels": package.relations_xml(
            (part, _seen_from_word(part)) for part in beside
        ),
        "customXml/_rels/item1.xml.rels": package.relations_xml(
            [("customXml/itemProps1.xml", "itemProps1.xml")]
        ),
    }
    places = {part: f"rId{number}" for number, part in enumerate(beside, 1)}
    return Shell(
        {name: data.encode("utf-8") for name, data in (links | text).items()},
        "word/document.xml",
        f"{DECLARATION}<w:document {_SPACES}><w:body>",
        f"{_section(sheet, places)}</w:body></w:document>",
        ids,
        geometry,
    )


def _fitting(report: Report, style: Style) -> tuple[Sheet, Geometry]:
    """The sheet, lying or upright as the style says, or as the table fits it better."""
    asked = style.page.orientation
    if asked != "auto":
        return _on(sheet_of(style, asked == "landscape"), report, style)
    upright = _on(sheet_of(style, landscape=False), report, style)
    lying = _on(sheet_of(style, landscape=True), report, style)
    if upright[1].narrowest < _NARROW:
        return lying
    return upright if upright[1].pages(report.rows) <= lying[1].pages(report.rows) else lying


def _on(sheet: Sheet, report: Report, style: Style) -> tuple[Sheet, Geometry]:
    return sheet, Geometry(report, style, sheet.room, sheet.depth)


def _seen_from_word(part: str) -> str:
    return part.removeprefix("word/") if part.startswith("word/") else f"../{part}"


def _footer(ids: Mapping[str, str], sheet: Sheet, style: Style, odd: bool) -> str:
    """A page number, — 1 — outside and one character in (GB/T 9704-2012 7.5)."""
    inset = round(style.number.size * 20)
    side = "right" if odd else "left"
    number = (
        f"<w:p><w:pPr><w:pStyle w:val={quoted(ids['number'])}/>"
        f'<w:ind w:{side}="{inset}"/><w:jc w:val="{side}"/></w:pPr>'
        f"<w:r>{run_text('— ')}</w:r>{_PAGE}<w:r>{run_text(' —')}</w:r></w:p>"
    )
    put = _aside(number, sheet, style, odd) if sheet.sideways else number
    return f"{DECLARATION}<w:ftr {_SPACES}>{put}</w:ftr>"


def _aside(number: str, sheet: Sheet, style: Style, odd: bool) -> str:
    """The page number left of the type area, turned as the sheet is (GB/T 9704-2012 8).

    It stands low on odd pages, high on even ones, in a table of one cell: only cells turn
    their text in every program.
    """
    width = round(style.number.leading * 20)
    left = round(sheet.left - OUTSIDE * 20 - width)
    height = min(sheet.depth, round(_LONGEST * style.number.size * 20))
    top = sheet.top + (sheet.depth - height if odd else 0)
    none = "".join(
        f'<w:{edge} w:w="0" w:type="dxa"/>' for edge in ("top", "left", "bottom", "right")
    )
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{left}" w:tblpY="{top}"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{none}</w:tblCellMar></w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/>'
        f'<w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{number}</w:tc></w:tr></w:tbl>{AFTER}"
    )


def _section(sheet: Sheet, places: dict[str, str]) -> str:
    lying = ' w:orient="landscape"' if sheet.width > sheet.height else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{places["word/footer1.xml"]}"/>'
        f'<w:footerReference w:type="even" r:id="{places["word/footer2.xml"]}"/>'
        f'<w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"{lying}/>'
        f'<w:pgMar w:top="{sheet.top}" w:right="{sheet.right}" w:bottom="{sheet.bottom}" '
        f'w:left="{sheet.left}" w:header="{sheet.top // 2}" w:footer="{sheet.footer}" '
        'w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{sheet.pitch}" '
        f'w:charSpace="{sheet.spread}"/></w:sectPr>'
    )
