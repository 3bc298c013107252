"""From a table as its format states it to header, rows and heading rows."""

import pytest

from convert.reading.grid import Header, Table, covered, filled, header
from convert.reading.page import Box, Grid, Line, Stated
from convert.report import Span

NAMES = ["序号", "任务内容", "完成情况"]


def laid(
    *rows: list[str | tuple[str, int, int]],
    kinds: tuple[Stated, ...] = (),
    head: int = 0,
    named: bool = False,
) -> tuple[str, Grid]:
    """A text and the table it is: cells are texts, or texts with their columns and rows.

    The first `head` rows are of header cells; `kinds` are what the format says of each row.
    """
    text, lines, taken = "", [], dict[tuple[int, int], bool]()
    width = 0
    for at, row in enumerate(rows):
        boxes, column = [], 0
        for cell in row:
            shown, columns, deep = (cell, 1, 1) if isinstance(cell, str) else cell
            while (at, column) in taken:
                column += 1
            start = len(text)
            text += f"{shown}\t"
            boxes.append(Box(start, start + len(shown), column, columns, deep, at < head))
            taken |= {(at + r, column + c): True for r in range(deep) for c in range(columns)}
            column += columns
        width = max(width, column)
        lines.append(Line(tuple(boxes), kinds[at] if at < len(kinds) else ""))
    return text, Grid(0, len(text), tuple(lines), width, named)


def table(*rows: list[str | tuple[str, int, int]], **said: tuple[Stated, ...]) -> Table:
    text, grid = laid(*rows, kinds=said.get("kinds", ()))
    return Table(text, grid, header(text, grid))


TITLE: list[str | tuple[str, int, int]] = [("标题", 3, 1)]
ROW: list[str | tuple[str, int, int]] = ["1", "甲", "乙"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([NAMES, ROW], Header(0, 1, 3)),
        ([TITLE, NAMES, ROW], Header(1, 1, 3)),
        ([NAMES, NAMES], Header(0, 1, 3)),
        ([["序号", "任务内容", "甲", "乙"], NAMES], Header(1, 1, 3)),
        ([["序号", "甲", "乙", "丙"], ROW], Header(0, 0, 0)),
        ([["序号", "甲", "任务内容", "丙"], ROW], Header(0, 1, 2)),
        ([["序号", "甲", "任务内容", "丙", "丁"], ROW], Header(0, 0, 0)),
        ([["序号", "", "任务内容", "", ""], ROW], Header(0, 1, 2)),
        ([["序 号", "任务\n内容", "完成情况"], ROW], Header(0, 1, 3)),
        ([ROW], Header(0, 0, 0)),
        ([], Header(0, 0, 0)),
        ([["x"]] * 11 + [NAMES], Header(11, 1, 3)),
        ([["x"]] * 12 + [NAMES], Header(0, 0, 0)),
        ([[("序号", 1, 2), ("任务", 2, 1)], ["任务内容", "完成情况"], ROW], Header(0, 2, 2)),
        ([[("序号", 1, 3), ("任务", 2, 1)], ["任务内容", "完成情况"]], Header(0, 2, 2)),
        ([[("题", 3, 2)], ROW, NAMES], Header(2, 1, 3)),
        ([[("题", 1, 3), "a", "b"], ["a", "b"], ["序号", "任务内容"]], Header(0, 3, 2)),
    ],
)  # fmt: skip
def test_a_header_is_a_line_of_known_names(
    rows: list[list[str | tuple[str, int, int]]], found: Header
) -> None:
    assert header(*laid(*rows)) == found


