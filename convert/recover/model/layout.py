"""All rows of a document laid end to end, white space taken out but remembered as gaps."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import alphabet

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
FREE = np.int64(2**30)  # more columns than any table has


class RowText(NamedTuple):
    """A row's text without its number; offsets of borders into it.

    A border p stands before text[p]. `allowed` None: a border may stand anywhere; `forced` are a person's TABs,
    bars or line breaks, where one must stand.
    """

    text: str
    allowed: frozenset[int] | None = None
    forced: frozenset[int] = frozenset()
    pinned: tuple[
        tuple[int, int], ...
    ] = ()  # (column, offset): columns from there on begin at that border
    chance: float = 1.0  # probability that the row begins and ends with this text


class Layout(NamedTuple):
    """The visible characters of all rows, (n,) each, row r being starts[r]:starts[r + 1]."""

    codes: alphabet.Codes  # folded
    bare: alphabet.Codes  # as written
    starts: Ints  # (rows + 1,)
    row: Ints  # row number of each character
    raw: Ints  # its offset in the row's text
    gap: NDArray[np.int8]  # kind of white space before it, within its row
    gap_start: Ints  # offset where that white space begins (raw itself if none)
    allowed: Bools  # a border may stand before it
    forced: Bools  # a border must stand before it
    bound: Bools  # (rows,) the row's borders are restricted to given places
    least: Ints  # the first column in which a person lets it lie
    most: Ints  # and the last one

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.starts) - 1


def _flags(
    rows: Sequence[RowText], total: int, offsets: Ints
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    allowed, forced = np.zeros(total, dtype=np.int8), np.zeros(total, dtype=np.int8)
    for row, start in zip(rows, offsets.tolist(), strict=True):
        if row.allowed is None:
            allowed[start : start + len(row.text)] = 1
        for marks, places in ((allowed, row.allowed or ()), (forced, row.forced)):
            for place in places:
                if 0 < place < len(row.text):
                    marks[start + place] = 1
    return allowed, forced


def _pins(rows: Sequence[RowText], total: int, offsets: Ints) -> tuple[Ints, Ints]:
    """The first and the last column that the pinned borders leave to each character."""
    least, most = np.zeros(total, dtype=np.int64), np.full(total, FREE)
    for row, start in zip(rows, offsets.tolist(), strict=False):
        for column, place in row.pinned:
            behind, before = (
                least[start + place : start + len(row.text)],
                most[start : start + place],
            )
            np.maximum(behind, column, out=behind)
            np.minimum(before, column - 1, out=before)
    return least, most


def lay(rows: Sequence[RowText]) -> Layout:
    """Lay the rows' texts end to end. Borders given anywhere in a run of white space count for the whole run."""
    lengths = np.array([len(row.text) for row in rows], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    codes = alphabet.codes_of("".join(row.text for row in rows))
    kinds = alphabet.gaps_of(codes)
    seen = np.flatnonzero(kinds == alphabet.NO_GAP)
    row = np.repeat(np.arange(len(rows)), lengths)[seen]
    before = np.concatenate([[-1], seen[:-1]])[: len(seen)]
    begin = np.maximum(before + 1, offsets[row])
    allowed, forced = _flags(rows, len(codes), offsets[:-1])
    folded = alphabet.fold(codes[seen])
    least, most = _pins(rows, len(codes), offsets)
    return Layout(
        codes=folded,
        bare=codes[seen],
        starts=np.searchsorted(row, np.arange(len(rows) + 1)),
        row=row,
        raw=seen - offsets[row],
        gap=_most(kinds, begin, seen),
        gap_start=begin - offsets[row],
        allowed=(_most(allowed, begin, seen) > 0) | (_most(forced, begin, seen) > 0),
        forced=_most(forced, begin, seen) > 0,
        bound=np.array([row.allowed is not None for row in rows], dtype=bool),
        least=least[seen],
        most=most[seen],
    )


def loosened(layout: Layout, columns: int) -> Layout:
    """The same, but rows with more forced borders than fit between the columns have them allowed only."""
    inner = layout.forced.copy()
    inner[layout.starts[:-1]] = False
    crowded = np.add.reduceat(inner, layout.starts[:-1], dtype=np.int64) >= columns
    return layout._replace(forced=inner & ~crowded[layout.row])


def _most(values: NDArray[np.int8], begin: Ints, end: Ints) -> NDArray[np.int8]:
    """The greatest of values[begin[i]:end[i] + 1] for each i."""
    if not len(begin):
        return np.zeros(0, dtype=np.int8)
    padded = np.concatenate([values, np.zeros(1, dtype=np.int8)])
    pairs = np.stack([begin, end + 1], 1).ravel()
    return np.asarray(np.maximum.reduceat(padded, pairs)[::2], dtype=np.int8)
