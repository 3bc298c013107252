"""HTML that careless hands, old programs and enemies write: nothing is lost without a word."""

import time

import pytest

from convert.errors import InputError, LayoutError
from convert.reading import read_bytes
from convert.report import Report

HEAD = "<tr><td>序号</td><td>工作任务</td><td>完成情况</td></tr>"


def read(html: str) -> Report:
    return read_bytes(html.encode(), "page.html")


def cell(inner: str) -> str:
    """What is read of a cell that holds that HTML."""
    report = read(f"<table>{HEAD}<tr><td>1</td><td>{inner}</td><td>完成</td></tr></table>")
    assert report.rows[0].texts[0::2] == ("1", "完成")
    return report.rows[0].texts[1]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("投资a<b & c", "投资a<b & c"),
        ("增长<5%,降低>3%", "增长<5%,降低>3%"),
        ("<!甲>乙", "<!甲>乙"),
        ("见<![附件]>表", "见<![附件]>表"),
        ("<http://example.org>", "<http://example.org>"),
        ("甲<!--注-->乙", "甲乙"),
        ("甲<!-- 没有结尾", "甲<!-- 没有结尾"),
        ("R&D、AT&T;、&lt;5&nbsp;%", "R&D、AT&T;、<5 %"),
        ("一段<br>二段<br/>三段", "一段\n二段\n三段"),
        ("<p>一段</p><p>&nbsp;</p><div>二段</div>", "一段\n二段"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<pre>甲\n 乙</pre>", "甲\n乙"),
        ("推进\n   项目", "推进项目"),
        ("word\n  word", "word word"),
        ("<script>alert('<td>丙</td>')</script>甲<style>td{}</style>", "甲"),
        ("<o:p></o:p><![if !vml]>甲<![endif]>", "甲"),
        ("&#x20000;&#60000;\u200b", "\U00020000\uea60\u200b"),
        ("<img src=gone.png alt=图>甲", "甲"),
        ("<span title='a>b'>甲</span>", "甲"),
    ],
)
def test_a_cell_holds_what_a_reader_of_the_page_sees(inner: str, text: str) -> None:
    assert cell(inner) == text


def test_end_tags_left_out_and_cells_without_a_table() -> None:
    rows = [("1", "修路", "完成"), ("2", "架桥", "一半")]
    cells = [("序号", "工作任务", "完成情况"), *rows]
    loose = "<table>" + "".join(f"<tr><td>{'<td>'.join(row)}" for row in cells)
    assert [row.texts for row in read(f"{loose}</table>尾").rows] == rows
    assert [row.texts for row in read(loose).rows] == rows
    assert [row.texts for row in read(loose.replace("<table>", "")).rows] == rows


def test_a_merged_text_is_not_repeated() -> None:
    """pandas fills it into every column and row that it spans."""
    page = (
        f"<table>{HEAD}<tr><td colspan=3>一、农业</td></tr>"
        "<tr><td>1</td><td rowspan=2>防汛</td><td>完成</td></tr><tr><td>2</td><td>一半</td></tr>"
        "<tr><td>3</td><td colspan=2 rowspan=0>抗旱</td></tr></table>"
    )
    report = read(page)
    assert [row.texts for row in report.rows] == [
        ("一、农业", "", ""), ("1", "防汛", "完成"), ("2", "", "一半"), ("3", "抗旱", ""),
    ]  # fmt: skip
    assert [report.rows[at].cells[1].rowspan for at in (1, 3)] == [2, 1]


def test_text_that_stands_in_a_table_but_in_no_cell_is_kept() -> None:
    row = "<tr>散<td>1</td><td>修路</td><td>完成</td></tr>"
    page = f"<table><caption>表1</caption>{HEAD}{row}</table>"
    assert [note.text for note in read(page).notes] == ["表1", "散"]


def test_the_task_table_is_found_among_others() -> None:
    """tablib takes the first table of a page, which holds its fields."""
    pairs = [("索引号", "A-1"), ("发布机构", "县政府")]
    fields = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in pairs)
    fields = f"<table>{fields}</table>"
    links = "<table><tr><td>友情链接</td><td>市政府</td><td>省政府</td></tr></table>"
    page = f"{fields}<table>{HEAD}<tr><td>1</td><td>修路</td><td>完成</td></tr></table>{links}"
    report = read(page)
    assert report.rows[0].texts == ("1", "修路", "完成")
    assert [(f.label, f.value) for f in report.fields] == [
        ("索引号", "A-1"),
        ("发布机构", "县政府"),
    ]
    assert read_bytes(page.encode(), table=1).columns == ("索引号", "A-1")


def test_a_table_of_unknown_names_is_read_by_its_header_cells_or_its_size() -> None:
    unknown = "<tr><{0}>甲</{0}><{0}>乙</{0}><{0}>丙</{0}></tr>"
    rows = "<tr><td>1</td><td>2</td><td>3</td></tr>" * 2
    for tag in ("th", "td"):
        report = read(f"<p>页</p><table>{unknown.format(tag)}{rows}</table>")
        assert report.columns == ("甲", "乙", "丙")
        assert len(report.rows) == 2


def test_columns_given_by_the_user_name_a_table_without_a_header() -> None:
    page = "<table><tr><td>1</td><td>修路</td></tr><tr><td>2</td><td>架桥</td></tr></table>"
    report = read_bytes(page.encode(), "page.html", columns=("序号", "任务"))
    assert report.columns == ("序号", "任务")
    assert [row.texts for row in report.rows] == [("1", "修路"), ("2", "架桥")]


def test_a_page_whose_table_was_pasted_as_paragraphs_is_read_as_text() -> None:
    lines = "".join(f"<p>{at}\t修路{at}公里\t完成\t无</p>" for at in range(1, 4))
    page = (
        f"<div><pre>序号\t工作任务\t完成情况\t存在问题</pre>{lines.replace(chr(9), '&#9;|')}</div>"
    )
    assert len(read(page).rows) == 3


@pytest.mark.parametrize("page", ["<html><body><p>没有表格</p></body></html>", "<html></html>"])
def test_a_page_without_a_table_is_refused(page: str) -> None:
    with pytest.raises(LayoutError):
        read(page)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<a" * 100_000,
        "<!--" * 50_000,
        "<table><tr><td>" * 20_000,
        "<td colspan=999999999>" * 1_000,
        "<td rowspan=999999999>甲" * 3_000,
        "&" * 200_000,
        '<a b="' * 30_000,
    ],
)
def test_a_page_made_to_harm_is_refused_in_time(page: str) -> None:
    started = time.process_time()
    with pytest.raises(InputError):
        read(f"<html>{page}</p>")
    assert time.process_time() - started < 10
