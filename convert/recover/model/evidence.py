"""What can be said of a whole reading of a row: does it fit the document's other rows, its lists, its brackets?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import alphabet, lists, roles
from convert.recover.model.features import DEPTHS, EXPRESSIONS, HABITS, LISTS, Floats, Sheet
from convert.recover.model.lattice import Path, borders
from convert.recover.model.layout import Ints
from convert.recover.model.lexicon import ROLES as SPOKEN
from convert.recover.model.reader import Read

COUNT = 8  # readings that the judge chooses among
_TOLD_OF = ("task", "progress", "problem", "next")  # roles whose filled cells the judge hears of
_OPENINGS = {"progress": "progress", "problem": "problem", "plan": "next"}
"""Roles of expressions that open sentences, and of the columns that such sentences belong to."""
# Columns of Sheet.extra.
_MARKER, _FIRST, _AGAIN = LISTS + lists.MARKER, LISTS + lists.FIRST, LISTS + lists.AGAIN
_WITHIN, _ORPHAN = LISTS + lists.WITHIN, LISTS + lists.ORPHAN
_BRACKET, _QUOTE = DEPTHS, DEPTHS + 1
_STRONG = 0.9  # of 1: the lexicon's strongest expressions
_COMMA, _STOP, _SEMICOLON, _PAUSE = 4, 5, 6, 8  # alphabet.CLASSES


def cuts_of(paths: Sequence[Sequence[Path]], read: Read) -> tuple[Ints, Floats]:
    """Cuts (rows, COUNT, k + 1) as offsets into all characters, and scores (rows, COUNT).

    Readings that a row lacks repeat its last one, with score -inf.
    """
    rows, k = len(paths), read.moves.shape[1]
    cuts = np.zeros((rows, COUNT, k + 1), dtype=np.int64)
    scores = np.full((rows, COUNT), -np.inf, dtype=np.float32)
    for r, found in enumerate(paths):
        for rank in range(COUNT):
            path = found[min(rank, len(found) - 1)]
            cuts[r, rank] = path.cuts
            if rank < len(found):
                scores[r, rank] = path.score
    return cuts + read.sheet.layout.starts[:-1, None, None], scores


def _log(values: Floats) -> Floats:
    return np.log(np.maximum(values, 1e-4)).astype(np.float32)


def _log_softmax(logits: Floats) -> Floats:
    raised = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(
        np.maximum(raised - np.log(np.exp(raised).sum(axis=-1, keepdims=True)), -20),
        dtype=np.float32,
    )


def _sums(values: Floats) -> Floats:
    return np.concatenate([np.zeros(1), np.cumsum(values)]).astype(np.float32)


def cell_beliefs(cuts: Ints, read: Read) -> Floats:
    """(rows, COUNT, k): the lesser of the probabilities that the cell starts and ends where the reading says."""
    n, k = len(read.sheet.layout.row), read.moves.shape[1]
    begins, ends = read.chances.starts, read.chances.ends
    column = np.arange(k)
    first, last = np.minimum(cuts[..., :-1], n - 1), np.maximum(cuts[..., 1:] - 1, 0)
    empty = 1 - np.add.reduceat(begins, read.sheet.layout.starts[:-1], axis=0)
    filled = np.minimum(begins[first, column], ends[last, column])
    return np.asarray(
        np.where(cuts[..., 1:] > cuts[..., :-1], filled, empty[:, None, :]), dtype=np.float32
    )


def _fit(cuts: Ints, read: Read) -> list[Floats]:
    """How well a reading's cells fit their columns' habits: four log likelihoods, each a mean over cells."""
    facts = read.facts
    codes, kinds = read.sheet.layout.codes, read.sheet.kinds
    filled = cuts[..., 1:] > cuts[..., :-1]
    k = filled.shape[-1]
    last = np.maximum(cuts[..., 1:] - 1, 0)
    length = np.log1p((cuts[..., 1:] - cuts[..., :-1]).astype(np.float32)) / 5
    rate = np.clip(facts[:, 1], 0.03, 0.97)
    stop, pause = np.clip(facts[:, 3], 0.03, 0.97), np.clip(facts[:, 4], 0.02, 0.97)
    stops, pauses = kinds[last] == _STOP, codes[last] == ord(";")
    ending = np.where(stops, stop, np.where(pauses, pause, np.clip(1 - stop - pause, 0.03, 1)))
    return [
        np.where(filled, _log(rate), _log(1 - rate)).mean(axis=-1),
        np.where(filled, _log(ending), 0).sum(axis=-1) / k,
        np.where(filled, np.abs(length - facts[:, 2]), 0).sum(axis=-1) / k,
        np.where(filled, np.maximum(facts[:, 2] - length, 0), 0).max(axis=-1),
    ]


def _shape(cuts: Ints, read: Read) -> list[Floats]:
    """Counts of what a right reading seldom does: cuts in brackets, after commas, through lists; very short cells."""
    extra, kinds = read.sheet.extra, read.sheet.kinds
    n = len(kinds)
    filled = cuts[..., 1:] > cuts[..., :-1]
    begin, end = np.minimum(cuts[..., :-1], n - 1), cuts[..., 1:]
    inner = filled & (cuts[..., :-1] > cuts[..., :1])
    before = kinds[np.maximum(begin - 1, 0)]
    marks = np.flatnonzero(extra[:, _MARKER])
    following = np.append(marks, n)[np.searchsorted(marks, begin)]
    broken = filled & (following < end) & (extra[np.minimum(following, n - 1), _FIRST] == 0)
    again = _sums(extra[:, _AGAIN])
    whole = [
        inner & (extra[begin, _BRACKET] > 0),
        inner & (extra[begin, _QUOTE] > 0),
        inner & ((before == _COMMA) | (before == _PAUSE)),
        inner & ((before == _STOP) | (before == _SEMICOLON)),
        broken,
        filled & (end - begin < 4),
        filled & (read.sheet.layout.gap[begin] == alphabet.PARAGRAPH),
        inner & (extra[begin, _WITHIN] > 0),
        inner & (extra[begin, _ORPHAN] > 0),
    ]
    counts = [mark.sum(axis=-1).astype(np.float32) for mark in whole]
    repeats = np.where(filled, again[end] - again[np.minimum(begin + 1, n)], 0).sum(axis=-1)
    return [*counts, repeats]


def _by_role(filled: NDArray[np.bool_], read: Read) -> list[Floats]:
    """Whether the columns of each of the commonest roles are filled: one number a role, -1 without such a column."""
    shares = read.described[:, [roles.ROLES.index(role) for role in _TOLD_OF]]
    there = shares.sum(axis=0)
    return list(np.moveaxis(filled @ shares - (there < 0.5), -1, 0))


def astray(cuts: Ints, sheet: Sheet, described: Floats) -> list[Floats]:
    """Sentences that open as one column's do but lie in another: two counts a role, that column empty or filled.

    cuts: (..., k + 1); described: (k, d), what the columns' names say. Each count: (...).
    """
    kinds, layout = sheet.kinds, sheet.layout
    opens = np.concatenate([[True], np.isin(kinds[:-1], (_STOP, _SEMICOLON))])
    opens[layout.starts[:-1]] = True
    filled = cuts[..., 1:] > cuts[..., :-1]
    counts = []
    for spoken, role in _OPENINGS.items():
        mine = described[:, roles.ROLES.index(role)]
        strong = sheet.extra[:, EXPRESSIONS + SPOKEN.index(spoken)] > _STRONG
        sums = _sums((opens & strong).astype(np.float32))
        away = ((sums[cuts[..., 1:]] - sums[cuts[..., :-1]]) * (1 - mine)).sum(axis=-1)
        there, has = min(1.0, float(mine.sum())), (filled @ mine > 0.5).astype(np.float32)
        counts += [np.minimum(away, 3) * there * (1 - has), np.minimum(away, 3) * there * has]
    return [np.asarray(count, dtype=np.float32) for count in counts]


def _document(read: Read, chance: Floats) -> list[float]:
    """How sure the search is of the document, and how far its habits are from any other's."""
    habit = read.sheet.extra[0, HABITS : HABITS + 8].tolist()
    return [float(chance.mean()), float((chance > 0.8).mean()), read.strange, *habit]


