"""Rows that have neither numbers nor lines: the search against all paths, and whole texts."""

from itertools import pairwise, product

import numpy as np
import pytest

from convert.recover.borders import part
from convert.recover.model import rows
from convert.recover.model.layout import RowText, lay
from convert.recover.model.search import Scores
from tests.recover.pages import bare, labelled

COLUMNS = 2
TEXT = "甲乙丙丁"


def steps(forced: frozenset[int] = frozenset()) -> tuple[np.ndarray, np.ndarray]:
    """Random scores of a short text, and the steps they make."""
    chance = np.random.default_rng(3)
    n, k = len(TEXT), COLUMNS

    def some(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    scores = Scores(some(n, k), some(n, k), some(n, k), some(1, k), some(k + 1, k + 1))
    allowed = forced or None
    return rows.moves_of(scores, some(n), lay([RowText(TEXT, allowed, forced)]))


def paths(within: np.ndarray, anew: np.ndarray) -> dict[tuple[int, ...], float]:
    """The sum over all paths that begin rows at the same places."""
    found: dict[tuple[int, ...], float] = {}
    n = len(TEXT)
    for columns in product(range(COLUMNS), repeat=n):
        for fresh in product((False, True), repeat=n):
            kinds, states = (*fresh, False), (0, *columns, 0)
            score = sum(
                float((anew if kinds[i] else within)[i, states[i], states[i + 1]])
                for i in range(n + 1)
            )
            firsts = tuple(i for i in range(n) if fresh[i])
            found[firsts] = found.get(firsts, 0.0) + float(np.exp(score))
    return found


@pytest.mark.parametrize("forced", [frozenset[int](), frozenset({1, 3})])
def test_chances_are_those_of_all_paths_together(forced: frozenset[int]) -> None:
    within, anew = steps(forced)
    every = paths(within, anew)
    total = sum(every.values())
    stay, fresh, log = rows.posterior(within, anew)
    assert log == pytest.approx(np.log(total), abs=1e-4)
    opening = fresh.sum(axis=(1, 2))
    for place in range(len(TEXT)):
        share = sum(value for firsts, value in every.items() if place in firsts) / total
        assert opening[place] == pytest.approx(share, abs=1e-5)
    cut = np.array([0, 1, 3])
    sure = rows.chances(stay, fresh, cut)
    ends = [*cut[1:].tolist(), len(TEXT)]
    for first, last, chance in zip(cut.tolist(), ends, sure.tolist(), strict=True):
        edges = {first, last} - {len(TEXT)}
        share = sum(
            value
            for firsts, value in every.items()
            if edges <= set(firsts) and not any(first < at < last for at in firsts)
        )
        assert chance == pytest.approx(share / total, abs=1e-5)


def test_the_best_path_is_found() -> None:
    within, anew = steps()
    value = -np.inf
    best: list[int] = []
    for columns in product(range(COLUMNS), repeat=len(TEXT)):
        states = (0, *columns, 0)
        pairs = [(within[i, a, b], anew[i, a, b]) for i, (a, b) in enumerate(pairwise(states))]
        score = sum(max(pair) for pair in pairs)
        if score > value:
            value, best = score, [i for i, pair in enumerate(pairs) if pair[1] > pair[0]]
    assert rows.likeliest(within, anew).tolist() == best


def glued(report: dict, times: int = 1) -> str:
    return "".join(bare("".join(row[1:])) for row in report["rows"] if any(row[1:])) * times


@pytest.mark.parametrize("times", [1, 5])
def test_rows_follow_one_another_through_the_whole_text(times: int) -> None:
    report = labelled("d1")
    text = glued(report, times)
    found = part(text, [bare(name) for name in report["columns"][1:]])
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(one.end == after.start for one, after in pairwise(found))
    assert all(0 <= one.chance <= 1 and one.start < one.end for one in found)


def test_blank_text_has_no_rows() -> None:
    assert part(" \u00a0\n", ["任务", "进展"]) == []
