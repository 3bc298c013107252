import pytest

from convert.merged import areas, covered
from convert.report import Cell, Report, Row


def report(*rows: tuple[str, ...], **spans: tuple[int, int]) -> Report:
    """Rows of texts; `spans` are rows and columns by the text of the cell that takes them."""
    made = [
        [Cell(text, rowspan=spans.get(text, (1, 1))[0], colspan=spans.get(text, (1, 1))[1])]
        for row in rows
        for text in row
    ]
    cells = [cell for (cell,) in made]
    width = len(rows[0])
    grid = [tuple(cells[at : at + width]) for at in range(0, len(cells), width)]
    return Report("", (), ("栏",) * width, tuple(Row("task", row) for row in grid))


def test_merged_cells_are_found_with_what_they_cover() -> None:
    made = report(("甲", "", "乙"), ("", "", "丙"), ("丁", "戊", ""), 甲=(2, 2), 戊=(1, 2))
    assert areas(made) == {(0, 0): (2, 2), (2, 1): (1, 2)}
    assert covered(areas(made)) == {(0, 1), (1, 0), (1, 1), (2, 2)}


@pytest.mark.parametrize(
    "made",
    [
        report(("甲", "乙"), 甲=(1, 2)),
        report(("甲", ""), 甲=(2, 1)),
        report(("甲", ""), 甲=(1, 100_000_000)),
        report(("甲", ""), ("乙", ""), 甲=(2, 2)),
    ],
    ids=["text", "below", "huge", "other"],
)
def test_what_is_no_area_stays_single_cells(made: Report) -> None:
    assert areas(made) == {}


def test_no_area_crosses_another_or_a_heading() -> None:
    made = report(("甲", "乙"), ("", ""), ("丙", ""), 甲=(2, 2), 乙=(2, 1), 丙=(1, 2))
    assert areas(made) == {(0, 1): (2, 1), (2, 0): (1, 2)}
    heading = made.rows[1]._replace(kind="heading")
    crossed = made._replace(rows=(made.rows[0], heading, made.rows[2]))
    assert areas(crossed) == {(2, 0): (1, 2)}
