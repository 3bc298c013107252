"""Which table of a page is the task table, and which others go on with it."""

import pytest

from convert.errors import LayoutError
from convert.reading import html
from convert.reading.choose import choose, headings_before, largest, others
from convert.reading.grid import Header
from convert.reading.page import Page

HEAD = "序号 任务内容 完成情况"
LIST = "序号 单位 电话"


def table(*rows: str) -> str:
    lines = ("".join(f"<td>{cell}" for cell in row.split()) for row in rows)
    return "<table>" + "".join(f"<tr>{line}" for line in lines) + "</table>"


def page(*parts: str) -> Page:
    """A page of tables and of paragraphs."""
    shown = (part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return html.page(f"<html><body>{''.join(shown)}")


def chosen(
    *parts: str, columns: list[str] | None = None, number: int | None = None
) -> list[tuple[str, list[str]]]:
    """The header and the rows of each table that is taken."""
    made = page(*parts)
    return [
        (
            " ".join(filter(None, one.names)),
            [" ".join(made.text[b.start : b.end] for b in line.boxes) for line in one.body],
        )
        for one in choose(made, columns, number)
    ]


FIRST = (HEAD, ["1 甲 乙"])


def test_the_only_table_with_known_names_is_it() -> None:
    assert chosen(table(HEAD, "1 甲 乙")) == [FIRST]
    assert chosen(table("甲 乙 丙", "1 2 3"), table(HEAD, "1 甲 乙")) == [FIRST]
    assert chosen(table("甲 乙 丙", "1 2 3")) == []
    assert chosen("甲") == []


def test_a_table_that_tells_what_became_of_things_comes_before_lists() -> None:
    long = table(LIST, *(f"{at} 甲 乙" for at in range(1, 30)))
    assert chosen(long, table(HEAD, "1 甲 乙")) == [FIRST]
    assert chosen(table(HEAD, "1 甲 乙"), long) == [FIRST]


def test_of_two_task_tables_the_longer_one_is_taken_and_of_equals_the_first() -> None:
    short, long = table(HEAD, "1 甲 乙"), table("序号 任务 进展", "1 丙 丁", "2 丙 丁")
    assert chosen(short, long)[0][0] == "序号 任务 进展"
    assert chosen(long, short)[0][0] == "序号 任务 进展"
    same = table("序号 任务名称 完成情况", "1 甲 乙")
    assert chosen(short, same)[0][0] == HEAD
    more = table("序号 任务内容 完成情况 存在问题", "1 甲 乙 丙")
    assert chosen(short, more)[0][0] == "序号 任务内容 完成情况 存在问题"


def test_the_user_may_give_the_columns() -> None:
    other = table("甲 乙 丙", "1 2 3")
    assert chosen(table(HEAD, "1 甲 乙"), other, columns=["甲", "乙", "丙"])[0][1] == ["1 2 3"]
    assert chosen(other, columns=["甲", "乙", "丙"]) == [("甲 乙 丙", ["1 2 3"])]
    assert chosen(other, columns=["子", "丑", "寅"]) == [("", ["甲 乙 丙", "1 2 3"])]
    assert chosen(other, columns=["子", "丑"]) == []
    assert chosen(table("甲 乙 丙"), columns=["甲", "乙", "丙"]) == []


def test_the_user_may_give_the_table_s_number() -> None:
    parts = (table("甲 乙 丙", "1 2 3"), table(HEAD, "1 甲 乙"))
    assert chosen(*parts, number=1) == [("甲 乙 丙", ["1 2 3"])]
    assert chosen(*parts, number=2) == [FIRST]
    assert chosen(*parts, number=1, columns=["子", "丑", "寅"])[0] == ("", ["甲 乙 丙", "1 2 3"])
    for number in (0, 3):
        with pytest.raises(LayoutError, match=f"2 个表格，没有第 {number} 个"):
            chosen(*parts, number=number)


@pytest.mark.parametrize("between", [(), ("— 1 —",), ("— 1 —", "第 2 页")])
def test_a_table_that_goes_on_with_the_numbers_is_its_rest(between: tuple[str, ...]) -> None:
    assert chosen(table(HEAD, "1 甲 乙"), *between, table("2 丙 丁", "3 戊 己")) == [
        FIRST,
        ("", ["2 丙 丁", "3 戊 己"]),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ("文", table("2 丙 丁")),
        (table("3 丙 丁"),),
        (table("1 丙 丁"),),
        (table("2 丙"),),
        (table("甲 丙 丁"),),
        (table("123456 丙 丁"),),
    ],
)
def test_any_other_table_is_not(parts: tuple[str, ...]) -> None:
    assert chosen(table(HEAD, "1 甲 乙"), *parts) == [FIRST]


