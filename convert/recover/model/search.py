"""Exact search over all ways to deal a row's characters to columns in order.

A path gives each visible character a column; columns never fall; a column passed over is an empty cell. A row of n
characters makes n + 1 steps: into its first character, from each character to the next, and out of its last.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convert.recover.model.layout import FREE, Ints, Layout

Floats = NDArray[np.float32]
NEVER = np.float32(-1e4)
# No step is quite impossible, so that a path stays possible where the given borders leave none.
_FAINT = 1e-40
_SUMMED_EVERY = 6  # steps: so many faint ones in a row are still a number


class Scores(NamedTuple):
    """Of all rows (r) laid end to end (n characters), k columns."""

    emit: Floats  # (n, k): the character lies in the column
    start: Floats  # (n, k): the column's cell starts with it
    end: Floats  # (n, k): the column's cell ends with it
    skip: Floats  # (r, k): the column is empty
    pair: Floats  # (k + 1, k + 1): neighbours among filled columns; row k: before the first, column k: after the last


def crossing(skip: Floats, pair: Floats) -> Floats:
    """(r, k + 1, k + 1): going from column a (k: the row's start) straight to b (k: its end); NEVER backwards."""
    rows, k = skip.shape
    total = np.concatenate([np.zeros((rows, 1), dtype=np.float32), np.cumsum(skip, axis=1)], axis=1)
    left, right = np.append(np.arange(k), -1), np.arange(k + 1)
    jump = total[:, None, right] - total[:, left + 1][:, :, None]
    return np.where(right[None, :] > left[:, None], jump + pair, NEVER).astype(np.float32)


def moves_of(scores: Scores, layout: Layout) -> Floats:
    """(n + r, k, k): score of column a then b, b's emission included; row q's first step is starts[q] + q.

    A row's first step does not depend on a, its last one not on b. Rows must not be empty.
    """
    n, k = scores.emit.shape
    cross = crossing(scores.skip, scores.pair)
    inner = (
        np.concatenate([np.zeros((1, k), np.float32), scores.end[:-1]])[:, :, None]
        + scores.start[:, None, :]
    )
    inner += cross[layout.row, :k, :k]
    inner = np.where(layout.allowed[:, None, None], inner, NEVER)
    same = np.arange(k)
    inner[:, same, same] = np.where(layout.forced[:, None], NEVER, np.float32(0))
    firsts, lasts = layout.starts[:-1], layout.starts[1:] - 1
    inner[firsts] = (scores.start[firsts] + cross[:, k, :k])[:, None, :]
    out = np.empty((n + layout.rows, k, k), dtype=np.float32)
    out[np.arange(n) + layout.row] = inner + scores.emit[:, None, :]
    out[lasts + np.arange(layout.rows) + 1] = (scores.end[lasts] + cross[:, :k, k])[:, :, None]
    _hold(out, layout)
    return out


def _hold(moves: Floats, layout: Layout) -> None:
    """Bars the columns that a person's borders leave no room for."""
    held = np.flatnonzero((layout.least > 0) | (layout.most < FREE))
    column = np.arange(moves.shape[1])
    barred = (column < layout.least[held, None]) | (column > layout.most[held, None])
    moves[held + layout.row[held]] += np.where(barred, NEVER, np.float32(0))[:, None, :]


def batches(starts: Ints, most: int = 64) -> list[tuple[Ints, Ints]]:
    """Rows of like length together: (rows (b,), index of their steps (longest + 1, b), -1 past a row's end)."""
    lengths = np.diff(starts) + 1
    order = np.argsort(lengths, kind="stable")
    out = []
    for at in range(0, len(order), most):
        rows = order[at : at + most]
        time = np.arange(int(lengths[rows].max()))[:, None]
        index = np.where(time < lengths[rows], starts[rows] + rows + time, -1)
        out.append((rows, index))
    return out


def posterior(moves: Floats, starts: Ints) -> tuple[Floats, NDArray[np.float64]]:
    """Probability of every step, as moves, and the logarithm of the sum over all paths of each row, (r,)."""
    joint, total = np.zeros_like(moves), np.zeros(len(starts) - 1)
    for rows, index in batches(starts):
        probability, log = _forward_backward(moves, index)
        real = index >= 0
        joint[index[real]] = probability[real]
        total[rows] = log
    return joint, total


def _forward_backward(moves: Floats, index: Ints) -> tuple[Floats, NDArray[np.float64]]:
    rows, k = index.shape[1], moves.shape[1]
    real = index >= 0
    peak = moves.max(axis=(1, 2))
    weights = np.maximum(np.exp((moves - peak[:, None, None]).astype(np.float64)), _FAINT)[index]
    weights[~real] = np.eye(k)
    # Both directions walk in one loop: the backward one is the forward one over the same steps turned round.
    both = np.concatenate([weights, weights[::-1].transpose(0, 1, 3, 2)], axis=1)
    states, log = _walk(both)
    forward, backward = states[:-1, :rows], states[-2::-1, rows:]
    joint = forward[:, :, :, None] * weights * backward[:, :, None, :]
    joint /= joint.sum(axis=(2, 3), keepdims=True)
    total = np.where(real, peak[index], 0).sum(axis=0, dtype=np.float64) + log[:rows]
    return joint.astype(np.float32), total - np.log(k)


def _walk(weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (steps, rows, k, k) → states (steps + 1, rows, k) up to a factor, and the log of the last one's sum."""
    steps, rows, k, _ = weights.shape
    states = np.full((steps + 1, rows, 1, k), 1 / k)
    log = np.zeros(rows)
    for i in range(steps):
        np.matmul(states[i], weights[i], out=states[i + 1])
        if i % _SUMMED_EVERY == 0 or i + 1 == steps:
            total = np.add.reduce(states[i + 1], axis=2, keepdims=True)
            states[i + 1] /= total
            log += np.log(total[:, 0, 0])
    return states[:, :, 0], log
