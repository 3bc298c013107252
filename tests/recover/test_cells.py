"""What the model is asked about a row, and the cells that are made of its answer."""

from collections.abc import Sequence

import pytest

from convert.person import RowWord
from convert.recover import cells as cutting
from convert.recover.borders import Placed, RowText
from convert.recover.cells import recover
from convert.recover.strips import Strip, Strips
from convert.recover.table import Line, Piece, Reading, Region, Shape, Table

NUMBERED = ("序号", "任务内容", "完成情况", "下步打算")
PLAIN = NUMBERED[1:]
ROW = "修路完工验收"


class Asked:
    """A model that keeps what it is asked, and parts a row as it is told to."""

    def __init__(self, *cuts: int, sure: float = 0.9, review: bool = False) -> None:
        self.cuts, self.sure, self.review = cuts, sure, review
        self.rows: list[RowText] = []
        self.about: list[tuple[tuple[str, ...], str | None]] = []

    def __call__(
        self, rows: Sequence[RowText], columns: Sequence[str], date: str | None = None
    ) -> list[Placed]:
        self.rows += rows
        self.about.append((tuple(columns), date))
        return [self._placed(len(row.text), len(columns)) for row in rows]

    def _placed(self, end: int, width: int) -> Placed:
        cuts = (0, *self.cuts, end) if self.cuts else (0, *[end] * width)
        second = (0, *[0] * (width - 1), end)
        readings = (Reading(cuts, 0.75), Reading(second, 0.25))
        return Placed(readings, (self.sure,) * width, self.sure, self.review)


def recovered(
    monkeypatch: pytest.MonkeyPatch,
    model: Asked,
    text: str,
    strips: Sequence[Strip],
    *,
    names: tuple[str, ...] = NUMBERED,
    shape: Shape = "glued",
    said: Sequence[RowWord] = (),
) -> Table:
    """The table of a text without a header, whose rows are known."""
    monkeypatch.setattr(cutting, "place", model)
    region = Region(0, len(text), 0, names, (Piece(0, 0),) * len(names), shape)
    return recover(text, region, "2020-06-30", said, Strips(tuple(strips)))


def question(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    names: tuple[str, ...],
    shape: Shape,
    *said: RowWord,
) -> RowText:
    """What is asked about a text that is one row."""
    model = Asked()
    strip = Strip("task", 0, len(text), chance=0.5)
    recovered(monkeypatch, model, text, [strip], names=names, shape=shape, said=said)
    (row,) = model.rows
    return row


def test_the_model_is_told_the_columns_without_the_number_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for names in (NUMBERED, PLAIN):
        model = Asked()
        recovered(monkeypatch, model, ROW, [Strip("task", 0, len(ROW))], names=names)
        assert model.about == [(PLAIN, "2020-06-30")]


@pytest.mark.parametrize("names", [NUMBERED, PLAIN])
@pytest.mark.parametrize(
    ("text", "breaks", "forced"),
    [
        ("修路\n完工\n验收", {3, 6}, True),
        ("修路\n完工", {3}, True),
        ("修路\n  完工", {5}, True),
        ("修路\n\n完工\n验\n收", {4, 7, 9}, False),
        ("修路", set(), True),
    ],
)
def test_where_each_cell_has_lines_of_its_own_borders_stand_at_line_breaks(
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, ...],
    text: str,
    breaks: set[int],
    forced: bool,
) -> None:
    row = question(monkeypatch, text, names, "celllines")
    assert (row.text, row.chance) == (text, 0.5)
    assert row.allowed == breaks
    assert row.forced == (breaks if forced else set())


def test_a_tab_in_such_a_row_is_a_border_too(monkeypatch: pytest.MonkeyPatch) -> None:
    few = question(monkeypatch, "修路\n完\t工", NUMBERED, "celllines")
    assert few.allowed == few.forced == {3, 5}
    many = question(monkeypatch, "修\n路\n完\n工\t验收", NUMBERED, "celllines")
    assert many.allowed == {2, 4, 6, 8}
    assert many.forced == {8}


def test_where_spaces_part_cells_borders_stand_at_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    row = question(monkeypatch, "修路 完工  验\u3000收\t好", NUMBERED, "spaced")
    assert row.text == "修路 完工  验\u3000收\t好"
    assert row.allowed == {3, 7, 11}
    assert row.forced == {11}


def test_elsewhere_borders_stand_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    row = question(monkeypatch, "修路 完工|验收", NUMBERED, "glued")
    assert row == RowText("修路 完工\t验收", None, frozenset({6}), (), 0.5)


@pytest.mark.parametrize(
    ("cuts", "pinned", "forced"),
    [
        (((2, 2),), ((1, 2),), {2}),
        (((2, 2), (3, 4)), ((1, 2), (2, 4)), {2, 4}),
        (((2, 0), (3, 6)), ((1, 0), (2, 6)), set()),
        (((2, 1), (3, 1)), ((1, 1), (2, 1)), {1}),
        (((4, 2),), (), set()),
    ],
)
def test_borders_that_a_person_drew_are_told(
    monkeypatch: pytest.MonkeyPatch,
    cuts: tuple[tuple[int, int], ...],
    pinned: tuple[tuple[int, int], ...],
    forced: set[int],
) -> None:
    said = RowWord(0, len(ROW), cuts=cuts)
    row = question(monkeypatch, ROW, NUMBERED, "glued", said)
    assert (row.pinned, row.forced) == (pinned, forced)
    less = RowWord(0, len(ROW), cuts=tuple((column - 1, at) for column, at in cuts))
    assert question(monkeypatch, ROW, PLAIN, "glued", less) == row


