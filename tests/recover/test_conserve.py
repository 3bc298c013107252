"""The law of conservation: signs between cells and in them, what is lost and what is doubled."""

import pytest

from convert.recover.conserve import conserved, settled
from convert.recover.table import Line, Piece, Region, Table
from convert.report import Span

HEADER = "甲乙"


def row(*cells: tuple[int, int]) -> Line:
    return Line("task", tuple(Piece(start, end) for start, end in cells))


def free(cells: list[tuple[int, int]], *marks: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of the signs that are no cell's."""
    _, found = settled([row(*cells)], [Span(*mark) for mark in marks])
    return [tuple(one) for one in found]


@pytest.mark.parametrize(
    ("cells", "marks", "found"),
    [
        ([(0, 2), (3, 5)], [(2, 3)], [(2, 3)]),
        ([(0, 2), (3, 5)], [(5, 6), (2, 3)], [(2, 3), (5, 6)]),
        ([(0, 2), (3, 5)], [(1, 4)], [(2, 3)]),
        ([(0, 2), (3, 5)], [(3, 5)], []),
        ([(0, 2), (3, 5)], [(0, 9)], [(2, 3), (5, 9)]),
        ([(2, 4)], [(0, 2), (4, 6)], [(0, 2), (4, 6)]),
        ([(2, 4)], [(0, 3)], [(0, 2)]),
        ([(3, 3)], [(2, 4)], [(2, 4)]),
        ([], [(0, 1)], [(0, 1)]),
        ([(0, 9)], [(1, 2), (3, 4)], []),
        ([(0, 1)], [(2, 5), (3, 7)], [(2, 5), (5, 7)]),
        ([(0, 1)], [(2, 7), (3, 5)], [(2, 7)]),
        ([(0, 1)], [(2, 5), (2, 5)], [(2, 5)]),
        ([(7, 9), (0, 1)], [(1, 8)], [(1, 7)]),
    ],
)
def test_signs_are_free_where_no_cell_has_them(
    cells: list[tuple[int, int]], marks: list[tuple[int, int]], found: list[tuple[int, int]]
) -> None:
    assert free(cells, *marks) == found


@pytest.mark.parametrize(
    ("sign", "review"),
    [
        ((0, 1), [False, False]),
        ((1, 2), [True, False]),
        ((2, 3), [True, False]),
        ((3, 4), [False, False]),
        ((3, 6), [False, True]),
        ((2, 6), [True, True]),
        ((0, 20), [True, True]),
        ((8, 9), [False, False]),
        ((7, 8), [False, True]),
    ],
)
def test_a_row_with_a_sign_in_a_cell_is_to_be_looked_at(
    sign: tuple[int, int], review: list[bool]
) -> None:
    rows = [row((1, 2), (2, 3)), row((5, 5), (5, 8))]
    marks = [Span(30, 31), Span(*sign)]
    found, _ = settled(rows, marks)
    assert [one.review for one in found] == review
    assert [one.cells for one in found] == [one.cells for one in rows]


def test_every_sign_is_looked_for() -> None:
    rows = [row((10, 20))]
    signs = [Span(0, 1), Span(2, 3), Span(9, 10), Span(12, 13)]
    assert settled(rows, signs)[0][0].review
    assert not settled(rows, [*signs[:3], Span(20, 21)])[0][0].review


def checked(
    text: str,
    *cells: tuple[int, int],
    separators: tuple[tuple[int, int], ...] = (),
    start: int = 0,
    end: int | None = None,
) -> None:
    """Whether these pieces keep the law; the header is 甲乙 at the region's start."""
    columns = (Piece(start, start + 1), Piece(start + 1, start + 2))
    stop = len(text) if end is None else end
    region = Region(start, stop, start + 2, ("甲", "乙"), columns, "glued")
    signs = tuple(Span(*one) for one in separators)
    conserved(text, region, Table(region.names, columns, (row(*cells),), signs))


def test_what_is_whole_passes() -> None:
    checked(f"{HEADER}一二", (2, 3), (3, 4))
    checked(f"{HEADER}\n 一 二 \n", (4, 5), (6, 7))
    checked(f"{HEADER}一|二", (4, 5), (2, 3), separators=((3, 4),))
    checked(f"{HEADER}一", (2, 3), (3, 3))
    checked(f"上文{HEADER}一下文", (4, 5), (5, 5), start=2, end=5)


@pytest.mark.parametrize(
    ("text", "cells", "told"),
    [
        ("一二三", [(2, 3), (4, 5)], "3:4"),
        ("一二三", [(3, 4), (4, 5)], "2:3"),
        ("一二三", [(2, 4), (3, 5)], "4:3"),
        ("一二三", [(2, 3), (3, 4)], "4:5"),
        ("一二三", [(2, 2), (2, 2)], "2:5"),
        ("一二三", [(1, 3), (3, 5)], "2:1"),
    ],
)
def test_what_is_lost_or_doubled_is_told_with_its_place(
    text: str, cells: list[tuple[int, int]], told: str
) -> None:
    with pytest.raises(ValueError, match=f"^characters {told} are lost"):
        checked(HEADER + text, *cells)


def test_what_stands_before_the_region_is_not_its_own() -> None:
    with pytest.raises(ValueError, match="characters 2:1 are lost or doubled"):
        checked(f"上文{HEADER}一", (1, 2), (4, 5), start=2)
