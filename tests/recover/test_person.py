"""Rows as a person has drawn them, put in the place of those that were found."""

import pytest

from convert.person import RowWord
from convert.recover.person import redrawn
from convert.recover.strips import Strip
from convert.recover.table import Piece, Region, Shape

NUMBERED = ("序号", "任务内容", "完成情况")
PLAIN = NUMBERED[1:]
#       0123456789012345678
TEXT = "序号任务完成\n1甲乙丙\n2丁戊己\n3庚辛壬"
FOUND = (
    Strip("task", 8, 11, (7, 8)),
    Strip("task", 13, 16, (12, 13)),
    Strip("task", 18, 21, (17, 18)),
)


def drawn(
    *said: RowWord,
    text: str = TEXT,
    found: tuple[Strip, ...] = FOUND,
    names: tuple[str, ...] = NUMBERED,
    shape: Shape = "glued",
) -> list[tuple[str, str | None, bool]]:
    """Each row's text and number, and whether a person drew it."""
    region = Region(0, len(text), 6, names, (Piece(0, 0),) * len(names), shape)
    rows = redrawn(text, found, region, said)
    numbers = [text[slice(*one.number)] if one.number else None for one in rows]
    return [
        (text[one.start : one.end], number, one.said is not None)
        for one, number in zip(rows, numbers, strict=True)
    ]


AS_FOUND = [("甲乙丙", "1", False), ("丁戊己", "2", False), ("庚辛壬", "3", False)]


def test_without_a_word_rows_stay_as_they_were_found() -> None:
    region = Region(0, len(TEXT), 6, NUMBERED, (Piece(0, 0),) * 3, "glued")
    assert redrawn(TEXT, FOUND, region, ()) == FOUND
    assert drawn() == AS_FOUND


@pytest.mark.parametrize(("start", "end"), [(0, 6), (5, 11), (17, 22), (22, 30)])
def test_a_word_on_what_is_no_row_is_not_heeded(start: int, end: int) -> None:
    assert drawn(RowWord(start, end)) == AS_FOUND


def test_a_row_that_is_drawn_as_it_was_found_keeps_its_number() -> None:
    assert drawn(RowWord(7, 11)) == [("甲乙丙", "1", True), *AS_FOUND[1:]]
    assert drawn(RowWord(17, 21)) == [*AS_FOUND[:2], ("庚辛壬", "3", True)]
    assert drawn(RowWord(6, 12)) == [("甲乙丙", "1", True), *AS_FOUND[1:]]


def test_rows_joined_are_one() -> None:
    assert drawn(RowWord(7, 16)) == [("甲乙丙\n2丁戊己", "1", True), AS_FOUND[2]]
    assert drawn(RowWord(7, 21)) == [("甲乙丙\n2丁戊己\n3庚辛壬", "1", True)]


def test_a_row_split_in_two_is_two() -> None:
    assert drawn(RowWord(7, 10), RowWord(10, 11)) == [
        ("甲乙", "1", True),
        ("丙", None, True),
        *AS_FOUND[1:],
    ]


def test_what_a_drawn_row_leaves_of_others_is_to_be_looked_at() -> None:
    region = Region(0, len(TEXT), 6, NUMBERED, (Piece(0, 0),) * 3, "glued")
    rows = redrawn(TEXT, FOUND, region, [RowWord(9, 15)])
    assert rows == (
        Strip("task", 8, 9, (7, 8)),
        Strip("task", 9, 15, said=RowWord(9, 15)),
        Strip("task", 15, 16, sure=False),
        FOUND[2],
    )
    assert redrawn(TEXT, FOUND, region, [RowWord(8, 11)])[:2] == (
        Strip("task", 7, 8, sure=False),
        Strip("task", 8, 11, said=RowWord(8, 11)),
    )
    middle = redrawn(TEXT, FOUND, region, [RowWord(9, 10)])
    assert middle[:3] == (
        Strip("task", 8, 9, (7, 8)),
        Strip("task", 9, 10, said=RowWord(9, 10)),
        Strip("task", 10, 11, sure=False),
    )
    first = redrawn(TEXT, FOUND, region, [RowWord(7, 9), RowWord(10, 11)])
    assert [(one.start, one.end, one.sure) for one in first[:3]] == [
        (8, 9, True),
        (9, 10, False),
        (10, 11, True),
    ]


