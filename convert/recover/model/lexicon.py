"""Known expressions found in text: hashed once, looked up for all positions at a time."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convert.recover.model.alphabet import codes_of, fold

ROLES = ("task", "progress", "problem", "plan", "unit", "person", "deadline", "filler", "marker")
LONGEST = 10
_BITS = 16
_DROPPED = np.uint64(64 - _BITS)
_BASE = np.array([0x9E3779B97F4A7C15], dtype=np.uint64)


class Lexicon(NamedTuple):
    """hashes (m,), ascending, of expressions of 2 to LONGEST characters; weights (m, roles), 0 to 3."""

    hashes: NDArray[np.uint64]
    weights: NDArray[np.int8]


def windows(
    codes: NDArray[np.uint32], row: NDArray[np.int64]
) -> Iterator[tuple[int, NDArray[np.uint64]]]:
    """For each length from 2: the hashes of all windows of it, (n - length + 1,); 0 where a window leaves its row."""
    total, power = codes.astype(np.uint64), _BASE
    for length in range(2, LONGEST + 1):
        if len(codes) < length:
            return
        total = total[:-1] + codes[length - 1 :].astype(np.uint64) * power
        power = power * _BASE
        same = row[length - 1 :] == row[: len(row) - length + 1]
        yield length, np.where(same, total, np.uint64(0))


def compile_lexicon(entries: Iterable[tuple[str, str, int]]) -> Lexicon:
    """Entries are (role, expression, strength); an expression that several roles claim keeps them all."""
    found: dict[int, NDArray[np.int8]] = {}
    for role, expression, strength in entries:
        codes = fold(codes_of("".join(expression.strip("…").split())))
        if role not in ROLES or "…" in expression.strip("…") or not 2 <= len(codes) <= LONGEST:
            continue
        for length, hashes in windows(codes, np.zeros(len(codes), dtype=np.int64)):
            if length == len(codes):
                weights = found.setdefault(int(hashes[0]), np.zeros(len(ROLES), dtype=np.int8))
                weights[ROLES.index(role)] = max(int(weights[ROLES.index(role)]), strength)
    order = sorted(found)
    return Lexicon(
        np.array(order, dtype=np.uint64), np.array([found[key] for key in order], dtype=np.int8)
    )


def matches(
    lexicon: Lexicon, codes: NDArray[np.uint32], row: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(n, 3 * roles): how strongly each character begins, lies in, or ends an expression of each role, 0 to 1."""
    starts, lengths, numbers = [np.zeros(0, dtype=np.int64)], [0], [np.zeros(0, dtype=np.int64)]
    likely = np.zeros(1 << _BITS, dtype=bool)  # the first bits of a hash rule most windows out
    likely[lexicon.hashes >> _DROPPED] = True
    for length, hashes in windows(codes, row):
        at = np.flatnonzero(likely[hashes >> _DROPPED])
        found = np.searchsorted(lexicon.hashes, hashes[at])
        found = np.minimum(found, len(lexicon.hashes) - 1)
        same = lexicon.hashes[found] == hashes[at]
        starts.append(at[same])
        lengths.append(length)
        numbers.append(found[same])
    sizes = np.repeat(lengths, [len(at) for at in starts])
    begin, number = np.concatenate(starts), np.concatenate(numbers)
    marks = np.zeros((len(codes), 3, len(ROLES)), dtype=np.float32)
    # Stronger expressions come later, and so stand where several meet.
    for strength in (1, 2, 3):
        which, role = np.nonzero(lexicon.weights[number] == strength)
        size, first = sizes[which], begin[which]
        marks[first, 0, role] = marks[first + size - 1, 2, role] = strength / 3
        each = np.repeat(np.arange(len(which)), size)
        inner = np.arange(len(each)) - np.repeat(np.cumsum(size) - size, size)
        marks[first[each] + inner, 1, role[each]] = strength / 3
    return marks.reshape(len(codes), 3 * len(ROLES))
