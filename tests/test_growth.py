"""Cost grows as the rows do, and outputs leave in pieces: see benchmarks/performance.py.

Calls of Python functions are counted, not seconds: the count is the same on every machine.
"""

import io
import json
import sys
from collections.abc import Callable

import pytest

from convert.merging import columns
from convert.plugins import BUILT_IN, BUILT_IN_STREAMS, streamer, writer
from convert.reading import read_bytes
from convert.recover import vocabulary
from convert.report import Cell, Report, Row
from convert.style import style

GROWTH = 11
"""Most that ten times as many rows may cost."""
FEW, MANY = 30, 300
COLUMNS = ("序号", "任务内容", "责任单位", "进展情况")


def report(rows: int) -> Report:
    return Report("任务进展情况表", (), COLUMNS, tuple(map(_row, range(1, rows + 1))))


def _row(number: int) -> Row:
    done = f"截至{number % 12 + 1}月底，已投资{number * 37 % 9973}万元，占计划{number % 100}%。"
    texts = (str(number), f"推进第{number}个项目建设", f"第{number % 40}局", done)
    return Row("task", tuple(map(Cell, texts)))


def calls(job: Callable[[], object]) -> int:
    """How many Python functions a job calls."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_writer_grows_no_faster_than_its_rows(name: str) -> None:
    write, brief = writer(name), style("brief")
    write(report(2), brief)
    few, many = report(FEW), report(MANY)
    assert calls(lambda: write(many, brief)) < GROWTH * calls(lambda: write(few, brief))


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "md", "html", "docx", "xlsx"])
def test_a_reader_grows_no_faster_than_its_rows(name: str) -> None:
    write, brief = writer(name), style("brief")
    tiny, few, many = (write(report(rows), brief) for rows in (2, FEW, MANY))
    read_bytes(tiny, f"report.{name}")
    least = calls(lambda: read_bytes(few, f"report.{name}"))
    assert calls(lambda: read_bytes(many, f"report.{name}")) < GROWTH * least


def test_a_page_grows_no_faster_than_its_columns_without_names() -> None:
    page = "<table><tr><th>序号<th>任务内容<th colspan={}><tr><td>1<td>甲<tr><td>2<td>乙<td>丙"
    read_bytes(page.format(10).encode(), "a.html")
    least = calls(lambda: read_bytes(page.format(100).encode(), "a.html"))
    assert calls(lambda: read_bytes(page.format(1000).encode(), "a.html")) < 3 * least


def test_what_is_remembered_of_names_has_an_end() -> None:
    for remembering in (vocabulary.known, vocabulary.proper, columns.placed):
        assert remembering.cache_info().maxsize


@pytest.mark.parametrize("name", BUILT_IN_STREAMS)
def test_a_stream_writes_the_same_bytes_in_pieces(name: str) -> None:
    stream, brief, large = streamer(name), style("brief"), report(6 * MANY)
    assert stream is not None
    file = Pieces()
    stream(large, brief, file)
    made = file.getvalue()
    assert made == writer(name)(large, brief)
    # What zlib holds back comes out at the end.
    assert file.largest < len(made) * 3 / 4


class Pieces(io.BytesIO):
    """A file that knows the largest piece written to it at once."""

    largest = 0

    def write(self, data: object) -> int:  # type: ignore[override]
        self.largest = max(self.largest, len(data))  # type: ignore[arg-type]
        return super().write(data)  # type: ignore[arg-type]

    def writelines(self, lines: object) -> None:  # type: ignore[override]
        for line in lines:  # type: ignore[attr-defined]
            self.write(line)


def test_json_written_in_pieces_is_what_json_itself_writes() -> None:
    from convert.document import document

    for rows in (0, 1, 3):
        made = report(rows)
        whole = json.dumps(document(made), ensure_ascii=False, indent=1)
        assert writer("json")(made, style("brief")) == f"{whole}\n".encode()
