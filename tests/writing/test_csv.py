import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.guard import unguarded
from convert.report import Cell, Report, Row
from convert.style import Csv, style
from convert.visible import visible
from convert.writing.csv import write
from tests import hostile
from tests.made import reports

STYLE = style("brief")
RAW = STYLE._replace(csv=Csv("utf-8", guard=False))


def grid(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True))


def texts(report: Report) -> list[list[str]]:
    return [list(report.columns), *(list(row.texts) for row in report.rows)]


@given(reports())
def test_another_reader_gives_back_the_table(report: Report) -> None:
    assert grid(write(report, RAW)) == texts(report)
    guarded = grid(write(report, STYLE))
    assert [[unguarded(text) for text in record] for record in guarded] == texts(report)


PIECES = st.text(st.sampled_from("甲1,\"\n\r\t ;'=\x01"), max_size=4)


@given(st.integers(0, 3).flatmap(lambda width: st.lists(st.tuples(*[PIECES] * width), min_size=1)))
def test_records_are_those_of_the_module_csv(rows: list[tuple[str, ...]]) -> None:
    wanted = io.StringIO(newline="")
    csv.writer(wanted).writerows([visible(text) for text in row] for row in rows)
    columns, *body = rows
    made = Report("", (), columns, tuple(Row("task", tuple(map(Cell, row))) for row in body))
    assert write(made, RAW) == wanted.getvalue().encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_hostile_cells_come_back(encoding: str) -> None:
    chosen = STYLE._replace(csv=STYLE.csv._replace(encoding=encoding))
    got = grid(write(hostile.report(), chosen), encoding)
    want = [[visible(text) for text in record] for record in texts(hostile.report())]
    assert [[unguarded(text) for text in record] for record in got] == want
    assert not any(text[:1] in tuple("=@＝＠\t\r") for record in got for text in record)


def test_the_file_begins_with_a_mark_and_its_lines_end_with_crlf() -> None:
    made = Report("", (), ("序号", "内容"), (Row("task", (Cell("1"), Cell("甲\n乙"))),))
    assert write(made, STYLE) == '\ufeff序号,内容\r\n1,"甲\n乙"\r\n'.encode()


def test_every_character_survives_gb18030() -> None:
    every = "".join(map(chr, range(0x20, 0x110000)))
    chosen = STYLE._replace(csv=Csv("gb18030", guard=False))
    made = write(Report("", (), (every,), ()), chosen)
    csv.field_size_limit(len(every) * 8)
    assert grid(made, "gb18030") == [[visible(every)]]
