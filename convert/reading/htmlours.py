"""HTML that our own writer made (docs/formats.md): its parts are told by id and class."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from convert.reading.normalise import line
from convert.reading.page import Grid, Line, Page
from convert.report import Field, Kind, Span

Marked = Sequence[tuple[str, Span]]
"""Roles and where their elements stand, in the order in which they end."""

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


def ours(page: Page, marked: Marked) -> Page:
    """The page with what it states, if it is one of our own; else as it is."""
    sheets = [span for role, span in marked if role == "sheet"]
    if len(sheets) != 1 or not any(_within(grid, sheets[0]) for grid in page.grids):
        return page
    titles = [span for role, span in marked if role == "title"]
    aside = [span for role, span in marked if role == "summary"]
    return replace(
        page,
        title=titles[0] if titles else None,
        headlines=(),
        furniture=tuple(aside),
        fields=tuple(_fields(page.text, marked)),
        grids=tuple(_told(grid) for grid in page.grids if _within(grid, sheets[0])),
        properties=(),
        names=page.names if titles else (),
        complete=True,
    )


def _within(grid: Grid, span: Span) -> bool:
    return span.start <= grid.start and grid.end <= span.end


def _told(grid: Grid) -> Grid:
    """The table with every row's kind: what is no heading is a task."""
    lines = (replace(one, kind=one.kind or _kind(one, grid.width)) for one in grid.lines)
    return replace(grid, lines=tuple(lines), named=True)


def _kind(one: Line, width: int) -> Kind:
    across = len(one.boxes) == 1 and one.boxes[0].columns == width > 1
    return "heading" if across else "task"


def _fields(text: str, marked: Marked) -> Iterator[Field]:
    """The fields of the list: each item's label, mark and value."""
    lists = [span for role, span in marked if role == "fields"]
    parts: dict[str, str] = {}
    for role, span in marked:
        if role in ("label", "mark", "value"):
            parts[role] = line(text[span.start : span.end])
        elif role == "li":
            inside = any(one.start <= span.start and span.end <= one.end for one in lists)
            if inside and parts:
                label, mark, value = (parts.get(name, "") for name in ("label", "mark", "value"))
                yield Field(label, value, span if span.start < span.end else None, mark)
            parts = {}
