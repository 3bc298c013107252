"""Keeps the law that each character of a table lies in exactly one piece of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from convert.recover.table import Line, Region, Table, bare
from convert.report import Span

Interval = tuple[int, int]


def settled(
    lines: Sequence[Line], marks: Sequence[Span]
) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """The rows and the signs between cells; a sign within a cell is the cell's text.

    A page number in the middle of a row is such a one, or more | than there are borders:
    the row is marked for review.
    """
    cells = sorted(
        (one.start, one.end) for line in lines for one in line.cells if one.start < one.end
    )
    signs = list(_merged(marks))
    free = tuple(Span(*part) for sign in signs for part in _outside(sign, cells))
    return tuple(_checked(line, signs) for line in lines), free


def _merged(marks: Sequence[Span]) -> Iterator[Interval]:
    """The marks in order, what two of them share left to the first."""
    last = 0
    for start, end in sorted((mark.start, mark.end) for mark in marks):
        if end > last:
            yield max(start, last), end
            last = end


def _outside(sign: Interval, cells: Sequence[Interval]) -> Iterator[Interval]:
    """The parts of a sign that lie in no cell."""
    left, end = sign
    at = max(bisect_right(cells, (left, left)) - 1, 0)
    while at < len(cells) and cells[at][0] < end:
        start, stop = cells[at]
        if start > left:
            yield left, start
        left = max(left, stop)
        at += 1
    if left < end:
        yield left, end


def _checked(line: Line, signs: Sequence[Interval]) -> Line:
    """The row, marked for review where one of its cells holds part of a sign."""
    for one in line.cells:
        at = max(bisect_left(signs, (one.start, one.start)) - 1, 0)
        while at < len(signs) and signs[at][0] < one.end:
            if signs[at][1] > one.start:
                return line._replace(review=True)
            at += 1
    return line


def conserved(text: str, region: Region, table: Table) -> None:
    """Check that nothing was lost or doubled; ValueError otherwise."""
    pieces = [(one.start, one.end) for one in table.columns]
    pieces += [(one.start, one.end) for one in table.separators]
    pieces += [(one.start, one.end) for line in table.rows for one in line.cells]
    at = region.start
    for start, end in sorted(pair for pair in pieces if pair[0] < pair[1]):
        if start < at or bare(text[at:start]):
            raise ValueError(f"characters {at}:{start} are lost or doubled")
        at = end
    if bare(text[at : region.end]):
        raise ValueError(f"characters {at}:{region.end} are lost")
