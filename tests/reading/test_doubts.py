"""A person mends a copy: what he has looked at is no longer doubtful, the rest still is."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest

from convert import read, write
from convert.doubt import doubtful
from convert.reading import read_bytes
from convert.report import Report
from tests.conftest import SAMPLES

REPORT = read(SAMPLES / "report.txt")
DOUBTFUL = [row.review for row in REPORT.rows]
DOUBT = DOUBTFUL.index(True)
"""The first doubtful row; a copy's table has it one row further down, below the header."""


def settled() -> list[bool]:
    """What is left to review once the first doubtful row is settled."""
    return [review and at != DOUBT for at, review in enumerate(DOUBTFUL)]


def review(report: Report) -> list[bool]:
    return [row.review for row in report.rows]


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "json"])
def test_doubts_stay_where_nobody_has_looked(to: str) -> None:
    assert any(DOUBTFUL)
    found = read_bytes(write(REPORT, to), f"report.{to}")
    assert review(found) == DOUBTFUL
    for before, after in zip(REPORT.rows, found.rows, strict=True):
        for at in doubtful(before):
            sure = before.cells[at].confidence
            assert after.cells[at].confidence == pytest.approx(sure, abs=0.006)


def mended(change: Callable[[docx.document.Document], None]) -> Report:
    document = docx.Document(io.BytesIO(write(REPORT, "docx")))
    change(document)
    file = io.BytesIO()
    document.save(file)
    return read_bytes(file.getvalue(), "report.docx")


def test_a_row_changed_in_word_is_settled() -> None:
    def change(document: docx.document.Document) -> None:
        document.tables[0].cell(DOUBT + 1, 2).paragraphs[0].runs[0].text = "已完成。"

    found = mended(change)
    assert review(found) == settled()
    assert found.rows[DOUBT].texts[2].startswith("已完成。")
    assert {cell.confidence for cell in found.rows[DOUBT].cells} == {1}


def test_a_row_whose_comments_are_gone_in_word_is_settled() -> None:
    def change(document: docx.document.Document) -> None:
        row = document.tables[0].rows[DOUBT + 1]._tr
        for element in list(row.iter()):
            if element.tag.rpartition("}")[2].startswith("comment"):
                element.getparent().remove(element)

    assert review(mended(change)) == settled()


def test_a_comment_marked_as_done_in_word_is_settled() -> None:
    """Word 2013 and later keep that in commentsExtended.xml, by the paragraph's id."""
    word = zipfile.ZipFile(io.BytesIO(write(REPORT, "docx")))
    parts = {name: word.read(name) for name in word.namelist()}
    comments = parts["word/comments.xml"].decode()
    spaced = comments.replace(
        "<w:comments ",
        '<w:comments xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ',
        1,
    )
    numbered = iter(range(10**6))
    marked = re.sub("<w:p(?=[ >])", lambda _: f'<w:p w14:paraId="{next(numbered):08X}"', spaced)
    count = marked.count("w14:paraId")
    done = "".join(f'<w15:commentEx w15:paraId="{at:08X}" w15:done="1"/>' for at in range(count))
    parts["word/comments.xml"] = marked.encode()
    parts["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">{done}'
        "</w15:commentsEx>"
    ).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    assert not any(review(read_bytes(file.getvalue(), "report.docx")))


def test_a_row_whose_notes_are_gone_in_excel_is_settled() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(REPORT, "xlsx")))
    for cell in book.worksheets[0][DOUBT + 2]:
        cell.comment = None
    file = io.BytesIO()
    book.save(file)
    found = read_bytes(file.getvalue(), "report.xlsx")
    assert review(found) == settled()
    assert [row.texts for row in found.rows] == [row.texts for row in REPORT.rows]
