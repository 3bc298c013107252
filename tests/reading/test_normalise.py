import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.reading.dates import iso, report_date
from convert.reading.normalise import joined, line, paragraphs, unpadded, word
from convert.report import Field
from convert.visible import visible


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("应对疫情各项 扶持政策", "应对疫情各项 扶持政策"),
        ("\u00a0\u00a0\u00a0 截至9月底,完成。\u00a0 继续", "截至9月底,完成。\n继续"),
        ("一是甲。\u3000\u3000二是乙。", "一是甲。\n二是乙。"),
        ("甲\r\n\r\n  乙", "甲\n乙"),
        ("甲\u00a0乙", "甲 乙"),
        ("甲    乙", "甲\n乙"),
        ("甲  乙", "甲 乙"),
        ("", ""),
    ],
)
def test_paragraphs_are_told_from_gaps(raw: str, text: str) -> None:
    assert paragraphs(raw) == text


@given(st.text())
def test_no_character_but_white_space_is_touched(raw: str) -> None:
    for normalised in (paragraphs(raw), line(raw), word(raw)):
        assert "".join(normalised.split()) == visible("".join(raw.split()))


@given(st.text())
def test_normalising_twice_changes_nothing(raw: str) -> None:
    assert paragraphs(paragraphs(raw)) == paragraphs(raw)


def test_a_label_loses_its_padding_but_latin_words_stay_apart() -> None:
    assert word("索 引\u3000号") == "索引号"
    assert word("Index No") == "Index No"


def test_a_label_of_one_word_is_itself() -> None:
    assert word(" 索引号 ") == "索引号"
    assert word("索引号 No 1") == "索引号 No 1"
    assert word("") == ""


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("任务\n内容", "任务内容"),
        ("任务 \n  内容", "任务内容"),
        ("完成\n80%", "完成80%"),
        ("Task\nName", "Task Name"),
        ("任务\nName", "任务 Name"),
        ("任务 内容", "任务 内容"),
        (" 甲\x01 ", "甲[U+0001]"),
    ],
)
def test_a_broken_name_is_joined_but_for_latin_words(raw: str, text: str) -> None:
    assert joined(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("序\u3000号", "序号"),
        ("序 号", "序号"),
        ("问 题 与 困 难", "问题与困难"),
        ("任务 内容", "任务 内容"),
        ("序 No", "序 No"),
        (" 序 号", " 序 号"),
        ("序号", "序号"),
        ("", ""),
    ],
)
def test_a_name_spread_over_its_column_is_closed_up(raw: str, text: str) -> None:
    assert unpadded(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("王\u3000\u3000明", "王 明"),
        ("王\u00a0\u00a0\u00a0明亮", "王 明亮"),
        ("王\u3000\u3000\u3000明明亮", "王\n明明亮"),
        ("甲\n\n乙\t丙", "甲\n乙 丙"),
        ("甲 \n 乙  丙", "甲\n乙 丙"),
        ("\u3000\u3000甲\u3000\u3000", "甲"),
        ("甲\x01乙 丙", "甲[U+0001]乙 丙"),
        ("甲\x01", "甲[U+0001]"),
        ("甲\u2028乙", "甲\n乙"),
        ("a\tb", "a b"),
    ],
)
def test_names_stay_on_one_line_and_signs_are_seen(raw: str, text: str) -> None:
    assert paragraphs(raw) == text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-10-09 11:30", "2020-10-09"),
        ("2018年07月9日", "2018-07-09"),
        ("2021/3/1", "2021-03-01"),
        ("2021.2.30", None),
        ("长期", None),
    ],
)
def test_dates_are_brought_to_iso_8601(text: str, date: str | None) -> None:
    assert iso(text) == date


def test_a_report_speaks_from_the_day_it_was_written() -> None:
    fields = [Field("发布日期", "2020-10-11"), Field("成文日期", "2020年10月9日")]
    assert report_date(fields) == "2020-10-09"
    assert report_date(fields[:1]) == "2020-10-11"
    assert report_date([Field("有效性", "有效")]) is None
