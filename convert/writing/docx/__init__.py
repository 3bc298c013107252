"""Word: a file that staff correct and finish, and that carries our doubts as comments.

Follows ECMA-376 (transitional), and the layout parameters of GB/T 9704-2012 where the
style does. Written as text, without python-docx: measured, that starts in a third of the
time and stays linear up to any number of rows.
"""

import io
from typing import BinaryIO

from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """`report` as a Word file; the same bytes for the same report and style.

    Raises StyleError where the style's template cannot be used.
    """
    file = io.BytesIO()
    write_to(report, style, file)
    return file.getvalue()


def write_to(report: Report, style: Style, file: BinaryIO) -> None:
    """The same, written to `file` row by row: memory does not grow with the table."""
    from convert.writing.docx.body import content
    from convert.writing.docx.own import shell_of
    from convert.writing.docx.package import save
    from convert.writing.docx.remarks import remarks

    found = remarks(report) if style.docx.comments else {}
    shell = shell_of(report, style, found)
    save(shell, content(report, style, shell.ids, shell.room, shell.depth, found), file)
