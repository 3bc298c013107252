"""Rows whose signs are there: cells, what is left over, headings, and what is to be checked."""

import pytest

from convert.recover import cells as cutting
from convert.recover.locate import locate
from convert.recover.strips import Strip
from convert.recover.table import Line, Region
from convert.report import Span

HEAD = "| 序号 | 任务内容 | 完成情况 |\n| 1 | 甲 | 乙 |\n| 2 | 丙 | 丁 |"
PIPED = locate(HEAD)
TABBED = locate(HEAD.replace("| ", "").replace(" |", "").replace(" ", "\t"))


def shown(text: str, line: Line) -> list[str]:
    return [text[one.start : one.end] for one in line.cells]


def ruled(text: str, region: Region = PIPED) -> tuple[Line, list[str], list[tuple[int, int]]]:
    """A row alone: as it is cut, its cells' texts, and where its signs stand."""
    marks: list[Span] = []
    line = cutting._ruled(text, Strip("task", 0, len(text)), region, marks)
    return line, shown(text, line), [tuple(mark) for mark in marks]


def test_the_shapes_are_as_asked() -> None:
    assert (PIPED.shape, TABBED.shape) == ("piped", "tabbed")
    assert len(PIPED.names) == len(TABBED.names) == 3


@pytest.mark.parametrize(
    ("text", "found", "review"),
    [
        ("| 1 | 甲 | 乙 |", ["1", "甲", "乙"], False),
        ("1 | 甲 | 乙", ["1", "甲", "乙"], False),
        ("| 1 | 甲 |", ["1", "甲", ""], False),
        ("1 || 乙", ["1", "", "乙"], False),
        ("| 1 | 甲 | 乙 | |", ["1", "甲", "乙"], False),
        ("| 1 | 甲 | 乙 | 丙 |", ["1", "甲", "乙 | 丙"], True),
        ("| 1 | 甲 | | 丙 |", ["1", "甲", "丙"], True),
        ("| 1 | 甲 | | |", ["1", "甲", ""], False),
        ("| 1 | 甲 | 乙 | | 丙 |", ["1", "甲", "乙 | | 丙"], True),
        ("1\t甲\t乙", ["1", "甲", "乙"], False),
        ("1\t甲\t", ["1", "甲", ""], False),
        ("1\t甲\t乙\t丙", ["1", "甲", "乙\t丙"], True),
    ],
)
def test_cells_stand_between_the_signs(text: str, found: list[str], review: bool) -> None:
    line, cells, _ = ruled(text)
    assert (line.kind, cells, line.review) == ("task", found, review)


def test_signs_inside_the_last_cell_are_text() -> None:
    assert ruled("| 1 | 甲 | 乙 | 丙 |")[2] == [(0, 1), (4, 5), (8, 9), (16, 17)]
    assert ruled("| 1 | 甲 | 乙 |")[2] == [(0, 1), (4, 5), (8, 9), (12, 13)]
    assert ruled("1\t甲\t乙", TABBED)[2] == []


@pytest.mark.parametrize(
    ("text", "kind", "review"),
    [
        ("| 一、发展 | | |", "heading", False),
        ("| 发展 |", "heading", False),
        ("| 12 | | |", "task", True),
        ("| （三） | | |", "task", True),
        ("| 【4】 | | |", "task", True),
        ("| 1 | 甲 | |", "task", False),
        ("| | 甲 | |", "task", False),
        ("| | | |", "task", False),
    ],
)
def test_a_text_alone_is_a_heading_unless_it_is_a_number(
    text: str, kind: str, review: bool
) -> None:
    line, _, _ = ruled(text)
    assert (line.kind, line.review) == (kind, review)


def test_a_missing_cell_is_empty_where_the_row_ends() -> None:
    line, _, _ = ruled("  | 1 | 甲 |")
    assert [(one.start, one.end) for one in line.cells] == [(4, 5), (8, 9), (9, 9)]


@pytest.mark.parametrize(
    ("words", "shape", "sign"),
    [
        ("a\tb", "piped", "tabbed"),
        ("a|b", "tabbed", "piped"),
        ("a", "tabbed", "tabbed"),
        ("a", "piped", "piped"),
        ("a|\tb", "tabbed", "tabbed"),
        ("a|\tb", "piped", "piped"),
    ],
)
def test_a_row_may_have_the_other_sign(words: str, shape: str, sign: str) -> None:
    strip = Strip("task", 1, 1 + len(words))
    assert cutting._sign_of(f"|{words}\t|", strip, shape) == sign


@pytest.mark.parametrize(
    ("text", "found", "review", "signs"),
    [
        ("| 一、发展 |", "一、发展", False, [(0, 1), (7, 8)]),
        ("一、发展", "一、发展", False, []),
        ("| 一 | 发展 |", "一 | 发展", True, [(0, 1), (9, 10)]),
        ("| |", "", False, [(0, 1), (2, 3)]),
        ("|一|", "一", False, [(0, 1), (2, 3)]),
    ],
)
def test_a_heading_is_what_stands_between_its_outer_signs(
    text: str, found: str, review: bool, signs: list[tuple[int, int]]
) -> None:
    marks: list[Span] = []
    padded = f"|{text}|"
    line = cutting._heading(padded, Strip("heading", 1, 1 + len(text)), PIPED, marks)
    assert (line.kind, line.review) == ("heading", review)
    assert shown(padded, line) == [found, "", ""]
    assert [(mark.start - 1, mark.end - 1) for mark in marks] == signs
    first, *rest = line.cells
    assert {(one.start, one.end) for one in rest} == {(first.end, first.end)}
