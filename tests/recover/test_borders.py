"""What the model is asked, and what it answers: dates, limits, borders that are fixed."""

import pytest

from convert import limits
from convert.errors import LimitError
from convert.recover.borders import Placed, RowText, part, place

COLUMNS = ("任务内容", "完成情况", "存在问题", "下步打算")
BUILT = "推进甲工程建设。已完成投资3亿元,主体封顶。12月完工。"
DATED = "新建乙公园5个。3月建成3个。征地困难。8月建成2个。"
JUNE, DECEMBER = "2020-06-30", "2020-12-31"


def planned(date: str | None) -> float:
    """How likely what is built in August is no result yet."""
    (placed,) = place([RowText(DATED)], COLUMNS, date)
    plan = DATED.index("8月")
    return sum(one.probability for one in placed.readings if one.cuts[3] == plan)


def test_the_report_s_date_tells_plans_from_results() -> None:
    assert planned(JUNE) >= planned(None) >= planned(DECEMBER)
    assert planned(JUNE) > planned(DECEMBER)


def test_rows_are_parted_with_the_report_s_date_in_mind() -> None:
    june, december = (part(BUILT + DATED, COLUMNS, date) for date in (JUNE, DECEMBER))
    assert [one.chance for one in june] != [one.chance for one in december]


def test_no_rows_have_no_borders() -> None:
    assert place([], COLUMNS) == []


def test_a_row_without_text_has_empty_cells() -> None:
    (placed,) = place([RowText("")], COLUMNS)
    assert placed.readings[0].cuts == (0,) * 5


def cuts(row: RowText) -> set[tuple[int, ...]]:
    (placed,) = place([row], COLUMNS)
    return {one.cuts for one in placed.readings}


def test_borders_stand_where_they_may_and_where_they_must() -> None:
    spaces = frozenset({8, 23})
    assert all(set(one) <= spaces | {0, len(BUILT)} for one in cuts(RowText(BUILT, spaces)))
    forced = frozenset({12})
    assert all(12 in one for one in cuts(RowText(BUILT, None, forced)))
    assert all(one[2] == 15 for one in cuts(RowText(BUILT, None, frozenset({15}), ((2, 15),))))


def test_probabilities_are_told_of_readings_cells_and_the_row() -> None:
    placed = place([RowText(BUILT), RowText(DATED)], COLUMNS, JUNE)
    for one in placed:
        chances = [reading.probability for reading in one.readings]
        assert 1 <= len(chances) <= 5
        assert chances == sorted(chances, reverse=True)
        assert 0 < sum(chances) <= 1.001
        assert 0 < one.right <= min(one.cells) <= 1
        assert len(one.cells) == len(COLUMNS)


def test_a_row_that_may_begin_elsewhere_is_less_sure() -> None:
    def right(chance: float) -> Placed:
        return place([RowText(BUILT, chance=chance)], COLUMNS, JUNE)[0]

    assert right(0.5).right < right(1.0).right
    assert right(0.01).review


def test_a_row_may_be_as_long_as_the_limit_and_no_longer() -> None:
    with limits.applied({"row_characters": len(BUILT)}):
        assert len(place([RowText("甲"), RowText(BUILT)], COLUMNS)) == 2
        with pytest.raises(LimitError):
            place([RowText("甲"), RowText(BUILT + "。")], COLUMNS)
