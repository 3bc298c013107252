"""Markdown (GFM): title, fields as a list, the table, and left-over text as a quotation.

Cell text is escaped so that a GFM reader gives back exactly its characters; paragraphs
of a cell are `<br>`, the one piece of HTML in the file.
"""

import re

from convert.report import Field, Report, Row
from convert.style import Style

# GFM 2.4: any ASCII punctuation may be escaped; these are the ones that mean something
# inside a paragraph or a table cell. A digit's dot means something only at a line's start.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#]")
_LIST_MARK = re.compile(r"^(\d*)([-+.)])")


def write(report: Report, style: Style) -> bytes:
    """UTF-8 Markdown with a final line feed."""
    blocks = [
        f"# {_line(report.title)}" if report.title else "",
        "\n".join(_field(field) for field in report.fields),
        "\n".join(_table(report)),
        "\n>\n".join(f"> {_line(text)}" for text in report.unplaced),
    ]
    text = "\n\n".join(block for block in blocks if block)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _table(report: Report) -> list[str]:
    rule = "|" + " --- |" * len(report.columns)
    return [_record(report.columns), rule, *(_row(row) for row in report.rows)]


def _row(row: Row) -> str:
    """A table row; a heading's text stands bold, so that it reads as one."""
    texts = row.texts
    if row.kind == "heading":
        return "|" + "".join(f" **{_escape(t)}** |" if t else "  |" for t in texts)
    return _record(texts)


def _record(texts: tuple[str, ...]) -> str:
    return "|" + "".join(f" {_escape(text)} |" for text in texts)


def _field(field: Field) -> str:
    """One item of the list of fields: the label bold, the source's own mark, the value."""
    return f"- **{_escape(field.label)}**{_escape(field.mark)} {_escape(field.value)}".rstrip()


def _line(text: str) -> str:
    """Escaped text that begins a line, where 1. and - would begin a list."""
    return _LIST_MARK.sub(r"\1\\\2", _escape(text))


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "<br>")
