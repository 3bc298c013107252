"""Writing down a document: breaks only where text follows, cells in their columns."""

import pytest

from convert import limits
from convert.errors import LimitError
from convert.reading.page import Box, Grid
from convert.reading.scribe import Scribe, trim
from convert.report import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" 甲 ", (1, 2)),
        ("甲", (0, 1)),
        ("甲 ", (0, 1)),
        ("\t甲乙", (1, 3)),
        ("  ", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_stretch_without_the_white_space_round_it(text: str, found: tuple[int, int]) -> None:
    assert trim(text, 0, len(text)) == found
    start, end = found
    assert trim(f"xx{text}yy", 2, 2 + len(text)) == (start + 2, end + 2)


def test_lines_break_only_where_text_follows() -> None:
    scribe = Scribe()
    scribe.line()
    assert (scribe.at, scribe.next, scribe.fresh, scribe.last) == (0, 0, True, "")
    assert scribe.write("甲") == 0
    assert (scribe.at, scribe.next, scribe.fresh, scribe.last) == (1, 1, False, "甲")
    scribe.line()
    scribe.line()
    assert (scribe.at, scribe.next, scribe.fresh, scribe.last) == (1, 2, True, "甲")
    assert scribe.write("") == 1
    assert scribe.write("乙丙") == 2
    assert scribe.put_line("丁") == Span(5, 6)
    assert scribe.put_line("") == Span(6, 6)
    scribe.line()
    assert scribe.done() == ("甲\n乙丙\n丁", ())


def cells(grid: Grid, text: str) -> list[list[tuple[str, int, int, int, bool]]]:
    return [
        [(text[b.start : b.end], b.column, b.columns, b.rows, b.head) for b in line.boxes]
        for line in grid.lines
    ]


def row(scribe: Scribe, *texts: str, kind: str = "", **spans: int) -> None:
    scribe.open_row(kind)  # type: ignore[arg-type]
    for text in texts:
        scribe.open_cell(**spans)
        scribe.write(text)
        scribe.close_cell()
    scribe.close_row()


def test_a_table_is_tabs_and_lines() -> None:
    scribe = Scribe()
    scribe.write("前")
    scribe.open_table()
    row(scribe, "甲", " 乙 ", kind="head")
    row(scribe, "", "丙")
    scribe.close_table(named=True)
    scribe.write("后")
    text, (grid,) = scribe.done()
    assert text == "前\n甲\t 乙 \n\t丙\n后"
    assert (grid.start, grid.end, grid.width, grid.named) == (2, 10, 2, True)
    assert [line.kind for line in grid.lines] == ["head", ""]
    assert cells(grid, text) == [
        [("甲", 0, 1, 1, False), ("乙", 1, 1, 1, False)],
        [("", 0, 1, 1, False), ("丙", 1, 1, 1, False)],
    ]


def test_a_whole_table_is_written_as_cell_by_cell() -> None:
    rows = [("head", ["甲", " 乙"]), ("", ["", "丙 ", "丁"]), ("task", [])]
    one, other = Scribe(), Scribe()
    for scribe in (one, other):
        scribe.write("前")
    one.put_table(rows, named=True)  # type: ignore[arg-type]
    other.open_table()
    for kind, texts in rows:
        row(other, *texts, kind=str(kind))
    other.close_table(named=True)
    for scribe in (one, other):
        scribe.write("后")
    assert one.done() == other.done()


def test_lines_of_a_cell_do_not_go_on_in_the_next() -> None:
    scribe = Scribe()
    scribe.open_table()
    scribe.open_row()
    scribe.open_cell()
    scribe.line()
    assert scribe.fresh
    scribe.write("甲")
    scribe.line()
    scribe.close_cell()
    scribe.open_cell()
    assert scribe.fresh
    scribe.write("乙")
    scribe.close_cell()
    scribe.close_row("heading")
    scribe.close_table()
    text, (grid,) = scribe.done()
    assert text == "甲\t乙"
    assert grid.lines[0].kind == "heading"
    assert not grid.named


def test_tall_and_wide_cells_take_columns_of_the_rows_below() -> None:
    scribe = Scribe()
    scribe.open_table()
    scribe.open_row()
    for text, columns, rows in (("甲", 2, 2), ("乙", 1, 3), ("丙", 1, 1)):
        scribe.open_cell(columns, rows, head=text == "甲")
        scribe.write(text)
        scribe.close_cell()
    scribe.close_row()
    row(scribe, "丁", "戊")
    row(scribe, "己", "庚", "辛")
    row(scribe, "壬", "癸", "子")
    scribe.close_table()
    text, (grid,) = scribe.done()
    assert [[b[:4] for b in line] for line in cells(grid, text)] == [
        [("甲", 0, 2, 2), ("乙", 2, 1, 3), ("丙", 3, 1, 1)],
        [("丁", 3, 1, 1), ("戊", 4, 1, 1)],
        [("己", 0, 1, 1), ("庚", 1, 1, 1), ("辛", 3, 1, 1)],
        [("壬", 0, 1, 1), ("癸", 1, 1, 1), ("子", 2, 1, 1)],
    ]
    assert grid.lines[0].boxes[0].head
    assert not grid.lines[0].boxes[1].head
    assert grid.width == 5


def test_spans_are_at_least_one_and_at_most_what_a_browser_takes() -> None:
    scribe = Scribe()
    scribe.open_table()
    row(scribe, "甲", columns=0, rows=-1)
    row(scribe, "乙", columns=10**9, rows=10**9)
    scribe.close_table()
    _, (grid,) = scribe.done()
    first, second = (line.boxes[0] for line in grid.lines)
    assert (first.columns, first.rows) == (1, 1)
    most = limits.most("span_columns"), limits.most("span_rows")
    assert (second.columns, second.rows) == most


def test_columns_may_be_skipped_and_cells_above_grow() -> None:
    scribe = Scribe()
    scribe.open_table()
    scribe.open_row()
    scribe.skip(1)
    for columns in (1, 2):
        scribe.open_cell(columns)
        scribe.write("甲")
        scribe.close_cell()
    scribe.close_row()
    scribe.open_row()
    assert not scribe.grow(1)
    assert scribe.grow(1)
    assert scribe.grow(2)
    scribe.open_cell()
    scribe.write("乙")
    scribe.close_cell()
    scribe.close_row()
    scribe.open_row()
    scribe.skip(1)
    assert scribe.grow(1)
    scribe.skip(1)
    assert not scribe.grow(1)
    scribe.close_row()
    scribe.close_table()
    text, (grid,) = scribe.done()
    assert [[b[:4] for b in line] for line in cells(grid, text)] == [
        [("甲", 1, 1, 3), ("甲", 2, 2, 2)],
        [("乙", 4, 1, 1)],
        [],
    ]


def test_a_row_in_which_nothing_stands_may_be_taken_back() -> None:
    scribe = Scribe()
    scribe.open_table()
    row(scribe, "甲")
    assert not scribe.drop_row()
    row(scribe, "", "")
    assert scribe.drop_row()
    scribe.close_table()
    assert len(scribe.done()[1][0].lines) == 1


def test_tables_are_told_in_reading_order_the_outer_one_first() -> None:
    scribe = Scribe()
    scribe.open_table()
    scribe.open_row()
    scribe.open_cell()
    scribe.open_table()
    row(scribe, "甲", "乙")
    scribe.close_table()
    scribe.write("丙")
    scribe.close_cell()
    scribe.open_cell()
    scribe.write("丁")
    scribe.close_cell()
    scribe.close_row()
    scribe.close_table()
    text, grids = scribe.done()
    assert text == "甲\t乙\n丙\n丁"
    assert [(grid.start, grid.end) for grid in grids] == [(0, 7), (0, 3)]
    assert grids[0].lines[0].boxes[1] == Box(6, 7, 1)


@pytest.mark.parametrize(
    ("name", "most", "rows"),
    [
        ("cells", 3, (("甲", "乙"), ("丙",))),
        ("columns", 2, (("甲", "乙"),)),
        ("characters", 3, (("甲", "乙"),)),
    ],
)
def test_so_many_cells_columns_and_characters_and_no_more(
    name: str, most: int, rows: tuple[tuple[str, ...], ...]
) -> None:
    for number in (most, most - 1):
        for whole in (True, False):
            with limits.applied({name: number}):
                scribe = Scribe()
                if number < most:
                    with pytest.raises(LimitError, match=f"{name}="):
                        fill(scribe, rows, whole)
                else:
                    fill(scribe, rows, whole)


def fill(scribe: Scribe, rows: tuple[tuple[str, ...], ...], whole: bool) -> None:
    if whole:
        scribe.put_table([("", texts) for texts in rows])
    else:
        scribe.open_table()
        for texts in rows:
            row(scribe, *texts)
        scribe.close_table()


def test_empty_rows_count_as_cells_and_text_without_a_table_counts_too() -> None:
    with limits.applied({"cells": 2}), pytest.raises(LimitError):
        fill(Scribe(), ((), (), ()), True)
    scribe = Scribe()
    with limits.applied({"characters": 2}):
        scribe.write("甲乙丙")
        with pytest.raises(LimitError):
            scribe.done()


def test_tables_in_tables_are_limited() -> None:
    with limits.applied({"nested_tables": 1}):
        scribe = Scribe()
        scribe.open_table()
        scribe.open_row()
        scribe.open_cell()
        with pytest.raises(LimitError):
            scribe.open_table()
