import csv
import json
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from hypothesis import HealthCheck, given, settings

from convert.guard import guarded
from convert.report import Cell, Field, Note, Report, Row, Source
from convert.style import Csv, Style, style
from convert.visible import visible
from convert.writing import csv as table
from convert.writing.csvw import write
from tests import hostile
from tests.made import reports

STYLE = style("brief")
OWN = "urn:x-convert:report:1.0#"


def validated(report: Report, chosen: Style, folder: Path) -> CSVW:
    """Both files as csvwvalidate sees them, which has nothing to say against them."""
    csv.field_size_limit(1_000_000)
    (folder / "报表 1.csv").write_bytes(table.write(report, chosen))
    side = folder / "报表 1.csv-metadata.json"
    side.write_bytes(write(report, chosen, "报表 1.csv"))
    checked = CSVW(str(side), validate=True)
    assert checked.is_valid, [str(warning.message) for warning in checked.warnings]
    assert not checked.warnings
    return checked


def rows(checked: CSVW) -> list[list[str]]:
    return [
        ["" if value is None else str(value) for value in row.values()]
        for row in checked.tables[0].iterdicts(strict=False)
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(report=reports())
def test_csvwvalidate_accepts_it_and_reads_the_same_table(report: Report, tmp_path: Path) -> None:
    got = rows(validated(report, STYLE, tmp_path))
    assert got == [[guarded(text) for text in row.texts] for row in report.rows]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_csvwvalidate_accepts_hostile_cells(encoding: Any, tmp_path: Path) -> None:
    chosen = STYLE._replace(csv=Csv(encoding, guard=True))
    got = rows(validated(hostile.report(), chosen, tmp_path))
    want = [[guarded(visible(text)) for text in row.texts] for row in hostile.report().rows]
    assert got == want


def made(report: Report, chosen: Style = STYLE) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(write(report, chosen, "甲.csv"))
    return document


REPORT = Report(
    "题目",
    (Field("索引号", "H-1"), Field("发布日期", "2020-10-09 11:30", mark=":")),
    ("序号", "日期", "内容"),
    (
        Row("task", (Cell("1"), Cell("2020-10-09"), Cell("=甲")), review=True),
        Row("task", (Cell("2"), Cell(""), Cell(""))),
    ),
    (Note("unplaced", "分享:"),),
    Source("甲.txt", "utf-8", "0" * 64),
)


def test_fields_stand_there_in_dublin_core_and_as_on_the_page() -> None:
    document = made(REPORT)
    assert document["dc:title"] == "题目"
    assert document["dc:identifier"] == "H-1"
    assert document["dc:issued"] == {"@value": "2020-10-09T11:30:00", "@type": "xsd:dateTime"}
    fields = document["schema:additionalProperty"]
    assert [list(field.values())[1:] for field in fields] == [
        ["索引号", "", "H-1"],
        ["发布日期", ":", "2020-10-09 11:30"],
    ]
    assert document[f"{OWN}unplaced"] == ["分享:"]
    assert document[f"{OWN}source"]["schema:sha256"] == "0" * 64


def test_columns_have_types_that_fit_what_they_hold() -> None:
    columns = made(REPORT)["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == ["序号", "日期", "内容"]
    assert [column["datatype"] for column in columns] == ["integer", "date", "string"]


def test_notes_say_what_was_guarded_and_what_to_check() -> None:
    notes = [(note["target"], note["body"]) for note in made(REPORT)["notes"]]
    assert notes == [("甲.csv#row=2", "review"), ("甲.csv#cell=2,3", "guarded")]
    assert json.loads(write(REPORT, STYLE, "甲 #1?.csv"))["url"] == "甲 %231%3F.csv"
    raw = made(REPORT, STYLE._replace(csv=Csv("utf-8", guard=False)))
    assert [note["body"] for note in raw["notes"]] == ["review"]
    assert raw[f"{OWN}guard"] is False


def test_merged_cells_are_noted() -> None:
    cells = (Cell("1", rowspan=2), Cell(""), Cell("甲"))
    rows = (Row("task", cells), Row("task", (Cell(""), Cell(""), Cell("乙"))))
    notes = made(REPORT._replace(rows=rows))["notes"]
    assert [(note["target"], note["body"]) for note in notes] == [("甲.csv#cell=2,1-3,1", "merged")]
