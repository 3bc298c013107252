from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from convert.report import Cell, Field, Note, Report, Row
from convert.style import style
from convert.writing.md import write
from tests.made import reports

STYLE = style("brief")


def bare(text: str) -> str:
    return "".join(text.split())


def plain(token: Token) -> str:
    """What an inline token shows: its text, with <br> as a line end."""
    return "".join(
        "\n" if child.type == "html_inline" else child.content for child in token.children or ()
    )


def shown(data: bytes) -> dict[str, list[str]]:
    """What a GFM reader finds: texts of headings, items, cells and quotations."""
    found: dict[str, list[str]] = {"h1": [], "li": [], "cells": [], "quote": []}
    inside = {
        "heading_open": "h1",
        "list_item_open": "li",
        "th_open": "cells",
        "td_open": "cells",
        "blockquote_open": "quote",
    }
    into = ""
    for token in MarkdownIt("commonmark").enable("table").parse(data.decode()):
        into = inside.get(token.type, into)
        if token.type == "inline":
            found[into].append(plain(token))
    return found


@given(reports())
def test_another_reader_gives_back_everything(report: Report) -> None:
    got = shown(write(report, STYLE))
    want = [*report.columns, *(text for row in report.rows for text in row.texts)]
    assert list(map(bare, got["cells"])) == list(map(bare, want))
    assert bare("".join(got["h1"])) == bare(report.title)
    fields = [bare(f.label + f.mark + f.value) for f in report.fields]
    assert list(map(bare, got["li"])) == fields
    assert list(map(bare, got["quote"])) == list(map(bare, report.unplaced))


def test_paragraphs_are_breaks_and_headings_are_bold() -> None:
    made = Report(
        "题目",
        (Field("索引号", "A-1"), Field("发布日期", "2020-10-09", mark=":")),
        ("序号", "内容"),
        (Row("heading", (Cell("一、经济"), Cell(""))), Row("task", (Cell("1"), Cell("甲|乙\n丙")))),
        (Note("unplaced", "分享:"),),
    )
    assert write(made, STYLE).decode() == (
        "# 题目\n\n- **索引号** A-1\n- **发布日期**: 2020-10-09\n\n"
        "| 序号 | 内容 |\n| --- | --- |\n| **一、经济** |  |\n| 1 | 甲\\|乙<br>丙 |\n\n> 分享:\n"
    )
