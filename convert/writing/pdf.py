"""PDF: a printed brief that an archive accepts too.

Follows PDF/A-2a (ISO 19005-2), or PDF/A-3a where files are attached, and PDF/UA-1
(ISO 14289-1).
"""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from convert.report import Report
from convert.style import Style

if TYPE_CHECKING:
    from convert.typeset.attachment import Attachment


def write(report: Report, style: Style, attached: "Sequence[Attachment]" = ()) -> bytes:
    """`report` as a PDF; the same bytes for the same report, style and attached files.

    A character that no font has is drawn as [U+XXXX]; `typeset.missing` names them all.
    Raises StyleError where a font of the style cannot be used.
    """
    file = io.BytesIO()
    write_to(report, style, file, attached)
    return file.getvalue()


def write_to(
    report: Report, style: Style, file: BinaryIO, attached: "Sequence[Attachment]" = ()
) -> None:
    """The same, page by page into a binary file."""
    from convert.typeset.document import File
    from convert.typeset.draw import Artist
    from convert.typeset.fonts import Fonts
    from convert.typeset.layout import lay_out
    from convert.typeset.pages import paginate
    from convert.typeset.xmp import packet

    fonts = Fonts(style.fonts)
    layout = lay_out(report, style, fonts)
    pdf = File(layout.frame.width, layout.frame.height, file)
    artist = Artist(layout, style, fonts, pdf)
    for sheet in paginate(layout, style.grid.padding):
        artist.page(sheet)
    pdf.close(report.title, packet(report, 3 if attached else 2), fonts.used, attached)
