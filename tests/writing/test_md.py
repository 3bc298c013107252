from collections.abc import Callable

import pytest
import yaml
from hypothesis import given

from convert.report import Cell, Field, Note, Report, Row
from convert.style import Markdown, style
from convert.visible import visible
from convert.writing.md import write
from tests import hostile
from tests.conftest import needs
from tests.made import reports
from tests.writing.grids import Found, by_cmark, by_markdown_it

STYLE = style("brief")
FRONT = STYLE._replace(md=Markdown(front_matter=True))
READERS = [by_markdown_it, pytest.param(by_cmark, marks=needs("cmark-gfm"))]
Reader = Callable[[bytes], Found]


def check(found: Found, report: Report) -> None:
    """Everything that a reader of GFM finds is the report's, to the last space."""
    shown = [list(map(visible, row.texts)) for row in report.rows]
    assert found.rows == [list(map(visible, report.columns)), *shown]
    assert found.h1 == [visible(report.title)] * bool(report.title)
    lines = [f"{f.label}{f.mark} {f.value}" if f.value else f.label + f.mark for f in report.fields]
    assert found.li == list(map(visible, lines))
    assert found.quote == list(map(visible, report.unplaced))
    headings = [visible(row.texts[0]) for row in report.rows if row.kind == "heading"]
    assert found.bold == [*(visible(field.label) for field in report.fields), *headings]


@pytest.mark.parametrize("reader", READERS)
@given(report=reports())
def test_another_reader_gives_back_everything(reader: Reader, report: Report) -> None:
    check(reader(write(report, STYLE)), report)


@pytest.mark.parametrize("reader", READERS)
def test_hostile_texts_come_back(reader: Reader) -> None:
    check(reader(write(hostile.report(), STYLE)), hostile.report())


MADE = Report(
    "题目",
    (Field("索引号", "A-1"), Field("发布日期", "2020-10-09", mark=":"), Field("发布机构", "甲:乙")),
    ("序号", "内容"),
    (Row("heading", (Cell("一、经济"), Cell(""))), Row("task", (Cell("1"), Cell("甲|乙\n丙")))),
    (Note("unplaced", "分享:"),),
)


def test_paragraphs_are_breaks_headings_are_bold_columns_are_aligned() -> None:
    assert write(MADE, STYLE).decode() == (
        "# 题目\n\n- **索引号** A-1\n- **发布日期**: 2020-10-09\n- **发布机构** 甲:乙\n\n"
        "| 序号         | 内容         |\n"
        "| ------------ | ------------ |\n"
        "| **一、经济** |              |\n"
        "| 1            | 甲\\|乙<br>丙 |\n\n> 分享:\n"
    )


def test_a_wide_column_is_not_padded() -> None:
    rows = (Row("task", (Cell("1"), Cell("长" * 21))), Row("task", (Cell("2"), Cell("短"))))
    assert write(Report("", (), ("序号", "内容"), rows), STYLE).decode().splitlines() == [
        "| 序号 | 内容 |",
        "| ---- | --- |",
        f"| 1    | {'长' * 21} |",
        "| 2    | 短 |",
    ]


def written(*texts: str, columns: tuple[str, ...] = ("序号", "内容")) -> list[str]:
    """The lines of a table with these texts in its last column."""
    rows = tuple(Row("task", (Cell(""),) * (len(columns) - 1) + (Cell(text),)) for text in texts)
    return write(Report("", (), columns, rows), STYLE).decode().splitlines()


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("a" * 39, 39),
        ("a" * 40, 40),
        ("a" * 41, 3),
        ("长" * 20, 40),
        ("长" * 20 + "a", 3),
        ("长" * 19 + "ab", 40),
        ("e\u0301" * 20, 20),
        ("ｆ" * 20, 40),
        ("", 3),
        ("a", 3),
        ("abcd", 4),
    ],
)
def test_columns_are_as_wide_as_an_editor_shows_their_widest_cell(text: str, width: int) -> None:
    _, rule, shown = written(text, columns=("序", "丁"))
    assert rule == f"| --- | {'-' * width} |"
    assert shown.startswith(f"|     | {text}")
    if width > 3 or len(text) < 3:
        assert shown == f"|     | {text}{' ' * (width - shown_width(text))} |"
    else:
        assert shown == f"|     | {text} |"


