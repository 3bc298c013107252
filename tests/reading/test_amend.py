"""A person's word: what it changes of a report, and what it leaves alone."""

import json

import pytest

from convert import person
from convert.person import FieldWord, RowWord, Word
from convert.reading import opened, read_bytes
from convert.reading.amend import amended, begins, told
from convert.reading.study import amend, decide, studied
from convert.reading.text import row_of
from convert.recover.table import Line
from convert.report import Cell, Field, Note, Reading, Report, Row, Source, Span
from tests.conftest import SAMPLES

SOURCE = Source("a.txt", "utf-8", "ab")
FIELDS = (Field("索引号", "A-1", Span(0, 7), "："), Field("体裁", "通知", None, ""))
DOUBTED = (Reading(("1", "甲"), 0.6),)
REPORT = Report(
    title="题",
    fields=FIELDS,
    columns=("序号", "任务"),
    rows=(
        Row(
            "task", (Cell("1", Span(20, 21)), Cell("甲", Span(21, 22), 0.5, "model")), True, DOUBTED
        ),
        Row("task", (Cell("2", Span(30, 31)), Cell("乙", Span(31, 32), 0.5, "border")), True),
        Row("task", (Cell("", None), Cell("", None)), True),
    ),
    notes=(Note("unplaced", "脚"),),
    source=SOURCE,
)
TEXT = (SAMPLES / "report.txt").read_bytes()


def kept(said: Word, sha256: str = "ab") -> bytes:
    held = {
        "format": person.FORMAT,
        "source": {"sha256": sha256},
        "word": person.document(said),
    }
    return json.dumps(held).encode()


def test_a_word_is_heeded_for_its_own_source_only() -> None:
    said = Word(title="新")
    assert told(None, SOURCE) == (None, ())
    assert told(kept(said), SOURCE) == (said, ())
    assert told(kept(said, "cd"), SOURCE) == (None, (Note("stale", "a.txt.cells.json"),))
    assert told(b"[", SOURCE) == (None, (Note("unreadable", "a.txt.cells.json"),))
    assert told(b"[" * 100_000, SOURCE) == (None, (Note("unreadable", "a.txt.cells.json"),))


def test_no_word_changes_nothing() -> None:
    assert amended(REPORT, Word()) is REPORT


def test_title_and_names_are_his_where_he_gives_them() -> None:
    made = amended(REPORT, Word(title=" 新\n题 ", columns=((1, "事 项"),)))
    assert made.title == "新 题"
    assert made.columns == ("序号", "事 项")
    assert made.fields == FIELDS
    assert made.rows == REPORT.rows
    assert made.notes == (*REPORT.notes, Note("reviewed", "a.txt.cells.json"))
    assert amended(REPORT, Word(columns=((0, "号"),))).title == "题"


def test_fields_are_found_by_their_place_or_their_label() -> None:
    said = (
        FieldWord(0, "文 号", "B"),
        FieldWord("体裁", "类别", "公告"),
        FieldWord("新", "新\n的", "值"),
        FieldWord(99, "无处", "丢"),
    )
    assert amended(REPORT, Word(fields=said)).fields == (
        Field("文 号", "B", Span(0, 7), "："),
        Field("类别", "公告", None, ""),
        Field("新 的", "值"),
    )


@pytest.mark.parametrize(
    ("start", "end", "accepted", "settled"),
    [(20, 22, True, True), (20, 22, False, False), (18, 20, True, False), (10, 21, True, True)],
)
def test_a_row_that_he_accepted_is_settled(
    start: int, end: int, accepted: bool, settled: bool
) -> None:
    said = Word(rows=(RowWord(start, end, accepted=accepted),))
    first, *rest = amended(REPORT, said).rows
    assert rest == list(REPORT.rows[1:])
    cells = (Cell("1", Span(20, 21)), Cell("甲", Span(21, 22), 1.0, "person"))
    assert first == (Row("task", cells) if settled else REPORT.rows[0])


def test_what_he_accepts_of_the_signs_stays_theirs() -> None:
    rows = (RowWord(5, 9, accepted=True), RowWord(30, 32, accepted=True))
    assert amended(REPORT, Word(rows=rows)).rows[1].cells[1] == Cell(
        "乙", Span(31, 32), 1.0, "border"
    )


def test_a_row_begins_where_its_first_character_stands() -> None:
    assert [begins(row) for row in REPORT.rows] == [20, 30, None]


def test_a_study_is_amended_as_the_file_beside_it_would() -> None:
    study = studied(TEXT, "a.txt")
    assert amend(study, Word()) == study.report == read_bytes(TEXT, "a.txt")
    assert study.found
    row = next(row for row in study.report.rows if row.kind == "task")
    ends = [cell.span for cell in row.cells if cell.span]
    one = RowWord(ends[0].start, ends[-1].end, cuts=((2, ends[1].start + 2),), accepted=True)
    said = Word((one,), title="新")
    made = amend(study, said)
    assert made.title == "新"
    assert made != amend(study, Word(title="新"))
    sha256 = study.source.sha256
    assert made == read_bytes(TEXT, "a.txt", cells=kept(said, sha256))
    assert next(one for one in made.rows if begins(one) == ends[0].start).review is False


def test_every_row_is_decided_once() -> None:
    seen: list[Line] = []

    def remembered(text: str, line: Line) -> Row:
        seen.append(line)
        return row_of(text, line)

    study = studied(TEXT, "a.txt")
    decide(study, remembered)
    assert len(seen) == len(study.report.rows)
    stated = studied((SAMPLES / "report.docx").read_bytes(), "a.docx")
    decide(stated, remembered)
    assert len(seen) == len(study.report.rows)
    assert stated.found is None
    assert amend(stated, Word(rows=(RowWord(0, 3),), title="新")).rows == stated.report.rows


def test_what_is_opened_has_its_hash() -> None:
    _, source = opened(TEXT, "a.txt")
    assert len(source.sha256) == 64
