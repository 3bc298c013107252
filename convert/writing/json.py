"""JSON: the machine contract (see document.py and docs/report.schema.json)."""

import io
import json
from collections.abc import Iterator
from json.encoder import encode_basestring as _quoted
from typing import Any, BinaryIO

from convert.document import document, row_document
from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """UTF-8 JSON, indented by one space, keys in the order of the contract.

    Half of a surrogate pair, which UTF-8 cannot hold, is written as JSON's own escape.
    """
    file = io.BytesIO()
    write_to(report, style, file)
    return file.getvalue()


def write_to(report: Report, style: Style, file: BinaryIO) -> None:
    """The same, row by row into a binary file."""
    file.writelines(piece.encode("utf-8", "backslashreplace") for piece in _pieces(report))


def _pieces(report: Report) -> Iterator[str]:
    for key, value in document(report._replace(rows=())).items():
        yield "{" if key == "title" else ","
        if key == "rows" and report.rows:
            yield from _rows(report)
        else:
            yield f"\n {_quoted(key)}: {_indented(value, _line(1))}"
    yield "\n}\n"


def _rows(report: Report) -> Iterator[str]:
    yield '\n "rows": ['
    for at, row in enumerate(report.rows):
        yield f"{',' if at else ''}\n  {_indented(row_document(row), _line(2))}"
    yield "\n ]"


def _line(depth: int) -> str:
    return "\n" + " " * depth


def _indented(value: Any, line: str) -> str:
    """A value as `json` writes it; `line` begins a line as deep as the value stands.

    In half of its time: its encoder is in C only where nothing is indented.
    """
    if isinstance(value, str):
        return _quoted(value)
    inner = f"{line} "
    if isinstance(value, dict):
        parts = [f"{_quoted(key)}: {_indented(part, inner)}" for key, part in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}" if parts else "{}"
    if isinstance(value, list):
        parts = [_indented(part, inner) for part in value]
        return f"[{inner}{f',{inner}'.join(parts)}{line}]" if parts else "[]"
    return json.dumps(value) if value is None or isinstance(value, bool) else repr(value)
