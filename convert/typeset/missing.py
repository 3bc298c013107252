"""Characters that no font of a style has, found before anything is drawn."""

from collections.abc import Iterator

from convert.report import Report
from convert.style import Role, Style
from convert.typeset.fonts import Fonts


def missing(report: Report, style: Style) -> dict[str, list[int]]:
    """Characters that a page can only show as [U+XXXX], in order of their code points.

    With each, the rows it stands in, from 1; 0 is the title, a field or the header.
    Raises StyleError where a font of the style cannot be used.
    """
    fonts = Fonts(style.fonts)
    found: dict[str, list[int]] = {}
    for role, text, row in _texts(report, style):
        for character in fonts[role].lacks(text.replace("\n", "")):
            rows = found.setdefault(character, [])
            if row not in rows:
                rows.append(row)
    return dict(sorted(found.items()))


def _texts(report: Report, style: Style) -> Iterator[tuple[Role, str, int]]:
    yield style.title.face, report.title, 0
    for each in report.fields:
        yield style.fields.face, each.label + each.mark + each.value, 0
    for name in report.columns:
        yield style.head.face, name, 0
    for number, row in enumerate(report.rows, 1):
        face = style.body.face if row.kind == "task" else style.head.face
        yield from ((face, text, number) for text in row.texts)
    if style.leftovers:
        yield from ((style.fields.face, text, 0) for text in report.unplaced)
