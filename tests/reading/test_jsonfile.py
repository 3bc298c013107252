"""JSON that other programs make to the same contract, and what breaks it."""

import json
from typing import Any

import pytest

from convert.errors import InputError
from convert.reading import jsonfile, read_bytes
from convert.report import Field, Note, Report, Span

CELL = {"text": "甲", "confidence": 0.5, "why": "model", "rowspan": 1, "colspan": 1}


def document(**more: Any) -> dict[str, Any]:
    return {"title": "题", "columns": ["序号", "任务"], "rows": [["1", "甲"]], **more}


def report(said: Any, name: str = "a.json") -> Report:
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return read_bytes(text.encode("utf-8", "surrogatepass"), name)


def lines(*objects: Any) -> str:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in objects) + "\n\n"


def test_plain_cells_and_short_rows_are_welcome() -> None:
    made = report(document(columns=["序号", "任务", 3], rows=[[1, "甲"], {"cells": ["2.5"]}, []]))
    assert made.columns == ("序号", "任务", "3")
    assert [row.texts for row in made.rows] == [("1", "甲", ""), ("2.5", "", ""), ("", "", "")]
    assert made.title == "题"


@pytest.mark.parametrize("odd", [1, 99, 100, 101, 249])
def test_of_many_rows_each_is_read_as_by_itself(odd: int) -> None:
    texts = [[str(at), f" 第{at}项 \n 任务 ", "" if at % 3 else "完成"] for at in range(250)]
    said: list[Any] = [*texts]
    said[odd] = {"cells": texts[odd], "review": True}
    many = report(document(columns=["序号", "任务", "进展"], rows=said)).rows
    for at in (0, odd - 1, odd):
        alone = report(document(columns=["序号", "任务", "进展"], rows=[said[at]])).rows[0]
        assert many[at].texts == alone.texts == (str(at), f"第{at}项\n任务", texts[at][2])
        assert [bool(cell.span) for cell in many[at].cells] == list(map(bool, alone.texts))
    assert [at for at, row in enumerate(many) if row.review] == [odd]


def test_what_a_cell_and_a_row_say_is_kept() -> None:
    reading = {"cells": ["1", "乙"], "probability": 0.25}
    row = {"kind": "task", "review": True, "cells": ["1", CELL], "readings": [reading]}
    heading = {"kind": "heading", "cells": ["一、发展", ""]}
    made = report(document(rows=[heading, row]))
    assert [one.kind for one in made.rows] == ["heading", "task"]
    assert made.rows[1].review
    assert (made.rows[1].cells[1].confidence, made.rows[1].cells[1].why) == (0.5, "model")
    assert made.rows[1].readings == (
        (
            (
                "1",
                "乙",
            ),
            0.25,
        ),
    )


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"metadata": [["索引号", "A"]]}, [("索引号", "", "A")]),
        ({"fields": [{"label": "索引号", "mark": "：", "value": "A"}]}, [("索引号", "：", "A")]),
        ({"fields": [{"label": "索引号", "value": 7}]}, [("索引号", "", "7")]),
        (
            {
                "fields": [{"label": "索引号", "mark": "：", "value": "A"}],
                "metadata": [["索引号", "A"]],
            },
            [("索引号", "：", "A")],
        ),
        (
            {
                "fields": [{"label": "索引号", "mark": "：", "value": "A"}],
                "metadata": [["索引号", "B"]],
            },
            [("索引号", "", "B")],
        ),
    ],
)
def test_fields_come_from_either_list(more: Any, fields: list[tuple[str, str, str]]) -> None:
    found: tuple[Field, ...] = report(document(**more)).fields
    assert [(one.label, one.mark, one.value) for one in found] == fields


def test_half_a_pair_is_shown_as_lost() -> None:
    made = report(
        '{"columns": ["序号", "任务"], "rows": [["1", "a\\ud800b"], ["\\n", "\\ud83d\\ude00"]]}'
    )
    assert [row.texts for row in made.rows] == [("1", "a\ufffdb"), ("", "\U0001f600")]


def test_lines_are_one_report_and_others_are_noted() -> None:
    head = {"type": "report", "columns": ["序号", "任务"], "notes": [{"kind": "a", "text": "b"}]}
    rows = ({"type": "row", "cells": ["1", "甲"]}, {"type": "page"}, [1])
    made = report(lines(head, *rows, {"type": "report", "title": "二"}, rows[0]), "a.jsonl")
    assert [row.texts for row in made.rows] == [("1", "甲")]
    assert Note("reports", "二") in made.notes
    alone = report(lines(head, *rows), "a.jsonl")
    assert [row.texts for row in alone.rows] == [("1", "甲")]
    assert not any(note.kind == "reports" for note in alone.notes)


def test_what_is_taken_for_json() -> None:
    assert jsonfile.looks(' \n{"columns": [], "rows": []}')
    assert jsonfile.looks(lines({"type": "report", "columns": []}))
    for text in ('["columns", "rows"]', '{"columns": []}', '{"rows": []}', "columns rows"):
        assert not jsonfile.looks(text)


