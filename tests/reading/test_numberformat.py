"""Numbers and dates as Excel shows them (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import pytest

from convert.reading.numberformat import built_in, shown


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        ("1", "General", "1"),
        ("-1.50", "General", "-1.5"),
        ("0.1", "General", "0.1"),
        ("99999999999", "General", "99999999999"),
        ("100000000000", "General", "1E+11"),
        ("-123456789012", "General", "-1.23456789E+11"),
        ("0.00001234", "General", "1.234E-05"),
        ("3.14159265358979", "General", "3.141592654"),
        ("1E+299", "General", "1E+299"),
        ("1E+300", "General", "1E+300"),
        ("-1E+300", "0.00", "-1E+300"),
        ("甲", "0.00", "甲"),
        ("NaN", "0.00", "NaN"),
        ("Infinity", "0.00", "Infinity"),
        ("1.5", "@", "1.5"),
        ("-1.5", "@", "-1.5"),
        ("5", "", ""),
        ("5.5", 'General"天"', "5.5天"),
        ("-5", '[Red]"约"General_)"天"', "约-5天"),
        ("-5", 'General;"负"General', "负5"),
        ("-5", '"甲"', "甲"),
    ],
)
def test_a_number_without_a_format_of_its_own_is_shown_in_general(
    value: str, format: str, text: str
) -> None:
    assert shown(value, format) == text


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        ("1.5", "0", "2"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("-0.4", "0", "-0"),
        ("0", "0", "0"),
        ("5", "000", "005"),
        ("1234", "00", "1234"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234567", "#,##0", "1,234,567"),
        ("999.995", "0.00", "1000.00"),
        ("1.10", "0.0#", "1.1"),
        ("1.126", "0.0#", "1.13"),
        ("1", "0.##", "1."),
        ("1.5", "0.0?", "1.50"),
        ("0.5", "#.00", ".50"),
        ("0", "#", ""),
        ("0.5", ".00", ".50"),
        ("12.5", ".0", "12.5"),
        ("1234567", "0,", "1235"),
        ("1234567", "0.0,,", "1.2"),
        ("0.256", "0%", "26%"),
        ("0.256", "0.0%", "25.6%"),
        ("0.0256", "0%%", "256%%"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("0.00012", "0.0E+00", "1.2E-04"),
        ("12345", "0E+0", "1E+04"),
        ("12345", "0.0e+00", "1.2E+04"),
        ("5", '0"个"', "5个"),
        ("5", '"第"0"项"', "第5项"),
        ("5", "0\\%", "5%"),
        ("5", "_(0_)", "5"),
        ("5", "*-0", "5"),
        ("5", "[Red]0", "5"),
        ("5", "[$¥-804]0.00", "¥5.00"),
        ("5", "[$¥]0", "¥5"),
        ("-5", "[$¥-804]0;[$¥-804]-0", "¥-5"),
        ("5", "[DBNum1]0", "5"),
        ("5", "0甲乙", "5甲乙"),
        ("-5", '0.0"元"', "-5.0元"),
        ("5", "0-0", "0-0"),
        ("5", "0 0/0", "0 0/0"),
    ],
)
def test_numbers_are_shown_in_their_places(value: str, format: str, text: str) -> None:
    assert shown(value, format) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("5", "+5"), ("-5", "(5)"), ("0", "零"), ("0.4", "+0"), ("-0.4", "(0)")],
)
def test_a_format_has_sections_by_sign(value: str, text: str) -> None:
    assert shown(value, '+0;(0);"零"') == text


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        ("-5", "0;0.0", "5.0"),
        ("0", "0;0.0", "0"),
        ("5", "0;0.0", "5"),
        ("-5", "[Red]0;0.0", "-5"),
        ("-5", "[$¥]0;0.0", "5.0"),
        ("-5", "0;[Red]0.0", "5.0"),
        ("5", '";"0;0.0', ";5"),
        ("5", "\\;0;0.0", ";5"),
        ("5", "0;0;0;@", "5"),
        ("-5", ";", ""),
        ("1", "0" * 1024, "0" * 1023 + "1"),
        ("1", "0" * 1025, "1"),
    ],
)
def test_sections_are_parted_by_semicolons_outside_quotes(
    value: str, format: str, text: str
) -> None:
    assert shown(value, format) == text


MOMENT = "44113.479861"
"""9 October 2020, 11:31:00, a Friday."""


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (MOMENT, "yyyy-mm-dd", "2020-10-09"),
        (MOMENT, "yy/m/d", "20/10/9"),
        (MOMENT, "YYYY年M月D日", "2020年10月9日"),
        (MOMENT, "yyyy\"年\"m\"月\"d\"日\";@", "2020年10月9日"),
        (MOMENT, "yyy", "2020"),
        (MOMENT, "mmm", "10月"),
        (MOMENT, "ddd", "星期五"),
        (MOMENT, "aaa", "五"),
        (MOMENT, "aaaa", "星期五"),
        (MOMENT, "h:mm", "11:31"),
        (MOMENT, "hh:mm:ss", "11:31:00"),
        (MOMENT, "h:m:s", "11:31:0"),
        (MOMENT, "mm:ss", "31:00"),
        (MOMENT, "m/d h:mm", "10/9 11:31"),
        (MOMENT, "mm-dd hh\"时\"mm\"分\"", "10-09 11时31分"),
        (MOMENT, "h:mm AM/PM", "11:31 AM"),
        (MOMENT, "上午/下午h\"时\"", "上午11时"),
        (MOMENT, "h A/P", "11 A"),
        ("44113.75", "h:mm AM/PM", "6:00 PM"),
        ("44113.5", "h AM/PM", "12 PM"),
        ("44113.0", "h AM/PM", "12 AM"),
        ("44113.75", "上午/下午h", "下午6"),
        ("1.5", "[h]:mm", "36:00"),
        ("1.5", "[hh]", "36"),
        ("1.5", "[m]", "2160"),
        ("0.5", "[s]", "43200"),
        ("0.0000115741", "[s]", "1"),
        ("0.1", "[h]:mm:ss", "2:24:00"),
        ("44113.4798611", "ss.00", "59.99"),
        ("44113.479861", "ss.000", "59.990"),
        ("44113.000005787", "s.0", "0.5"),
        ("44113.99999999", "yyyy-mm-dd hh:mm:ss", "2020-10-10 00:00:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("0", "yyyy", "1899"),
        ("2958465", "yyyy-mm-dd", "9999-12-31"),
        ("2958466", "yyyy-mm-dd", "2958466"),
        (MOMENT, "[$-804]yyyy-mm-dd", "2020-10-09"),
        (MOMENT, "[Red]d", "9"),
        (MOMENT, "d.m", "9.10"),
        (MOMENT, "d 0", "9 0"),
        (MOMENT, "General\"天\"", "44113.47986天"),
    ],
)  # fmt: skip
def test_days_are_shown_as_dates_and_times(value: str, format: str, text: str) -> None:
    assert shown(value, format) == text


def test_workbooks_of_1904_count_from_another_day() -> None:
    assert shown("0", "yyyy-mm-dd", from_1904=True) == "1904-01-01"
    assert shown("59", "yyyy-mm-dd", from_1904=True) == "1904-02-29"
    assert shown("60", "yyyy-mm-dd", from_1904=True) == "1904-03-01"


def test_formats_that_have_a_number_only() -> None:
    formats = built_in()
    assert shown("44113", formats[14]) == "2020/10/9"
    assert shown("0.5", formats[9]) == "50%"
    assert shown("1234.5", formats[4]) == "1,234.50"
    assert shown("0.5", formats[20]) == "12:00"
    assert 0 in formats
