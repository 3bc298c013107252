"""Fields of a print that a person may have changed."""

import pytest

from convert.reading.printed import fields_at
from convert.report import Field, Span

KNOWN = [("索引号", "：", "A-1"), ("体裁", "", "通知"), ("分类", "", "")]


def fields(*shown: str) -> list[Field]:
    text, spans = "", []
    for one in shown:
        spans.append(Span(len(text), len(text) + len(one)))
        text += f"{one}\n"
    return list(fields_at(text, spans, KNOWN))


def test_known_fields_keep_their_labels_whatever_the_value_is_now() -> None:
    assert fields("索引号：A-2", "体裁 公告", "分类") == [
        Field("索引号", "A-2", Span(0, 7), "："),
        Field("体裁", "公告", Span(8, 13), ""),
        Field("分类", "", Span(14, 16), ""),
    ]


@pytest.mark.parametrize(
    ("shown", "label", "value", "mark"),
    [
        ("文号: 5：6", "文号", "5：6", ":"),
        ("文号：5", "文号", "5", "："),
        ("文号 5 6", "文号", "5 6", ""),
        ("体裁2 公告", "体裁2", "公告", ""),
    ],
)
def test_others_are_parted_at_their_mark(shown: str, label: str, value: str, mark: str) -> None:
    assert fields(shown) == [Field(label, value, Span(0, len(shown)), mark)]


def test_each_known_field_is_taken_once_and_out_of_order() -> None:
    found = fields("体裁 一", "索引号：二", "体裁 三")
    assert [(one.label, one.value) for one in found] == [
        ("体裁", "一"),
        ("索引号", "二"),
        ("体裁", "三"),
    ]


def test_a_known_label_may_hold_the_mark_itself() -> None:
    spans = [Span(0, 5), Span(6, 11)]
    found = list(fields_at("甲：乙：丙\n丁：戊：己", spans, [("甲：乙", "：", "丙")]))
    assert [(one.label, one.value, one.mark) for one in found] == [
        ("甲：乙", "丙", "："),
        ("丁", "戊：己", "："),
    ]
