"""Writers that fail, each in its own way."""

from typing import BinaryIO

from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """Fails while it writes."""
    raise KeyError(report.title)


def write_to(report: Report, style: Style, file: BinaryIO) -> None:
    """Fails when half is written."""
    file.write(b"half")
    raise KeyError(report.title)
