"""Markdown (GFM): title, fields as a list, the table, and left-over text as a quotation.

Text is escaped so that a GFM reader gives back exactly its characters; paragraphs of a
cell are `<br>`, the one piece of HTML in the file. A row stands on one line, so that a
changed cell is one changed line in git.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO
from unicodedata import combining, east_asian_width

from convert.dublin import terms
from convert.report import Field, Report, Row
from convert.style import Style
from convert.visible import visible

# GFM 2.4: any ASCII punctuation may be escaped; these are the ones that mean something
# inside a paragraph or a table cell ($ is mathematics to GitHub). An address that is made a
# link (GFM 6.9) would show the escapes in it, so :// and www. are kept from starting one.
# A digit's dot and a sign mean something only at a line's start.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_SIGN = re.compile(r"[\\`*_\[\]<>&|~#$]")
_LIST_MARK = re.compile(r"^(\d*)([-+.)=])")
# Written as character references: white space that would be trimmed at an edge, line ends
# of other alphabets, and signs that turn the direction of what follows them in the source.
_EDGE = re.compile(r"^\s+|\s+$")
_HIDDEN = re.compile("[\t\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# What generators of web pages call a term of Dublin Core.
_FRONT_MATTER = {"created": "date", "creator": "author", "subject": "keywords"}
# A column is aligned in the source where no cell is wider, in half-width characters.
ALIGNED = 40


def write(report: Report, style: Style) -> bytes:
    """UTF-8 Markdown with a final line feed."""
    file = io.BytesIO()
    write_to(report, style, file)
    return file.getvalue()


def write_to(report: Report, style: Style, file: BinaryIO) -> None:
    """The same, line by line into a binary file."""
    begun = False
    for block in _blocks(report, style):
        mark = "\n\n" if begun else ""
        for line in block:
            file.write(f"{mark}{line}".encode())
            mark, begun = "\n", True
    file.write(b"\n")


def _blocks(report: Report, style: Style) -> Iterator[Iterable[str]]:
    """The lines of each part."""
    if style.md.front_matter:
        yield _front_matter(report)
    if report.title:
        yield [f"# {_escape(report.title)}"]
    yield map(_field, report.fields)
    if report.columns:
        yield _table(report)
    quoted = (line for text in report.unplaced for line in (">", f"> {_line(text)}"))
    yield islice(quoted, 1, None)


def _table(report: Report) -> Iterator[str]:
    records = [_cells(report.columns), *map(_row, report.rows)]
    widths = [_common(column) for column in zip(*records, strict=True)]
    yield _record(records[0], widths)
    yield _record(["-" * max(3, width) for width in widths], widths)
    yield from (_record(record, widths) for record in records[1:])


def _common(column: Sequence[str]) -> int:
    """The width to which a column's cells are padded; 0 where one is too wide."""
    if max(map(len, column)) > ALIGNED:
        return 0
    widest = max(3, *map(_width, column))
    return widest if widest <= ALIGNED else 0


def _row(row: Row) -> list[str]:
    """The cells of a row; a heading's text stands bold, so that it reads as one."""
    if row.kind == "heading":
        return [f"**{text}**" if text else "" for text in _cells(row.texts)]
    return _cells(row.texts)


def _cells(texts: Sequence[str]) -> list[str]:
    return [_escape(text) for text in texts]


def _record(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) if width else cell
        for cell, width in zip(cells, widths, strict=True)
    )
    return "|" + "".join(f" {cell} |" for cell in padded)


def _width(text: str) -> int:
    """Columns a terminal or editor needs: two for a Chinese character."""
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """The width of each character met so far; of few are there many."""

    def __missing__(self, character: str) -> int:
        wide = east_asian_width(character) in "WF"
        width = self[character] = 0 if combining(character) else 2 if wide else 1
        return width


_WIDTHS = _Widths()


def _field(field: Field) -> str:
    """One item of the list of fields: the label bold, the source's own mark, the value."""
    return f"- **{_escape(field.label)}**{_escape(field.mark)} {_escape(field.value)}".rstrip()


def _line(text: str) -> str:
    """Escaped text that begins a line, where 1. and - would begin a list."""
    return _LIST_MARK.sub(r"\1\\\2", _escape(text))


def _escape(text: str) -> str:
    escaped = visible(text)
    # To ask for single signs first is five times as fast; few texts hold one.
    if _SIGN.search(escaped) or "://" in escaped or ("." in escaped and "www." in escaped.lower()):
        escaped = _SPECIAL.sub(r"\\\g<0>", escaped)
    # What is printable is no white space but a space, and holds no sign that hides.
    if escaped.isprintable() and escaped == escaped.strip():
        return escaped
    for hidden in (_HIDDEN, _EDGE):
        escaped = hidden.sub(_references, escaped)
    return escaped.replace("\n", "<br>")


def _references(found: re.Match[str]) -> str:
    return "".join(c if c == "\n" else f"&#x{ord(c):X};" for c in found[0])


def _front_matter(report: Report) -> Iterator[str]:
    """YAML 1.2: Dublin Core terms and the fields as they stand on the page.

    Texts are double-quoted scalars, which JSON's strings are too (YAML 1.2, 7.3.1).
    """
    yield "---"
    for term, values in {**terms(report), "lang": ("zh-CN",)}.items():
        name = _FRONT_MATTER.get(term, term)
        yield f"{name}: {_quoted(values[0]) if len(values) == 1 else _listed(values)}"
    if report.fields:
        yield "fields:"
    yield from (f"  - {_listed((field.label, field.value))}" for field in report.fields)
    yield "---"


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """A double-quoted scalar; what YAML takes for a line end or a mark is escaped."""
    quoted = json.dumps(visible(text), ensure_ascii=False)
    return re.sub("[\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)
