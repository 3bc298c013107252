"""The structure tree of a tagged PDF: what each piece of content is, in reading order.

Document holds H1, P (fields, notes) and Table; the table a THead and a TBody of TR, these
TH and TD (ISO 32000-1 14.8.4). Elements leave as soon as nothing can be added to them, so
a long table takes no memory.
"""

from typing import Protocol


class Store(Protocol):
    """Where a PDF's objects go."""

    def reserve(self) -> int:
        """The number of an object to come."""

    def put(self, number: int, body: str) -> None:
        """The object of that number."""


class Element:
    """One structure element: its type, its number and its parent's, its kids so far."""

    __slots__ = ("attributes", "kids", "kind", "number", "parent")

    def __init__(self, kind: str, number: int, parent: int, attributes: str = "") -> None:
        self.kind, self.number, self.parent = kind, number, parent
        self.attributes = attributes
        """A PDF dictionary, such as the scope of a header cell."""
        self.kids: list[tuple[int, int] | str | Element] = []
        """Marked content (page's object, number), elements, elements that left already."""


class Tree:
    """Builds the structure while pages are drawn."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._page = 0
        self._marks: list[str] = []
        self._parents: list[str] = []
        self._number = store.reserve()
        self._root = self._new("Document", self._number)
        self._table: Element | None = None
        self._head: Element | None = None
        self._body: Element | None = None
        self._row: Element | None = None
        self._columns = 0

    def turn(self, page: int) -> None:
        """Begins the page whose object has that number."""
        self._close_page()
        self._page = page

    def block(self, kind: str) -> Element:
        """A new element outside the table."""
        return self._add(self._root, kind)

    def head(self, count: int) -> list[Element]:
        """The cells of the table's header row."""
        self._columns = count
        self._table = self._add(self._root, "Table")
        self._head = self._add(self._table, "THead")
        row = self._add(self._head, "TR")
        return [self._add(row, "TH", "<</O /Table /Scope /Column>>") for _ in range(count)]

    def row(self, kind: str, count: int) -> list[Element]:
        """The cells of a new row under the header; a heading spans all columns."""
        assert self._table is not None
        self._close_row()
        if self._body is None:
            self._body = self._add(self._table, "TBody")
        self._row = self._add(self._body, "TR")
        if kind == "heading":
            across = f"<</O /Table /Scope /Row /ColSpan {self._columns}>>"
            return [self._add(self._row, "TH", across)]
        return [self._add(self._row, "TD") for _ in range(count)]

    def paragraph(self, cell: Element, at: int) -> Element:
        """The paragraph number `at` of a cell that has several."""
        while len(cell.kids) <= at:
            self._add(cell, "P")
        found = cell.kids[at]
        assert isinstance(found, Element)
        return found

    def mark(self, element: Element) -> int:
        """The number of a new piece of content that belongs to `element`."""
        number = len(self._marks)
        element.kids.append((self._page, number))
        self._marks.append(f"{element.number} 0 R")
        return number

    def close(self) -> int:
        """Writes what is left; the number of the tree's root."""
        self._close_page()
        self._close_row()
        if self._head is not None and self._body is None:
            # A THead asks for a TBody beside it (ISO 32000-1 14.8.4.3.4).
            self._head.kind = "TBody"
        self._write(self._root)
        parents = self._store.reserve()
        self._store.put(parents, f"<</Nums[{' '.join(self._parents)}]>>")
        self._store.put(
            self._number,
            f"<</Type/StructTreeRoot/K {self._root.number} 0 R/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(self._parents)}>>",
        )
        return self._number

    def _close_page(self) -> None:
        if self._page:
            self._parents.append(f"{len(self._parents)} [{' '.join(self._marks)}]")
        self._marks = []

    def _close_row(self) -> None:
        """Rows leave early: their parent keeps only their number."""
        if self._row is not None and self._body is not None:
            self._body.kids[-1] = self._write(self._row)
            self._row = None

    def _add(self, parent: Element, kind: str, attributes: str = "") -> Element:
        made = self._new(kind, parent.number, attributes)
        parent.kids.append(made)
        return made

    def _new(self, kind: str, parent: int, attributes: str = "") -> Element:
        return Element(kind, self._store.reserve(), parent, attributes)

    def _write(self, element: Element) -> str:
        """Hands over an element and all under it; what its parent calls it by."""
        page = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), 0)
        kids = " ".join([self._kid(kid, page) for kid in element.kids])
        held = f"/K[{kids}]" if len(element.kids) > 1 else f"/K {kids}" if kids else ""
        extra = f"/A{element.attributes}" if element.attributes else ""
        if page:
            extra += f"/Pg {page} 0 R"
        self._store.put(
            element.number,
            f"<</Type/StructElem/S/{element.kind}/P {element.parent} 0 R{held}{extra}>>",
        )
        return f"{element.number} 0 R"

    def _kid(self, kid: "tuple[int, int] | str | Element", page: int) -> str:
        """A kid as its parent's K has it; marks of that page are numbers alone."""
        if isinstance(kid, str):
            return kid
        if isinstance(kid, Element):
            return self._write(kid)
        if kid[0] == page:
            return str(kid[1])
        return f"<</Type/MCR/Pg {kid[0]} 0 R/MCID {kid[1]}>>"