def test_what_the_format_says_is_the_header_unless_another_line_is_made_of_known_names() -> None:
    rows = ([["甲", "乙"], ["丙", "丁"], ["戊", "己"]], [["序号", "任务内容"], ["1", "2"]])
    strange, known = (list[list[str | tuple[str, int, int]]](one) for one in rows)
    assert header(*laid(*strange, head=2)) == Header(0, 2, 0, stated=True)
    assert header(*laid(*strange, kinds=("", "head"))) == Header(1, 1, 0, stated=True)
    assert header(*laid(*strange, *known, head=1)) == Header(3, 1, 2)
    trusted = header(*laid(*strange, *known, head=1), trusted=True)
    assert trusted == Header(0, 1, 0, stated=True)
    named = header(*laid(*known, *strange, kinds=("head", "head"), named=True))
    assert named == Header(0, 2, 2, stated=True)
    assert header(*laid(["甲"], ["乙"], head=1)) == Header(0, 0, 0)
    far = [["x", "y"]] * 12
    assert header(*laid(*far, ["甲", "乙"], kinds=("",) * 12 + ("head",))) == Header(0, 0, 0)


def test_the_user_s_names_are_looked_for_to_the_letter() -> None:
    made = laid(TITLE, ["甲", "乙 丙", "丁"], ["1", "2", "3"])
    assert header(*made, ["甲", "乙丙", " 丁"]) == Header(1, 1, 3, stated=True)
    assert header(*made, ["甲", "乙丙"]) == Header(0, 0, 0, stated=True)
    assert header(*laid(NAMES, ROW), ["甲", "乙", "丙"]) == Header(0, 0, 0, stated=True)


def test_names_of_a_header_of_several_lines_are_joined() -> None:
    made = table(
        [("序号", 1, 2), ("任务", 2, 1), ("", 1, 2)],
        ["任务\n内容", "完成情况"],
        ["1", "甲", "乙", "丙"],
    )
    assert made.names == ("序号", "任务 任务内容", "任务 完成情况", "")
    assert [made.text[one.start : one.end] for one in made.head_boxes] == [
        "序号",
        "任务",
        "任务\n内容",
        "完成情况",
    ]


def test_a_table_begins_with_its_header_and_ends_with_its_last_row() -> None:
    made = table(TITLE, [*NAMES], [*ROW], [("注：甲", 3, 1)])
    assert made.text[made.start : made.end] == "序号\t任务内容\t完成情况\t1\t甲\t乙"
    assert made.text[made.start : made.head_end] == "序号\t任务内容\t完成情况"
    alone = table([*NAMES])
    assert alone.text[alone.start : alone.end] == "序号\t任务内容\t完成情况"
    bare = Table(*laid([*ROW], [*ROW]), Header(0, 0, 0))
    assert (bare.start, bare.end, bare.head_end) == (0, 11, 0)
    empty = Table("", Grid(3, 3, (), 0), Header(0, 0, 0))
    assert (empty.start, empty.end, empty.head_end) == (3, 3, 3)


@pytest.mark.parametrize(
    ("foot", "left"),
    [
        ([["", "", ""]], 1),
        ([[("注：甲", 3, 1)]], 1),
        ([[("注：甲", 3, 1)], ["", "", ""], [("备注：乙\n丙", 2, 1), ""]], 1),
        ([["注：甲", "", ""]], 2),
        ([[("一、注", 3, 1)]], 2),
        ([[("注：甲", 2, 1), "乙"]], 2),
        ([[("", 1, 2), "", ""], ["", ""]], 2),
        ([["", "", ""], ["2", "丙", ""]], 3),
    ],
)
def test_notes_and_blank_lines_at_the_foot_are_no_rows(
    foot: list[list[str | tuple[str, int, int]]], left: int
) -> None:
    assert len(table([*NAMES], [*ROW], *foot).body) == left


def test_a_foot_that_the_format_calls_a_row_is_one() -> None:
    assert len(table([*NAMES], [*ROW], ["", "", ""], kinds=("head", "task", "task")).body) == 2


def test_the_header_once_more_is_no_row() -> None:
    made = table(
        [*NAMES], ["序 号", "任务内容", "完成情况"], [*ROW], [*NAMES], kinds=("", "", "", "task")
    )
    assert [made.repeats(line) for line in made.body] == [True, False, False]
    bare = Table(*laid([*NAMES], [*NAMES]), Header(0, 0, 0))
    assert not bare.repeats(bare.body[1])
    below = table(TITLE, [*NAMES], [("标题", 3, 1)], [*NAMES])
    assert [below.repeats(line) for line in below.body] == [False, True]


