"""Workbooks of offices, made by openpyxl, and the number formats they are shown in."""

import datetime
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from convert.errors import InputError
from convert.reading import read_bytes
from convert.reading.numberformat import shown
from convert.report import Report

HEAD = ["序号", "工作任务", "完成情况", "完成时限", "完成率"]


def book(*fill: Callable[[Worksheet], None]) -> bytes:
    """A workbook with a sheet for each of those that fill one."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for at, one in enumerate(fill):
        one(made.create_sheet(f"表{at}"))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(*fill: Callable[[Worksheet], None]) -> Report:
    return read_bytes(book(*fill), "report.xlsx")


def notes(report: Report) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in report.notes]


def plain(sheet: Worksheet) -> None:
    sheet.append(["某县2022年重点任务进展情况表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["填报单位：县发改局", None, None, "日期：2022年3月1日"])
    sheet.append(HEAD)
    sheet.append(["一、项目"])
    sheet.merge_cells("A4:E4")
    sheet.append([1, "修路", "完成路基\n12公里", datetime.date(2022, 6, 30), 0.875])
    sheet.append([2, "架桥", "开工", datetime.date(2022, 9, 1), 0.5])
    sheet.append([3, "同上", None, None, 1])
    sheet.merge_cells("B6:B7")
    for row in (5, 6, 7):
        sheet.cell(row, 4).number_format = 'yyyy"年"m"月"d"日"'
        sheet.cell(row, 5).number_format = "0.0%"


def test_numbers_and_dates_are_read_as_they_are_shown() -> None:
    report = read(plain)
    assert report.title == "某县2022年重点任务进展情况表"
    assert [(f.label, f.value) for f in report.fields] == [
        ("填报单位", "县发改局"),
        ("日期", "2022年3月1日"),
    ]
    assert list(report.columns) == HEAD
    assert [row.texts for row in report.rows] == [
        ("一、项目", "", "", "", ""),
        ("1", "修路", "完成路基\n12公里", "2022年6月30日", "87.5%"),
        ("2", "架桥", "开工", "2022年9月1日", "50.0%"),
        ("3", "", "", "", "100.0%"),
    ]
    assert [row.kind for row in report.rows] == ["heading", "task", "task", "task"]
    assert report.rows[2].cells[1].rowspan == 2


def test_what_is_hidden_is_left_out_with_a_note() -> None:
    def fill(sheet: Worksheet) -> None:
        plain(sheet)
        sheet.row_dimensions[7].hidden = True
        sheet["G5"] = "批注列"
        sheet.column_dimensions["G"].hidden = True

    def secret(sheet: Worksheet) -> None:
        sheet.append(["内部"])
        sheet.sheet_state = "hidden"

    report = read(fill, secret)
    assert len(report.rows) == 3
    assert notes(report) == [("hidden", "批注列 3 100.0%"), ("sheet", "表1 内部")]


def test_sheets_that_repeat_the_header_are_one_table() -> None:
    def more(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append([4, "绿化", "完成", None, None])

    def other(sheet: Worksheet) -> None:
        sheet.append(["填表说明", "请按月填报"])

    report = read(plain, more, other)
    assert [row.texts[0] for row in report.rows] == ["一、项目", "1", "2", "3", "4"]
    assert notes(report) == [("unplaced", "填表说明 请按月填报")]


def test_formulas_show_their_stored_values_and_those_without_are_noted() -> None:
    def fill(sheet: Worksheet) -> None:
        plain(sheet)
        sheet["C6"] = "=1+1"

    report = read(fill)
    assert report.rows[2].texts[2] == ""
    assert notes(report) == [("formula", "表0: 1")]


def test_a_cell_at_the_end_of_the_sheet_costs_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        plain(sheet)
        sheet["XFD1048576"] = "尾"

    assert read(fill).rows[-1].texts[-1] == "尾"


def test_entities_and_damage_are_refused() -> None:
    data = book(plain)
    with pytest.raises(InputError):
        read_bytes(data[:2000], "cut.xlsx")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = b'<!DOCTYPE a [<!ENTITY b "c">]>' + text
            new.writestr(name, text)
    with pytest.raises(InputError, match="文档类型"):
        read_bytes(file.getvalue(), "entity.xlsx")


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        ("1", "General", "1"),
        ("0.1", "General", "0.1"),
        ("12345678901234", "General", "1.23456789E+13"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("0.8564", "0.0%", "85.6%"),
        ("-5", "0_);(0)", "(5)"),
        ("-5", "0", "-5"),
        ("0", "0;-0;;@", ""),
        ("7", "000", "007"),
        ("5.99", '0.00"亿元"', "5.99亿元"),
        ("5", '"第"0"季度"', "第5季度"),
        ("1234", "0.00E+00", "1.23E+03"),
        ("1234567", "0.0,", "1234.6"),
        ("44113", "yyyy/m/d", "2020/10/9"),
        ("44113.479166666664", "yyyy-mm-dd hh:mm", "2020-10-09 11:30"),
        ("44113", '[$-804]yyyy"年"m"月"d"日";@', "2020年10月9日"),
        ("44113.5", '上午/下午h"时"mm"分"', "下午12时00分"),
        ("44113", "aaaa", "星期五"),
        ("1.5", "[h]:mm", "36:00"),
        ("60", "yyyy-mm-dd", "1900-02-28"),
        ("NaN", "0", "NaN"),
        ("abc", "0", "abc"),
    ],
)
def test_number_formats(value: str, format: str, text: str) -> None:
    assert shown(value, format) == text
