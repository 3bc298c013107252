"""A Word file that a person has mended, read again: what was settled is doubtful no more."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from convert import read
from convert.report import Cell, Field, Reading, Report, Row
from convert.style import Style, style
from convert.writing.docx import write
from tests.writing.office import usual
from tests.writing.word import Word, table

STYLE = style("brief")


def _doubt(number: str, sure: float = 0.6) -> Row:
    cells = (Cell(number, why="number"), Cell("甲。乙", None, sure, "model"), Cell("", None, sure))
    return Row("task", cells, True, (Reading(("甲。乙", ""), 0.6), Reading(("甲。", "乙"), 0.3)))


REPORT = table(["1", "完成。", "无"], columns=("序号", "进展", "问题"))._replace(
    fields=(Field("索引号", "A-1", mark="："),),
)
REPORT = REPORT._replace(rows=(*REPORT.rows, _doubt("2"), _doubt("3")))


def nothing(file: Any) -> None:
    """Opened and saved."""


def a_text(file: Any) -> None:
    cells = file.tables[0].rows[2].cells
    cells[1].paragraphs[0].runs[0].text = "甲。"
    cells[2].paragraphs[0].add_run("乙")


def its_comments(file: Any) -> None:
    """Deletes the comments of the second row, and no others."""
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for one in list(file.tables[0].rows[2]._tr.iter(qn(f"w:{tag}"))):
            one.getparent().remove(one)


def all_comments(file: Any) -> None:
    """Deletes all comments; Word then drops the part that held them."""
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for one in list(file.element.iter(qn(f"w:{tag}"))):
            one.getparent().remove(one)
    for id, relation in list(file.part.rels.items()):
        if relation.reltype.endswith("/comments"):
            del file.part.rels[id]


def a_row_above(file: Any) -> None:
    file.tables[0].rows[1]._tr.addprevious(file.tables[0].add_row()._tr)


def test_a_file_without_comments_keeps_its_doubts(tmp_path: Path) -> None:
    silent = STYLE._replace(docx=STYLE.docx._replace(comments=False))
    found = mended(nothing, silent, tmp_path / "mended.docx")
    assert [row.cells[0].text for row in found.rows if row.review] == ["2", "3"]


def mended(change: Callable[[Any], None], look: Style, path: Path) -> Report:
    file = Word(write(REPORT, look)).file
    change(file)
    data = io.BytesIO()
    file.save(data)
    path.write_bytes(data.getvalue())
    return read(path)


@pytest.mark.parametrize(
    ("change", "waiting"),
    [
        (nothing, ["2", "3"]),
        (a_text, ["3"]),
        (its_comments, ["3"]),
        (all_comments, []),
        (a_row_above, ["2", "3"]),
    ],
)
@pytest.mark.parametrize("kind", ["own", "template"])
def test_what_a_person_settled_is_doubtful_no_more(
    change: Callable[[Any], None], waiting: list[str], kind: str, tmp_path: Path
) -> None:
    look = STYLE
    if kind == "template":
        template = usual(tmp_path / "office.docx")
        look = STYLE._replace(docx=STYLE.docx._replace(template=template))
    found = mended(change, look, tmp_path / "mended.docx")
    assert [row.cells[0].text for row in found.rows if row.review] == waiting
    assert [(field.label, field.mark, field.value) for field in found.fields] == [
        ("索引号", "：", "A-1")
    ]
    if change is nothing:
        assert [row.texts for row in found.rows] == [row.texts for row in REPORT.rows]
        assert [row.readings for row in found.rows] == [row.readings for row in REPORT.rows]