@pytest.mark.parametrize(
    "said",
    [
        document(columns=None),
        document(columns=[None]),
        document(columns=[True]),
        document(rows=7),
        document(rows=[None]),
        document(rows=["text"]),
        document(rows=[{"cells": "text"}]),
        document(rows=[["1", "甲", "乙"]]),
        document(rows=[["1", ["甲"]]]),
        document(rows=[["1", {}]]),
        document(rows=[["1", CELL | {"confidence": 2}]]),
        document(rows=[["1", CELL | {"rowspan": 0}]]),
        document(rows=[["1", CELL | {"colspan": 1_000_000}]]),
        document(rows=[["1", CELL | {"rowspan": "many"}]]),
        document(fields=[{"label": "a"}]),
        document(metadata=[["a"]]),
        document(unplaced=7),
        document(notes=7),
        {"columns": []},
        [],
        7,
        '{"type": "report", "notes": 5, "columns": ["a"]}\n{"type": "report"}',
        '{"type": "report", "notes": null, "columns": ["a"]}\n{"type": "report"}',
    ],
)
def test_what_breaks_the_contract_is_a_sentence(said: Any) -> None:
    with pytest.raises(InputError) as caught:
        report(said)
    assert caught.value.sentence == "json.contract"
    assert caught.value.facts["name"] == "a.json"


@pytest.mark.parametrize("said", ["{", "[" * 100_000, '{"type": "report"}\n{"type"'])
def test_what_is_no_json_is_a_sentence(said: str) -> None:
    with pytest.raises(InputError) as caught:
        report(said)
    assert caught.value.sentence == "json.syntax"


def test_the_page_is_known_through_and_through() -> None:
    said = document(
        fields=[{"label": "索引号", "mark": "：", "value": "A"}, {"label": "", "value": ""}],
        rows=[{"kind": "heading", "cells": ["一"]}, ["1", "甲"], {"cells": ["2", CELL]}],
        unplaced=["脚"],
        notes=[{"kind": "unplaced", "text": "脚"}, {"kind": "hidden", "text": "暗"}],
    )
    page = jsonfile.page(json.dumps(said))
    assert page.text == "题\n索引号： A\n序号\t任务\n一\t\n1\t甲\n2\t甲\n脚"
    assert page.title == Span(0, 1)
    assert page.fields == (Field("索引号", "A", Span(2, 8), "："), Field("", "", None, ""))
    assert page.notes == (Note("hidden", "暗"),)
    assert page.complete is True
    (grid,) = page.grids
    assert grid.named is True
    assert [one.kind for one in grid.lines] == ["head", "heading", "task", "task"]
    assert [one.review for one in grid.lines] == [False] * 4
    last = grid.lines[3].boxes[1]
    assert page.text[last.start : last.end] == "甲"
    assert (last.columns, last.rows, last.head, last.confidence, last.why) == (
        *(1, 1, False),
        *(0.5, "model"),
    )


def test_a_cell_says_what_it_likes_of_itself() -> None:
    one = {"text": "a", "colspan": 2}
    (grid,) = jsonfile.page(json.dumps(document(rows=[[one, ""], [{"text": "b"}, "c"]]))).grids
    box = grid.lines[1].boxes[0]
    assert (box.columns, box.rows, box.confidence, box.why) == (2, 1, 1.0, "markup")
    other = {"text": "a", "rowspan": 65534, "confidence": 0, "why": "border"}
    (grid,) = jsonfile.page(json.dumps(document(rows=[[other, ""]]))).grids
    box = grid.lines[1].boxes[0]
    assert (box.columns, box.rows, box.confidence, box.why) == (1, 65534, 0.0, "border")


def test_doubts_of_a_row_without_doubted_cells_are_kept() -> None:
    rows = [{"cells": ["1", "甲"], "review": True}, ["2", "乙"]]
    (grid,) = jsonfile.page(json.dumps(document(rows=rows))).grids
    assert [one.review for one in grid.lines] == [False, True, False]
    assert [one.kind for one in grid.lines] == ["head", "task", "task"]


def test_numbers_beside_objects_are_texts() -> None:
    rows = [[1, {"text": 2.5}], [{"text": "a\nb"}, "c"]]
    assert [row.texts for row in report(document(rows=rows)).rows] == [("1", "2.5"), ("a\nb", "c")]


def test_several_reports_without_titles_and_notes() -> None:
    text = lines({"type": "report", "columns": ["a", "b"]}, {"type": "report"}, {"type": "report"})
    assert jsonfile.page(text).notes == (Note("reports", " "),)
    one = json.dumps({"type": "report", "columns": ["a", "b"]})
    titled = "\n".join((one, *(f'{{"type": "report", "title": "{at}"}}' for at in "一二")))
    assert jsonfile.page(f"  \n{titled}").notes == (Note("reports", "一 二"),)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (document(rows=[[None, "甲"]]), "TypeError('None is no text')"),
        (document(rows=[["1", "甲", "乙"]]), "ValueError('a row has more than 2 cells')"),
        (document(rows=[["1", CELL | {"rowspan": 0}]]), "('a cell takes 0 rows or columns')"),
        (document(rows=[["1", CELL | {"confidence": 2}]]), "('2.0 is no probability')"),
        ({"columns": []}, "KeyError('rows')"),
        ('{"a": 1', "delimiter: line 1 column 8"),
        ('{"type": "report"}\n{"a": 1', "delimiter: line 1 column 8"),
        ("[" * 100_000, "depth"),
    ],
)
def test_the_sentence_says_what_is_wrong(said: Any, told: str) -> None:
    with pytest.raises(InputError) as caught:
        report(said)
    assert told in str(caught.value.facts["error"])
    assert caught.value.facts["name"] == "a.json"
