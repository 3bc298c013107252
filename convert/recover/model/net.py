"""The network: dilated convolutions over a document's characters, in numpy.

Its training twin is training/model.py; the arithmetic must stay the same.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

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


def _scale(h: Floats) -> Floats:
    """(n,) what brings each place's values to a mean square of one."""
    power = np.einsum("lc,lc->l", h, h) / np.float32(h.shape[1])
    return np.asarray(1 / np.sqrt(power + np.float32(1e-5)), dtype=np.float32)


class _Room(NamedTuple):
    """Where convolutions keep what they make: to ask for it six times cost a tenth of the net's time."""

    padded: Floats  # (l + 3 * PAD, c), its ends nought
    blocks: Floats  # (2, 4, _BLOCK // 2, c)


def _room(length: int, c: int) -> _Room:
    padded = np.zeros((length + 3 * PAD, c), dtype=np.float32)
    return _Room(padded, np.empty((2, 4, _BLOCK // 2, c), dtype=np.float32))


def _convolve(
    h: Floats, dilation: int, live: Floats, kernel: Floats, bias: Floats, room: _Room
) -> None:
    """Add to h, in place, what a convolution makes of each place and those `dilation` before and after it.

    h: (l, c), l being a multiple of 2 * PAD. live: (l,) 1 where a character stands, nought elsewhere: what blank places
    hold is never looked at. Places are made in pairs `dilation` apart, by four products where six would be needed
    (Winograd's minimal filtering F(2, 3)).
    """
    length, c = h.shape
    y, (told, found) = room
    np.multiply(h, (live * _scale(h))[:, None], out=y[PAD : PAD + length])
    taps = [
        y[PAD + shift : PAD + shift + length].reshape(-1, 2, dilation, c)[:, 0]
        for shift in (-dilation, 0, dilation, 2 * dilation)
    ]
    kernels, pairs = _pairwise(kernel), h.reshape(-1, 2, dilation, c)
    step = max(1, _BLOCK // (2 * dilation))
    for at in range(0, len(pairs), step):
        one, two, three, four = (tap[at : at + step] for tap in taps)
        size = len(one) * dilation
        x, z = told[:, :size], found[:, :size]
        np.subtract(one, three, out=x[0].reshape(one.shape))
        np.add(two, three, out=x[1].reshape(one.shape))
        np.subtract(three, two, out=x[2].reshape(one.shape))
        np.subtract(two, four, out=x[3].reshape(one.shape))
        np.matmul(x, kernels, out=z)
        z[1] += bias
        z[0] += z[1]
        z[0] += z[2]
        z[1] -= z[2]
        z[1] -= z[3]
        np.maximum(z[:2], 0, out=z[:2])
        for side in (0, 1):
            pairs[at : at + step, side] += z[side].reshape(one.shape)


def _pairwise(kernel: Floats) -> Floats:
    """(4, c, c): the four matrices that make two neighbouring places. kernel: (3 * c, c)."""
    before, here, after = np.split(kernel, 3)
    both = (before + after) / 2
    return np.stack([before, both + here / 2, both - here / 2, after])


def _means(h: Floats, layout: Layout) -> Floats:
    """(rows, c) each row's mean."""
    bounds = layout.starts.tolist()
    return np.stack([h[a:b].mean(axis=0) for a, b in pairwise(bounds)])


def _summary(h: Floats, layout: Layout, net: Arrays) -> Floats:
    """(rows, c): each row's mean and greatest values, mixed. h: (n, c)."""
    # Blank places count as nought among the greatest, as in training.
    most = np.stack([h[a:b].max(axis=0, initial=0) for a, b in pairwise(layout.starts.tolist())])
    told = np.concatenate([_means(h, layout), most], 1)
    mixed = told @ net["encoder.row_in"] + net["encoder.row_bias"]
    return np.asarray(np.maximum(mixed, 0), dtype=np.float32)


def _running(h: Floats, layout: Layout, gain: Floats, net: Arrays) -> Floats:
    """(n, c): what stands in the row up to each character, and from it on: means and greatest values, mixed."""
    x = (h @ (gain[:, None] * net["encoder.run_in"])) * _scale(h)[:, None] + net["encoder.run_bias"]
    # Characters along the last axis: summing up runs through memory in order.
    x = np.ascontiguousarray(np.maximum(x, 0).T)
    size, n = x.shape
    told = np.empty((2, 2, size, n), dtype=np.float32)
    for a, b in pairwise(layout.starts.tolist()):
        count = np.arange(1, b - a + 1, dtype=np.float32)
        for side, way in enumerate((slice(None), slice(None, None, -1))):
            row, (mean, most) = x[:, a:b][:, way], told[side, :, :, a:b][..., way]
            np.divide(np.cumsum(row, axis=1), count, out=mean)
            np.maximum.accumulate(row, axis=1, out=most)
    return np.asarray(told.reshape(4 * size, n).T @ net["encoder.run_out"], dtype=np.float32)


def _context(h: Floats, layout: Layout, net: Arrays) -> Floats:
    """(n, c): what the row and the document hold, told to each character."""
    summary = _summary(h, layout, net)
    row = summary @ net["encoder.row_out"] + summary.mean(axis=0) @ net["encoder.doc_out"]
    running = _running(h, layout, net["encoder.gains"][CONTEXT_AFTER], net)
    return np.asarray(row[layout.row] + running, dtype=np.float32)


def encode(sheet: Sheet, ids: NDArray[np.int64], net: Arrays) -> Floats:
    """(n, c): what the network makes of every character. Rows must not be empty."""
    layout = sheet.layout
    place = np.arange(len(ids)) + PAD * (layout.row + 1)
    biases, gains = net["encoder.biases"], net["encoder.gains"]
    x = net["encoder.embedding"][ids] @ net["encoder.into"] + sheet.extra @ net["encoder.extra"]
    x += net["encoder.kind"][sheet.kinds]
    if "encoder.meaning" in net:
        x += net["encoder.meaning"][sheet.meaning] @ net["encoder.meaning_out"]
    x += biases[-1]
    length = len(ids) + PAD * (layout.rows + 1)
    h = np.zeros((length + -length % (2 * PAD), x.shape[1]), dtype=np.float32)
    h[place] = x
    live = np.zeros(len(h), dtype=np.float32)
    live[place] = 1
    room = _room(*h.shape)
    for i, d in enumerate(DILATIONS):
        kernel = net[f"encoder.convs.{i}"] * np.tile(gains[i], 3)[:, None]
        _convolve(h, d, live, kernel, biases[i], room)
        if i + 1 == CONTEXT_AFTER:
            known = h[place]
            known += _context(known, layout, net)
            h[place] = known
    known = h[place]
    known *= _scale(known)[:, None]
    known *= gains[-1]
    return np.asarray(known, dtype=np.float32)


class Encoded(NamedTuple):
    """What the network made of a document, before it is asked about columns."""

    hidden: Floats  # (n, c)
    body: Floats  # (n, 3, RANK): emission, start, end
    pool: Floats  # (rows, RANK): for empty cells


def encoded(sheet: Sheet, known: alphabet.Codes, net: Arrays) -> Encoded:
    """Everything that does not depend on the columns. `known` is the alphabet."""
    layout = sheet.layout
    h = encode(sheet, character_ids(known, layout.codes), net)
    pool = np.asarray(_means(h, layout) @ net["pool"], dtype=np.float32)
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


def opens(hidden: Floats, net: Arrays) -> Floats:
    """(n,) how much each character of one text looks like a row's first."""
    left, right = np.split(net["open_in"], 2)
    seen = hidden @ right + net["open_bias"]
    seen[1:] += (hidden @ left)[:-1]
    return np.asarray(
        (np.maximum(seen, 0) @ net["open_out"])[:, 0] + net["open_scalar"], dtype=np.float32
    )
