"""Reports as reStructuredText: a title, a field list and a list-table."""

from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """UTF-8 reStructuredText of the whole report."""
    title = _text(report.title)
    lines = [title, "=" * 2 * len(title), ""]
    lines += [f":{_text(field.label)}: {_text(field.value)}" for field in report.fields]
    lines += ["", ".. list-table::", "   :header-rows: 1", ""]
    for cells in (report.columns, *(row.texts for row in report.rows)):
        marks = ["   * - "] + ["     - "] * (len(cells) - 1)
        lines += [mark + _text(cell) for mark, cell in zip(marks, cells, strict=True)]
    lines += ["", *(f".. {text}" for text in report.unplaced)]
    return ("\n".join(lines) + "\n").encode()


def _text(text: str) -> str:
    """Text in which no character is markup; paragraphs become spaces."""
    special = "\\*`|_:"
    return "".join(f"\\{c}" if c in special else c for c in text.replace("\n", " "))
