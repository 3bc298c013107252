"""HTML: one page that needs nothing else, for browsers, printers and content systems.

Follows the HTML standard and WCAG's techniques for data tables (H51, H63): header cells
with scope, the language, no scripts, nothing fetched. Columns are as wide as the printed
brief's; the browser repeats the header on every sheet of paper.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import BinaryIO

from convert.doubt import remarks
from convert.dublin import terms
from convert.merged import areas, covered
from convert.report import Field, Report, Row
from convert.style import Style, Type
from convert.typeset.columns import plan
from convert.visible import visible

UNTITLED = "工作进展表"
LEFTOVERS = "未归入表格的文字"
_POINTS = 72 / 25.4
# Points that a browser's rounding and borders take at either side of a cell (measured).
_SLACK = 1.0
# Written as references: signs that turn the direction of what follows them in the source,
# and line ends and marks that editors take for their own.
_UNSEEN = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
# What a browser takes where the style's own face is not installed, by role.
_FALLBACK = {
    "title": '"FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif CJK SC", serif',
    "hei": '"SimHei", "STHeiti", "Noto Sans CJK SC", sans-serif',
    "kai": '"KaiTi_GB2312", "KaiTi", "STKaiti", serif',
    "fang": '"FangSong_GB2312", "FangSong", "STFangsong", serif',
    "serif": '"SimSun", "STSong", "Noto Serif CJK SC", serif',
}


def write(report: Report, style: Style) -> bytes:
    """A whole page in UTF-8."""
    file = io.BytesIO()
    write_to(report, style, file)
    return file.getvalue()


def write_to(report: Report, style: Style, file: BinaryIO) -> None:
    """The same, piece by piece into a binary file."""
    file.writelines(f"{piece}\n".encode() for piece in _page(report, style))


def _page(report: Report, style: Style) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    # Even a hole in the escaping could not run or fetch anything.
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(report.title.replace(chr(10), ' ').strip() or UNTITLED)}</title>"
    yield from _metadata(report)
    yield f"<style>\n{_rules(style)}{_widths(report, style)}{_sheet()}</style>"
    yield "</head>\n<body>\n<main>"
    if report.title:
        yield f'<h1 id="title">{_text(report.title)}</h1>'
    if report.fields:
        yield '<ul class="fields">'
        yield from map(_field, report.fields)
        yield "</ul>"
    if report.columns:
        yield from _table(report, style)
    if report.unplaced:
        yield from _leftovers(report.unplaced, style.leftovers)
    yield "</main>\n</body>\n</html>"


def _metadata(report: Report) -> Iterator[str]:
    """Dublin Core, as DCMI has it in HTML, and what was read."""
    found = terms(report)
    author = found.get("creator", ())
    source = report.source
    own = {"name": source.name, "encoding": source.encoding, "sha256": source.sha256}
    yield from (_meta("author", value) for value in author)
    yield from (_meta(f"dcterms.{term}", value) for term in found for value in found[term])
    yield from (_meta(f"convert.source.{key}", value) for key, value in own.items() if value)


def _meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{_attribute(value)}">'


def _field(field: Field) -> str:
    """A list, not <dl>: a page may give two values under one label, apart from each other."""
    label, mark, value = (
        f'<span class="{name}">{_text(text)}</span>' if text else ""
        for name, text in (("label", field.label), ("mark", field.mark), ("value", field.value))
    )
    return f"<li>{label}{mark} {value}</li>"


def _table(report: Report, style: Style) -> Iterator[str]:
    """The table in a frame that scrolls on a narrow screen, also by keyboard."""
    named = 'aria-labelledby="title"' if report.title else f'aria-label="{UNTITLED}"'
    yield f'<figure class="sheet" {named} tabindex="0">\n<table>'
    heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in report.columns)
    yield f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>"
    merged = areas(report)
    hidden = covered(merged)
    for at, row in enumerate(report.rows):
        # A heading is the header of the rows that follow it, up to the next one.
        if row.kind == "heading" and at:
            yield "</tbody>\n<tbody>"
        shown = [column for column in range(len(row.cells)) if (at, column) not in hidden]
        yield _row(row, {column: merged.get((at, column), (1, 1)) for column in shown})
    yield "</tbody>\n</table>\n</figure>"


def _widths(report: Report, style: Style) -> str:
    """Each column's part of the printed page's width, as CSS."""
    room = _sides(style)[0] - style.page.left - style.page.right
    rows = [row.texts for row in report.rows if row.kind == "task"]
    size, padding = style.body.size, style.grid.padding + _SLACK
    widths = plan(report.columns, rows, room * _POINTS, size, padding, head=style.head.size)
    return "".join(
        f"th:nth-child({at}) {{ width: {100 * width / sum(widths):.2f}%; }}\n"
        for at, width in enumerate(widths, 1)
    )


def _row(row: Row, spans: Mapping[int, tuple[int, int]]) -> str:
    """A row; `spans` has the rows and columns that each cell takes, but for covered cells."""
    said = remarks(row)
    kinds = [
        name for name, holds in (("heading", row.kind == "heading"), ("review", said)) if holds
    ]
    shown = f' class="{" ".join(kinds)}"' if kinds else ""
    if row.kind == "heading":
        cells = f'<th scope="rowgroup" colspan="{len(row.cells)}">{_text(row.texts[0])}</th>'
    else:
        cells = "".join(_cell(row.texts[at], span, said.get(at, ())) for at, span in spans.items())
    return f"<tr{shown}>{cells}</tr>"


def _cell(text: str, spans: tuple[int, int], said: Iterable[str]) -> str:
    remark = _attribute("\n".join(said))
    named = zip(("rowspan", "colspan"), spans, strict=True)
    attributes = "".join(f' {name}="{count}"' for name, count in named if count > 1)
    attributes += f' title="{remark}"' if remark else ""
    return f"<td{attributes}>{_text(text)}</td>"


def _leftovers(texts: Iterable[str], printed: bool) -> Iterator[str]:
    """Text that belongs nowhere: folded on the screen and not printed unless asked for."""
    yield f'<details class="leftovers"{" open" if printed else ""}>'
    yield f"<summary>{LEFTOVERS}</summary>\n<ul>"
    yield from (f"<li>{_text(text)}</li>" for text in texts)
    yield "</ul>\n</details>"


def _text(text: str) -> str:
    return _reference(escape(visible(text), quote=False)).replace("\n", "<br>")


def _attribute(text: str) -> str:
    return _reference(escape(visible(text))).replace("\n", "&#10;").replace("\t", "&#9;")


def _reference(text: str) -> str:
    return _UNSEEN.sub(lambda found: f"&#x{ord(found[0]):X};", text)


def _sides(style: Style) -> tuple[float, float]:
    """Width and height of the sheet in millimetres; a table lies down unless told not to."""
    page = style.page
    lying = page.orientation != "portrait"
    return (page.height, page.width) if lying else (page.width, page.height)


def _rules(style: Style) -> str:
    """What the style decides, as CSS."""
    page, grid = style.page, style.grid
    width, height = _sides(style)
    number = f"font: {_font(style, style.number)}"
    shade = round(255 * (1 - grid.shade))
    return (
        f"@page {{ size: {width:g}mm {height:g}mm; "
        f"margin: {page.top:g}mm {page.right:g}mm {page.bottom:g}mm {page.left:g}mm; "
        f'@bottom-center {{ content: "— " counter(page) " —"; {number}; }} }}\n'
        f"h1 {{ font: {_font(style, style.title)}; text-align: {style.title.align}; }}\n"
        f".fields, .leftovers {{ font: {_font(style, style.fields)}; }}\n"
        f"td {{ font: {_font(style, style.body)}; text-align: {style.body.align}; }}\n"
        f"th {{ font: {_font(style, style.head)}; text-align: {style.head.align}; "
        f"background: rgb({shade} {shade} {shade}); }}\n"
        f"th, td {{ border-width: {grid.rule:g}pt; "
        f"padding: {grid.padding / 2:g}pt {grid.padding:g}pt; }}\n"
    )


def _font(style: Style, type_: Type) -> str:
    """The CSS shorthand: size, leading and faces."""
    face = _quoted(style.faces[type_.face])
    return f"{type_.size:g}pt/{type_.leading:g}pt {face}, {_FALLBACK[type_.face]}"


def _quoted(text: str) -> str:
    """A CSS string; whatever could end it or the style element is a code point's escape."""
    safe = re.sub(r"[^\w \-]", lambda found: f"\\{ord(found[0]):x} ", visible(text))
    return f'"{safe}"'


@cache
def _sheet() -> str:
    return Path(__file__).with_name("html.css").read_text(encoding="utf-8")
