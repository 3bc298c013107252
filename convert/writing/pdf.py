"""PDF: a printed brief that an archive accepts too.

Follows PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).
"""

from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """`report` as a PDF; the same bytes for the same report and style.

    Raises StyleError where a font of the style cannot be used.
    """
    from convert.typeset.document import File
    from convert.typeset.draw import Artist
    from convert.typeset.fonts import Fonts
    from convert.typeset.layout import lay_out
    from convert.typeset.pages import paginate
    from convert.typeset.xmp import packet

    fonts = Fonts()
    layout = lay_out(report, style, fonts)
    file = File(layout.frame.width, layout.frame.height)
    artist = Artist(layout, style, fonts, file)
    for sheet in paginate(layout, style.grid.padding):
        artist.page(sheet)
    return file.close(report.title, packet(report), fonts.used)
