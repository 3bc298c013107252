"""A copy that a person mends and converts again: what was written is what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert import write
from convert.reading import read_bytes
from convert.reading.normalise import line, paragraphs
from convert.report import Cell, Report, Row
from convert.style import style
from convert.writing import csvw
from tests.made import reports

# Control characters and noncharacters, but those that are white space: every writer and the
# reader of JSON makes them visible, as [U+0001].
CONTROLS = st.sampled_from("\x00\x01\x08\x0e\x1b\x7f\x80\x84\x9f\ufffe\uffff")


@st.composite
def wild(draw: st.DrawFn) -> Report:
    """Any report, some of its texts with characters that no text should hold."""
    report = draw(reports())
    if not draw(st.booleans()):
        return report

    def spoilt(text: str) -> str:
        sign = draw(st.one_of(st.just(""), CONTROLS))
        at = draw(st.integers(0, len(text)))
        return text[:at] + sign + text[at:] if text else text

    return report._replace(
        title=spoilt(report.title),
        fields=tuple(one._replace(value=spoilt(one.value)) for one in report.fields),
        rows=tuple(
            row._replace(cells=tuple(cell._replace(text=spoilt(cell.text)) for cell in row.cells))
            for row in report.rows
        ),
    )


def rows(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.kind, tuple(map(paragraphs, row.texts))) for row in report.rows]


def fields(report: Report) -> list[tuple[str, str, str]]:
    return [(line(f.label), f.mark, line(f.value)) for f in report.fields]


def back(report: Report, to: str) -> Report:
    return read_bytes(write(report, to), f"report.{to}")


def same(found: Report, report: Report) -> None:
    assert found.columns == tuple(map(line, report.columns))
    assert rows(found) == rows(report)
    assert found.title == line(report.title)
    assert fields(found) == fields(report)
    assert all(cell.confidence == 1 for row in found.rows for cell in row.cells)
    assert not any(row.review for row in found.rows)
    assert found.unplaced == tuple(map(line, report.unplaced))


@pytest.mark.parametrize("to", ["md", "json", "jsonl", "html", "xlsx"])
@given(report=wild())
def test_a_report_is_read_back_as_it_was_written(to: str, report: Report) -> None:
    same(back(report, to), report)


@pytest.mark.parametrize("to", ["docx", "pdf"])
@given(report=wild())
def test_a_report_is_read_back_from_print(to: str, report: Report) -> None:
    # Left-over texts are printed in some styles only; the file's properties have them always.
    same(back(report, to), report._replace(notes=()))


MERGED = Report(
    title="某县重点任务进展情况",
    fields=(),
    columns=("序号", "单位", "任务", "进展"),
    rows=(
        Row("heading", (Cell("一、农业"), Cell(""), Cell(""), Cell(""))),
        Row("task", (Cell("1"), Cell("农业局", rowspan=2), Cell("甲"), Cell("完成"))),
        Row("task", (Cell("2"), Cell(""), Cell("乙", colspan=2), Cell(""))),
        Row("task", (Cell("3"), Cell("水利局"), Cell("丙", rowspan=2, colspan=2), Cell(""))),
        Row("task", (Cell("4"), Cell("林业局"), Cell(""), Cell(""))),
    ),
)


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "json", "jsonl", "csv"])
def test_merged_cells_are_read_back(to: str) -> None:
    beside = csvw.write(MERGED, style("brief"), "report.csv") if to == "csv" else None
    found = read_bytes(write(MERGED, to), f"report.{to}", beside=beside)
    assert rows(found) == rows(MERGED)
    assert spans(found) == spans(MERGED)


def spans(report: Report) -> list[tuple[int, int]]:
    return [(cell.rowspan, cell.colspan) for row in report.rows for cell in row.cells]


@given(report=wild())
def test_a_csv_with_its_side_file_is_the_whole_report(report: Report) -> None:
    beside = csvw.write(report, style("brief"), "report.csv")
    found = read_bytes(write(report, "csv"), "report.csv", beside=beside)
    same(found, report)


@given(report=wild())
def test_a_table_is_read_back_from_csv(report: Report) -> None:
    # CSV has no place for title, fields and kinds of rows (its side file has); blank rows at
    # the end are taken for a spreadsheet's leavings.
    found = back(report, "csv")
    written = [texts for _, texts in rows(report)]
    while written and not any(written[-1]):
        written.pop()
    assert found.columns == tuple(map(line, report.columns))
    assert [row.texts for row in found.rows] == written
