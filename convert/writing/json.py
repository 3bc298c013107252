"""JSON: the machine contract (see document.py and docs/report.schema.json)."""

import io
import json
from collections.abc import Iterator
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
            yield f"\n {json.dumps(key)}: {_indented(value, 1)}"
    yield "\n}\n"


def _rows(report: Report) -> Iterator[str]:
    yield '\n "rows": ['
    for at, row in enumerate(report.rows):
        yield f"{',' if at else ''}\n  {_indented(row_document(row), 2)}"
    yield "\n ]"


def _indented(value: Any, depth: int) -> str:
    """A value as it stands that deep; no line feed is in a text, where JSON escapes it."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.replace("\n", "\n" + " " * depth)