@pytest.mark.parametrize(
    ("row", "over", "heading"),
    [
        ([("一、发展", 3, 1)], False, True),
        ([("一、发展", 3, 1)], True, False),
        (["一、发展", "", ""], False, True),
        (["发展", "", ""], True, False),
        (["", "发展", ""], False, False),
        (["12", "", ""], False, False),
        (["（三）", "", ""], False, False),
        (["十一.", "", ""], False, False),
        ([("12", 3, 1)], False, True),
        ([("一、发展", 1, 2), "", ""], False, False),
        (["一、", ("发展", 2, 1)], False, True),
        (["一、", ("发展", 2, 1)], True, False),
        (["12", ("发展", 2, 1)], False, False),
        (["９", ("发展", 2, 1)], False, False),
        (["一、", "发展", ""], False, False),
        (["", "", ""], False, False),
    ],
)
def test_a_heading_row_is_one_text_that_is_no_number(
    row: list[str | tuple[str, int, int]], over: bool, heading: bool
) -> None:
    made = table([*NAMES], row, [*ROW])
    assert made.is_heading(made.body[0], over) is heading


def test_a_heading_may_stand_under_the_first_column_that_has_a_name() -> None:
    made = table(["", "任务内容", "完成情况"], ["", "发展", ""], ["", "", "发展"], [*ROW])
    assert [made.is_heading(line, False) for line in made.body] == [True, False, False]


def test_what_the_format_says_of_a_row_holds() -> None:
    made = table([*NAMES], [*ROW], ["发展", "", ""], kinds=("head", "heading", "task"))
    assert [made.is_heading(line, False) for line in made.body] == [True, False]


def test_a_table_of_one_column_has_no_headings() -> None:
    text, grid = laid(["发展"], ["甲"])
    assert not Table(text, grid, Header(0, 0, 0)).is_heading(grid.lines[0], False)
    text, grid = laid(["一、", ("发展", 1, 1)], ["甲", "乙"])
    assert not Table(text, grid, Header(0, 0, 0)).is_heading(grid.lines[0], False)


def test_columns_are_covered_as_far_as_cells_reach_down() -> None:
    _, grid = laid([("a", 2, 3), "b"], [("c", 1, 2)], [], ["d", "e", "f"])
    assert list(covered(grid.lines)) == [set(), {0, 1}, {0, 1, 2}, set()]


def test_filled_cells_are_those_that_hold_something() -> None:
    _, grid = laid(["ab", "", "c"])
    assert filled(grid.lines[0].boxes) == [Span(0, 2), Span(4, 5)]


def test_a_table_of_two_columns_may_have_headings() -> None:
    made = table(["序号", "任务内容"], ["发展", ""], [("12", 2, 1)], ["12", ""], ["一百二十", ""])
    assert [made.is_heading(line, False) for line in made.body] == [True, True, False, False]
    every = table(
        ["序号", "任务内容"],
        ["0123456789０１２３４５６７８９一二三四五六七八九十百.．、()（）-", ""],
    )
    assert not every.is_heading(every.body[0], False)


def test_the_header_once_more_may_be_called_so() -> None:
    made = table([*NAMES], [*ROW], [*NAMES], kinds=("head", "task", "head"))
    assert [made.repeats(line) for line in made.body] == [False, True]


def test_a_cell_reaches_only_as_far_down_as_it_says() -> None:
    rows: list[list[str | tuple[str, int, int]]] = [[("题", 1, 2), "a", "b"], ["a", "b"], [*NAMES]]
    assert header(*laid(*rows)) == Header(2, 1, 3)
    assert header(*laid(["x"], [("题", 1, 2), "a", "b"], ["任务内容", "完成情况"])) == Header(
        1, 2, 2
    )


def test_a_heading_s_number_is_its_own_cell() -> None:
    made = table([*NAMES], ["一、", ("发展2020", 2, 1)])
    assert made.is_heading(made.body[0], False)


def test_a_cell_covers_its_own_columns_only() -> None:
    _, grid = laid(["a", ("b", 1, 2)], ["c"])
    assert list(covered(grid.lines)) == [set(), {1}]
