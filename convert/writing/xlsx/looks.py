"""Named cell styles (styles.xml): a reader knows a heading row by them, however sorted."""

from convert.office import DECLARATION, inner
from convert.style import Style, Type
from convert.writing.xlsx.text import MAIN

NAMES = {"head": "表头", "body": "正文", "number": "序号", "heading": "标题行", "label": "项目"}
"""The styles' names by role."""
_ALIGNED = {
    "head": ("center", "center", True),
    "body": ("left", "top", True),
    "number": ("center", "top", False),
    # Not wrapped, so that it runs over the empty cells beside it: merged cells cannot be sorted.
    "heading": ("left", "center", False),
    "label": ("left", "top", True),
}


def look(role: str, text: str = "") -> int:
    """The index of a cell's format.

    A text that begins with no letter, such as =1 or 001, gets the mark of a leading
    apostrophe (quotePrefix): edited in Excel it stays a text.
    """
    kept = bool(text) and not text[0].isalpha()
    return 1 + 2 * [*NAMES].index(role) + kept


def styles_xml(style: Style) -> str:
    """xl/styles.xml: format 0, then each role's plain and its apostrophe's."""
    types = {"head": style.head, "heading": style.head, "label": style.head}
    fonts = [_font(style, style.body), *(_font(style, types.get(r, style.body)) for r in NAMES)]
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    own = ' xfId="0"/>'
    named = [_format(at, role, style) for at, role in enumerate(NAMES, 1)]
    cells = [
        _format(at, role, style, f' xfId="{at}"{mark}')
        for at, role in enumerate(NAMES, 1)
        for mark in ("", ' quotePrefix="1"')
    ]
    listed = "".join(
        f'<cellStyle name="{name}" xfId="{at}"/>' for at, name in enumerate(NAMES.values(), 1)
    )
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
        f"{_list('fonts', fonts)}{_list('fills', _fills(style))}{_list('borders', _borders())}"
        f"{_list('cellStyleXfs', [plain + '/>', *named])}"
        f"{_list('cellXfs', [plain + own, *cells])}"
        f'<cellStyles count="{len(NAMES) + 1}">'
        f'<cellStyle name="Normal" xfId="0" builtinId="0"/>{listed}</cellStyles></styleSheet>'
    )


def _list(name: str, items: list[str]) -> str:
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>'


def _font(style: Style, kind: Type) -> str:
    name = inner(style.faces[kind.face])
    return f'<font><sz val="{kind.size:g}"/><name val="{name}"/><charset val="134"/></font>'


def _fills(style: Style) -> list[str]:
    """The two that Excel reserves, and the header's grey."""
    grey = f"{round(255 * (1 - style.grid.shade)):02X}"
    reserved = [f'<fill><patternFill patternType="{name}"/></fill>' for name in ("none", "gray125")]
    solid = f'<fgColor rgb="FF{grey * 3}"/>'
    return [*reserved, f'<fill><patternFill patternType="solid">{solid}</patternFill></fill>']


def _borders() -> list[str]:
    """None; all round; above and below."""
    thin = [f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom")]
    level = ["<left/>", "<right/>", *thin[2:]]
    bare = ["<left/>", "<right/>", "<top/>", "<bottom/>"]
    return [f"<border>{''.join(sides)}<diagonal/></border>" for sides in (bare, thin, level)]


def _format(at: int, role: str, style: Style, more: str = "") -> str:
    across, down, wrap = _ALIGNED[role]
    fill = 2 if role == "head" and style.grid.shade else 0
    return (
        f'<xf numFmtId="0" fontId="{at}" fillId="{fill}" borderId="{2 if role == "heading" else 1}"'
        f'{more} applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{across}" vertical="{down}" wrapText="{wrap:d}"/></xf>'
    )
