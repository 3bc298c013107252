"""The seam to the model that places borders: questions in, readings out.

Everything else in this package prepares the questions and carries out the answers. The
model itself (model/) needs numpy, which is loaded with it on the first question.
"""

from collections.abc import Sequence
from typing import NamedTuple

from convert import limits
from convert.recover.table import Reading


class RowText(NamedTuple):
    """A row's text without its number, and what is known about its borders."""

    text: str
    allowed: frozenset[int] | None = None
    """Offsets where a border may stand; None where it may stand anywhere."""
    forced: frozenset[int] = frozenset()
    """Offsets where a border must stand."""
    pinned: tuple[tuple[int, int], ...] = ()
    """(column, offset) as a person has it: that column and those behind it begin there."""
    chance: float = 1.0
    """Probability that the row begins and ends with this text."""


class Placed(NamedTuple):
    """A row's borders; offsets are into the row's text."""

    readings: tuple[Reading, ...]
    """Likeliest first, at most five."""
    cells: tuple[float, ...]
    """Probability that each cell of the first reading is right."""
    right: float
    """Probability that the whole row is right."""
    review: bool
    """Whether a person should look at it."""


class Part(NamedTuple):
    """A row found in a text that has lost its rows, by offsets."""

    start: int
    end: int
    chance: float
    """Probability that it begins and ends there."""


def part(
    text: str,
    columns: Sequence[str],
    date: str | None = None,
    breaks: frozenset[int] | None = None,
) -> list[Part]:
    """The likeliest rows of a text that has neither row numbers nor lines of rows.

    `breaks` are the offsets at which its cells begin, where the page still has them.
    """
    from convert.recover.model import parts

    found = parts.parted(text, tuple(columns), date, breaks)
    return [Part(one.start, one.end, one.chance) for one in found]


def place(rows: Sequence[RowText], columns: Sequence[str], date: str | None = None) -> list[Placed]:
    """The borders of a document's rows under its columns, all rows together.

    `date` is the report's own: it tells plans from results. Raises LimitError where a row is
    too long to be read in the memory that a file may take.
    """
    limits.check("row_characters", max((len(row.text) for row in rows), default=0))
    from convert.recover.model import borders, layout

    asked = [
        layout.RowText(row.text, row.allowed, row.forced, row.pinned, row.chance) for row in rows
    ]
    return [
        Placed(
            tuple(Reading(one.cuts, one.probability) for one in found.readings),
            found.cells,
            found.right,
            found.review,
        )
        for found in borders.place(asked, columns, date)
    ]
