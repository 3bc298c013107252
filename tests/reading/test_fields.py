"""Labelled values: in the lines of a page, and in tables of labels and values."""

import pytest

from convert.reading.fields import in_grid, in_line, is_furniture
from convert.reading.scribe import Scribe
from convert.report import Span

Shown = tuple[str, str, str, str]
"""Label, mark, value, and what the field takes of the text."""


def fields(line: str, aside: bool = False) -> list[Shown]:
    text = f"前\n {line}\t后：来源：丁"
    found = in_line(text, Span(3, 3 + len(line)), aside)
    assert all(one.span for one in found)
    return [
        (one.label, one.mark, one.value, text[one.span.start : one.span.end])
        for one in found
        if one.span
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("索引号 A-1", [("索引号", "", "A-1", "索引号 A-1")]),
        ("索引号：A-1", [("索引号", "：", "A-1", "索引号：A-1")]),
        ("索引号 : A  1", [("索引号", ":", "A 1", "索引号 : A  1")]),
        ("索引号：", [("索引号", "：", "", "索引号：")]),
        ("索引号", [("索引号", "", "", "索引号")]),
        ("索\u3000引\u00a0号:A", [("索引号", ":", "A", "索\u3000引\u00a0号:A")]),
        ("2020-10-09 11:30 来源：甲", [("来源", "：", "甲", "来源：甲")]),
        ("2020年1月9日 来源 甲", [("来源", "", "甲", "来源 甲")]),
        ("2020.1.2  11:30:05  来源 甲", [("来源", "", "甲", "来源 甲")]),
        ("来源 甲 作者", [("来源", "", "甲", "来源 甲"), ("作者", "", "", "作者")]),
        ("来源:甲 来源:乙", [("来源", ":", "甲", "来源:甲"), ("来源", ":", "乙", "来源:乙")]),
        ("作者来源：甲", [("作者来源", "：", "甲", "作者来源：甲")]),
        ("信息来源：甲", [("信息来源", "：", "甲", "信息来源：甲")]),
        ("主题分类:甲;体裁:乙", [("主题分类", ":", "甲;体裁:乙", "主题分类:甲;体裁:乙")]),
        ("文件形成日期 2020", [("文件形成日期", "", "2020", "文件形成日期 2020")]),
        ("甲日期 2020", [("甲日期", "", "2020", "甲日期 2020")]),
        ("甲乙丙丁戊日期 1", [("甲乙丙丁戊日期", "", "1", "甲乙丙丁戊日期 1")]),
        ("来源：甲 打印 关闭", [("来源", "：", "甲", "来源：甲")]),
        ("来源：甲 【字体：大】 作者",
         [("来源", "：", "甲", "来源：甲"), ("作者", "", "", "作者")]),
    ],
)  # fmt: skip
def test_known_labels_are_fields_wherever_they_stand(line: str, found: list[Shown]) -> None:
    assert fields(line) == found
    assert fields(line, aside=True) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("甲乙：丙", [("甲乙", "：", "丙", "甲乙：丙")]),
        ("甲乙 来源：丙", [("甲乙", "", "", "甲乙"), ("来源", "：", "丙", "来源：丙")]),
        ("甲 乙 丙：丁", [("甲乙丙", "：", "丁", "甲 乙 丙：丁")]),
        ("甲 乙：丁", [("甲乙", "：", "丁", "甲 乙：丁")]),
        ("甲乙丙丁戊己庚辛：壬", [("甲乙丙丁戊己庚辛", "：", "壬", "甲乙丙丁戊己庚辛：壬")]),
        ("首页 > 索引号", [("首页", "", ">", "首页 >"), ("索引号", "", "", "索引号")]),
    ],
)
def test_other_short_words_are_labels_outside_the_furniture(line: str, found: list[Shown]) -> None:
    assert fields(line) == found
    assert fields(line, aside=True) == []


