"""JSON: the machine contract (see document.py and docs/report.schema.json)."""

import json

from convert.document import document
from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """UTF-8 JSON, indented by one space, keys in the order of the contract.

    Half of a surrogate pair, which UTF-8 cannot hold, is written as JSON's own escape.
    """
    text = json.dumps(document(report), ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "backslashreplace")
