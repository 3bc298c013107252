"""Strings that return: in the same row (its subject, named again), and in the document's other rows (its phrases)."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import alphabet
from convert.recover.model.layout import Bools, Ints
from convert.recover.model.lexicon import windows

Floats = NDArray[np.float32]
_SUBJECTS = (3, 4, 6)  # lengths looked for again in the row
_PHRASES = (2, 3, 5)  # and in other rows
WIDTH = 5 * len(_SUBJECTS) + 2 * len(_PHRASES)
_HAN = alphabet.CLASSES.index("han")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def _covered(at: Ints, length: int, n: int) -> Bools:
    """(n,) whether the character lies in a window of that length that begins at one of the places."""
    step = np.bincount(at, minlength=n + 1) - np.bincount(at + length, minlength=n + 1)
    return np.cumsum(step)[:n] > 0


def _in_row(keys: NDArray[np.uint64], places: Ints, length: int, n: int) -> list[Floats]:
    """Whether a character lies in a string said before, to be said again, begins such a one; how far back it was."""
    order = np.argsort(keys, kind="stable")
    same = keys[order][1:] == keys[order][:-1]
    later, earlier = places[order[1:][same]], places[order[:-1][same]]
    apart = later - earlier >= length
    later, earlier = later[apart], earlier[apart]
    said, coming = _covered(later, length, n), _covered(earlier, length, n)
    back = np.zeros(n, dtype=np.float32)
    back[later] = np.log1p(later - earlier) / 6
    begins = [np.zeros(n, dtype=bool) for _ in range(2)]
    for flags, at in zip(begins, (later, earlier), strict=True):
        flags[at] = True
        flags[1:] &= ~flags[:-1].copy()
    return [np.asarray(part, dtype=np.float32) for part in (said, coming, *begins, back)]


def _in_rows(hashes: NDArray[np.uint64], row: Ints, length: int, n: int) -> Iterator[Floats]:
    """The share of other rows that hold the string which begins with a character, and the one that ends before it."""
    share = np.zeros(n + 1, dtype=np.float32)
    _, number = np.unique(hashes, return_inverse=True)
    rows = int(row[-1]) + 1
    held = np.sort(number * np.int64(rows) + row[: len(hashes)])
    # Not np.unique, which loads numpy.ma where it is asked for nothing more: 15 ms (measured).
    once = held[np.diff(held, prepend=-1) > 0]
    count = np.bincount(once // rows)[number] - 1
    share[: len(hashes)] = np.where(hashes != 0, np.minimum(count / max(rows - 1, 1) * 2, 1), 0)
    yield share[:n]
    behind = np.zeros(n, dtype=np.float32)
    behind[length:] = share[: n - length]
    yield behind


def return_marks(codes: alphabet.Codes, kinds: NDArray[np.int8], row: Ints) -> Floats:
    """(n, WIDTH) for all rows of a document."""
    n = len(codes)
    han = np.concatenate([[0], np.cumsum(kinds == _HAN)])
    parts = {("row", length): [np.zeros(n, np.float32)] * 5 for length in _SUBJECTS}
    parts |= {("rows", length): [np.zeros(n, np.float32)] * 2 for length in _PHRASES}
    for length, hashes in windows(codes, row):
        if length in _SUBJECTS:
            mostly = han[length:] - han[:-length] >= max(3, length - 1)
            places = np.flatnonzero(mostly & (hashes != 0))
            keys = hashes[places] ^ (row[places].astype(np.uint64) * _SPREAD)
            parts["row", length] = _in_row(keys, places, length, n)
        if length in _PHRASES:
            parts["rows", length] = list(_in_rows(hashes, row, length, n))
        if length >= max(_SUBJECTS + _PHRASES):
            break
    return np.stack([mark for group in parts.values() for mark in group], axis=1)
