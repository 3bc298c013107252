"""Chinese government progress reports to Word, PDF, Markdown, CSV and JSON.

import convert
report = convert.read("report.txt")
data = convert.write(report, "docx")
"""

from convert.errors import ConvertError
from convert.plugins import writer
from convert.reading import read
from convert.report import Report
from convert.style import style as _style

__version__ = "0.1.0"
__all__ = ["ConvertError", "Report", "__version__", "read", "write"]


def write(report: Report, to: str, style: str = "brief") -> bytes:
    """The bytes of `report` in the format `to`: "docx", "pdf", "md", "csv", "json" or a plug-in's.

    Raises UnknownFormatError, WriterError or StyleError.
    """
    return writer(to)(report, _style(style))
