"""The side file of a CSV, whole, damaged and made to harm."""

import json
from typing import Any

import pytest

from convert.errors import InputError
from convert.reading import read_bytes
from convert.reading.csvside import side
from convert.report import Field, Note, Report, Span

OWN = "urn:x-convert:report:1.0#"
CSV = "序号,任务内容,完成情况\r\n一、发展,,\r\n1,甲,\r\n2,丙,丁\r\n".encode()
NOTES = [
    {"body": "heading", "target": "a.csv#row=2"},
    {"body": "review", "target": "a.csv#row=3"},
    {"body": "merged", "target": "a.csv#cell=3,2-3,3"},
]


def facts(**more: Any) -> dict[str, Any]:
    return {f"{OWN}guard": False, "notes": NOTES, **more}


def report(said: Any) -> Report:
    data = said if isinstance(said, bytes) else json.dumps(said).encode()
    return read_bytes(CSV, "a.csv", beside=data)


def test_what_it_says_is_heeded() -> None:
    made = report(
        facts(
            **{
                "dc:title": [{"@value": "题"}, {"@value": "other"}],
                "schema:additionalProperty": [
                    {"schema:name": "索引号", "schema:value": "A-1", f"{OWN}mark": "："}
                ],
                f"{OWN}unplaced": ["页 脚"],
            }
        )
    )
    assert made.title == "题"
    assert made.fields == (Field("索引号", "A-1", None, "："),)
    assert Note("unplaced", "页 脚") in made.notes
    assert [row.kind for row in made.rows] == ["heading", "task", "task"]
    assert [row.review for row in made.rows] == [False, True, False]
    assert [(cell.rowspan, cell.colspan) for cell in made.rows[1].cells] == [(1, 1), (1, 2), (1, 1)]


@pytest.mark.parametrize("title", ["题", {"@value": "题"}, ["题"]])
def test_a_title_may_be_typed_or_listed(title: Any) -> None:
    assert report(facts(**{"dc:title": title})).title == "题"


@pytest.mark.parametrize(
    "area",
    ["3,2-3,4", "3,2-2,3", "3,3-3,2", "0,2-3,3", "3,0-3,3", "3,1-4,3", "1,1-999999999,9", "3"],
)
def test_a_merged_cell_that_is_none_or_covers_text_is_left_alone(area: str) -> None:
    notes = [{"body": "merged", "target": f"a.csv#cell={area}"}]
    cells = [cell for row in report(facts(notes=notes)).rows for cell in row.cells]
    assert {(cell.rowspan, cell.colspan) for cell in cells} == {(1, 1)}


@pytest.mark.parametrize("row", [4, 99])
def test_headings_that_have_moved_are_told_from_the_table_again(row: int) -> None:
    moved = facts(notes=[{"body": "heading", "target": f"#row={row}"}])
    assert [one.kind for one in report(moved).rows] == ["heading", "task", "task"]


def test_the_guard_is_undone_only_where_it_was_set() -> None:
    data = "序号,任务内容\r\n1,'=1+1\r\n".encode()
    for guard, text in ((True, "=1+1"), (False, "'=1+1")):
        said = json.dumps({f"{OWN}guard": guard}).encode()
        assert read_bytes(data, "a.csv", beside=said).rows[0].cells[1].text == text


@pytest.mark.parametrize("said", [{}, [], {"notes": NOTES}, "a"])
def test_one_that_is_not_ours_says_nothing(said: Any) -> None:
    assert side(json.dumps(said).encode(), "a.csv") is None
    assert report(said).rows[0].cells[0].span == Span(13, 17)


@pytest.mark.parametrize(
    "said",
    [
        b"{",
        b"\xff",
        b"[" * 100_000,
        facts(notes=["a"]),
        facts(notes=7),
        facts(notes=None),
        facts(**{"schema:additionalProperty": ["a"]}),
        facts(**{"schema:additionalProperty": 7}),
        facts(**{f"{OWN}unplaced": 7}),
    ],
)
def test_one_that_is_damaged_is_a_sentence(said: Any) -> None:
    with pytest.raises(InputError, match=r"a\.csv-metadata\.json"):
        report(said)
