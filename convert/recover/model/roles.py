"""What a column's name says of its cells."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROLES = (
    "task",
    "progress",
    "problem",
    "next",
    "measures",
    "unit",
    "person",
    "deadline",
    "target",
    "name",
    "content",
    "amount",
    "category",
    "status",
    "source",
    "remarks",
    "number",
)
_DROPPED = str.maketrans("", "", " \u00a0\u3000\t\r\n()（）[]【】:：、,，/")


def clean(name: str) -> str:
    """A column name without white space, brackets and pauses."""
    return name.translate(_DROPPED)


def evidence(name: str, known: Mapping[str, str]) -> Floats:
    """(roles,) summing to at most 1. An unknown name is read as the known names it holds, longer ones counting more."""
    text, weights = clean(name), np.zeros(len(ROLES), dtype=np.float32)
    if text in known:
        weights[ROLES.index(known[text])] = 1
        return weights
    for start in range(len(text)):
        for end in range(len(text), start + 1, -1):
            role = known.get(text[start:end])
            if role:
                weights[ROLES.index(role)] += (end - start) ** 2
                break
    total = float(weights.sum())
    return weights / np.float32(total) if total else weights


def describe(columns: Sequence[str], known: Mapping[str, str]) -> Floats:
    """(k, 5 * roles + 4): each column's own evidence, its neighbours', all others', and its place."""
    own = np.stack([evidence(name, known) for name in columns])
    none = np.zeros((1, len(ROLES)), dtype=np.float32)
    before, after = np.concatenate([none, own[:-1]]), np.concatenate([own[1:], none])
    earlier, later = np.cumsum(own, axis=0) - own, np.cumsum(own[::-1], axis=0)[::-1] - own
    k = len(columns)
    at = np.arange(k, dtype=np.float32)
    place = np.stack([at == 0, at == k - 1, at / max(1, k - 1), np.full(k, k / 8)], 1).astype(
        np.float32
    )
    parts = [own, before, after, np.minimum(earlier, 1), np.minimum(later, 1), place]
    return np.concatenate(parts, axis=1).astype(np.float32)