def describe(cuts: Ints, scores: Floats, beliefs: Floats, read: Read) -> Floats:
    """(rows, COUNT, features): everything the judge hears of each reading. beliefs: cell_beliefs."""
    layout = read.sheet.layout
    share = np.maximum(scores - read.total[:, None], -20).astype(np.float32)
    filled = cuts[..., 1:] > cuts[..., :-1]
    whole = read.whole_scores(cuts.reshape(-1, cuts.shape[-1])).reshape(scores.shape)
    again = _log_softmax(np.where(np.isfinite(scores), read.trust * share + whole, -1e9))
    own = [again, share, share - share[:, :1], whole, again - again[:, :1]]
    own += [_log(beliefs).min(axis=-1), _log(beliefs).mean(axis=-1), filled.mean(axis=-1)]
    own += _fit(cuts, read) + _shape(cuts, read) + _by_role(filled, read)
    own += astray(cuts, read.sheet, read.described)
    probability = np.exp(share)
    open_borders = np.add.reduceat(borders(read.joint, layout) > 0.02, layout.starts[:-1]).astype(
        np.float32
    )
    k = cuts.shape[-1] - 1
    row = [
        probability[:, 0],
        probability[:, 0] - probability[:, 1],
        1 - probability.sum(axis=1),
        -(probability * share).sum(axis=1),
        np.log1p(np.diff(layout.starts)) / 6,
        np.full(layout.rows, k / 8),
        open_borders / 10,
        layout.bound,
        np.logical_or.reduceat(layout.forced, layout.starts[:-1]),
    ]
    row += [np.full(layout.rows, value) for value in _document(read, probability[:, 0])]
    wide = [np.broadcast_to(value[:, None], scores.shape) for value in row]
    return np.stack([np.asarray(value, dtype=np.float32) for value in own + wide], axis=-1)
