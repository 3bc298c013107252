"""Rows of a table whose rows have no numbers and no lines of their own.

A best effort, never sure: which cell line begins a row, or where in one long line a row
begins, is told from the characters on either side (rowgroups.tsv, made by
training/rowgroups.py) and from the usual number of cells or characters, by an exact search.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log

from convert.recover.table import bare
from convert.recover.weighted import log_odds, weights

TABLE = "rowgroups.tsv"
_LONGEST = 2500
"""Characters of the longest row looked for."""
_USUAL = (4.94, 0.6)
"""Mean and deviation of the logarithm of a row's characters (measured)."""
_START = 0.0
"""What a row start is worth by itself (measured across authors: 0 finds the most rows)."""
_FAINT = -4.0
"""Log odds under which a place is not looked at."""


def grouped(cells: Sequence[str], columns: int) -> list[tuple[int, int]]:
    """Which cell lines make up each row, as half-open ranges; at most one line a column."""
    lines = [bare(cell) for cell in cells]
    odds = [0.0, *(log_odds(TABLE, beside(a, b)) for a, b in pairwise(lines))]
    known = weights(TABLE)
    sizes = {count: known.get(f"k{columns}m{count}", -6.0) for count in range(1, columns + 1)}
    return _cheapest(
        len(lines),
        lambda start, end: odds[start] + sizes[end - start] if end - start in sizes else None,
        columns,
    )


def beside(before: str, after: str) -> list[str]:
    """Features of two cells, one below the other; neither has white space."""
    names = ["lbias", f"l{before[-1:]}|{after[:1]}"]
    names += [f"l<{before[-size:]}" for size in (1, 2, 3)]
    names += [f"l^{before[:size]}" for size in (1, 2, 3)]
    names += [f"l>{after[:size]}" for size in (1, 2, 3)]
    names += [f"l${after[-size:]}" for size in (1, 2)]
    first, second = _size(before), _size(after)
    return [*names, f"la{first}", f"lb{second}", f"ls{first}{second}"]


def _size(cell: str) -> int:
    return min(int(len(cell) + 1).bit_length() - 1, 9)


def parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The likeliest rows of one long line, as offsets."""
    odds = [log_odds(TABLE, around(text, at)) for at in range(start, end)]
    places = [0, *(at for at in range(1, end - start) if odds[at] > _FAINT), end - start]
    mean, deviation = _USUAL

    def worth(first: int, last: int) -> float | None:
        length = places[last] - places[first]
        if length > _LONGEST:
            return None
        unusual = ((log(length) - mean) / deviation) ** 2 / 2
        return (odds[places[first]] + _START if first else 0.0) - unusual

    rows = _cheapest(len(places) - 1, worth, _LONGEST)
    return [(start + places[first], start + places[last]) for first, last in rows]


def around(text: str, at: int) -> list[str]:
    """Features of a place within a text: up to three characters on either side."""
    left, right = (
        re.sub(r"\d", "0", part) for part in (text[max(0, at - 3) : at], text[at : at + 3])
    )
    names = ["bbias", f"b{left[-1:]}|{right[:1]}"]
    names += [f"b<{left[-size:]}" for size in range(1, len(left) + 1)]
    names += [f"b>{right[:size]}" for size in range(1, len(right) + 1)]
    return names


def _cheapest(
    count: int, worth: Callable[[int, int], float | None], most: int
) -> list[tuple[int, int]]:
    """The best way to part `count` things into ranges of at most `most` each."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        options = []
        for start in range(end - 1, max(-1, end - 1 - most), -1):
            value = worth(start, end)
            if value is None:
                break
            options.append((best[start][0] + value, start))
        best.append(max(options))
    ranges, end = [], count
    while end:
        ranges.append((best[end][1], end))
        end = best[end][1]
    return ranges[::-1]