@pytest.mark.parametrize(
    "line",
    [
        "甲乙 丙",
        "甲乙:",
        "甲：乙",
        "甲乙丙丁戊己庚辛壬：癸",
        "甲a：乙",
        "ABC日期 2020",
        "甲乙丙丁戊己日期 1",
        "2020.1.2 甲乙：丙",
        "甲乙 打印",
        "甲乙丙 丁：戊",
        "打印 关闭",
        "您的位置：首页 > 公开",
        "当前位置 索引号＞",
        "首页 > 公开 » 来源：甲",
    ],
)
def test_such_lines_are_no_fields(line: str) -> None:
    assert fields(line) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打印", True),
        ("打印 关闭", True),
        ("【打印】[关闭]·(分享)", True),
        ("打印关闭", True),
        ("Top", True),
        ("", True),
        ("分享:", True),
        ("打印x", False),
        ("x打印", False),
        ("打", False),
        ("打印" * 40, True),
    ],
)
def test_furniture_is_made_of_pieces_of_furniture(text: str, found: bool) -> None:
    assert is_furniture(text) is found


def grid(*rows: list[str]) -> list[Shown]:
    scribe = Scribe()
    scribe.put_table(("", row) for row in rows)
    text, (made,) = scribe.done()
    return [
        (one.label, one.mark, one.value, text[one.span.start : one.span.end])
        for one in in_grid(text, made)
        if one.span
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [["索引号", "A-1", "体裁", "通知"], ["发布机构", "甲局", "名称", ""]],
            [
                ("索引号", "", "A-1", "索引号\tA-1"),
                ("体裁", "", "通知", "体裁\t通知"),
                ("发布机构", "", "甲局", "发布机构\t甲局"),
                ("名称", "", "", "名称\t"),
            ],
        ),
        (
            [["索引号", "A"], ["甲乙： ", "丙"]],
            [("索引号", "", "A", "索引号\tA"), ("甲乙", "：", "丙", "甲乙： \t丙")],
        ),
        (
            [["甲", "乙", "丙", "丁"], ["索引号", "A", "体裁", "B"]],
            [
                ("甲", "", "乙", "甲\t乙"),
                ("丙", "", "丁", "丙\t丁"),
                ("索引号", "", "A", "索引号\tA"),
                ("体裁", "", "B", "体裁\tB"),
            ],
        ),
        (
            [["索引号", "A", "体裁"], ["名称 ：", "B"]],
            [
                ("索引号", "", "A", "索引号\tA"),
                ("体裁", "", "", "体裁"),
                ("名称", "：", "B", "名称 ：\tB"),
            ],
        ),
        (
            [["", "索引号", "A"], ["体裁", "B", "尾"]],
            [("索引号", "", "A", "索引号\tA"), ("体裁", "", "B", "体裁\tB")],
        ),
        (
            [["索引号", ""], ["体裁", "名称"], ["编号", "3"]],
            [
                ("索引号", "", "", "索引号\t"),
                ("体裁", "", "", "体裁"),
                ("名称", "", "", "名称"),
                ("编号", "", "3", "编号\t3"),
            ],
        ),
        ([["甲:", "A"], ["乙:", "B"]], [("甲", ":", "A", "甲:\tA"), ("乙", ":", "B", "乙:\tB")]),
        (
            [["甲：:", "A"], ["体裁", "B"]],
            [("甲", "：", "A", "甲：:\tA"), ("体裁", "", "B", "体裁\tB")],
        ),
        (
            [["甲", "乙"], ["体裁", "B"], ["索引号", "C"]],
            [
                ("甲", "", "乙", "甲\t乙"),
                ("体裁", "", "B", "体裁\tB"),
                ("索引号", "", "C", "索引号\tC"),
            ],
        ),
        ([["体裁", "B"], ["索引号", "C"], *[["甲", "乙"]] * 3], []),
        ([["索引号：", "A"]], []),
        ([["甲", "乙", "丙", "丁"], ["戊", "己", "体裁", "B"]], []),
        ([["索引号", "体裁"], ["A", "B"]], []),
        ([["：", "A"], ["索引号", "B"]], []),
    ],
)
def test_a_table_of_labels_and_values_by_turns_is_fields(
    rows: list[list[str]], found: list[Shown]
) -> None:
    assert grid(*rows) == found


@pytest.mark.parametrize(("letters", "fields"), [(14, 2), (15, 2), (16, 0)])
def test_a_label_is_short(letters: int, fields: int) -> None:
    assert len(grid(["甲" * letters + "：", "A"], ["索引号", "B"])) == fields
    assert len(grid(["甲" * 17, "索引号", "B", "体裁", "C"])) == 0
