"""CSV: the table alone, by RFC 4180, as Excel and WPS open it at a double click.

Lines end with CRLF; a byte order mark says UTF-8, without which they take the file for
GBK. Paragraphs of a cell are line feeds inside its quotes. What is not the table (title,
fields, left-over text, which rows are headings) stands in the side file, see csvw.py.
"""

import csv
import io
from typing import BinaryIO

from convert.guard import guarded
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
    shown = guarded if style.csv.guard else str
    records.writerow([shown(visible(name)) for name in report.columns])
    for row in report.rows:
        records.writerow([shown(visible(text)) for text in row.texts])
    table.detach()
