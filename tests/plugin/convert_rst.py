"""Reports as reStructuredText: a title, a field list and a list-table."""

import re

from convert.report import Report
from convert.style import Style


def write(report: Report, style: Style) -> bytes:
    """UTF-8 reStructuredText of the whole report."""
    title = _escaped(report.title or "Report")
    lines = [title, "=" * 2 * len(title), ""]
    lines += [f":{_escaped(f.label)}: {_escaped(f.value)}" for f in report.fields]
    lines += ["", ".. list-table::", "   :header-rows: 1", ""]
    for texts in (report.columns, *(row.texts for row in report.rows)):
        for mark, text in zip(["   * - ", *["     - "] * len(texts)], texts, strict=False):
            lines += [mark + f"\n\n{' ' * 7}".join(map(_escaped, text.split("\n")))]
    lines += ["", *(f"{_escaped(text)}\n" for text in report.unplaced)]
    return ("\n".join(lines) + "\n").encode()


def labels(report: Report, style: Style, name: str) -> bytes:
    """A companion: the names of the columns, and the file they belong to."""
    return "\n".join([name, *report.columns, ""]).encode()


def _escaped(text: str) -> str:
    """Text in which no character is markup."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
