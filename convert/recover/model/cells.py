"""A second look at the best readings: how each cell, and each pair of neighbours, looks as a whole."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convert.recover.model.features import Floats
from convert.recover.model.layout import Ints

Arrays = Mapping[str, NDArray[Any]]


def whole_scores(hidden: Floats, columns: Floats, cuts: Ints, net: Arrays) -> Floats:
    """(q,) one score a reading. hidden (n, c); columns (k, 64): net.columns_of; cuts (q, k + 1) into hidden."""
    looks = _looks(hidden, columns, cuts, net)
    filled = cuts[:, 1:] > cuts[:, :-1]
    own = (looks @ net["cell_out"])[..., 0].sum(axis=1)
    return np.asarray(own + _neighbours(looks, filled, net), dtype=np.float32)


def _looks(hidden: Floats, columns: Floats, cuts: Ints, net: Arrays) -> Floats:
    """(q, k, 64): each cell's mean, first and last character, column and size, mixed; nought for an empty cell."""
    p = hidden @ net["cell_h"]
    total = np.concatenate([np.zeros((1, p.shape[1])), np.cumsum(p, axis=0, dtype=np.float64)])
    begin, end = cuts[:, :-1], cuts[:, 1:]
    length = (end - begin).astype(np.float32)
    mean = (total[end] - total[begin]) / np.maximum(length, 1)[..., None]
    row = np.broadcast_to(np.log1p(length.sum(axis=1, keepdims=True)) / 6, length.shape)
    size = np.stack([np.log1p(length) / 5, length < 4, row], axis=-1)
    column = np.broadcast_to(columns, (*length.shape, columns.shape[1]))
    told = [mean, p[np.minimum(begin, len(p) - 1)], p[np.maximum(end - 1, 0)], column, size]
    looks = np.concatenate(told, axis=-1).astype(np.float32) @ net["cell_in"] + net["cell_bias"]
    return np.asarray(np.maximum(looks, 0) * (length > 0)[..., None], dtype=np.float32)


def _neighbours(looks: Floats, filled: NDArray[np.bool_], net: Arrays) -> Floats:
    """(q,): the sum over neighbouring filled cells, empty ones between them passed over."""
    left, right = looks @ net["cell_left"] + net["cell_pair_bias"], looks @ net["cell_right"]
    readings, k = filled.shape
    carried, seen = np.zeros_like(right[:, 0]), np.zeros(readings, dtype=bool)
    out = np.zeros(readings, dtype=np.float32)
    for j in range(k - 1, -1, -1):
        joined = (np.maximum(left[:, j] + carried, 0) @ net["cell_pair"])[:, 0]
        out += np.where(filled[:, j] & seen, joined, 0)
        carried = np.where(filled[:, j, None], right[:, j], carried)
        seen |= filled[:, j]
    return out
