"""Dates as Chinese pages write them."""

import pytest

from convert.reading.dates import iso, report_date
from convert.report import Field


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-10-09 11:30", "2020-10-09"),
        ("2020 年 1 月 9 日", "2020-01-09"),
        ("1999.12.31", "1999-12-31"),
        ("2020-13-01,2021-02-30；2021-03-04 2022-01-01", "2021-03-04"),
        ("2020年10月", None),
        ("1820-10-09", None),
        ("", None),
    ],
)
def test_the_first_date_that_exists_is_taken(text: str, date: str | None) -> None:
    assert iso(text) == date


def field(label: str, day: int) -> Field:
    return Field(label, f"2020-10-{day:02}")


def test_a_report_speaks_from_the_day_it_was_written() -> None:
    dates = [field("公开日期", 5), field("发布日期", 4), field("印发时间", 3), field("成文日期", 2)]
    for left in range(4, 0, -1):
        assert report_date(dates[:left]) == dates[left - 1].value
    assert report_date(reversed(dates)) == "2020-10-02"


def test_a_date_of_no_known_kind_is_better_than_none() -> None:
    dates = [Field("索引号", "A-1"), field("有效期至", 7), field("其他", 8)]
    assert report_date(dates) == "2020-10-07"
    assert report_date(dates[:1]) is None
    assert report_date([*dates, field("发布日期", 9)]) == "2020-10-09"
