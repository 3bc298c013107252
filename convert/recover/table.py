"""What recovery hands over: where the table stands, and its cells as offsets.

All offsets are in characters, half-open, into the decoded text of the whole page.
"""

from typing import Literal, NamedTuple

from convert.report import Span

Kind = Literal["task", "heading"]
Shape = Literal["glued", "spaced", "tabbed", "piped", "celllines", "block"]
Why = Literal["separator", "number", "model", "person"]


class Piece(NamedTuple):
    """A column name or a cell, without the white space around it.

    An empty cell has start == end and stands where its text would stand.
    """

    start: int
    end: int
    confidence: float = 1.0
    """Probability, 0 to 1, that both borders are right."""
    why: Why = "separator"
    """What placed it."""


class Region(NamedTuple):
    """Where the table stands in the page, and what its header says."""

    start: int
    """First character of the header, or of the first row where there is no header."""
    end: int
    """End of the last row; what follows is the page's own."""
    body: int
    """Where the header ends and the rows begin."""
    names: tuple[str, ...]
    """The columns' names without white space."""
    columns: tuple[Piece, ...]
    """The names' places, one a name; all empty where the table has no header."""
    shape: Shape
    separators: tuple[Span, ...] = ()
    """Signs in the header that only separate its names."""
    sure: float = 1.0
    """Probability that the names are told apart as they should be."""


class Reading(NamedTuple):
    """One way to cut a row: one offset more than there are columns, and its probability."""

    cuts: tuple[int, ...]
    probability: float


class Line(NamedTuple):
    """A row of the table: one cell a column; a heading has its text in the first cell."""

    kind: Kind
    cells: tuple[Piece, ...]
    review: bool = False
    """Whether a person should look at it."""
    readings: tuple[Reading, ...] = ()
    """The likeliest readings, best first, at most five, where borders had to be guessed."""


class Table(NamedTuple):
    """A recovered table; its pieces and separators cover all that stands in its region."""

    names: tuple[str, ...]
    columns: tuple[Piece, ...]
    rows: tuple[Line, ...]
    separators: tuple[Span, ...] = ()
    """Signs that only separate: each | of a piped row, rule lines, repeated headers."""


def bare(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space at its ends; where nothing is left, its start."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if left == len(part):
        return start, start
    return start + left, start + len(part.rstrip())