def test_a_border_drawn_beyond_the_row_stands_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    said = RowWord(3, 9, cuts=((2, 1), (3, 40)))
    model = Asked()
    strip = Strip("task", 3, 9)
    recovered(monkeypatch, model, f"   {ROW}", [strip], said=[said])
    assert model.rows[0].pinned == ((1, 0), (2, 6))


def texts(text: str, line: Line) -> list[str]:
    return [text[one.start : one.end] for one in line.cells]


def test_cells_are_those_of_the_first_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"12 {ROW}"
    table = recovered(monkeypatch, Asked(2, 4), text, [Strip("task", 3, 9, (0, 2))])
    (line,) = table.rows
    assert texts(text, line) == ["12", "修路", "完工", "验收"]
    assert [(one.confidence, one.why) for one in line.cells] == [
        (1.0, "number"),
        *[(0.9, "model")] * 3,
    ]
    assert line.readings == (Reading((0, 3, 5, 7, 9), 0.75), Reading((0, 3, 3, 3, 9), 0.25))
    assert (line.kind, line.review) == ("task", False)


def test_without_a_column_of_numbers_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f" {ROW}"
    strips = [Strip("task", 1, 7)]
    (line,) = recovered(monkeypatch, Asked(2, 4), text, strips, names=PLAIN).rows
    assert texts(text, line) == ["修路", "完工", "验收"]
    assert line.readings[0].cuts == (1, 3, 5, 7)


def test_a_number_that_is_missing_is_empty_where_the_row_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (line,) = recovered(monkeypatch, Asked(2, 4), f" {ROW}", [Strip("task", 1, 7)]).rows
    assert line.cells[0] == Piece(1, 1, 1.0, "number")
    assert line.readings[0].cuts == (1, 1, 3, 5, 7)


@pytest.mark.parametrize(
    ("sure", "unsure", "review"), [(True, False, False), (False, False, True), (True, True, True)]
)
def test_a_row_that_may_begin_elsewhere_is_to_be_looked_at(
    monkeypatch: pytest.MonkeyPatch, sure: bool, unsure: bool, review: bool
) -> None:
    model = Asked(2, 4, review=unsure)
    (line,) = recovered(monkeypatch, model, ROW, [Strip("task", 0, 6, sure=sure)]).rows
    assert line.review == review
    assert line.cells[0].confidence == (1.0 if sure else 0.5)


def test_a_border_that_was_typed_makes_cells_a_person_s(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "修路\t完工 |验收"
    (line,) = recovered(monkeypatch, Asked(3, 7), text, [Strip("task", 0, 9)]).rows
    assert texts(text, line)[1:] == ["修路", "完工", "验收"]
    assert [(one.confidence, one.why) for one in line.cells[1:]] == [(1.0, "person")] * 3
    (other,) = recovered(monkeypatch, Asked(1, 7), text, [Strip("task", 0, 9)]).rows
    assert [one.why for one in other.cells[1:]] == ["model", "model", "person"]


def test_cells_between_drawn_borders_are_the_person_s(monkeypatch: pytest.MonkeyPatch) -> None:
    def why(*cuts: tuple[int, int]) -> list[str]:
        said = RowWord(0, 6, cuts=cuts)
        strips = [Strip("task", 0, 6)]
        (line,) = recovered(monkeypatch, Asked(2, 4), ROW, strips, said=[said]).rows
        return [one.why for one in line.cells[1:]]

    assert why((2, 2)) == ["person", "model", "model"]
    assert why((3, 4)) == ["model", "model", "person"]
    assert why((2, 2), (3, 4)) == ["person"] * 3


def test_rows_keep_their_order_whatever_their_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"一、发展\n{ROW}\n二、民生\n{ROW}"
    strips = [
        Strip("heading", 0, 4),
        Strip("task", 5, 11),
        Strip("heading", 12, 16),
        Strip("task", 17, 23),
    ]
    model = Asked(2, 4)
    table = recovered(monkeypatch, model, text, strips)
    assert [line.kind for line in table.rows] == ["heading", "task", "heading", "task"]
    assert [line.cells[0].start for line in table.rows] == [0, 5, 12, 17]
    assert [row.text for row in model.rows] == [ROW, ROW]


def test_a_table_of_headings_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Asked()
    recovered(monkeypatch, model, "一、发展", [Strip("heading", 0, 4)])
    assert model.about == []


def test_white_space_round_a_row_and_between_its_cells_is_no_part_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "\n 修路 \n 完工 \n"
    model = Asked(3, 5)
    (line,) = recovered(monkeypatch, model, text, [Strip("task", 0, len(text))]).rows
    assert model.rows[0].text == "修路 \n 完工"
    assert [(one.start, one.end) for one in line.cells] == [(2, 2), (2, 4), (5, 5), (7, 9)]
    assert line.readings[0].cuts == (2, 2, 5, 7, 9)


def test_rows_are_looked_for_where_the_caller_does_not_know_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = Asked(2, 4)
    monkeypatch.setattr(cutting, "place", model)
    region = Region(0, 15, 0, NUMBERED, (Piece(0, 0),) * 4, "glued")
    table = recover(f"1{ROW}\n2{ROW}", region)
    assert [line.cells[0].start for line in table.rows] == [0, 8]
    assert [row.text for row in model.rows] == [ROW, ROW]
