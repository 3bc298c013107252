"""Named styles, fonts and settings: styles.xml, fontTable.xml, settings.xml."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from convert.office import DECLARATION
from convert.resources import table
from convert.style import Align, Style, Type
from convert.writing.docx.xml import quoted

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Latin words and numbers as en-US: LibreOffice breaks them anywhere in a Chinese language.
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
VARIANTS: dict[str, Align] = {"centre": "center", "narrow": "left"}
"""Roles that are the body's style set otherwise."""
_JUSTIFY = {"justify": "both", "left": "left", "center": "center", "right": "right"}


class Look(NamedTuple):
    """A style of ours: its id, its name, and the names under which others may have it."""

    id: str
    name: str
    also: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return table(__file__, "looks.toml")


@cache
def looks() -> dict[str, Look]:
    """Our styles by role, as looks.toml has them."""
    return {
        role: Look(data["id"], data["name"], tuple(data["also"]))
        for role, data in _data().items()
        if role != "faces"
    }


def definitions(
    style: Style,
    roles: Iterable[str],
    paragraph: str,
    table: str,
    ids: Mapping[str, str] | None = None,
) -> Iterable[str]:
    """w:style elements for `roles`.

    `paragraph` and `table` are the ids of the file's default styles, on which ours are
    based; everything that such a base might bring is set anew. `ids` replaces our ids.
    """
    found = looks()
    for role in roles:
        id = (ids or {}).get(role, found[role].id)
        if role == "table":
            yield _table(style, id, found[role].name, table)
        else:
            yield _paragraph(style, role, id, found[role].name, paragraph)


def _paragraph(style: Style, role: str, id: str, name: str, base: str) -> str:
    type, before, after, extra, outline = _setting(style, role)
    justify = _JUSTIFY[type.align]
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}">'
        f"<w:name w:val={quoted(name)}/>{_based(base)}<w:qFormat/>"
        f'<w:pPr>{extra}<w:snapToGrid w:val="0"/>{_spacing(type, before, after)}'
        '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:jc w:val="{justify}"/>{outline}</w:pPr>'
        f'<w:rPr>{_fonts(style.faces[type.face])}<w:b w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:color w:val="auto"/>{_size(type.size)}</w:rPr></w:style>'
    ).replace(' w:customStyle="1"', "" if name == "Title" else ' w:customStyle="1"')


def derived(role: str, id: str, base: str) -> str:
    """The style of `role`, a variant of the body's, where that is the template's own."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId={quoted(id)}>'
        f"<w:name w:val={quoted(looks()[role].name)}/>{_based(base)}<w:qFormat/><w:pPr>"
        '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:jc w:val="{VARIANTS[role]}"/></w:pPr></w:style>'
    )


def _based(on: str) -> str:
    return f"<w:basedOn w:val={quoted(on)}/>" if on else ""


def _setting(style: Style, role: str) -> tuple[Type, float, float, str, str]:
    """Type, space before and after in points, and what else a paragraph style has."""
    keep = "<w:keepNext/>"
    if role == "title":
        level = '<w:outlineLvl w:val="0"/>'
        return style.title, 0, style.title.size / 2, keep + "<w:keepLines/>", level
    if role == "heading":
        type = Type(style.head.face, style.body.size, style.body.leading, "left")
        return type, 0, 0, keep, '<w:outlineLvl w:val="1"/>'
    if role in VARIANTS:
        body = style.body
        return Type(body.face, body.size, body.leading, VARIANTS[role]), 0, 0, "", ""
    if role == "leftovers":
        return style.fields, style.fields.size / 2, 0, "", ""
    if role == "fields":
        return style.fields, 0, style.fields.size / 4, keep, ""
    type = {"head": style.head, "body": style.body, "number": style.number}[role]
    return type, 0, 0, "", ""


def _spacing(type: Type, before: float, after: float) -> str:
    """Line distance as a least value: a substituted face with taller glyphs is not cut."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:beforeAutospacing="0" '
        f'w:after="{round(after * 20)}" w:afterAutospacing="0" '
        f'w:line="{round(type.leading * 20)}" w:lineRule="atLeast"/>'
    )


def _fonts(face: str) -> str:
    """One face for all scripts, so that “ ” — … are never set in a Latin face."""
    name = quoted(face)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>'
    )


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _table(style: Style, id: str, name: str, base: str) -> str:
    rule, padding = round(style.grid.rule * 8), round(style.grid.padding * 20)
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="{rule}" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{edge} w:w="{padding}" w:type="dxa"/>' for edge in ("top", "left", "bottom", "right")
    )
    grey = f"{round(255 * (1 - style.grid.shade)):02X}" * 3
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{grey}"/>' if style.grid.shade else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id}">'
        f"<w:name w:val={quoted(name)}/>{_based(base)}<w:qFormat/>"
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        f'</w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>{shade}</w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def styles_xml(style: Style) -> str:
    """The whole of styles.xml for a file of our own."""
    text = _fonts(style.faces["fang"])
    return (
        f'{DECLARATION}<w:styles xmlns:w="{SPACE}"><w:docDefaults><w:rPrDefault><w:rPr>{text}'
        f"{_size(style.docx.size)}{LANGUAGE}</w:rPr></w:rPrDefault><w:pPrDefault/>"
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
        f"{''.join(definitions(style, looks(), 'Normal', 'TableNormal'))}{_comment_text(style)}"
        "</w:styles>"
    )


def _comment_text(style: Style) -> str:
    """Word's own style for the text of comments, small and tight."""
    return (
        '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr>'
        f"<w:rPr>{_fonts(style.faces['serif'])}{_size(10.5)}</w:rPr></w:style>"
    )


def fonts_xml(style: Style) -> str:
    """fontTable.xml: every face of the file, and what may stand in for it."""
    known = _data()["faces"]
    listed = "".join(_font(face, known.get(face)) for face in sorted(set(style.faces.values())))
    return f'{DECLARATION}<w:fonts xmlns:w="{SPACE}">{listed}</w:fonts>'


def _font(face: str, known: Mapping[str, str] | None) -> str:
    if known is None:
        return f'<w:font w:name={quoted(face)}><w:charset w:val="86"/></w:font>'
    return (
        f"<w:font w:name={quoted(face)}><w:altName w:val={quoted(known['instead'])}/>"
        f'<w:panose1 w:val="{known["panose"]}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{known["family"]}"/><w:pitch w:val="variable"/></w:font>'
    )


def settings_xml(mirrored: bool) -> str:
    """settings.xml: odd and even footers, and Word's rules of today rather than of 2007.

    The compatibility setting adjustLineHeightInTable, which Chinese versions of Word
    write, is left out on purpose: with it the page grid would stretch the table's lines.
    """
    word = "http://schemas.microsoft.com/office/word"
    return (
        f'{DECLARATION}<w:settings xmlns:w="{SPACE}"><w:zoom w:percent="100"/>'
        f"{'<w:mirrorMargins/>' if mirrored else ''}"
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