def shown_width(text: str) -> int:
    """Two for each Chinese or full-width letter, none for an accent that stands on another."""
    return len(text) + sum(sign in "长ｆ" for sign in text) - text.count("\u0301")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("见http://a.cn/b", "见http\\://a.cn/b"),
        ("WWW.a.cn", "WWW\\.a.cn"),
        ("a.www b", "a.www b"),
        ("甲：乙:丙/丁", "甲：乙:丙/丁"),
        ("3.5亿元", "3.5亿元"),
        ("1. 甲", "1. 甲"),
        ("甲\u2028乙", "甲&#x2028;乙"),
        ("\n甲\n乙\n", "<br>甲<br>乙<br>"),
        (" \n甲", "&#x20;<br>甲"),
        ("甲 乙", "甲 乙"),
    ],
)
def test_only_what_means_something_is_escaped(text: str, shown: str) -> None:
    assert written(text)[-1].split("|")[-2].strip() == shown


def test_a_field_without_a_value_ends_with_its_label() -> None:
    report = Report("", (Field("索引号", ""), Field("体裁", "", mark="：")), (), ())
    assert write(report, STYLE) == "- **索引号**\n- **体裁**：\n".encode()


def test_left_over_lines_begin_no_list() -> None:
    notes = (Note("unplaced", "1. 甲"), Note("unplaced", "- 乙"), Note("unplaced", "(3) 丙"))
    made = write(Report("", (), (), (), notes), STYLE).decode()
    assert made == "> 1\\. 甲\n>\n> \\- 乙\n>\n> (3) 丙\n"


def test_a_heading_s_empty_cells_stay_empty() -> None:
    rows = (Row("heading", (Cell("一"), Cell(""))),)
    assert write(Report("", (), ("序", "丁"), rows), STYLE).decode().splitlines()[-1] == (
        "| **一** |     |"
    )


def test_a_term_with_several_values_is_a_list_in_front_matter() -> None:
    fields = (Field("主题词", "甲"), Field("分类", "乙\u2028"))
    text = write(Report("题", fields, (), ()), FRONT).decode()
    assert '  - ["分类", "乙\\u2028"]\n' in text
    assert front_matter(Report("题", fields, (), ()))["keywords"] == ["甲", "乙\u2028"]


def front_matter(report: Report) -> dict[str, object]:
    text = write(report, FRONT).decode()
    assert text.startswith("---\n")
    block, rest = text[4:].split("\n---\n", 1)
    assert rest.lstrip("\n").encode() == write(report, STYLE)
    loaded: dict[str, object] = yaml.safe_load(block)
    return loaded


def test_front_matter_has_the_names_that_generators_of_pages_know() -> None:
    assert front_matter(MADE) == {
        "title": "题目",
        "identifier": "A-1",
        "issued": "2020-10-09",
        "author": "甲:乙",
        "publisher": "甲:乙",
        "lang": "zh-CN",
        "fields": [["索引号", "A-1"], ["发布日期", "2020-10-09"], ["发布机构", "甲:乙"]],
    }


@given(reports())
def test_another_reader_of_yaml_gives_back_the_fields(report: Report) -> None:
    found = front_matter(report)
    assert found.get("title", "") == report.title
    assert found.get("fields", []) == [[f.label, f.value] for f in report.fields]


def test_hostile_fields_come_back_from_yaml() -> None:
    report = hostile.report()
    want = [[visible(f.label), visible(f.value)] for f in report.fields]
    assert front_matter(report)["fields"] == want
