"""The structure tree of a tagged PDF: what each piece of content is, in reading order.

Document holds H1, P (fields, notes) and Table; the table a THead and a TBody of TR, these
TH and TD (ISO 32000-1 14.8.4). An element may have content on several pages.
"""

from dataclasses import dataclass, field

from convert.typeset.fonts import Fonts


@dataclass(slots=True, eq=False)
class Element:
    """One structure element."""

    kind: str
    kids: "list[Element | Mark]" = field(default_factory=list)
    attributes: str = ""
    """A PDF dictionary, such as the scope of a header cell."""


@dataclass(slots=True, frozen=True)
class Mark:
    """A piece of marked content: the page, from 0, and its number on that page."""

    page: int
    number: int


class Tree:
    """Builds the structure while pages are drawn."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.root = Element("Document")
        self.pages: list[list[Element]] = []
        """By page, the element that each mark belongs to."""
        self._head = Element("THead")
        self._body = Element("TBody")
        self._parts: dict[tuple[int, int], Element] = {}

    def turn(self) -> None:
        """Begins a page."""
        self.pages.append([])

    def block(self, kind: str) -> Element:
        """A new element outside the table."""
        return _add(self.root, kind)

    def row(self, kind: str, cell: str, count: int) -> list[Element]:
        """The cells of a new row; kind is head, heading or task."""
        if kind == "head":
            self._table = _add(self.root, "Table")
            self._table.kids.append(self._head)
        elif not self._body.kids:
            self._table.kids.append(self._body)
        row = _add(self._head if kind == "head" else self._body, "TR")
        cells = [_add(row, cell) for _ in range(count)]
        if kind == "head":
            self._span = count
        for made in cells if cell == "TH" else []:
            scope = "/Scope /Column" if kind == "head" else f"/Scope /Row /ColSpan {self._span}"
            made.attributes = f"<</O /Table {scope}>>"
        return cells

    def paragraph(self, cell: Element, at: int) -> Element:
        """The paragraph number `at` of a cell that has several."""
        while len(cell.kids) <= at:
            _add(cell, "P")
        found = cell.kids[at]
        assert isinstance(found, Element)
        return found

    def mark(self, element: Element) -> int:
        """The number of a new piece of content that belongs to `element`."""
        marks = self.pages[-1]
        element.kids.append(Mark(len(self.pages) - 1, len(marks)))
        marks.append(element)
        return len(marks) - 1


def _add(parent: Element, kind: str) -> Element:
    made = Element(kind)
    parent.kids.append(made)
    return made
