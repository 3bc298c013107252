import csv
import io

from hypothesis import given

from convert.report import Cell, Report, Row
from convert.style import style
from convert.writing.csv import write
from tests.made import reports

STYLE = style("brief")


def grid(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@given(reports())
def test_another_reader_gives_back_the_table(report: Report) -> None:
    got = grid(write(report, STYLE))
    want = [list(report.columns), *(list(row.texts) for row in report.rows)]
    # A record of one empty field is written as "" by RFC 4180; the csv module drops it.
    assert [r or [""] for r in got] == want


def test_the_file_begins_with_a_mark_and_its_lines_end_with_crlf() -> None:
    made = Report("", (), ("序号", "内容"), (Row("task", (Cell("1"), Cell("甲\n乙"))),))
    assert write(made, STYLE) == '\ufeff序号,内容\r\n1,"甲\n乙"\r\n'.encode()
