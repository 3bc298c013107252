"""What every front door makes of its bytes: a document's text, and the tables in it.

All offsets are in characters, half-open, into `Page.text`: the text of the document in
reading order, the cells of a table separated by TABs and its rows by line feeds.
"""

from typing import Literal, NamedTuple

from convert.report import Field, Note, Reading, Span

Stated = Literal["", "head", "task", "heading"]
"""What a format says of a row; nothing where it says nothing."""


class Box(NamedTuple):
    """A cell as its format states it, without the white space around its text."""

    start: int
    end: int
    column: int
    """Its first column, from 0."""
    columns: int = 1
    rows: int = 1
    head: bool = False
    """Whether the format calls it a header cell."""
    confidence: float = 1.0
    why: str = "markup"


class Line(NamedTuple):
    """A row of a grid: the cells that begin in it, from left to right."""

    boxes: tuple[Box, ...]
    kind: Stated = ""
    review: bool = False
    readings: tuple[Reading, ...] = ()


class Grid(NamedTuple):
    """A table as its format states it; it takes text[start:end]."""

    start: int
    end: int
    lines: tuple[Line, ...]
    width: int
    named: bool = False
    """Whether the format itself says that its first lines are the header."""


class Page(NamedTuple):
    """A document: its text, its tables in reading order, and what it states of itself."""

    text: str
    grids: tuple[Grid, ...] = ()
    title: Span | None = None
    """The title, where the format states it beyond doubt."""
    headlines: tuple[Span, ...] = ()
    """Lines the format sets off as headings; one of them is likely the title."""
    furniture: tuple[Span, ...] = ()
    """What stands in the page's menus, share buttons and footers."""
    fields: tuple[Field, ...] = ()
    """Fields the format states beyond doubt."""
    properties: tuple[tuple[str, str], ...] = ()
    """Labels and values that stand nowhere in the text, such as <meta name="PubDate">."""
    names: tuple[str, ...] = ()
    """What the document calls itself outside its text, the surest first."""
    notes: tuple[Note, ...] = ()
    complete: bool = False
    """Whether the format states every title, field and heading there is, so that none
    has to be looked for: true of what our own writers make."""
