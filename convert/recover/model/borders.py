"""The one entry: rows of a document in, the borders of their cells out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from convert.recover.model import confidence, evidence, lattice, reader
from convert.recover.model.alphabet import WHITE
from convert.recover.model.features import Floats
from convert.recover.model.layout import Ints, Layout, RowText, lay, loosened

__all__ = ["Placed", "Reading", "RowText", "place"]

_REMEMBERED = 64  # groups of rows: a person who moves a border waits for the rows of one group only
_AT_ONCE = 6000  # characters read together: bounds memory, and is far more than most documents hold
KEPT = 5  # readings of a row that are told


class Reading(NamedTuple):
    """One way to cut a row: column j's raw cell, white space included, is text[cuts[j]:cuts[j + 1]]."""

    cuts: tuple[int, ...]
    probability: float


class Placed(NamedTuple):
    """A row's readings, best first, at most five."""

    readings: tuple[Reading, ...]
    cells: tuple[float, ...]  # chance that each cell of the best reading is right
    right: float  # chance that all of them are
    review: bool  # too doubtful to pass unread


def place(rows: Sequence[RowText], columns: Sequence[str], date: str | None = None) -> list[Placed]:
    """Cut every row into one cell a column.

    Rows are read together: a document's habits show in all of them. `date` is the report's own, as its head gives it.
    Raises ValueError without columns.
    """
    if not columns:
        raise ValueError("no columns to place cells in")
    out: list[Placed] = [_blank(row, len(columns)) for row in rows]
    full = [i for i, row in enumerate(rows) if row.text.strip(WHITE)]
    for group in _groups([len(rows[i].text) for i in full]):
        chosen = [full[i] for i in group]
        placed = _place(tuple(rows[i] for i in chosen), tuple(columns), date)
        for i, found in zip(chosen, placed, strict=True):
            out[i] = found
    return out


def _blank(row: RowText, k: int) -> Placed:
    cuts = (0, *[len(row.text)] * k)
    return Placed((Reading(cuts, 1.0),), (1.0,) * k, 1.0, review=False)


def _groups(lengths: Sequence[int]) -> Iterator[range]:
    """Neighbouring rows of about _AT_ONCE characters together."""
    total = sum(lengths)
    parts = max(1, round(total / _AT_ONCE))
    begin, held, share = 0, 0, total / parts
    for i, length in enumerate(lengths):
        held += length
        if held >= share or i + 1 == len(lengths):
            yield range(begin, i + 1)
            begin, held = i + 1, 0


@lru_cache(_REMEMBERED)
def _place(
    rows: tuple[RowText, ...], columns: tuple[str, ...], date: str | None
) -> tuple[Placed, ...]:
    learned = reader.model()
    layout = loosened(lay(rows), len(columns))
    read = reader.read(layout, columns, date, learned)
    paths = lattice.best_paths(read.moves, read.joint, layout, evidence.COUNT)
    cuts, scores = evidence.cuts_of(paths, read)
    beliefs = evidence.cell_beliefs(cuts, read)
    told = evidence.describe(cuts, scores, beliefs, read)
    verdict = confidence.judged(told, np.isfinite(scores), cuts, beliefs, learned.judge)
    doubt = float(learned.facts["review_below"])
    known = np.isfinite(scores).sum(axis=1)
    return tuple(
        _placed(r, row, cuts[r, : known[r]], verdict, layout, doubt) for r, row in enumerate(rows)
    )


def _placed(
    r: int, row: RowText, cuts: Ints, verdict: confidence.Verdict, layout: Layout, doubt: float
) -> Placed:
    """What the judge has found of one row; where the row itself is a guess, all is as doubtful."""
    order = [int(rank) for rank in verdict.order[r] if rank < len(cuts)][:KEPT]
    probability = verdict.probability[r] * np.float32(row.chance)
    chances = _percents(probability)
    readings = tuple(
        Reading(_raw(cuts[rank], layout, r, row), chances[i]) for i, rank in enumerate(order)
    )
    sure = verdict.cells[r].copy()
    sure[[0, -1]] *= np.float32(row.chance)
    return Placed(readings, tuple(_percents(sure)), chances[0], float(probability[0]) < doubt)


def _percents(chances: Floats) -> list[float]:
    """To whole percents, and none of them certain.

    Further decimals depend on the processor and on the number of threads (measured); what is
    written must not.
    """
    return [min(round(chance, 2), 0.99) for chance in chances.tolist()]


def _raw(cuts: Ints, layout: Layout, r: int, row: RowText) -> tuple[int, ...]:
    """Cuts among visible characters as offsets into the row's text, white space falling to the side it belongs to."""
    first, last = int(layout.starts[r]), int(layout.starts[r + 1])
    out = [0]
    for cut in cuts[1:-1].tolist():
        out.append(
            0 if cut <= first else len(row.text) if cut >= last else _border(cut, layout, row)
        )
    return (*out, len(row.text))


def _border(cut: int, layout: Layout, row: RowText) -> int:
    """Where in the white space before a character the border stands: as given, or before a paragraph's indent."""
    begin, end = int(layout.gap_start[cut]), int(layout.raw[cut])
    for given in (row.forced, row.allowed or ()):
        places = [p for p in range(end, begin - 1, -1) if p in given]
        if places:
            return places[0]
    indent = row.text.find("\u00a0", begin, end)
    return indent if indent >= 0 else end
