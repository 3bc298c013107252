"""The network: dilated convolutions over a document's characters, in numpy.

Its training twin is training/model.py; the arithmetic must stay the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import alphabet, roles
from convert.recover.model.features import Floats, Sheet
from convert.recover.model.layout import Layout
from convert.recover.model.search import Scores

DILATIONS = (1, 2, 4, 8, 16, 8)
PAD = 16  # blank places between rows: no convolution reaches further
CONTEXT_AFTER = 4
RANK = 32
_EMIT_SCALE = np.float32(0.3)
_BLOCK = 512  # places convolved at a time: they stay in the cache

Arrays = Mapping[str, NDArray[Any]]


def character_ids(known: alphabet.Codes, codes: alphabet.Codes) -> NDArray[np.int64]:
    """Number of each folded code point in the alphabet, 0 for one that is not there."""
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return np.where(known[at] == codes, at, 0)


def _normed(h: Floats, gain: Floats) -> Floats:
    power = np.einsum("lc,lc->l", h, h) / np.float32(h.shape[1])
    return np.asarray(h * (1 / np.sqrt(power + np.float32(1e-5)))[:, None] * gain, dtype=np.float32)


def _convolve(h: Floats, dilation: int, gain: Floats, kernel: Floats, bias: Floats) -> None:
    """Add to h, in place, what a convolution makes of each place and those `dilation` before and after it."""
    length, c = h.shape
    y = np.zeros((length + 2 * PAD, c), dtype=np.float32)
    y[PAD : PAD + length] = _normed(h, gain)
    for at in range(0, length, _BLOCK):
        size = min(_BLOCK, length - at)
        taps = [y[PAD + at + shift : PAD + at + shift + size] for shift in (-dilation, 0, dilation)]
        z = np.concatenate(taps, axis=1) @ kernel
        z += bias
        np.maximum(z, 0, out=z)
        h[at : at + size] += z


def _summary(h: Floats, layout: Layout, net: Arrays) -> Floats:
    """(rows, c): each row's mean and greatest values, mixed."""
    bounds = layout.starts[:-1]
    rows = h[np.arange(len(layout.row)) + PAD * (layout.row + 1)]
    mean = np.add.reduceat(rows, bounds, axis=0) / np.diff(layout.starts)[:, None].astype(
        np.float32
    )
    # Blank places count as nought among the greatest, as in training.
    most = np.maximum(np.maximum.reduceat(rows, bounds, axis=0), 0)
    mixed = np.concatenate([mean, most], 1) @ net["encoder.row_in"] + net["encoder.row_bias"]
    return np.asarray(np.maximum(mixed, 0), dtype=np.float32)


def encode(sheet: Sheet, ids: NDArray[np.int64], net: Arrays) -> Floats:
    """(n, c): what the network makes of every character. Rows must not be empty."""
    layout = sheet.layout
    place = np.arange(len(ids)) + PAD * (layout.row + 1)
    biases = net["encoder.biases"]
    x = net["encoder.embedding"][ids] @ net["encoder.into"] + sheet.extra @ net["encoder.extra"]
    h = np.zeros((len(ids) + PAD * (layout.rows + 1), x.shape[1]), dtype=np.float32)
    h[place] = x + net["encoder.kind"][sheet.kinds] + biases[-1]
    blank = np.ones(len(h), dtype=bool)
    blank[place] = False
    for i, d in enumerate(DILATIONS):
        _convolve(h, d, net["encoder.gains"][i], net[f"encoder.convs.{i}"], biases[i])
        h[blank] = 0
        if i + 1 == CONTEXT_AFTER:
            summary = _summary(h, layout, net)
            context = (
                summary @ net["encoder.row_out"] + summary.mean(axis=0) @ net["encoder.doc_out"]
            )
            h[place] += context[layout.row]
    return np.asarray(_normed(h, net["encoder.gains"][-1])[place], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the network made of a document, before it is asked about columns."""

    hidden: Floats  # (n, c)
    body: Floats  # (n, 3, RANK): emission, start, end
    pool: Floats  # (rows, RANK): for empty cells


def encoded(sheet: Sheet, known: alphabet.Codes, net: Arrays) -> Encoded:
    """Everything that does not depend on the columns. `known` is the alphabet."""
    layout = sheet.layout
    h = encode(sheet, character_ids(known, layout.codes), net)
    mean = np.add.reduceat(h, layout.starts[:-1], axis=0) / np.diff(layout.starts)[:, None].astype(
        np.float32
    )
    pool = np.asarray(mean @ net["pool"], dtype=np.float32)
    return Encoded(h, (h @ net["body"]).reshape(-1, 3, RANK), pool)


def name_vectors(columns: Sequence[str], known: alphabet.Codes, net: Arrays) -> Floats:
    """(k, e): the mean embedding of each name's characters."""
    names = np.zeros((len(columns), net["encoder.embedding"].shape[1]), dtype=np.float32)
    for j, column in enumerate(columns):
        ids = character_ids(known, alphabet.fold(alphabet.codes_of(roles.clean(column))))
        if len(ids):
            names[j] = net["encoder.embedding"][ids].mean(axis=0)
    return names


def columns_of(described: Floats, facts: Floats, content: Floats, net: Arrays) -> Floats:
    """(k, 64): what the network makes of the columns.

    described: (k, d) names told as numbers; facts (k, FACTS) and content (k, c): what an earlier reading found in the
    columns, nought for the first.
    """
    told = np.concatenate([described, facts, content @ net["head_content"]], axis=1)
    return np.asarray(np.maximum(told @ net["head_in"] + net["head_bias"], 0), dtype=np.float32)


def scores(document: Encoded, g: Floats, net: Arrays) -> Scores:
    """All that the search needs. g: columns_of."""
    vectors = (g @ net["head_out"]).reshape(-1, 4, RANK)
    bias = g @ net["head_scalar"] + net["scalars"]
    emit, start, end = (document.body[:, i] @ vectors[:, i].T + bias[:, i] for i in range(3))
    skip = document.pool @ vectors[:, 3].T + bias[:, 3]
    two = (g @ net["head_pair"]).reshape(-1, 2, 8)
    left = np.concatenate([two[:, 0], net["edges"][:1]])
    right = np.concatenate([two[:, 1], net["edges"][1:]])
    return Scores(emit * _EMIT_SCALE, start, end, skip, left @ right.T)
