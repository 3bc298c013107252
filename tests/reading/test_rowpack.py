"""Rows come back from another process as they were, or not at all."""

import pickle
from typing import Any

import pytest
from hypothesis import given

from convert.reading.rowpack import packed, unpacked
from convert.report import Cell, Report, Row, Span
from tests.made import reports


@given(reports())
def test_rows_come_back(report: Report) -> None:
    if report.rows:
        came = unpacked(pickle.loads(pickle.dumps(packed(report.rows))))
        assert repr(came) == repr(list(report.rows))
        assert {type(row) for row in came} == {Row}
        assert {type(cell) for row in came for cell in row.cells} <= {Cell}


@pytest.mark.parametrize("width", [0, 1, 2])
def test_spans_and_sizes_come_back(width: int) -> None:
    cells = (Cell("甲\0", Span(3, 4), 0.5, "model", 2, 3), Cell("", None, 1))[:width]
    rows = [Row("heading", cells, True), Row("task", cells[::-1])]
    assert repr(unpacked(packed(rows))) == repr(rows)


@pytest.mark.parametrize(
    ("at", "wrong"),
    [(7, bytes(8)), (6, b"\xfe" + b"\xff" * 7), (8, [1.5]), (8, [-0.5]), (10, [0]), (11, [-1])],
)
def test_what_is_no_row_is_refused(at: int, wrong: Any) -> None:
    said = packed([Row("task", (Cell("甲", Span(3, 4)),))])
    assert unpacked(said)
    said[at] = wrong
    with pytest.raises(ValueError, match="a "):
        unpacked(said)
