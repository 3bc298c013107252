"""What stands on each sheet: the tasks, what is around them on the page, and long texts."""

import re
from collections.abc import Iterator, Sequence

from convert.merged import areas
from convert.report import Report, Row
from convert.style import Style
from convert.typeset.columns import plan
from convert.writing.xlsx.grid import INCH, Cells, Grid, sheet
from convert.writing.xlsx.text import Strings, place

TABLE, ABOUT = "任务表", "说明"
"""Names of the first two sheets."""
# Points: the sheets beside the table are laid out for themselves.
_ABOUT_WIDTHS, _LONG_WIDTHS = (54, 96, 36, 440), (36, 36, 554)
# A number that Excel shows as it is written.
_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


def table_sheet(report: Report, style: Style, strings: Strings, notes: bool) -> Iterator[str]:
    """The header and a row a task or heading."""
    merged = {(row + 1, column): taken for (row, column), taken in areas(report).items()}
    grid = Grid(_widths(report, style), style, strings, report.title, merged)
    return sheet(grid, _table(report), table_area(report), notes)


def table_area(report: Report) -> str:
    """The table's cells, as A1:E16; "" where it has no columns."""
    return f"A1:{place(1 + len(report.rows), len(report.columns))}" if report.columns else ""


def about_sheet(report: Report, style: Style, strings: Strings) -> Iterator[str]:
    """Title, fields, source and left-over texts: kind, name, sign and text of each."""
    return sheet(Grid(_ABOUT_WIDTHS, style, strings, report.title), _about(report))


def long_sheet(report: Report, style: Style, strings: Strings) -> Iterator[str]:
    """How texts too long for a cell go on: number of the text, of the piece, the piece."""
    return sheet(Grid(_LONG_WIDTHS, style, strings, report.title), _long(strings))


def _table(report: Report) -> Iterator[Cells]:
    yield [("head", name) for name in report.columns]
    yield from map(_task, report.rows)


def _task(row: Row) -> Cells:
    if row.kind == "heading":
        return [("heading", text) for text in row.texts]
    roles = ["number" if _NUMBER.fullmatch(text) else "body" for text in row.texts[:1]]
    return [*zip(roles, row.texts[:1], strict=True), *(("body", text) for text in row.texts[1:])]


def _about(report: Report) -> Iterator[Cells]:
    source = report.source
    yield [("head", name) for name in ("类别", "名称", "符号", "内容")]
    yield _fact("标题", "", "", report.title)
    for field in report.fields:
        yield _fact("信息项", field.label, field.mark, field.value)
    for name, text in (
        ("文件名", source.name),
        ("编码", source.encoding),
        ("SHA-256", source.sha256),
    ):
        yield _fact("来源", name, "", text)
    for text in report.unplaced:
        yield _fact("未归位", "", "", text)


def _fact(kind: str, name: str, mark: str, text: str) -> Cells:
    return [("label", kind), ("label", name), ("body", mark), ("body", text)]


def _long(strings: Strings) -> Iterator[Cells]:
    yield [("head", name) for name in ("条", "段", "内容")]
    for entry, pieces in enumerate(strings.rest, 1):
        for part, piece in enumerate(pieces, 1):
            yield [("number", str(entry)), ("number", str(part)), ("body", piece)]


def _widths(report: Report, style: Style) -> Sequence[float]:
    """The columns' widths in points, as they fill the printed page."""
    page = style.page
    room = (max(page.width, page.height) - page.left - page.right) / INCH * 72
    rows = [row.texts for row in report.rows if row.kind == "task"]
    # The filter's button takes the room of a character beside the column's name.
    names = [f"{name}\u3000" for name in report.columns]
    return plan(names, rows, room, style.body.size, style.grid.padding, head=style.head.size)
