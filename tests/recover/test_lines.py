"""Lines of a page, lines that are not the table's, and the small models of words."""

from math import exp

import pytest

from convert.recover.cues import cues
from convert.recover.headcuts import features, prices
from convert.recover.lines import Stretch, lines
from convert.recover.table import bare, trimmed
from convert.recover.tails import is_folio, is_foot, is_heading, is_tail
from convert.recover.weighted import log_odds, weights


def shown(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, bool, str]]:
    """Each line, whether it stands clear, and itself with the TABs at its ends."""
    found = lines(text, start, len(text) if end is None else end)
    return [(text[one.start : one.end], one.clear, text[one.first : one.last]) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲\n乙", [("甲", True, "甲"), ("乙", False, "乙")]),
        ("甲\r\n乙", [("甲", True, "甲"), ("乙", False, "乙")]),
        ("甲\r乙", [("甲", True, "甲"), ("乙", False, "乙")]),
        ("甲\n\n乙", [("甲", True, "甲"), ("乙", True, "乙")]),
        ("甲\r\r乙", [("甲", True, "甲"), ("乙", True, "乙")]),
        ("甲\n \n\u3000乙\u00a0", [("甲", True, "甲"), ("乙", True, "乙")]),
        ("\n 甲", [("甲", True, "甲")]),
        (
            "甲\n乙\n\n丙\n丁",
            list(zip("甲乙丙丁", (True, False, True, False), "甲乙丙丁", strict=True)),
        ),
        (
            "甲\r乙\r\r丙\r丁",
            list(zip("甲乙丙丁", (True, False, True, False), "甲乙丙丁", strict=True)),
        ),
        ("甲\u2028乙\x0b丙\x85丁", [(one, at == 0, one) for at, one in enumerate("甲乙丙丁")]),
        (" \t甲\t乙\t\t ", [("甲\t乙", True, "\t甲\t乙\t\t")]),
        ("\t\n \n", []),
        ("", []),
    ],
)
def test_lines_hold_more_than_white_space(text: str, found: list[tuple[str, bool, str]]) -> None:
    assert shown(text) == found


def test_only_the_stretch_asked_for_is_read() -> None:
    assert shown("甲\n乙丙\n丁", 2, 4) == [("乙丙", True, "乙丙")]
    assert shown("甲\n乙丙\n丁", 3, 5) == [("丙", True, "丙")]
    assert list(lines("x\n 甲 \n", 2, 5)) == [Stretch(3, 4, True, 3, 4)]


@pytest.mark.parametrize(
    ("line", "tail", "foot", "folio", "heading"),
    [
        (" 扫一扫在手机打开 ", True, True, False, False),
        ("COPYRIGHT 2020", True, True, False, False),
        ("注：甲", False, True, False, False),
        ("\t备注:乙", False, True, False, False),
        (" — 12 — ", False, False, True, False),
        ("第 2 页 共 3 页", False, False, True, False),
        ("（续表）", False, False, True, False),
        ("一、经济发展", False, False, False, True),
        (" （二）民生 ", False, False, False, True),
        ("第三部分", False, False, False, True),
        ("一、经济发展。完成", False, False, False, False),
        ("推进甲工程扫一扫", False, False, False, False),
        ("", False, False, False, False),
    ],
)
def test_lines_that_are_not_the_table_s(
    line: str, tail: bool, foot: bool, folio: bool, heading: bool
) -> None:
    assert [is_tail(line), is_foot(line), is_folio(line), is_heading(line)] == [
        tail,
        foot,
        folio,
        heading,
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [(" 甲 乙 ", (1, 4)), ("甲", (0, 1)), ("\t\n", (0, 0)), ("", (0, 0)), ("甲 ", (0, 1))],
)
def test_a_stretch_is_trimmed_and_an_empty_one_stands_at_its_start(
    text: str, found: tuple[int, int]
) -> None:
    start, end = found
    assert trimmed(f"xx{text}yy", 2, 2 + len(text)) == (start + 2, end + 2)


def test_bare_text_has_no_white_space() -> None:
    assert bare(" 甲\u3000乙\n\u00a0c ") == "甲乙c"


def test_a_border_in_a_header_costs_little_where_names_end() -> None:
    text = "序号任务内容完成情况"
    border, none = prices(text)
    assert len(border) == len(none) == len(text)
    for at, (yes, no) in enumerate(zip(border, none, strict=True)):
        assert exp(-yes) + exp(-no) == pytest.approx(1)
        assert yes > 0
        assert no > 0
        if at:
            assert (yes < no) is (at in (2, 6))
    assert prices("") == ([], [])


def test_features_are_the_characters_beside_a_place() -> None:
    assert features("甲乙丙丁戊己", 3) == [
        "bias", "<丙", "<乙丙", "<甲乙丙", ">丁", ">丁戊", ">丁戊己", "丙|丁", "乙丙|丁戊",
    ]  # fmt: skip
    assert features("甲乙丙丁戊", 0) == ["bias", ">甲", ">甲乙", ">甲乙丙"]
    assert features("甲乙丙丁戊", 4) == [
        "bias", "<丁", "<丙丁", "<乙丙丁", ">戊", "丁|戊", "丙丁|戊",
    ]  # fmt: skip


def test_features_that_are_known_add_up() -> None:
    known = weights("headcuts.tsv")
    one, two = list(known)[:2]
    assert log_odds("headcuts.tsv", []) == 0
    assert log_odds("headcuts.tsv", ["no such feature"]) == 0
    assert log_odds("headcuts.tsv", [one, two]) == pytest.approx(
        float(known[one]) + float(known[two])
    )
    assert all("\t" not in name and abs(float(held)) < 99 for name, held in known.items())


def test_cues_are_told_in_order_and_none_within_another() -> None:
    text = "截至9月底累计完成投资,截至9月底"
    assert cues(text, "完成情况") == ("截至9月底", "累计完成", "完成投资")
    assert cues("累计完成;截至9月底", "完成情况") == ("累计完成", "截至9月底")
    assert cues(text, "下步打算") == ()
    assert cues("12月底前完成", "下步打算") == ("12月底前", "月底前完成")
    assert cues(text, "序号") == cues("", "完成情况") == ()
