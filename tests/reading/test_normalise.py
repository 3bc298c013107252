import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.reading.dates import iso, report_date
from convert.reading.normalise import line, paragraphs, word
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
