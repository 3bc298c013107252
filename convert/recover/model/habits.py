"""What a document's columns turned out to hold, after a first reading of all its rows."""

from typing import NamedTuple

import numpy as np

from convert.recover.model import lists
from convert.recover.model.features import LISTS, Floats, Sheet
from convert.recover.model.layout import Layout
from convert.recover.model.search import Floats as Steps

FACTS = 8
_STOPS = np.array([ord(c) for c in "。.!?"], dtype=np.uint32)


class Chances(NamedTuple):
    """Probabilities (n, k) that column k's cell starts with the character, ends with it, and that it lies in the column."""

    starts: Floats
    ends: Floats
    inside: Floats


def chances_of(joint: Steps, layout: Layout) -> Chances:
    """What the steps' probabilities say of each character."""
    at = np.arange(len(layout.row)) + layout.row
    inside = joint.sum(axis=1)
    left = joint.sum(axis=2)[at + 1]
    stays = np.einsum("nkk->nk", joint)
    firsts, lasts = layout.starts[:-1], layout.starts[1:] - 1
    arrived, held = inside[at], stays[at]
    starts, ends = arrived - held, left - stays[at + 1]
    starts[firsts], ends[lasts] = arrived[firsts], left[lasts]
    return Chances(starts, ends, arrived)


def facts_of(chances: Chances, sheet: Sheet) -> Floats:
    """(k, FACTS) habits of each column: how often filled, how long, what its cells begin and end with."""
    rows = max(1, sheet.layout.rows)
    filled = chances.starts.sum(axis=0) + 1e-3
    size = chances.inside.sum(axis=0)
    codes = sheet.layout.codes
    stop, semicolon = np.isin(codes, _STOPS), codes == ord(";")
    marker = sheet.extra[:, LISTS + lists.MARKER]
    digit = sheet.kinds == 1
    told = np.stack([stop, semicolon, marker, digit], axis=1).astype(np.float32)
    ending, beginning = chances.ends.T @ told[:, :2], chances.starts.T @ told[:, 2:]
    facts = [
        np.ones(len(filled)),
        filled / rows,
        np.log1p(size / filled) / 5,
        *(ending / filled[:, None]).T,
        *(beginning / filled[:, None]).T,
        chances.inside.T @ told[:, 3] / (size + 1e-3),
    ]
    return np.stack(facts, axis=1).astype(np.float32)


def prototypes(chances: Chances, hidden: Floats) -> Floats:
    """(k, c): the mean of what the network made of the column's characters; nought for a column never used."""
    weight = chances.inside.sum(axis=0)[:, None]
    return np.asarray(chances.inside.T @ hidden / np.maximum(weight, 1.0), dtype=np.float32)
