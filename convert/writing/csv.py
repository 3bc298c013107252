"""CSV: the table alone, by RFC 4180, as Excel and WPS open it at a double click.

Lines end with CRLF; a byte order mark says UTF-8, without which they take the file for
GBK. Paragraphs of a cell are line feeds inside its quotes. What is not the table (title,
fields, left-over text, which rows are headings) stands in the side file, see csvw.py.
"""

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from convert.guard import guarded, harmless
from convert.report import Report
from convert.style import Style
from convert.visible import visible


def write(report: Report, style: Style) -> bytes:
    """The header row, then one record a row, in the style's encoding."""
    file = io.BytesIO()
    write_to(report, style, file)
    return file.getvalue()


def write_to(report: Report, style: Style, file: BinaryIO) -> None:
    """The same, record by record into a binary file."""
    table = io.TextIOWrapper(file, encoding=style.csv.encoding, newline="")
    records = csv.writer(table)
    guard = style.csv.guard
    records.writerow(_shown(report.columns, guard))
    records.writerows(_shown(row.texts, guard) for row in report.rows)
    table.detach()


def _shown(texts: Sequence[str], guard: bool) -> Sequence[str]:
    """The texts of a record as they are written; most are written as they are."""
    if not "".join(texts).isprintable():
        texts = [visible(text) for text in texts]
    if guard and not harmless(texts):
        texts = [guarded(text) for text in texts]
    return texts
