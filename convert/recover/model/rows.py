"""Where rows begin that have neither numbers nor lines of their own: rows and columns found together.

A path gives each visible character of the whole text a column; a column lower than the one before, or the same one begun
anew, is a new row. Step i goes into character i, the last one out of the text; each may stay within its row or begin one.
"""

import numpy as np
from numpy.typing import NDArray

from convert.recover.model.layout import Ints, Layout
from convert.recover.model.search import NEVER, Floats, Scores, crossing

_FAINT = 1e-40


def moves_of(scores: Scores, opens: Floats, layout: Layout) -> tuple[Floats, Floats]:
    """Two times (n + 1, k, k): the score of column a then b within a row, and with a row between them.

    opens: (n,) how much a character looks like a row's first. The layout is one single row. The first step does not
    depend on a (divided evenly), the last one not on b.
    """
    k = scores.emit.shape[1]
    cross = crossing(scores.skip, scores.pair)[0]
    left = np.concatenate([np.zeros((1, k), np.float32), scores.end[:-1]])
    within = left[:, :, None] + scores.start[:, None, :] + cross[:k, :k]
    within = np.where(layout.allowed[:, None, None], within, NEVER)
    same = np.arange(k)
    within[:, same, same] = np.where(layout.forced[:, None], NEVER, np.float32(0))
    anew = (left + cross[:k, k])[:, :, None] + (scores.start + cross[k, :k] + opens[:, None])[
        :, None, :
    ]
    anew = np.where(layout.allowed[:, None, None], anew, NEVER)
    within[0] = NEVER
    anew[0] = scores.start[0] + cross[k, :k]
    last = np.broadcast_to((scores.end[-1] + cross[:k, k])[:, None], (1, k, k))
    return (
        np.concatenate([within + scores.emit[:, None, :], last]),
        np.concatenate([anew + scores.emit[:, None, :], np.full_like(last, NEVER)]),
    )


def posterior(within: Floats, anew: Floats) -> tuple[Floats, Floats, float]:
    """Probability of every step of either kind, and the logarithm of the sum over all paths."""
    k = within.shape[1]
    peak = np.maximum(within, anew).max(axis=(1, 2)).astype(np.float64)
    one, two = (np.maximum(np.exp(m - peak[:, None, None]), _FAINT) for m in (within, anew))
    both = one + two
    forward, log = _walk(both)
    backward = _walk(both[::-1].transpose(0, 2, 1))[0][::-1]
    edges = forward[:-1, :, None] * backward[1:, None, :]
    share = (edges * both).sum(axis=(1, 2), keepdims=True)
    edges /= share
    total = float(log + peak.sum() - np.log(k))
    return (edges * one).astype(np.float32), (edges * two).astype(np.float32), total


def _walk(weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Weights (steps, k, k) → states (steps + 1, k) up to a factor, and the log of the last one's sum."""
    steps, k, _ = weights.shape
    states = np.full((steps + 1, k), 1 / k)
    log = 0.0
    for i in range(steps):
        state = states[i] @ weights[i]
        total = state.sum()
        states[i + 1] = state / total
        log += np.log(total)
    return states, log


def likeliest(within: Floats, anew: Floats) -> Ints:
    """The first characters of the rows of the best path."""
    steps, k, _ = within.shape
    best, fresh = np.maximum(within, anew), anew > within
    back = np.empty((steps, k), dtype=np.int64)
    value, every = np.zeros(k, dtype=np.float64), np.arange(k)
    for i in range(steps):
        reach = value[:, None] + best[i]
        back[i] = reach.argmax(axis=0)
        value = reach[back[i], every]
    firsts, column = [], 0
    for i in range(steps - 1, -1, -1):
        came = int(back[i, column])
        if fresh[i, came, column]:
            firsts.append(i)
        column = came
    return np.array(firsts[::-1], dtype=np.int64)


def chances(stay: Floats, anew: Floats, firsts: Ints) -> Floats:
    """(rows,) probability that each row begins where it does and ends where the next one begins.

    stay, anew: posterior's. A path is a chain: where it goes depends on the column it is in only.
    """
    steps = len(anew)
    ends = np.append(firsts[1:], steps - 1)
    held = anew[firsts].sum(axis=1, dtype=np.float64)
    before = (stay + anew).sum(axis=2, dtype=np.float64)
    out = np.zeros(len(firsts))
    for ahead in range(1, int((ends - firsts).max()) + 1):
        live = np.flatnonzero(firsts + ahead <= ends)
        at = firsts[live] + ahead
        share = held[live] / np.maximum(before[at], _FAINT)
        leaving = at == ends[live]
        closing = np.where(at[:, None, None] == steps - 1, stay[at], anew[at])
        out[live[leaving]] = np.einsum("ra,rab->r", share[leaving], closing[leaving])
        held[live] = np.einsum("ra,rab->rb", share, stay[at])
    return np.asarray(np.minimum(out, 1), dtype=np.float32)
