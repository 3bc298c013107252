"""CSV: the table alone, by RFC 4180, as Excel and WPS open it at a double click.

Lines end with CRLF; a byte order mark says UTF-8, without which they take the file for
GBK. Paragraphs of a cell are line feeds inside its quotes.
"""

import csv
import io

from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """The header row, then one record a row; UTF-8 with byte order mark."""
    table = io.StringIO(newline="")
    records = csv.writer(table)
    records.writerow(report.columns)
    records.writerows(row.texts for row in report.rows)
    return table.getvalue().encode("utf-8-sig", "backslashreplace")
