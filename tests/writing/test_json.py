import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from convert.document import document
from convert.report import Cell, Field, Note, Reading, Report, Row, Source, Span
from convert.style import Style, style
from convert.writing import json as whole
from convert.writing import jsonl
from tests import hostile
from tests.conftest import SAMPLES
from tests.made import reports

STYLE = style("brief")
MADE = Report(
    "题",
    (Field("索引号", "A-1", Span(0, 3), "："),),
    ("序号", "任务"),
    (
        Row(
            "task",
            (Cell("1", Span(4, 5)), Cell('"甲"\n', Span(5, 9), 0.5, "model")),
            True,
            (Reading(("1", "甲"), 0.625),),
        ),
        Row("task", (Cell(""), Cell("乙"))),
    ),
    (Note("unplaced", "尾"),),
    Source("a.txt", "utf-8", "ab"),
)
SCHEMA = json.loads((SAMPLES.parent / "docs/report.schema.json").read_text(encoding="utf-8"))


def closed(schema: Any) -> Any:
    """The schema with nothing allowed that it does not name."""
    if isinstance(schema, dict):
        extra = {"additionalProperties": False} if "properties" in schema else {}
        return {key: closed(value) for key, value in schema.items()} | extra
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


CHECK = Draft202012Validator(closed(SCHEMA))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    minimal = {"title": "", "columns": ["序号"], "rows": [{"cells": [{"text": "1"}]}]}
    Draft202012Validator(SCHEMA).validate(minimal)


@pytest.mark.parametrize(
    "broken",
    [
        {"columns": [], "rows": []},
        {"title": "", "columns": [], "rows": [{"cells": [{"text": 1}]}]},
        {"title": "", "columns": [], "rows": [{"cells": [{"text": "", "confidence": 2}]}]},
        {"title": "", "columns": [], "rows": [{"cells": [{"text": "", "span": [1]}]}]},
        {"title": "", "columns": [], "rows": [], "metadata": [["索引号"]]},
    ],
)
def test_the_schema_refuses_what_is_wrong(broken: Any) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(broken)


@given(reports())
def test_the_schema_describes_all_that_is_written(report: Report) -> None:
    made = json.loads(whole.write(report, STYLE))
    CHECK.validate(made)
    assert made == document(report)


def test_hostile_texts_come_back_exactly() -> None:
    made = json.loads(whole.write(hostile.report(), STYLE))
    CHECK.validate(made)
    cells = [[cell["text"] for cell in row["cells"]] for row in made["rows"]]
    assert cells == [list(row.texts) for row in hostile.report().rows]


@given(reports())
def test_json_lines_are_the_same_report_cut_into_lines(report: Report) -> None:
    head, *rows = map(json.loads, jsonl.write(report, STYLE).decode().split("\n")[:-1])
    assert head.pop("type") == "report"
    assert {row.pop("type") for row in rows} <= {"row"}
    assert {**head, "rows": rows} == document(report)


def test_the_file_is_as_json_s_own_encoder_would_write_it() -> None:
    made = whole.write(MADE, STYLE).decode()
    assert made == json.dumps(document(MADE), ensure_ascii=False, indent=1) + "\n"
    empty = Report("", (), (), ())
    made = whole.write(empty, STYLE).decode()
    assert made == json.dumps(document(empty), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("write", [whole.write, jsonl.write])
def test_half_a_surrogate_pair_is_an_escape(write: Callable[[Report, Style], bytes]) -> None:
    made = write(Report("甲\ud800", (), (), ()), STYLE)
    assert json.loads(made)["title"] == "甲\ud800"
    assert "甲\\ud800".encode() in made


def test_json_lines_are_written_without_spaces_in_the_order_of_the_contract() -> None:
    head, *rows = jsonl.write(MADE, STYLE).decode().splitlines()
    assert head.startswith('{"type":"report","title":"题",')
    assert rows[0].startswith('{"type":"row","kind":"task",')
    assert len(rows) == len(MADE.rows)


@pytest.mark.parametrize("writer", [whole, jsonl])
def test_what_is_written_piece_by_piece_is_the_same(writer: Any) -> None:
    file = io.BytesIO()
    writer.write_to(MADE, STYLE, file)
    assert file.getvalue() == writer.write(MADE, STYLE)
