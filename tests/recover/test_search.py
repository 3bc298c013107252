"""The exact search, against all paths one by one; and how rows are laid end to end for it."""

from itertools import combinations_with_replacement, pairwise

import numpy as np
import pytest

from convert.recover.model import search
from convert.recover.model.layout import Layout, RowText, lay, loosened
from convert.recover.model.search import Scores

COLUMNS = 3


def scored(layout: Layout, seed: int = 5) -> Scores:
    """Random scores for that many characters and rows."""
    chance = np.random.default_rng(seed)
    n, r, k = len(layout.row), layout.rows, COLUMNS

    def some(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    return Scores(some(n, k), some(n, k), some(n, k), some(r, k), some(k + 1, k + 1))


def fits(layout: Layout, first: int, path: tuple[int, ...]) -> bool:
    """Whether borders stand where they may and must, and columns where a person has them."""
    for step, column in enumerate(path):
        at = first + step
        if not layout.least[at] <= column <= layout.most[at]:
            return False
        border = step > 0 and column != path[step - 1]
        if border and not layout.allowed[at]:
            return False
        if step and layout.forced[at] and not border:
            return False
    return True


def worth(scores: Scores, row: int, first: int, path: tuple[int, ...]) -> float:
    """What a path scores, by the definitions of Scores."""
    k = COLUMNS
    points = 0.0
    for step, column in enumerate(path):
        at = first + step
        points += float(scores.emit[at, column])
        if step == 0 or path[step - 1] != column:
            points += float(scores.start[at, column])
        if step + 1 == len(path) or path[step + 1] != column:
            points += float(scores.end[at, column])
    filled = sorted(set(path))
    points += sum(float(scores.skip[row, one]) for one in range(k) if one not in filled)
    chain = [k, *filled, k]
    return points + sum(float(scores.pair[a, b]) for a, b in pairwise(chain))


TWO = frozenset({2})
ROWS = {
    "free": [RowText("甲乙丙丁"), RowText("戊己"), RowText("庚")],
    "restricted": [RowText("甲乙丙丁", frozenset({1, 3})), RowText("戊己", frozenset())],
    "forced": [RowText("甲乙丙丁", None, TWO), RowText("戊己庚", frozenset({1}), TWO)],
    "pinned": [RowText("甲乙丙丁", pinned=((1, 1), (2, 3))), RowText("戊己", pinned=((1, 0),))],
    "spaced": [RowText(" 甲 乙  丙", frozenset({3, 5})), RowText("丁\n戊", None, TWO)],
}  # fmt: skip


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_chances_are_those_of_all_paths_together(rows: list[RowText]) -> None:
    layout = lay(rows)
    scores = scored(layout)
    moves = search.moves_of(scores, layout)
    joint, total = search.posterior(moves, layout.starts)
    assert joint.shape == moves.shape == (len(layout.row) + len(rows), COLUMNS, COLUMNS)
    for row in range(len(rows)):
        first, last = layout.starts[row], layout.starts[row + 1]
        every = combinations_with_replacement(range(COLUMNS), int(last - first))
        paths = {
            path: np.exp(worth(scores, row, first, path))
            for path in every
            if fits(layout, first, path)
        }
        whole = sum(paths.values())
        assert total[row] == pytest.approx(np.log(whole), abs=1e-4)
        for step in range(int(last - first)):
            for column in range(COLUMNS):
                share = sum(v for path, v in paths.items() if path[step] == column) / whole
                found = joint[first + row + step, :, column].sum()
                assert found == pytest.approx(share, abs=1e-5)
        assert joint[last + row].sum() == pytest.approx(1, abs=1e-5)


def test_many_rows_of_many_lengths_are_each_searched_alone() -> None:
    rows = [RowText("甲乙丙丁戊己庚辛壬癸子丑"[: at % 12 + 1]) for at in range(150)]
    layout = lay(rows)
    scores = scored(layout)
    _, total = search.posterior(search.moves_of(scores, layout), layout.starts)
    for at in (0, 11, 64, 77, 149):
        part = slice(layout.starts[at], layout.starts[at + 1])
        emit, start, end = scores.emit[part], scores.start[part], scores.end[part]
        alone = Scores(emit, start, end, scores.skip[at : at + 1], scores.pair)
        one = lay([rows[at]])
        _, found = search.posterior(search.moves_of(alone, one), one.starts)
        assert found[0] == pytest.approx(total[at], abs=1e-4)


def test_rows_of_like_length_go_together_at_most_so_many() -> None:
    starts = np.array([0, 3, 4, 6, 9])
    made = search.batches(starts, most=2)
    assert [rows.tolist() for rows, _ in made] == [[1, 2], [0, 3]]
    assert made[0][1].T.tolist() == [[4, 5, -1], [6, 7, 8]]
    assert made[1][1].T.tolist() == [[0, 1, 2, 3], [9, 10, 11, 12]]
    many = np.arange(130)
    assert [len(rows) for rows, _ in search.batches(many)] == [64, 64, 1]


def test_where_the_borders_given_leave_no_path_there_is_one_all_the_same() -> None:
    rows = [RowText("甲乙丙丁戊", None, frozenset({1, 2, 3, 4}))]
    layout = lay(rows)
    joint, total = search.posterior(search.moves_of(scored(layout), layout), layout.starts)
    assert np.isfinite(joint).all()
    assert np.isfinite(total).all()
    assert np.allclose(joint.sum(axis=(1, 2)), 1, atol=1e-5)


def test_a_long_row_stays_in_numbers() -> None:
    layout = lay([RowText("甲" * 3000)])
    scores = scored(layout)
    scores = scores._replace(emit=scores.emit * 40)
    joint, total = search.posterior(search.moves_of(scores, layout), layout.starts)
    assert np.allclose(joint.sum(axis=(1, 2)), 1, atol=1e-4)
    assert np.isfinite(total).all()


def test_crossing_skips_the_columns_between() -> None:
    skip = np.array([[1, 2, 4]], np.float32)
    pair = np.arange(16, dtype=np.float32).reshape(4, 4) / 16
    cross = search.crossing(skip, pair)[0]
    assert cross[0, 1] == pair[0, 1]
    assert cross[0, 2] == 2 + pair[0, 2]
    assert cross[0, 3] == 6 + pair[0, 3]
    assert cross[3, 0] == pair[3, 0]
    assert cross[3, 2] == 3 + pair[3, 2]
    assert cross[3, 3] == 7 + pair[3, 3]
    assert (cross[[1, 2, 2, 0], [0, 0, 1, 0]] == search.NEVER).all()


def test_rows_are_laid_end_to_end_without_their_white_space() -> None:
    layout = lay([RowText(" 甲\n乙"), RowText(""), RowText("丙  Ａ", frozenset({2}))])
    assert layout.rows == 3
    assert layout.starts.tolist() == [0, 2, 2, 4]
    assert layout.row.tolist() == [0, 0, 2, 2]
    assert layout.raw.tolist() == [1, 3, 0, 3]
    assert layout.gap_start.tolist() == [0, 2, 0, 1]
    assert layout.bound.tolist() == [False, False, True]
    assert layout.allowed.tolist() == [True, True, False, True]
    assert not layout.forced.any()
    assert layout.least.tolist() == [0] * 4
    plain = lay([RowText("甲乙")])
    gaps = layout.gap.tolist()
    assert plain.gap.tolist() == [gaps[2]] * 2
    assert len({gaps[0], gaps[1], gaps[2]}) == 3
    assert gaps[0] == gaps[3]
    assert layout.codes[3] != layout.bare[3] == ord("Ａ")
    assert layout.codes[0] == layout.bare[0] == ord("甲")


def test_a_border_anywhere_in_white_space_counts_for_all_of_it() -> None:
    for place in (1, 2, 3):
        row = RowText("甲  乙丙", frozenset({place}))
        assert lay([row]).allowed.tolist() == [False, True, False]
        forced = lay([RowText("甲  乙丙", frozenset(), frozenset({place}))])
        assert forced.forced.tolist() == forced.allowed.tolist() == [False, True, False]
    ends = RowText("甲乙", frozenset({0, 2, 9}), frozenset({0, 2, 9}))
    assert not lay([ends, RowText("丙")]).forced.any()
    assert lay([ends, RowText("丙")]).allowed.tolist() == [False, False, True]


def test_pinned_columns_begin_at_their_border() -> None:
    layout = lay([RowText("甲"), RowText("乙丙丁", pinned=((1, 1), (3, 2)))])
    assert layout.least.tolist() == [0, 0, 1, 3]
    assert layout.most[1:].tolist()[:2] == [0, 2]
    assert layout.most[0] == layout.most[3] == search.FREE


def test_more_forced_borders_than_fit_are_only_allowed() -> None:
    rows = [
        RowText("甲乙丙丁", frozenset(), frozenset({1, 2})),
        RowText("甲乙丙丁", frozenset(), frozenset({1, 2, 3})),
    ]
    made = loosened(lay(rows), 3)
    assert made.forced.tolist() == [False, True, True, False, *[False] * 4]
    assert made.allowed.tolist() == [False, True, True, False, False, True, True, True]


def test_a_forced_border_before_a_row_s_first_character_takes_no_room() -> None:
    rows = [RowText(" 甲乙", frozenset(), frozenset({1, 2})) for _ in range(3)]
    layout = lay(rows)
    assert layout.forced.all()
    assert loosened(layout, 2).forced.tolist() == [False, True] * 3
    assert not loosened(layout, 1).forced.any()
    assert layout.forced.all()
