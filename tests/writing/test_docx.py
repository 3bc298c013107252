"""The Word file read back: nothing lost, nothing that XML cannot hold passed over."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from convert import read
from convert.report import Cell, Field, Report, Row, Source
from convert.style import names, style
from convert.writing.docx import write
from tests.conftest import SAMPLES
from tests.made import reports
from tests.writing.word import Word, expected, printed, table

STYLE = style("brief")
ARCHIVE = style("archive")
SAMPLE = read(SAMPLES / "report.txt")


def same(report: Report) -> None:
    word = Word(write(report, ARCHIVE))
    assert word.title == report.title
    assert word.fields == printed(report)
    assert word.columns == list(report.columns)
    assert word.rows == expected(report)
    assert word.texts("附注") == list(report.unplaced)


@given(reports())
def test_whatever_a_reader_makes_is_found_again(report: Report) -> None:
    same(report)


@pytest.mark.slow
@settings(max_examples=500)
@given(reports(most_rows=20))
def test_five_hundred_reports_are_found_again(report: Report) -> None:
    same(report)


def test_the_sample_is_found_again() -> None:
    same(SAMPLE)


def test_paragraphs_tabulators_and_spaces_stay() -> None:
    texts = ["1", "一、甲\n\u3000\u3000二、乙\n\n末段\t右 \u00a0 "]
    word = Word(write(table(texts), STYLE))
    assert word.rows == [("task", texts)]
    cell = word.tables[0].rows[1].cells[1]
    assert [paragraph.text for paragraph in cell.paragraphs] == texts[1].split("\n")


def test_a_heading_row_is_one_cell_across_the_table() -> None:
    word = Word(write(table(["一、经济发展"], ["1", "甲"]), STYLE))
    row = word.tables[0].rows[1]._tr
    assert [cell.grid_span for cell in row.tc_lst] == [2]
    assert word.rows[0] == ("heading", ["一、经济发展", ""])


def test_a_heading_with_text_in_other_cells_loses_none_of_it() -> None:
    row = Row("heading", (Cell("一、"), Cell("经济发展")))
    assert Word(write(table()._replace(rows=(row,)), STYLE)).rows == [
        ("heading", ["一、", "经济发展"])
    ]


def test_a_title_breaks_where_its_meaning_pauses() -> None:
    assert Word(write(SAMPLE, STYLE)).texts("Title") == [
        "杭州市萧山区发展和改革局\n2020年《政府工作报告》第三季度重点任务执行情况"
    ]


# Hostile texts.

_ANY = st.text(st.characters(exclude_characters="\r"), max_size=12)


@given(st.lists(_ANY, min_size=2, max_size=2), _ANY, _ANY)
def test_no_character_is_lost_without_a_trace(texts: list[str], name: str, value: str) -> None:
    report = table(texts)._replace(
        title=value, columns=("序号", name), fields=(Field(name, value, mark=value),)
    )
    word = Word(write(report, ARCHIVE))
    assert word.rows == [("task", [visible(text) for text in texts])]
    assert word.columns == ["序号", visible(name)]
    everything = "".join((*texts, name, value))
    signs = sorted({visible(sign) for sign in everything if visible(sign) != sign})
    assert dict(word.custom).get("改写字符", "") == " ".join(signs)


def visible(text: str) -> str:
    """What the file shows of a text; told by lxml and Unicode, not by our own rule."""
    return "".join(sign if possible(sign) else f"[U+{ord(sign):04X}]" for sign in text)


def possible(sign: str) -> bool:
    try:
        etree.Element("x").text = sign
    except (ValueError, UnicodeEncodeError):
        return False
    return sign in "\t\n" or unicodedata.category(sign) != "Cc"


def test_a_carriage_return_is_not_taken_for_a_line_feed() -> None:
    assert Word(write(table(["1", "甲\r乙"]), STYLE)).rows == [("task", ["1", "甲[U+000D]乙"])]


def test_long_cells_and_many_columns_are_kept() -> None:
    names = tuple(f"第{n}列" for n in range(12))
    rows = [[f"{n}" for n in range(12)], ["汉" * 32_000, *[""] * 10, "x" * 40_000]]
    report = table(*rows, columns=names)
    for called in style_names():
        word = Word(write(report, style(called)))
        assert [texts for _, texts in word.rows] == rows
        assert len(word.tables[0].columns) == 12


def style_names() -> list[str]:
    return names()


@pytest.mark.parametrize(
    "report",
    [
        Report("", (), (), ()),
        Report("标题", (), (), ()),
        Report("", (), ("序号",), ()),
        Report("", (), ("",), (Row("task", (Cell(""),)), Row("heading", (Cell("一"),)))),
        Report("标" * 300, (Field("", ""), Field("甲" * 300, "乙" * 300)), ("序号",), ()),
        Report("上\n下", (), ("序\n号",), (), (), Source('"<&\n', "x", "y")),
    ],
)
def test_odd_reports_are_written(report: Report) -> None:
    word = Word(write(report, ARCHIVE))
    assert len(word.tables) == (1 if report.columns else 0)
    if report.columns:
        assert word.rows == expected(report)
    assert word.title == report.title.replace("\n", "")
