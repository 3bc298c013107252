"""HTML that our own writer made (docs/formats.md): its parts are told by id and class."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from convert.doubt import said
from convert.reading.normalise import line
from convert.reading.page import Box, Grid, Line, Page
from convert.report import Field, Kind, Span

Mark = tuple[str, Span, str]
"""An element: its role, where it stands, and what is to be told of it (a cell's title)."""

Doubt = tuple[str, float]
"""Why a cell stands as it does, and how sure that is."""

# Role of an element by its name, and by its id or one of its classes.
_ROLES = {
    ("h1", "title"): "title",
    ("ul", "fields"): "fields",
    ("span", "label"): "label",
    ("span", "mark"): "mark",
    ("span", "value"): "value",
    ("figure", "sheet"): "sheet",
    ("details", "leftovers"): "leftovers",
}


def role(name: str, attributes: Mapping[str, str]) -> str:
    """What an element would be in a page of our own; "" where it has no part in it."""
    if name in ("li", "summary"):
        return name
    called = [attributes.get("id", ""), *attributes.get("class", "").split()]
    return next((_ROLES[name, one] for one in called if (name, one) in _ROLES), "")


def ours(page: Page, marked: Sequence[Mark]) -> Page:
    """The page with what it states, if it is one of our own; else as it is.

    `marked` are its elements in the order in which they end.
    """
    sheets = [span for role, span, _ in marked if role == "sheet"]
    if len(sheets) != 1 or not any(_within(grid, sheets[0]) for grid in page.grids):
        return page
    titles = [span for role, span, _ in marked if role == "title"]
    aside = [span for role, span, _ in marked if role == "summary"]
    doubts = [
        (span, doubt) for role, span, text in marked if role == "td" and (doubt := said(text))
    ]
    return page._replace(
        title=titles[0] if titles else None,
        headlines=(),
        furniture=tuple(aside),
        fields=tuple(_fields(page.text, marked)),
        grids=tuple(_told(grid, doubts) for grid in page.grids if _within(grid, sheets[0])),
        properties=(),
        names=page.names if titles else (),
        complete=True,
    )


def _within(grid: Grid, span: Span) -> bool:
    return span.start <= grid.start and grid.end <= span.end


def _told(grid: Grid, doubts: Sequence[tuple[Span, Doubt]]) -> Grid:
    """The table with every row's kind (what is no heading is a task) and its doubts."""
    return grid._replace(
        lines=tuple(_line(one, grid.width, doubts) for one in grid.lines), named=True
    )


def _line(one: Line, width: int, doubts: Sequence[tuple[Span, Doubt]]) -> Line:
    boxes = tuple(_doubted(box, doubts) for box in one.boxes)
    review = any(new is not old for new, old in zip(boxes, one.boxes, strict=True))
    return one._replace(kind=one.kind or _kind(one, width), boxes=boxes, review=review)


def _doubted(box: Box, doubts: Sequence[tuple[Span, Doubt]]) -> Box:
    """The cell with its doubt, if it has one; `doubts` are in the order of the text."""
    at = bisect_right(doubts, box.start, key=lambda pair: pair[0].start) - 1
    if at < 0 or box.start > doubts[at][0].end:
        return box
    why, sure = doubts[at][1]
    return box._replace(why=why, confidence=sure)


def _kind(one: Line, width: int) -> Kind:
    across = len(one.boxes) == 1 and one.boxes[0].columns == width > 1
    return "heading" if across else "task"


def _fields(text: str, marked: Sequence[Mark]) -> Iterator[Field]:
    """The fields of the list: each item's label, mark and value."""
    lists = [span for role, span, _ in marked if role == "fields"]
    parts: dict[str, str] = {}
    for role, span, _ in marked:
        if role in ("label", "mark", "value"):
            parts[role] = line(text[span.start : span.end])
        elif role == "li":
            inside = any(one.start <= span.start and span.end <= one.end for one in lists)
            if inside and parts:
                label, mark, value = (parts.get(name, "") for name in ("label", "mark", "value"))
                yield Field(label, value, span if span.start < span.end else None, mark)
            parts = {}
