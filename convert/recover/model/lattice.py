"""The best few readings of each row, among the borders that are worth a thought."""

from typing import NamedTuple

import numpy as np

from convert.recover.model.layout import Ints, Layout
from convert.recover.model.search import NEVER, Floats, batches


class Path(NamedTuple):
    """One way to deal a row: cuts[j]:cuts[j + 1] are column j's visible characters, counted from the row's first."""

    cuts: tuple[int, ...]
    score: float


def borders(joint: Floats, layout: Layout) -> Floats:
    """(n,) probability that a cell starts with the character; 1 for a row's first."""
    stays = np.einsum("nkk->n", joint)[np.arange(len(layout.row)) + layout.row]
    out = 1 - stays
    out[layout.starts[:-1]] = 1
    return np.asarray(out, dtype=np.float32)


def best_paths(
    moves: Floats, joint: Floats, layout: Layout, count: int = 5, floor: float = 2e-4
) -> list[list[Path]]:
    """The best `count` paths of every row, best first, among borders whose probability is at least `floor`."""
    candidates = np.flatnonzero((borders(joint, layout) > floor) | layout.forced)
    own = layout.row[candidates]
    starts = np.searchsorted(own, np.arange(layout.rows + 1))
    compact = _compact(moves, layout, candidates, starts)
    offsets = candidates - layout.starts[own]
    lengths = np.diff(layout.starts)
    out: list[list[Path]] = [[] for _ in range(layout.rows)]
    for rows, index in batches(starts):
        values, columns = _k_best(compact, index, count)
        for b, row in enumerate(rows.tolist()):
            places = np.append(offsets[starts[row] : starts[row + 1]], lengths[row])
            out[row] = _paths(values[b], columns[: len(places) - 1, b], places, moves.shape[1])
    return out


def _compact(moves: Floats, layout: Layout, candidates: Ints, starts: Ints) -> Floats:
    """Steps as in `search.moves_of`, of candidates only, the characters up to the next one counted in."""
    k = moves.shape[1]
    own = layout.row[candidates]
    place = candidates + own
    following = np.append(candidates[1:], len(layout.row))
    following = np.minimum(following, layout.starts[own + 1])
    total = np.concatenate(
        [np.zeros((1, k)), np.cumsum(np.einsum("nkk->nk", moves), axis=0, dtype=np.float64)]
    )
    spans = total[following + own] - total[place + 1]
    rows = np.arange(layout.rows)
    out = np.empty((len(candidates) + layout.rows, k, k), dtype=np.float32)
    out[np.arange(len(candidates)) + own] = moves[place] + spans[:, None, :]
    out[starts[1:] + rows] = moves[layout.starts[1:] + rows]
    return out


def _k_best(moves: Floats, index: Ints, count: int) -> tuple[Floats, Ints]:
    """Scores (rows, count), and the column after each step (steps, rows, count), of the best paths.

    The first step is taken from column 0 and the last one ends there: neither depends on it.
    """
    steps, rows, k = index.shape[0], index.shape[1], moves.shape[1]
    padded = moves[index]
    padded[index < 0] = np.where(np.eye(k, dtype=bool), np.float32(0), NEVER)
    values = np.full((rows, k, count), 4 * NEVER, dtype=np.float32)
    values[:, 0, 0] = 0
    back = np.empty((steps, rows, k, count), dtype=np.int64)
    for i in range(steps):
        reach = values[:, :, :, None] + padded[i][:, :, None, :]
        reach = reach.reshape(rows, k * count, k)
        order = np.argsort(-reach, axis=1, kind="stable")[:, :count]
        values = np.take_along_axis(reach, order, axis=1).transpose(0, 2, 1)
        back[i] = order.transpose(0, 2, 1)
    return values[:, 0], _trace(back)


def _trace(back: Ints) -> Ints:
    steps, rows, _, count = back.shape
    state, rank = np.zeros((rows, count), dtype=np.int64), np.tile(np.arange(count), (rows, 1))
    columns = np.empty((steps, rows, count), dtype=np.int64)
    every = np.arange(rows)[:, None]
    for i in range(steps - 1, -1, -1):
        columns[i] = state
        came = back[i][every, state, rank]
        state, rank = came // count, came % count
    return columns


def _paths(values: Floats, columns: Ints, places: Ints, k: int) -> list[Path]:
    out = []
    for rank, score in enumerate(values.tolist()):
        if score > values[0] + NEVER / 2:
            cuts = places[np.searchsorted(columns[:, rank], np.arange(k + 1))]
            out.append(Path(tuple(cuts.tolist()), score))
    return out