def test_a_heading_that_was_found_stays_one_where_it_is_cut() -> None:
    region = Region(0, len(TEXT), 6, NUMBERED, (Piece(0, 0),) * 3, "glued")
    found = (Strip("heading", 7, 11),)
    rows = redrawn(TEXT, found, region, [RowWord(7, 9)])
    assert rows[1] == Strip("heading", 9, 11, sure=False)


def test_signs_and_spaces_round_a_drawn_row_are_its_own() -> None:
    text = "序号任务完成\t 1甲乙 \t\n2丙丁"
    found = (Strip("task", 9, 11, (8, 9)), Strip("task", 15, 17, (14, 15)))
    region = Region(0, len(text), 6, NUMBERED, (Piece(0, 0),) * 3, "glued")
    for start, end in ((8, 11), (7, 12), (6, 13)):
        first, *rest = redrawn(text, found, region, [RowWord(start, end)])
        assert first == Strip("task", 9, 11, (8, 9), said=RowWord(6, 13))
        assert rest == [found[1]]
    piped = "序号任务完成| 1 | 甲 |\n| 2 | 乙 |"
    (first, *_) = redrawn(
        piped, (), region._replace(end=len(piped), shape="piped"), [RowWord(8, 13)]
    )
    assert (first.start, first.end, first.number) == (6, 15, None)
    last = redrawn(piped, (), region._replace(end=len(piped), shape="piped"), [RowWord(18, 23)])
    assert piped[last[0].start : last[0].end] == "| 2 | 乙 |"


@pytest.mark.parametrize(
    ("cut", "row", "number"),
    [(8, "甲乙丙", "1"), (9, "乙丙", "1甲"), (7, "1甲乙丙", None), (11, "", "1甲乙丙")],
)
def test_a_drawn_border_says_where_the_number_ends(cut: int, row: str, number: str | None) -> None:
    said = RowWord(7, 11, cuts=((1, cut), (2, 10)))
    assert drawn(said)[0] == (row, number, True)
    assert drawn(RowWord(7, 11, cuts=((2, 10),)))[0] == ("甲乙丙", "1", True)


def test_signs_round_a_number_are_no_part_of_it() -> None:
    text = "序号任务完成| 1 |\t甲乙"
    said = RowWord(6, 14, cuts=((1, 12),))
    assert drawn(said, text=text, found=()) == [("|\t甲乙", "1", True)]
    assert drawn(said._replace(cuts=((1, 8),)), text=text, found=())[0][1] is None


@pytest.mark.parametrize(
    ("shape", "row", "number"),
    [("glued", "甲乙丙", "12"), ("tabbed", "12 甲乙丙", None), ("piped", "12 甲乙丙", None)],
)
def test_a_number_is_seen_where_none_was_found(shape: Shape, row: str, number: str | None) -> None:
    text = "序号任务完成12 甲乙丙"
    assert drawn(RowWord(6, 12), text=text, found=(), shape=shape) == [(row, number, True)]


def test_a_heading_and_a_row_of_a_table_without_numbers_have_none() -> None:
    assert drawn(RowWord(7, 11, "heading"))[0] == ("1甲乙丙", None, True)
    assert drawn(RowWord(7, 11), names=PLAIN)[0] == ("1甲乙丙", None, True)
    region = Region(0, len(TEXT), 6, NUMBERED, (Piece(0, 0),) * 3, "glued")
    (first, *_) = redrawn(TEXT, FOUND, region, [RowWord(7, 11, "heading")])
    assert first.kind == "heading"
