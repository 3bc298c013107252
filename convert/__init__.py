"""Chinese government progress reports to Word, PDF, Markdown, CSV and JSON.

import convert
report = convert.read("report.txt")
data = convert.write(report, "docx")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convert.errors import ConvertError
    from convert.reading import read
    from convert.report import Report

__version__ = "0.1.0"
__all__ = ["ConvertError", "Report", "__version__", "read", "write"]

# A command that makes one file must not load the readers of all others first.
_HOMES = {"ConvertError": "errors", "Report": "report", "read": "reading"}


def __getattr__(name: str) -> Any:
    """What stands in another module, loaded when first asked for (PEP 562)."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"convert.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def write(report: "Report", to: str, style: str = "brief") -> bytes:
    """The bytes of `report` in the format `to`: "docx", "pdf", "md", "csv", "json" or a plug-in's.

    Raises UnknownFormatError, WriterError or StyleError.
    """
    from convert.plugins import writer
    from convert.style import style as named

    return writer(to)(report, named(style))