def test_rows_may_go_on_over_several_tables() -> None:
    found = chosen(table(HEAD, "1 甲 乙"), table("2 丙 丁"), table("3 戊 己"))
    assert [rows for _, rows in found] == [["1 甲 乙"], ["2 丙 丁"], ["3 戊 己"]]


def test_the_last_number_counts_where_the_last_row_has_none() -> None:
    found = chosen(table(HEAD, "1 甲 乙", "一、发展 丙 丁"), table("2 丙 丁"))
    assert len(found) == 2


def test_tables_with_the_same_header_are_one() -> None:
    first, second = table(HEAD, "1 甲 乙"), table("序号 任务内容 完成情况", "1 丙 丁", "2 戊 己")
    assert chosen(first, "二、民生", second) == [FIRST, (HEAD, ["1 丙 丁", "2 戊 己"])]
    other = table("序号 任务 进展 问题", "1 甲 乙 丙")
    assert len(chosen(first, table("甲 乙", "1 2"), second)) == 2
    assert chosen(first, table(LIST, "1 甲 乙"), second) == [FIRST]
    assert [names for names, _ in chosen(second, other, first, number=1)] == [HEAD]


def test_a_header_alone_in_a_table_heads_the_next_one() -> None:
    assert chosen(table(HEAD), table("甲 乙 丙", "丁 戊 己")) == [
        (HEAD, []),
        ("", ["甲 乙 丙", "丁 戊 己"]),
    ]
    assert chosen(table(HEAD), table("甲 乙")) == [(HEAD, [])]


def test_a_table_in_another_is_no_rest_of_it() -> None:
    inner = table("2 丙 丁")
    outer = f"<table><tr><td>序号<td>任务内容<td>完成情况<tr><td>1<td>甲<td>乙{inner}</table>"
    assert len(chosen(outer)) == 1


def test_other_task_tables_are_told_by_place_and_names() -> None:
    parts = (
        table(LIST, "1 甲 乙"),
        table(HEAD, "1 甲 乙", "2 丙 丁"),
        table("序号 任务 进展", "1 丙 丁"),
        table("序号 任务", "1 丙"),
    )
    made = page(*parts)
    assert list(others(made, choose(made), None)) == ["3：序号、任务、进展"]
    assert list(others(made, choose(made, None, 3), None)) == ["2：序号、任务内容、完成情况"]
    around = page(f"<table><tr><td>{parts[1]}</table>", parts[2])
    assert list(others(around, choose(around), None)) == ["3：序号、任务、进展"]


def test_without_known_names_the_largest_table_is_taken_with_its_first_line_as_header() -> None:
    small, large = table("甲 乙 丙", "1 2 3", "4 5 6"), table("子 丑 寅", "11 2 3", "4 5 6")
    (found,) = largest(page(small, large))
    assert found.names == ("子", "丑", "寅")
    assert found.header == Header(0, 1, 0)
    assert largest(page(table("甲 乙 丙", "1 2 3"))) == []
    assert largest(page(table("甲 乙", "1 2", "3 4", "5 6"))) == []
    around = f"<table><tr><td>{large}<td>b<td>c<tr><td>d<td>e<td>f<tr><td>g<td>h<td>i</table>"
    assert largest(page(around))[0].names == ("子", "丑", "寅")


def headings(*parts: str) -> list[list[str]]:
    made = page(*parts)
    tables = choose(made)
    return [
        [made.text[one.start : one.end] for one in headings_before(made.text, tables, at)]
        for at in range(len(tables))
    ]


def test_headings_stand_before_the_tables_they_head() -> None:
    first, second = table(HEAD, "1 甲 乙"), table(HEAD, "1 丙 丁")
    assert headings("题", "一、经济", first, "（一）其他", "文", "二、民生", second) == [
        ["一、经济"],
        ["（一）其他", "二、民生"],
    ]
    assert headings("一、经济", first, "文", second) == [[], []]
    assert headings("一、经济", "文", first, "二、民生", second) == [[], ["二、民生"]]
    assert headings("一、经济", first) == [[]]
