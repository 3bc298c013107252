r"""Markdown: tables of GFM, inline marks, and what our own writer puts round a table."""

import pytest

from convert.reading import markdown
from convert.reading.page import Page
from convert.report import Field, Note, Span

TABLE = "| 序号 | 任务 |\n| --- | --- |\n| 1 | 甲 |\n"


def shape(page: Page) -> list[tuple[str, list[str]]]:
    """The kind and the texts of each row of the only table."""
    (grid,) = page.grids
    return [(one.kind, [page.text[box.start : box.end] for box in one.boxes]) for one in grid.lines]


def said(page: Page, *spans: Span) -> list[str]:
    return [page.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a|b\n-|-", True),
        ("上文\n\na|b\n-|-", True),
        ("| a |\n| - |", True),
        ("a\n|-|", False),
        ("a|b\n---", False),
        ("a|b\n-|-|-", False),
        ("a|b|c\n-|-", False),
        ("a|b", False),
        ("a|b\n", False),
        ("a|b\n| :-: | --: |", True),
        ("a|b\n \t|\t-\t|\t:-\t|\t", True),
        ("a|b\n-:-|-", False),
        ("a|b\n-|x", False),
        (r"a\|b" + "\n-|-", False),
        (r"a\|b|c" + "\n-|-", True),
    ],
)
def test_a_table_has_a_header_and_a_rule_with_as_many_cells(text: str, found: bool) -> None:
    assert markdown.looks(text) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a | b", ["a", "b"]),
        ("a | b |", ["a", "b"]),
        ("  | a |\t", ["a"]),
        ("||", [""]),
        ("| | |", ["", ""]),
        ("|a||b|", ["a", "", "b"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        (r"| a \\| b |", [r"a \\", "b"]),
        ("| a \\", ["a \\"]),
        ("| \u3000a\u00a0 |", ["\u3000a\u00a0"]),
    ],
)
def test_bars_part_cells_but_for_escaped_ones(line: str, found: list[str]) -> None:
    assert markdown.cells(line) == found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"a\|b\\c\*d", r"a|b\c*d"),
        (r"a\b\甲", r"a\b\甲"),
        ("a<br>b<BR/>c<br />d", "a\nb\nc\nd"),
        ("`a|b` ``c`d``", "a|b c`d"),
        (r"`\*`", r"\*"),
        ("**甲**乙", "甲乙"),
        (r"**甲\*`乙`**", "甲*乙"),
        ("** 甲**", "** 甲**"),
        ("*甲* _乙_ ~~丙~~", "*甲* _乙_ ~~丙~~"),
        ("&lt;&amp;&#x4E00;&#19968;&nosuch;", "<&一一&nosuch;"),
        ("a & b; <b>c</b>", "a & b; <b>c</b>"),
        ("`a", "`a"),
    ],
)
def test_inline_marks_are_read_as_a_page_shows_them(text: str, shown: str) -> None:
    assert markdown.inline(text) == shown


def test_a_page_of_ours_states_all_that_is_in_it() -> None:
    text = (
        r"# 题\*目 ##" + "\n\n"
        "- **索引号** A\\_1\n- **体裁**： 通知\n- **空**:\n\n"
        "| 序号 | 任务 |\n| --- | --- |\n| **一、发展** |  |\n| 1 | 甲<br>乙 |\n| **2** | 丙 |\n\n"
        "> 尾\n>\n> 尾二\n"
    )
    page = markdown.page(text)
    assert page.complete
    assert said(page, page.title) == ["题*目"]
    assert [field._replace(span=None) for field in page.fields] == [
        Field("索引号", "A_1", None, ""),
        Field("体裁", "通知", None, "："),
        Field("空", "", None, ":"),
    ]
    assert said(page, *(field.span for field in page.fields)) == [
        "索引号 A_1",
        "体裁： 通知",
        "空:",
    ]
    assert page.headlines == page.notes == ()
    assert shape(page) == [
        ("head", ["序号", "任务"]),
        ("heading", ["一、发展", ""]),
        ("task", ["1", "甲\n乙"]),
        ("task", ["2", "丙"]),
    ]
    assert page.grids[0].named
    assert page.text.endswith("\n尾\n尾二")


@pytest.mark.parametrize(
    "before", ["", "# 题\n", "- **甲** 乙\n", "# 题\n\n+ **甲**: 乙\n* **丙**\n"]
)
@pytest.mark.parametrize("after", ["", "\n> 尾", "\n>尾\n\n > 尾\n"])
def test_what_our_writer_lays_out_is_complete(before: str, after: str) -> None:
    assert markdown.page(before + TABLE + after).complete


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("正文\n", ""),
        ("# 题\n# 副题\n", ""),
        ("- **甲** 乙\n# 题\n", ""),
        ("", "\n正文"),
        ("", "\n- **甲** 乙"),
        ("", "\n" + TABLE),
        ("> 引\n", ""),
    ],
)
def test_anything_else_is_a_stranger_s(before: str, after: str) -> None:
    page = markdown.page(before + TABLE + after)
    assert not page.complete
    assert page.title is None


def test_of_a_stranger_s_page_headlines_are_kept_and_rows_not_judged() -> None:
    page = markdown.page(
        f"# 题\n\n正文 **强**\n\n## 二 \n###\n#三\n{TABLE}| **四** | |\n| 五 | | 六 |\n尾"
    )
    assert said(page, *page.headlines) == ["题", "二"]
    assert page.text.split("\n")[:5] == ["题", "正文 强", "二", "###", "#三"]
    assert shape(page) == [
        ("head", ["序号", "任务"]),
        ("", ["1", "甲"]),
        ("heading", ["四", ""]),
        ("", ["五", "", "六"]),
    ]
    assert page.text.endswith("尾")


def test_a_row_is_a_heading_where_all_of_its_only_cell_is_strong() -> None:
    assert shape(markdown.page(TABLE + "| __一__ | __甲__ |"))[2][1] == ["一", "甲"]
    rows = "| __一__ | |\n| **二** 甲 | |\n| **三** | 乙 |\n| | **四** |\n| **五**\n"
    assert [kind for kind, _ in shape(markdown.page(TABLE + rows))[2:]] == [
        "heading",
        "task",
        "task",
        "task",
        "heading",
    ]


def test_missing_cells_are_empty_and_further_ones_kept() -> None:
    page = markdown.page("a|b|c\n-|-|-\n1|\n1|2|3|4\n\n尾|不是")
    assert [texts for _, texts in shape(page)] == [
        ["a", "b", "c"],
        ["1", "", ""],
        ["1", "2", "3", "4"],
    ]


def test_two_tables_are_two_grids() -> None:
    page = markdown.page(f"{TABLE}\n中\n{TABLE}")
    assert [grid.width for grid in page.grids] == [2, 2]
    assert "\n中\n" in page.text


def test_front_matter_is_the_page_s_furniture() -> None:
    page = markdown.page(f"---\r\ntitle:  题\r\nauthor: 甲\r\n---\r\n\r\n# 题\r\n{TABLE}")
    assert page.notes == (Note("furniture", "--- title: 题 author: 甲 ---"),)
    assert page.complete
    assert page.text.startswith("题\n")
    assert markdown.page(f"---\n---\n{TABLE}").notes == (Note("furniture", "--- ---"),)
    assert markdown.page(f"文\n---\n---\n{TABLE}").notes == ()
