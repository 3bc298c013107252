"""Where a character stands: in its row, its sentence and its clause, and beside what white space."""

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import alphabet
from convert.recover.model.layout import Bools, Ints, Layout

Floats = NDArray[np.float32]
GAPS, ROW, SENTENCE = 11, 6, 8
_ENDS = [alphabet.CLASSES.index(name) for name in ("stop", "semicolon")]
_PAUSES = [*_ENDS, alphabet.CLASSES.index("comma"), alphabet.CLASSES.index("colon")]


def _counted(flags: Bools, layout: Layout) -> tuple[Ints, Ints]:
    """(n,) each: how many flags stand in the row up to the character, and how many behind it."""
    total = np.concatenate([[0], np.cumsum(flags)])
    base, whole = total[layout.starts[:-1]][layout.row], total[layout.starts[1:]][layout.row]
    return total[1:] - base, whole - total[1:]


def gaps(layout: Layout) -> Floats:
    """(n, GAPS): white space before and after, where borders may or must stand, length and number of its runs."""
    gap = layout.gap
    after = np.append(gap[1:], np.int8(0))
    after[layout.starts[1:][layout.starts[1:] > 0] - 1] = 0
    bound = layout.bound[layout.row]
    flags = [gap == kind for kind in (1, 2, 3)] + [after > 0, after == alphabet.PARAGRAPH]
    length = np.minimum(layout.raw - layout.gap_start, 4) / 4
    before, ahead = _counted(gap == alphabet.PARAGRAPH, layout)
    runs = [length, np.minimum(before, 4) / 4, np.minimum(ahead, 4) / 4]
    given = [layout.forced, layout.allowed & bound, bound]
    return np.stack([*flags, *given, *runs], 1).astype(np.float32)


def in_row(layout: Layout) -> Floats:
    """(n, ROW): how far the character is from both ends of its row."""
    length = np.diff(layout.starts)[layout.row]
    at = np.arange(len(layout.row)) - layout.starts[layout.row]
    left = length - 1 - at
    near, far = np.minimum(at, 40) / 40, np.minimum(left, 40) / 40
    columns = [at / np.maximum(length, 1), at == 0, near, left == 0, far, np.log1p(length) / 6]
    return np.stack(columns, 1).astype(np.float32)


def _spans(first: Bools) -> tuple[Ints, Ints]:
    """(n,) each: characters since the last flag, and until the one before the next."""
    n, at = len(first), np.arange(len(first))
    since = at - np.maximum.accumulate(np.where(first, at, 0))
    following = np.minimum.accumulate(np.where(first, at, n)[::-1])[::-1]
    return since, np.append(following[1:], n) - 1 - at


def in_sentence(layout: Layout, kinds: NDArray[np.int8]) -> Floats:
    """(n, SENTENCE): number of the sentence from both ends of the row, place in it and in its clause."""
    ends, pauses = np.isin(kinds, _ENDS), np.isin(kinds, _PAUSES)
    first, clause = np.zeros(len(kinds), dtype=bool), np.zeros(len(kinds), dtype=bool)
    first[1:], clause[1:] = ends[:-1] & ~ends[1:], pauses[:-1] & ~pauses[1:]
    first[layout.starts[:-1]] = clause[layout.starts[:-1]] = True
    before, ahead = _counted(first, layout)
    since, left = _spans(first)
    near, far = _spans(clause)
    columns = [
        np.minimum(before - 1, 8) / 8,
        np.minimum(ahead, 8) / 8,
        np.minimum(since, 60) / 60,
        np.minimum(left, 60) / 60,
        np.log1p(since + left + 1) / 6,
        (ahead == 0) & ~ends[layout.starts[1:] - 1][layout.row],
        np.minimum(near, 20) / 20,
        np.minimum(far, 20) / 20,
    ]
    return np.stack(columns, 1).astype(np.float32)
