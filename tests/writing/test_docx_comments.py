"""Doubts in the Word file: comments for people, the record for programs."""

from typing import Any

from convert.report import Cell, Field, Note, Reading, Report, Row, Source
from convert.style import style
from convert.writing.docx import write
from tests.writing.word import Word

STYLE = style("brief")
SILENT = STYLE._replace(docx=STYLE.docx._replace(comments=False))
SPACE = "{urn:x-convert:report:1.0}"

NUMBER = Cell("36", why="number")
TASK, STATE = Cell("加快建设。", None, 0.97, "model"), Cell("已完成", None, 0.62, "model")
DOUBT = Row(
    "task",
    (NUMBER, TASK, STATE, Cell("", None, 0.62, "model")),
    review=True,
    readings=(
        Reading(("加快建设。", "已完成", ""), 0.62),
        Reading(("加快建设。", "", "已完成"), 0.3),
    ),
)
SURE = Row("task", (Cell("1"), Cell("甲", None, 0.5, "model"), Cell("乙"), Cell("丙")))
REPORT = Report(
    "标题",
    (Field("索引号", "A-1", mark=":"), Field("附件", "")),
    ("序号", "任务", "进展", "问题"),
    (SURE, Row("heading", (Cell("一、"), Cell(""), Cell(""), Cell(""))), DOUBT),
    (Note("unplaced", "分享:"), Note("unplaced", "扫一扫")),
    Source("report.txt", "gb18030", "ab" * 32),
)


def test_a_comment_stands_on_each_doubtful_cell_and_no_other() -> None:
    assert Word(write(REPORT, STYLE)).comments == {
        (3, 2): "请核对：原文没有留下这一格的边界，是程序推定的。\n把握：约62%。\n"
        "另一种读法（约30%）：此格为空",
        (3, 3): "请核对：原文没有留下这一格的边界，是程序推定的。\n把握：约62%。\n"
        "另一种读法（约30%）：已完成",
    }


def test_a_row_to_review_has_a_comment_even_where_every_cell_is_sure() -> None:
    cells = tuple(cell._replace(confidence=1.0, why="separator") for cell in DOUBT.cells)
    report = REPORT._replace(rows=(DOUBT._replace(cells=cells, readings=()),))
    assert Word(write(report, STYLE)).comments == {(1, 0): "请核对：这一行的分隔符与表头的列不合。"}


def test_a_doubtful_heading_has_one_comment_on_its_one_cell() -> None:
    row = Row("heading", (Cell("一、", None, 0.5), Cell(""), Cell(""), Cell("")), review=True)
    comments = Word(write(REPORT._replace(rows=(row,)), STYLE)).comments
    assert list(comments) == [(1, 0)]


def test_a_long_other_reading_is_shown_by_its_ends() -> None:
    long = "始" + "中" * 600 + "末"
    other = Reading((long, "", ""), 0.2)
    row = DOUBT._replace(readings=(*DOUBT.readings[:1], other))
    row = row._replace(cells=(NUMBER, TASK._replace(confidence=0.6), STATE, DOUBT.cells[3]))
    text = Word(write(REPORT._replace(rows=(row,)), STYLE)).comments[1, 1]
    assert text.endswith(f"始{'中' * 35}……{'中' * 35}末")


def test_replaced_characters_are_noted_on_their_cell() -> None:
    cells = (Cell("1"), Cell("甲\x01乙\x01\ud800"), Cell(""), Cell(""))
    report = REPORT._replace(columns=("序号", "任\x02务", "进展", "问题"))
    word = Word(write(report._replace(rows=(Row("task", cells),)), STYLE))
    assert word.comments == {
        (0, 1): "原文有 Word 不能保存的字符，已写作：[U+0002]",
        (1, 1): "原文有 Word 不能保存的字符，已写作：[U+0001][U+D800]",
    }
    assert dict(word.custom)["改写字符"] == "[U+0001] [U+0002] [U+D800]"


def test_comments_can_be_left_out() -> None:
    word = Word(write(REPORT, SILENT))
    assert "word/comments.xml" not in word.parts
    assert b"comment" not in word.parts["word/document.xml"]
    assert word.rows == Word(write(REPORT, STYLE)).rows


def test_a_report_without_doubts_has_no_comments_at_all() -> None:
    assert "word/comments.xml" not in Word(write(REPORT._replace(rows=(SURE,)), STYLE)).parts


def record(word: Word) -> Any:
    """The custom XML part as python-docx reaches it, from the document's relations."""
    kinds = [r for r in word.file.part.rels.values() if r.reltype.endswith("/customXml")]
    assert [str(r.target_part.partname) for r in kinds] == ["/customXml/item1.xml"]
    return word.tree("customXml/item1.xml")


def test_the_record_tells_a_program_what_was_written() -> None:
    for look, commented in ((STYLE, "true"), (SILENT, "false")):
        root = record(Word(write(REPORT, look)))
        assert root.get("comments") == commented
        assert dict(root.find(f"{SPACE}source").attrib) == {
            "name": "report.txt", "encoding": "gb18030", "sha256": "ab" * 32,
        }  # fmt: skip
        fields = [[part.text or "" for part in one] for one in root.iter(f"{SPACE}field")]
        assert fields == [["索引号", ":", "A-1"], ["附件", "", ""]]
        assert [one.text for one in root.iter(f"{SPACE}unplaced")] == ["分享:", "扫一扫"]


def test_the_record_holds_every_row_to_review() -> None:
    (row,) = record(Word(write(REPORT, STYLE))).iter(f"{SPACE}row")
    assert dict(row.attrib) == {"number": "3", "kind": "task"}
    cells = [(cell.text or "", dict(cell.attrib)) for cell in row.findall(f"{SPACE}cell")]
    assert cells == [
        ("36", {"confidence": "1.0000", "why": "number"}),
        ("加快建设。", {"confidence": "0.9700", "why": "model"}),
        ("已完成", {"confidence": "0.6200", "why": "model", "doubtful": "true"}),
        ("", {"confidence": "0.6200", "why": "model", "doubtful": "true"}),
    ]
    readings = row.findall(f"{SPACE}reading")
    assert [reading.get("probability") for reading in readings] == ["0.6200", "0.3000"]
    assert [cell.text or "" for cell in readings[1]] == ["加快建设。", "", "已完成"]
