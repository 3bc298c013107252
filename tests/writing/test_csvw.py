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


def test_the_side_file_says_all_there_is_to_say() -> None:
    report = REPORT._replace(
        fields=(
            Field("索引号", "H-1\x01"),
            Field("发布日期", "2020-10-09", mark="："),
            Field("成文日期", "长期\x01"),
            Field("主题词", "甲"),
            Field("分类", "乙"),
        ),
        columns=("=序号", "日期", "内容"),
        rows=(Row("heading", (Cell("一"), Cell(""), Cell(""))), *REPORT.rows),
        notes=(Note("unplaced", "分享:\x01"), Note("furniture", "打印")),
        source=Source("甲\x01.txt", "utf-8", "0" * 64),
    )
    assert write(report, STYLE, "a:b%.csv").decode().startswith('{\n "@context": [\n  "http:')
    assert write(report, STYLE, "a:b%.csv").endswith(b"}\n")
    assert made(report) == {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "url": "甲.csv",
        "dc:title": "题目",
        "dc:identifier": "H-1[U+0001]",
        "dc:created": "长期[U+0001]",
        "dc:issued": {"@value": "2020-10-09", "@type": "xsd:date"},
        "dc:subject": ["甲", "乙"],
        "dc:language": "zh-CN",
        "schema:additionalProperty": [
            {
                "@type": "schema:PropertyValue",
                "schema:name": label,
                f"{OWN}mark": mark,
                "schema:value": value,
            }
            for label, mark, value in (
                ("索引号", "", "H-1[U+0001]"),
                ("发布日期", "：", "2020-10-09"),
                ("成文日期", "", "长期[U+0001]"),
                ("主题词", "", "甲"),
                ("分类", "", "乙"),
            )
        ],
        f"{OWN}unplaced": ["分享:[U+0001]"],
        f"{OWN}guard": True,
        f"{OWN}source": {
            "schema:name": "甲[U+0001].txt",
            "schema:encoding": "utf-8",
            "schema:sha256": "0" * 64,
        },
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminators": ["\r\n"],
            "header": True,
        },
        "tableSchema": {
            "columns": [
                {"name": "column1", "titles": "'=序号", "datatype": "string"},
                {"name": "column2", "titles": "日期", "datatype": "date"},
                {"name": "column3", "titles": "内容", "datatype": "string"},
            ]
        },
        "notes": [
            {
                "type": "Annotation",
                "target": f"甲.csv#{fragment}",
                "motivation": "tagging",
                "body": body,
            }
            for fragment, body in (
                ("cell=1,1", "guarded"),
                ("row=2", "heading"),
                ("row=3", "review"),
                ("cell=3,3", "guarded"),
            )
        ],
    }


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("2020-10-09", "xsd:date"),
        ("2020-02-30", None),
        ("20201009", None),
        ("2020-10-09 23:59", "2020-10-09T23:59:00"),
        ("2020-10-09 23:59:58", "2020-10-09T23:59:58"),
        ("2020-10-09 19:07:00", "2020-10-09T19:07:00"),
        ("2020-10-09 24:00", None),
        ("2020-10-09 23:60", None),
        ("2020-02-30 10:00", None),
        ("2020-10-09 10:00 起", None),
        ("２020-10-09 10:00", None),
        ("长期", None),
    ],
)
def test_only_what_is_a_date_is_typed_as_one(value: str, typed: str | None) -> None:
    found = made(Report("", (Field("发布日期", value),), (), ()))["dc:issued"]
    if typed is None:
        assert found == value
    elif typed == "xsd:date":
        assert found == {"@value": value, "@type": typed}
    else:
        assert found == {"@value": typed, "@type": "xsd:dateTime"}


@pytest.mark.parametrize(
    ("texts", "datatype"),
    [
        (("1", "", "20"), "integer"),
        (("0", "123456789012345678"), "integer"),
        (("1234567890123456789",), "string"),
        (("01",), "string"),
        (("-1",), "string"),
        (("１",), "string"),
        (("1", "甲"), "string"),
        (("2020-10-09", ""), "date"),
        (("2020-10-09", "1"), "string"),
        (("2020-13-09",), "string"),
        (("", ""), "string"),
        ((), "string"),
    ],
)
def test_a_column_s_type_is_the_narrowest_that_fits(texts: tuple[str, ...], datatype: str) -> None:
    rows = tuple(Row("task", (Cell(text), Cell("x"))) for text in texts)
    columns = made(Report("", (), ("甲", "乙"), rows))["tableSchema"]["columns"]
    assert [column["datatype"] for column in columns] == [datatype, "string"]


def test_a_guarded_merged_cell_is_noted_by_its_place() -> None:
    cells = (Cell("1"), Cell("=甲", rowspan=2, colspan=2), Cell(""))
    rows = (Row("task", cells), Row("task", (Cell("2"), Cell(""), Cell(""))))
    notes = made(REPORT._replace(rows=rows))["notes"]
    assert [(note["target"], note["body"]) for note in notes] == [
        ("甲.csv#cell=2,2-3,3", "merged"),
        ("甲.csv#cell=2,2", "guarded"),
    ]
