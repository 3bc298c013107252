"""What a document's columns turned out to hold, after a first reading of all its rows."""

import numpy as np

from convert.recover.model import lists
from convert.recover.model.features import LISTS, Floats, Sheet
from convert.recover.model.search import Floats as Steps

FACTS = 8
_STOP = "。.!?"


def cell_starts(joint: Steps, sheet: Sheet) -> Floats:
    """(n, k) probability that column k's cell starts with the character."""
    layout = sheet.layout
    at = np.arange(len(layout.row)) + layout.row
    arrive = joint[at]
    whole = arrive.sum(axis=1)
    inside = np.einsum("nkk->nk", arrive)
    firsts = layout.starts[:-1]
    out = whole - inside
    out[firsts] = whole[firsts]
    return np.asarray(out, dtype=np.float32)


def cell_ends(joint: Steps, sheet: Sheet) -> Floats:
    """(n, k) probability that column k's cell ends with the character."""
    layout = sheet.layout
    leave = joint[np.arange(len(layout.row)) + layout.row + 1]
    out = leave.sum(axis=2) - np.einsum("nkk->nk", leave)
    lasts = layout.starts[1:] - 1
    out[lasts] = leave[lasts].sum(axis=2)
    return np.asarray(out)


def occupancy(joint: Steps, sheet: Sheet) -> Floats:
    """(n, k) probability that the character lies in the column."""
    layout = sheet.layout
    return np.asarray(joint[np.arange(len(layout.row)) + layout.row].sum(axis=1))


def facts_of(joint: Steps, sheet: Sheet) -> Floats:
    """(k, FACTS) habits of each column: how often filled, how long, what its cells begin and end with."""
    starts, ends, inside = (
        cell_starts(joint, sheet),
        cell_ends(joint, sheet),
        occupancy(joint, sheet),
    )
    rows = max(1, sheet.layout.rows)
    filled = starts.sum(axis=0) + 1e-3
    codes = sheet.layout.codes
    stop = np.isin(codes, np.array([ord(c) for c in _STOP], dtype=np.uint32))
    semicolon = codes == ord(";")
    marker = sheet.extra[:, LISTS + lists.MARKER]
    digit = sheet.kinds == 1
    facts = [
        np.ones(len(filled)),
        filled / rows,
        np.log1p(inside.sum(axis=0) / filled) / 5,
        ends.T @ stop / filled,
        ends.T @ semicolon / filled,
        starts.T @ marker / filled,
        starts.T @ digit / filled,
        (inside.T @ digit) / (inside.sum(axis=0) + 1e-3),
    ]
    return np.stack(facts, axis=1).astype(np.float32)


def prototypes(joint: Steps, sheet: Sheet, hidden: Floats) -> Floats:
    """(k, c): the mean of what the network made of the column's characters; nought for a column never used."""
    inside = occupancy(joint, sheet)
    weight = inside.sum(axis=0)[:, None]
    return np.asarray(inside.T @ hidden / np.maximum(weight, 1.0), dtype=np.float32)
