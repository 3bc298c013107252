"""Merged cells: a cell of several rows or columns is one in Word, and nothing slips."""

import pytest

from convert.report import Cell, Report, Row
from convert.style import style
from convert.writing.docx import write
from convert.writing.docx.spans import Spans
from tests.writing.word import Word, table

STYLE = style("brief")
NAMES = ("序号", "任务", "进展", "问题")


def grid(*rows: str, kinds: str = "") -> Report:
    """Rows of cells with spaces between: 甲/2x3 takes 2 rows and 3 columns, . is empty."""
    made = []
    for at, line in enumerate(rows):
        cells = []
        for word in line.split():
            text, _, size = word.partition("/")
            down, _, right = size.partition("x")
            span = {"rowspan": int(down or 1), "colspan": int(right or 1)}
            cells.append(Cell("" if text == "." else text, **span))
        made.append(Row("heading" if kinds[at : at + 1] == "h" else "task", tuple(cells)))
    return table(columns=NAMES)._replace(rows=tuple(made))


def cells(word: Word) -> list[list[tuple[str, int, str]]]:
    """Every cell as it stands in the file: text, columns, part in a merge of rows."""
    return [
        [
            ("".join(p.text for p in cell.p_lst), cell.grid_span, cell.vMerge or "")
            for cell in row.tc_lst
        ]
        for row in word.tables[0]._tbl.tr_lst[1:]
    ]


def test_rows_and_columns_are_merged() -> None:
    report = grid("1 甲/2x2 . 乙", "2 . . 丙", "3 丁/1x3 . .", "4 戊 己 庚")
    assert cells(Word(write(report, STYLE))) == [
        [("1", 1, ""), ("甲", 2, "restart"), ("乙", 1, "")],
        [("2", 1, ""), ("", 2, "continue"), ("丙", 1, "")],
        [("3", 1, ""), ("丁", 3, "")],
        [("4", 1, ""), ("戊", 1, ""), ("己", 1, ""), ("庚", 1, "")],
    ]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (("1 甲/3x1 . .", "2 乙 . .", "3 . . ."), ""),
        (("1 甲/1x3 . 乙", "2 . . ."), ""),
        (("1 甲/9x9 . .", "2 . . ."), ""),
        (("1 甲/2x1 . .", "一、 . . .", "2 . . ."), "th"),
        (("一、/2x4 . . .", "2 . . 甲"), "ht"),
        (("1 甲/2x2 乙/2x1 .", "2 . . 丙"), ""),
        (("1 甲/2x1 . 乙/2x1", "2 ./1x3 . ."), ""),
        (("1/1x4 . . .",), ""),
    ],
)
def test_no_text_is_covered_and_every_row_keeps_its_columns(
    rows: tuple[str, ...], kinds: str
) -> None:
    report = grid(*rows, kinds=kinds)
    found = cells(Word(write(report, STYLE)))
    for row, shown in zip(report.rows, found, strict=True):
        assert sum(width for _, width, _ in shown) == len(NAMES)
        assert [text for text, _, _ in shown if text] == [text for text in row.texts if text]
        assert (len(shown) == 1) == (row.kind == "heading")


def test_a_cell_with_a_comment_is_not_covered() -> None:
    report = grid("1 甲/1x2 . 乙")
    spans = Spans(report.rows, 100, {(0, 2)})
    assert list(spans.cells(0)) == [(column, 1, "") for column in range(4)]


def test_no_merge_reaches_into_the_next_table() -> None:
    report = grid(*["1 甲/5x1 . .", *["2 . . ."] * 4])
    spans = Spans(report.rows, 2, ())
    parts = [part for at in range(5) for column, _, part in spans.cells(at) if column == 1]
    assert parts == ["restart", "continue", "", "", ""]


def merged(report: Report, longest: int = 100) -> list[list[tuple[int, int, str]]]:
    spans = Spans(report.rows, longest, ())
    return [list(spans.cells(at)) for at in range(len(report.rows))]


PLAIN = [(0, 1, ""), (1, 1, ""), (2, 1, ""), (3, 1, "")]


def test_a_cell_takes_as_many_rows_and_columns_as_it_says_and_no_more() -> None:
    assert merged(grid("1 甲/1x2 . .")) == [[(0, 1, ""), (1, 2, ""), (3, 1, "")]]
    down = [(0, 1, ""), (1, 1, "restart"), (2, 1, ""), (3, 1, "")]
    below = [(0, 1, ""), (1, 1, "continue"), (2, 1, ""), (3, 1, "")]
    assert merged(grid("1 甲/2x1 . .", "2 . . .", "3 . . .")) == [down, below, PLAIN]
    assert merged(grid("1 甲/2x1 . .", "2 . . .", "3 . . .", "4 . . ."), 3)[2:] == [PLAIN, PLAIN]


def test_a_merge_goes_on_to_the_end_of_its_own_table() -> None:
    rows = grid("1 . . .", "2 . . .", "3 甲/9x1 . .", "4 . . .", "5 . . .")
    parts = [row[1][2] for row in merged(rows, 2)]
    assert parts == ["", "", "restart", "continue", ""]


def test_a_heading_takes_no_cells_and_a_covered_cell_takes_none() -> None:
    assert merged(grid("一、/1x3 . . .", "2 . . .", kinds="h")) == [PLAIN, PLAIN]
    rows = grid("1 甲/2x2 . .", "2 . ./1x2 .", "3 . . .")
    assert merged(rows)[1] == [(0, 1, ""), (1, 2, "continue"), (3, 1, "")]
    spans = Spans(rows.rows, 100, ())
    assert [at in spans for at in range(3)] == [True, True, False]
