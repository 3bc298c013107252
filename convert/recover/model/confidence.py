"""The second stage: which of the best readings to take, and how far to trust it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from convert.recover.model.features import Floats
from convert.recover.model.layout import Ints

Arrays = Mapping[str, NDArray[Any]]
_FAR = 6  # spreads from the mean: farther is no stranger


class Verdict(NamedTuple):
    """Of all rows: order of the readings, best first, their chances, and those of the best one's cells."""

    order: Ints  # (rows, count)
    probability: Floats  # (rows, count), in that order
    cells: Floats  # (rows, k)


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def probabilities(evidence: Floats, real: NDArray[np.bool_], judge: Arrays) -> Floats:
    """(rows, count): chance that each reading is the right one; what is left of 1 is that none is.

    real: (rows, count) whether there is such a reading.
    """
    x = np.clip((evidence - judge["mean"]) / judge["spread"], -_FAR, _FAR)
    hidden = np.maximum(x @ judge["in"] + judge["in_bias"], 0)
    own = (hidden @ judge["out"])[..., 0] + judge["trust"] * evidence[..., 0]
    none = (hidden[:, 0] @ judge["none"]) + judge["none_bias"]
    own = np.where(real, own, -np.inf)
    return _softmax(np.concatenate([own, none], axis=1))[:, :-1]


def _logistic(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)


def cell_chances(chance: Floats, cuts: Ints, beliefs: Floats, judge: Arrays) -> Floats:
    """(rows, k): chance that each cell of the first reading is right.

    Told by the readings that agree on it, and by the odds of its two borders.
    """
    same = (cuts[..., :-1] == cuts[:, :1, :-1]) & (cuts[..., 1:] == cuts[:, :1, 1:])
    agreed = np.where(same, chance[..., None], 0).sum(axis=1)
    rest = 1 - chance.sum(axis=1, keepdims=True)
    told = np.stack(
        [_logit(agreed), _logit(beliefs[:, 0]), _logit(agreed + rest * beliefs[:, 0])], axis=-1
    )
    return _logistic(told @ judge["cell"] + judge["cell_bias"])


def _logit(p: Floats) -> Floats:
    p = np.clip(p, 1e-3, 1 - 1e-3)
    return np.asarray(np.log(p / (1 - p)), dtype=np.float32)


def judged(
    evidence: Floats, real: NDArray[np.bool_], cuts: Ints, beliefs: Floats, judge: Arrays
) -> Verdict:
    """Order the readings by their chances, and say how sure each cell of the best one is."""
    chance = probabilities(evidence, real, judge)
    order = np.argsort(-chance, axis=1, kind="stable")
    chance = np.take_along_axis(chance, order, axis=1)
    cuts = np.take_along_axis(cuts, order[..., None], axis=1)
    beliefs = np.take_along_axis(beliefs, order[..., None], axis=1)
    cells = np.maximum(cell_chances(chance, cuts, beliefs, judge), chance[:, :1])
    return Verdict(order, chance, cells)
