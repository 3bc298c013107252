"""theme1.xml: every file must have one; ours names the faces of the style and nothing else.

Our styles name their faces themselves, so no theme face ever overrides one.
"""

from convert.office import DECLARATION
from convert.style import Style
from convert.writing.docx.xml import quoted

SPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_xml(style: Style) -> str:
    """word/theme/theme1.xml."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="{SPACE}" name="convert"><a:themeElements>'
        f'<a:clrScheme name="convert">{colours}</a:clrScheme><a:fontScheme name="convert">'
        f"{_fonts('majorFont', style.faces['hei'])}{_fonts('minorFont', style.faces['fang'])}"
        f'</a:fontScheme><a:fmtScheme name="convert"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _fonts(kind: str, face: str) -> str:
    name = quoted(face)
    return (
        f'<a:{kind}><a:latin typeface={name}/><a:ea typeface={name}/><a:cs typeface=""/></a:{kind}>'
    )
