import pytest

from convert.report import Cell, Field, Note, Report, Row, Span, are_whole, uncovered


def report(*cells: Cell, **more: object) -> Report:
    names = tuple("ab"[: len(cells)])
    return Report("", (), names, (Row("task", cells),), **more)  # type: ignore[arg-type]


def test_a_row_must_have_one_cell_a_column() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 cells, not 2"):
        Report("", (), ("a", "b"), (Row("task", (Cell("x"),)),))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_runs_forward_from_zero(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span"):
        Span(start, end)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_is_a_probability(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        Cell("x", confidence=confidence)


def test_the_conservation_law_holds_where_every_character_has_one_place() -> None:
    whole = Report(
        "题",
        (Field("索引号", "1", Span(3, 7)),),
        ("a", "b"),
        (Row("task", (Cell("甲", Span(9, 10)), Cell(""))),),
        (Note("unplaced", "尾", Span(12, 13)),),
        title_span=Span(0, 1),
        column_spans=(Span(7, 8), Span(8, 9)),
        separators=(Span(10, 11),),
    )
    assert uncovered(whole, "题\n\n索引号1ab甲|\n尾 \n") == []


@pytest.mark.parametrize(
    ("spans", "wrong"),
    [
        (((0, 1), (1, 3)), []),
        (((0, 1), (2, 3)), [1]),
        (((0, 2), (1, 3)), [1]),
        (((0, 3), (0, 3)), [0, 1, 2]),
        (((0, 1),), [1, 2]),
        (((0, 3), (3, 5)), [3, 4]),
    ],
)
def test_a_character_lost_doubled_or_invented_is_found(
    spans: tuple[tuple[int, int], ...], wrong: list[int]
) -> None:
    made = report(*(Cell("x", Span(*span)) for span in spans))
    assert uncovered(made, "甲乙丙") == wrong


@pytest.mark.parametrize(
    ("spans", "start", "end", "found"),
    [
        ([], 0, 6, "甲乙 丙丁戊"),
        ([], 2, 4, " 丙"),
        ([(0, 2), (3, 6)], 0, 6, " "),
        ([(1, 2), (3, 4)], 0, 6, "甲 丁戊"),
        ([(1, 2), (2, 4)], 0, 5, "甲丁"),
        ([(1, 3), (2, 4)], 0, 6, None),
        ([(1, 3)], 2, 6, None),
        ([(1, 3)], 0, 2, None),
        ([(1, 3)], 0, 3, "甲"),
    ],
)
def test_whether_only_white_space_stands_between_spans(
    spans: list[tuple[int, int]], start: int, end: int, found: str | None
) -> None:
    whole = found is not None and not found.strip()
    assert are_whole([Span(*one) for one in spans], "甲乙 丙丁戊", start, end) == whole


def test_the_first_and_the_last_character_count() -> None:
    def breaks(text: str, *spans: tuple[int, int]) -> list[int]:
        notes = tuple(Note("unplaced", "", Span(*one)) for one in spans)
        return uncovered(Report("", (), (), (), notes), text)

    assert breaks("甲 乙", (0, 1), (2, 3)) == []
    assert breaks("甲 乙", (1, 3)) == [0]
    assert breaks("甲 乙", (0, 2)) == [2]
    assert breaks("甲乙 丙", (0, 1), (3, 4)) == [1]
    assert breaks("甲 乙", (0, 5)) == [3, 4]
    assert breaks("甲 乙", (0, 2), (1, 3)) == [1]
    assert (
        breaks(
            " \n",
        )
        == []
    )
    assert breaks("甲") == [0]
