"""The sample's table in every format the office may have it in: always the same cells."""

import csv
import html
import io
import json
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from convert import write
from convert.reading import read_bytes
from convert.reading.normalise import paragraphs
from convert.report import Cell, Field, Report, Row

SAMPLE = json.loads((Path(__file__).parent / "sample.json").read_text(encoding="utf-8"))
COLUMNS: list[str] = SAMPLE["columns"]
ROWS: list[list[str]] = SAMPLE["rows"]
CELLS = [tuple(map(paragraphs, row)) for row in ROWS]
REPORT = Report(
    title=SAMPLE["title"],
    fields=tuple(Field(label, value) for label, value in SAMPLE["metadata"]),
    columns=tuple(COLUMNS),
    rows=tuple(Row("task", tuple(map(Cell, row))) for row in CELLS),
)


def check(report: Report) -> None:
    """The labelled cells exactly, nothing guessed, nothing flagged."""
    assert list(report.columns) == COLUMNS
    assert [row.texts for row in report.rows if row.kind == "task"] == CELLS
    cells = [cell for row in report.rows for cell in row.cells]
    assert {cell.confidence for cell in cells} == {1}
    assert {cell.why for cell in cells} == {"markup"}
    assert not any(row.review for row in report.rows)


def row(cells: Sequence[str], tag: str = "td") -> str:
    shown = (html.escape(cell).replace("\xa0", "&nbsp;") for cell in cells)
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in shown) + "</tr>\n"


def web(table: str, charset: str = "") -> str:
    """A page of a content system with that table in it."""
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"""<!DOCTYPE html><html lang="zh-CN"><head>{meta}
<title>{SAMPLE["title"]}_萧山政府网</title></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>
<table class="xxgk"><tr><td>索 引 号</td><td>H002/2020-44648</td><td>成文日期</td>
<td>2020-10-09</td></tr><tr><td>发布机构</td><td>区发改局</td><td>主题分类</td>
<td>综合政务</td></tr></table>
<h1>{SAMPLE["title"]}</h1>
<p>发布日期:2020-10-09 11:30 访问次数:<span id="hits"></span> 信息来源:萧山政府网 通讯员</p>
<div class="share">分享: <a>微信</a></div>
<div id="zoom">{table}</div><p>扫一扫在手机打开当前页</p></body></html>"""


PLAIN = f"<table>{row(COLUMNS)}{''.join(map(row, ROWS))}</table>"
HEADED = (
    f"<table><thead>{row(COLUMNS, 'th')}</thead><tbody>{''.join(map(row, ROWS))}</tbody></table>"
)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("utf-8", "gb18030"),
        ("", "gb18030"),
        ("gbk", "utf-8"),
    ],
)
def test_a_page_whatever_its_meta_says(charset: str, encoding: str) -> None:
    report = read_bytes(web(PLAIN, charset).encode(encoding), "page.html")
    check(report)
    assert report.source.encoding == encoding
    assert report.title == SAMPLE["title"]
    assert [[f.label, f.value] for f in report.fields] == SAMPLE["metadata"]


def test_a_page_with_header_cells() -> None:
    check(read_bytes(web(HEADED).encode(), "page.html"))


def test_a_table_copied_out_of_its_page() -> None:
    check(read_bytes(PLAIN.encode(), "piece.txt"))
    check(read_bytes("".join(map(row, [COLUMNS, *ROWS])).encode(), "piece.txt"))


def test_merged_cells_and_heading_rows_move_no_neighbour() -> None:
    """markitdown PR 2522: below a rowspan, the next cells landed one column too far left."""
    heading = '<tr><td colspan="5">一、经济发展</td></tr>'
    lines = [row(one) for one in ROWS]
    assert not ROWS[0][3]
    assert not ROWS[1][3]
    lines[0] = lines[0].replace("<td></td>", '<td rowspan="2"></td>')
    lines[1] = lines[1].replace("<td></td>", "")
    table = f"<table>{row(COLUMNS)}{heading}{''.join(lines)}</table>"
    report = read_bytes(web(table).encode(), "page.html")
    check(report)
    assert report.rows[0].kind == "heading"
    assert report.rows[0].texts == ("一、经济发展", "", "", "", "")
    assert report.rows[1].cells[3].rowspan == 2
    assert report.rows[2].texts == CELLS[1]


def test_a_merged_text_stands_once() -> None:
    first, second = row([*ROWS[0][:4], "甲"]), row(ROWS[1][:4])
    first = first.replace("<td>甲</td>", '<td rowspan="2">甲</td>')
    report = read_bytes(f"<table>{row(COLUMNS)}{first}{second}</table>".encode())
    assert [one.texts[4] for one in report.rows] == ["甲", ""]
    assert report.rows[0].cells[4].rowspan == 2


def test_a_word_file_that_is_not_ours() -> None:
    document = docx.Document()
    document.add_heading(SAMPLE["title"], 0)
    document.add_paragraph("索 引 号：H002/2020-44648\t成文日期：2020-10-09")
    table = document.add_table(0, 5)
    for texts in [COLUMNS, *ROWS]:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    report = read_bytes(data.getvalue(), "report.docx")
    check(report)
    assert report.title == SAMPLE["title"]
    assert [(f.label, f.mark, f.value) for f in report.fields] == [
        ("索引号", "：", "H002/2020-44648"),
        ("成文日期", "：", "2020-10-09"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    ("name", "sign"),
    [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.txt", ","), ("a.txt", "\t")],
)
def test_a_spreadsheet_saved_as_text(name: str, sign: str, encoding: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=sign).writerows([COLUMNS, *ROWS])
    check(read_bytes(file.getvalue().encode(encoding), name))


@pytest.mark.parametrize("to", ["docx", "xlsx", "csv", "md", "json", "jsonl", "html", "pdf"])
def test_what_our_own_writers_make_of_it(to: str) -> None:
    report = read_bytes(write(REPORT, to), f"report.{to}")
    check(report)
    if to != "csv":
        assert report.title == SAMPLE["title"]
        assert [[f.label, f.value] for f in report.fields] == SAMPLE["metadata"]


@pytest.mark.parametrize("rows", [ROWS, [{"cells": [{"text": t} for t in r]} for r in ROWS]])
def test_json_of_another_program(rows: list[object]) -> None:
    data = {"title": SAMPLE["title"], "columns": COLUMNS, "rows": rows}
    check(read_bytes(json.dumps(data, ensure_ascii=False).encode(), "report.json"))
