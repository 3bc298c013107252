"""A Word file read back by python-docx: what a person would find in it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from convert.report import Cell, Report, Row


@dataclass
class Word:
    """A Word file in memory."""

    data: bytes

    @cached_property
    def file(self) -> Any:
        return docx.Document(io.BytesIO(self.data))

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def tree(self, part: str) -> Any:
        return etree.fromstring(self.parts[part])

    @property
    def tables(self) -> list[Table]:
        return list(self.file.tables)

    def texts(self, look: str) -> list[str]:
        """Texts of the paragraphs outside the table that have the style called `look`."""
        return [p.text for p in self.file.paragraphs if p.style.name == look]

    @property
    def title(self) -> str:
        """The title; its line breaks are layout."""
        return "".join(self.texts("Title")).replace("\n", "")

    @property
    def fields(self) -> list[str]:
        return [text for line in self.texts("报告要素") for text in line.split("\t")]

    @property
    def columns(self) -> list[str]:
        return [cell.text for cell in self.tables[0].rows[0].cells]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """Kind and texts of every row below the headers."""
        return [_row(row) for table in self.tables for row in table.rows[1:]]

    @property
    def comments(self) -> dict[tuple[int, int], str]:
        """Comments by row (the header is 0) and column of the cell they are anchored in."""
        texts = {comment.comment_id: comment.text for comment in self.file.comments}
        return {place: texts[id] for place, id in self._anchors()}

    def _anchors(self) -> Iterator[tuple[tuple[int, int], int]]:
        rows = [row for table in self.tables for row in table.rows]
        for at, row in enumerate(rows):
            for column, cell in enumerate(row._tr.tc_lst):
                starts = [int(one.get(qn("w:id"))) for one in cell.iter(qn("w:commentRangeStart"))]
                ends = [int(one.get(qn("w:id"))) for one in cell.iter(qn("w:commentRangeEnd"))]
                marks = [int(one.get(qn("w:id"))) for one in cell.iter(qn("w:commentReference"))]
                assert starts == ends == marks
                yield from (((at, column), id) for id in starts)

    @property
    def custom(self) -> list[tuple[str, str]]:
        """Custom properties in their order."""
        return [
            (one.get("name"), "".join(one.itertext())) for one in self.tree("docProps/custom.xml")
        ]


def _row(row: Any) -> tuple[str, list[str]]:
    cells = row.cells
    heading = cells[0].paragraphs[0].style.name == "表格小标题"
    merged = len(row._tr.tc_lst) == 1 and len(cells) > 1
    if merged:
        return "heading", [cells[0].text, *[""] * (len(cells) - 1)]
    return "heading" if heading else "task", [cell.text for cell in cells]


def expected(report: Report) -> list[tuple[str, list[str]]]:
    """What `Word.rows` should give for a report."""
    return [(row.kind, list(row.texts)) for row in report.rows]


def printed(report: Report) -> list[str]:
    """What `Word.fields` should give."""
    return [f"{field.label}{field.mark or ' '}{field.value}" for field in report.fields]


def table(*rows: list[str], columns: tuple[str, ...] = ("序号", "任务内容")) -> Report:
    """A report of these rows; a row of one text is a heading."""
    made = []
    for texts in rows:
        kind = "heading" if len(texts) == 1 < len(columns) else "task"
        filled = [*texts, *[""] * (len(columns) - len(texts))]
        made.append(Row(kind, tuple(map(Cell, filled))))
    return Report("标题", (), columns, tuple(made))
