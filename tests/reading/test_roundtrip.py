"""A copy that a person mends and converts again: what was written is what is read."""

import pytest
from hypothesis import given

from convert import write
from convert.reading import read_bytes
from convert.reading.normalise import line, paragraphs
from convert.report import Report
from tests.made import reports


def rows(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.kind, tuple(map(paragraphs, row.texts))) for row in report.rows]


def fields(report: Report) -> list[tuple[str, str, str]]:
    return [(f.label, f.mark, f.value) for f in report.fields]


def back(report: Report, to: str) -> Report:
    return read_bytes(write(report, to), f"report.{to}")


@pytest.mark.parametrize("to", ["docx", "md", "json"])
@given(report=reports())
def test_a_report_is_read_back_as_it_was_written(to: str, report: Report) -> None:
    found = back(report, to)
    assert found.columns == tuple(map(line, report.columns))
    assert rows(found) == rows(report)
    assert found.title == line(report.title)
    assert fields(found) == fields(report)
    assert all(cell.confidence == 1 for row in found.rows for cell in row.cells)
    assert not any(row.review for row in found.rows)


@given(report=reports())
def test_a_table_is_read_back_from_csv(report: Report) -> None:
    # CSV has no place for title, fields and kinds of rows (its side file has); blank rows at
    # the end are taken for a spreadsheet's leavings.
    found = back(report, "csv")
    written = [texts for _, texts in rows(report)]
    while written and not any(written[-1]):
        written.pop()
    assert found.columns == tuple(map(line, report.columns))
    assert [row.texts for row in found.rows] == written
