"""JSON Lines: the JSON of a report cut into lines, for streams and for very long tables.

The first line is the report without its rows and with `"type": "report"`; each further
line is a row as it stands in the JSON, with `"type": "row"`. Files may be joined: a
line of type "report" begins the next report.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from convert.document import document, row_document
from convert.report import Report
from convert.style import Style

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(report: Report, style: Style) -> bytes:
    """UTF-8, one JSON object a line."""
    return b"".join(_lines(report))


def write_to(report: Report, style: Style, file: BinaryIO) -> None:
    """The same, line by line into a binary file."""
    file.writelines(_lines(report))


def _lines(report: Report) -> Iterator[bytes]:
    head = document(report._replace(rows=()))
    del head["rows"]
    yield _line({"type": "report", **head})
    yield from (_line({"type": "row", **row_document(row)}) for row in report.rows)


def _line(data: dict[str, Any]) -> bytes:
    return f"{_encode(data)}\n".encode("utf-8", "backslashreplace")
