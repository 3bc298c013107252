"""Rows as plain lists and back: how they come from the process that has read them.

Pickled as they are, each cell and each span is a record of its own: 150,000 rows took 3 s to
come back, as lists of texts and numbers they take a fifth of it.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from operator import gt, is_, itemgetter
from typing import Any

from convert.report import Cell, Row, Span

_NOWHERE = (-1, -1)
"""Start and end of a cell without a span."""
# What is unpacked is checked once for all.
_new = tuple.__new__


def packed(rows: Sequence[Row]) -> list[Any]:
    """The rows, each as wide as the first, without one record but readings.

    First how many there are and how wide; kinds, marks for review and readings of the rows;
    then of their cells, one row after the other: texts, starts and ends, probabilities,
    reasons, sizes. What is the same for all is said once.
    """
    cells = [*chain.from_iterable(map(itemgetter(1), rows))]
    spans = [span or _NOWHERE for span in map(itemgetter(1), cells)]
    return [
        len(rows),
        len(rows[0].cells),
        *(_once(map(itemgetter(at), rows)) for at in (0, 2, 3)),
        _joined([*map(itemgetter(0), cells)]),
        # As one piece of bytes: each text and number by itself takes four times as long.
        *(array("q", map(itemgetter(at), spans)).tobytes() for at in (0, 1)),
        *(_once(map(itemgetter(at), cells)) for at in (2, 3, 4, 5)),
    ]


def _joined(texts: list[str]) -> str | list[str]:
    """The texts as one, U+0000 between them, which readers let into none."""
    joined = "\0".join(texts)
    return joined if joined.count("\0") == len(texts) - 1 else texts


def _once(values: Iterable[Any]) -> list[Any]:
    held = [*values]
    # The same object, as 1 and 1.0 are equal; `id` calls the process's audit hook.
    return held[:1] if held and all(map(is_, held, repeat(held[0]))) else held


def unpacked(found: Sequence[Any]) -> list[Row]:
    """The rows that were packed. ValueError where their numbers are none of a row's."""
    count, width, *columns = found
    kinds, reviews, readings = (_each(column, count) for column in columns[:3])
    if not width:
        return [Row(kind, (), *more) for kind, *more in zip(kinds, reviews, readings, strict=True)]
    texts = columns[3].split("\0") if isinstance(columns[3], str) else columns[3]
    starts, ends = (array("q", column).tolist() for column in columns[4:6])
    sure, why, tall, wide = (_each(column, count * width) for column in columns[6:])
    _check(starts, ends, sure, (*tall, *wide))
    spans: list[Span | None] = [*map(_new, repeat(Span), zip(starts, ends, strict=True))]
    if -1 in starts:
        spans = [span if start >= 0 else None for start, span in zip(starts, spans, strict=True)]
    cells = map(_new, repeat(Cell), zip(texts, spans, sure, why, tall, wide, strict=True))
    rows = zip(kinds, zip(*[cells] * width, strict=True), reviews, readings, strict=True)
    return [*map(_new, repeat(Row), rows)]


def _each(column: list[Any], count: int) -> list[Any]:
    return column * count if len(column) == 1 else column


def _check(
    starts: Sequence[int], ends: Sequence[int], sure: Sequence[float], sizes: Sequence[int]
) -> None:
    """As each Span and Cell would be, by itself."""
    if min(starts) < -1 or any(map(gt, starts, ends)):
        raise ValueError("a span that ends before it begins")
    if not 0 <= min(sure) <= max(sure) <= 1 or min(sizes) < 1:
        raise ValueError("a cell of no size, or of no probability")
