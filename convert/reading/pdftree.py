"""A tagged PDF by its structure tree: what each text is, in reading order.

ISO 32000-1, 14.7 and 14.8. Page headers, folios and repeated header rows are artifacts
there, and so no part of it.
"""

from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1

from convert.reading.scribe import Scribe
from convert.report import Span

_DEEPEST = 100
# Lines of their own; what is inside them runs on.
_BLOCKS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "Caption", "BlockQuote", "Note")
)


class Reader:
    """Walks a structure tree and writes down what it holds."""

    def __init__(self, root: Mapping[str, Any], texts: dict[tuple[int, int], list[str]]) -> None:
        self.scribe = Scribe()
        self.blocks: list[tuple[str, Span]] = []
        """The lines outside tables: type, and where they stand."""
        self._roles = resolve1(root.get("RoleMap")) or {}
        self._texts = texts
        self._walked: set[int] = set()
        self._open: list[str] = []
        """Types of the open elements."""
        self.walk(root.get("K"), 0)

    def walk(self, node: Any, page: int) -> None:
        """An element, or a piece of content, and all that is in it.

        `page` is the number of the object of the page it is on. An element has one parent
        (14.7.2): what comes a second time is left out. ValueError where elements stand in
        each other without an end.
        """
        held = resolve1(node)
        if isinstance(node, PDFObjRef) and not isinstance(held, int):
            if node.objid in self._walked:
                return
            self._walked.add(node.objid)
        if isinstance(held, int):
            self._show(page, held)
        elif isinstance(held, list):
            for one in held:
                self.walk(one, page)
        elif isinstance(held, Mapping):
            page = getattr(held.get("Pg"), "objid", page)
            if "MCID" in held:
                self._show(page, int(resolve1(held["MCID"])))
            elif "S" in held:
                self._enter(held, page)

    def _show(self, page: int, mark: int) -> None:
        for text in self._texts.pop((page, mark), ()):
            self.scribe.write(text)

    def _enter(self, node: Mapping[str, Any], page: int) -> None:
        if len(self._open) > _DEEPEST:
            raise ValueError("structure too deep")
        name = getattr(resolve1(node["S"]), "name", "")
        kind = str(getattr(resolve1(self._roles.get(name)), "name", name))
        before = self._open[-1] if self._open else ""
        self._open.append(kind)
        if kind == "Table":
            self._table(node, page)
        elif kind == "TR" and "Table" in self._open:
            self._row(node, page)
        elif kind in ("TH", "TD") and before == "TR":
            self._cell(kind, node, page)
        else:
            self._block(kind, node, page)
        self._open.pop()

    def _table(self, node: Mapping[str, Any], page: int) -> None:
        self.scribe.open_table()
        self.walk(node.get("K"), page)
        self.scribe.close_table()

    def _row(self, node: Mapping[str, Any], page: int) -> None:
        self.scribe.open_row("head" if self._open[-2] == "THead" else "")
        self.walk(node.get("K"), page)
        self.scribe.close_row()

    def _cell(self, kind: str, node: Mapping[str, Any], page: int) -> None:
        facts = _table_facts(node)
        columns, rows = (_count(facts.get(key)) for key in ("ColSpan", "RowSpan"))
        self.scribe.open_cell(columns, rows, kind == "TH")
        self.walk(node.get("K"), page)
        self.scribe.close_cell()

    def _block(self, kind: str, node: Mapping[str, Any], page: int) -> None:
        """A line of its own, or something in one."""
        if kind not in _BLOCKS:
            self.walk(node.get("K"), page)
            return
        self.scribe.line()
        start = self.scribe.next
        self.walk(node.get("K"), page)
        if "Table" not in self._open and start < self.scribe.at:
            self.blocks.append((kind, Span(start, self.scribe.at)))
        self.scribe.line()


def _table_facts(node: Mapping[str, Any]) -> dict[str, Any]:
    """An element's attributes (14.8.5.7): one dictionary, or several with their revisions."""
    held = resolve1(node.get("A"))
    many = held if isinstance(held, list) else [held]
    found: dict[str, Any] = {}
    for one in map(resolve1, many):
        if isinstance(one, Mapping):
            found.update(one)
    return found


def _count(value: Any) -> int:
    held = resolve1(value)
    return held if isinstance(held, int) and held > 0 else 1
