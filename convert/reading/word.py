"""DOCX: the text and tables of a Word file, tracked changes taken as accepted.

ECMA-376 part 1, 17. Read as a stream of elements, so that size costs nothing but time.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from convert.errors import InputError
from convert.reading.page import Page
from convert.reading.parcel import Parcel
from convert.reading.scribe import Scribe
from convert.reading.titles import centred
from convert.reading.wordnumbers import Numbers, numbers
from convert.reading.wordparts import core_title, count, is_on, local, styles, value
from convert.reading.wordrecord import Record, open_comments
from convert.report import Note, Span

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Elements whose text is not the document's: kind of the note that keeps it, or nothing.
_ASIDE = {"del": "tracked", "moveFrom": "tracked", "txbxContent": "textbox"}
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def page(data: bytes, name: str = "") -> Page:
    """The page in a Word file. Raises InputError where it is damaged or no Word file."""
    try:
        return _page(Parcel(data, name))
    except (AssertionError, LookupError, ValueError, OverflowError) as error:
        raise InputError("input.damaged", name=name, error=error) from error


def _page(parcel: Parcel) -> Page:
    main = parcel.main()
    read = _Reader(styles(parcel, main), numbers(parcel, main))
    parcel.parse(main, read)
    text, grids = read.scribe.done()
    # lxml's parsers and their targets lie in cycles: until these are found, nothing is freed.
    read.scribe = Scribe()
    found = {role: tuple(spans) for role, spans in read.found.items()}
    names = tuple(filter(None, [core_title(parcel)]))
    made = Page(text, grids, names=names, notes=tuple(_notes(read.kept)))
    kept = Record.of(parcel)
    if kept is None:
        lines = {*found.get("title", ()), *found.get("headline", ()), *found.get("centred", ())}
        runs = centred(text, sorted(lines, key=lambda span: span.start))
        return made._replace(headlines=tuple(runs))
    return kept.applied(made, found, open_comments(parcel, read.comments))


def _notes(kept: Mapping[str, Sequence[str]]) -> Iterator[Note]:
    """What is not the document's text, one note a kind; tracked changes always have one."""
    for kind, texts in kept.items():
        if kind == "inserted":
            if "tracked" not in kept:
                yield Note("tracked", "")
        elif words := " ".join("".join(texts).split()):
            yield Note(kind, words)


@dataclass(slots=True)
class _Row:
    """A table row while it is open."""

    head: bool = False
    deleted: bool = False
    before: int = 0
    """Columns left out at its start."""
    begun: bool = False
    heading: bool = False
    """Whether a paragraph of it has the style of a heading row."""
    columns: int = 1
    """How many columns its open cell takes."""
    goes_on: bool = False
    """Whether its open cell is part of the one above."""
    pending: bool = False
    """Whether its open cell has not been begun, for want of its properties."""


class _Reader:
    """Takes the parser's events and writes the document down."""

    def __init__(self, styles: Mapping[str, str], numbers: Numbers) -> None:
        self.scribe = Scribe()
        self.kept: dict[str, list[str]] = {}
        """Texts that are not the document's, by kind."""
        self.found: dict[str, list[Span]] = {}
        """Where the paragraphs of each role stand."""
        self.comments: dict[str, int] = {}
        """Where each comment's reference stands in the text."""
        self._styles, self._numbers = styles, numbers
        self._list, self._depth = "", 0
        """The list that the open paragraph is numbered in, and the level."""
        self._rows: list[_Row | None] = []
        self._aside: list[str] = []
        self._quoted = self._skipped = self._run = 0
        self._vanish = False
        self._role, self._from = "", 0
        self._centred = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = local(tag)
        if self._skipped or tag == _FALLBACK or name.endswith("Change"):
            self._skipped += 1
        elif name in ("t", "delText") or tag == _MATH:
            self._quoted += 1
        elif name in _ASIDE:
            self._aside.append(_ASIDE[name])
            if self._rows and self._rows[-1] and name == "del" and not self._rows[-1].begun:
                self._rows[-1].deleted = True
        elif name == "ins":
            self.kept.setdefault("inserted", [])
        elif name and not self._aside:
            self._element(name, attributes)

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _SIGNS:
            self._sign(_SIGNS[name])
        elif name in ("br", "cr"):
            self._begin()
            self.scribe.line()
        elif handler := _STARTS.get(name):
            handler(self, attributes)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        name = local(tag)
        if self._skipped:
            self._skipped -= 1
        elif name in ("t", "delText") or tag == _MATH:
            self._quoted -= 1
        elif name in _ASIDE:
            self._aside.pop()
        elif not self._aside and (handler := _ENDS.get(name)):
            handler(self)

    def data(self, text: str) -> None:
        """Text, in pieces; only some elements hold any that counts."""
        if not self._quoted or self._skipped:
            return
        if self._aside or self._vanish:
            kind = self._aside[-1] if self._aside else "hidden"
            self.kept.setdefault(kind, []).append(text)
        elif self._rows and self._rows[-1] and self._rows[-1].goes_on:
            self.kept.setdefault("hidden", []).append(text)
        else:
            self.scribe.write(text)

    def close(self) -> "_Reader":
        """The document ends."""
        return self

    def _sign(self, sign: str) -> None:
        # Where a tabulator stands in a paragraph's properties it is a stop, not a sign.
        if self._run and not self._vanish:
            self.scribe.write(sign)

    def _begin(self) -> None:
        """Begins the open cell, now that its properties are known."""
        row = self._rows[-1] if self._rows else None
        if row is None or not row.pending:
            return
        row.pending = False
        if row.goes_on:
            row.goes_on = self.scribe.grow(row.columns)
        if not row.goes_on:
            self.scribe.open_cell(row.columns)

    def _paragraph(self, attributes: Mapping[str, str]) -> None:
        self._begin()
        self.scribe.line()
        self._role, self._from, self._centred = "", self.scribe.next, False
        self._list, self._depth = "", 0

    def _close_paragraph(self) -> None:
        span = Span(self._from, max(self._from, self.scribe.at))
        if self._role and span.start < span.end:
            self.found.setdefault(self._role, []).append(span)
        if self._centred and not self._rows and span.start < span.end:
            self.found.setdefault("centred", []).append(span)
        self._role = ""
        self.scribe.line()

    def _style(self, attributes: Mapping[str, str]) -> None:
        self._role = self._styles.get(value(attributes), "")
        row = self._rows[-1] if self._rows else None
        if row is not None and self._role == "heading":
            row.heading = True

    def _count(self, attributes: Mapping[str, str]) -> None:
        self._list = value(attributes)

    def _level(self, attributes: Mapping[str, str]) -> None:
        found = value(attributes)
        self._depth = int(found) if re.fullmatch(r"\d", found) else 0

    def _show_number(self) -> None:
        """Writes the number of a paragraph, once its properties are known."""
        label = self._numbers.label(self._list, self._depth) if self._list else ""
        self._list = ""
        row = self._rows[-1] if self._rows else None
        if label and not (row and row.goes_on):
            self.scribe.write(f"{label} " if label[-1].isascii() else label)

    def _align(self, attributes: Mapping[str, str]) -> None:
        self._centred = value(attributes) == "center"

    def _open_run(self, attributes: Mapping[str, str]) -> None:
        self._run += 1
        self._vanish = False

    def _close_run(self) -> None:
        self._run -= 1
        self._vanish = False

    def _hide(self, attributes: Mapping[str, str]) -> None:
        self._vanish = self._run > 0 and is_on(attributes)

    def _symbol(self, attributes: Mapping[str, str]) -> None:
        code = value(attributes, "char")
        if re.fullmatch("[0-9A-Fa-f]{4}", code):
            self._sign(chr(int(code, 16)))

    def _comment(self, attributes: Mapping[str, str]) -> None:
        self.comments[value(attributes, "id")] = self.scribe.at

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self._begin()
        self.scribe.open_table()
        self._rows.append(None)

    def _close_table(self) -> None:
        self._rows.pop()
        self.scribe.close_table()

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        self._rows[-1] = _Row()

    def _close_row(self) -> None:
        row = self._row
        if not row.begun:
            self.scribe.open_row()
        self.scribe.close_row("head" if row.head else "heading" if row.heading else "")
        if row.deleted or not row.begun:
            self.scribe.drop_row()
        self._rows[-1] = None

    @property
    def _row(self) -> _Row:
        row = self._rows[-1]
        assert row is not None, "a cell stands outside a row"
        return row

    def _repeat(self, attributes: Mapping[str, str]) -> None:
        self._row.head = is_on(attributes)

    def _leave_out(self, attributes: Mapping[str, str]) -> None:
        self._row.before = count(attributes)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        row = self._row
        if not row.begun:
            row.begun = True
            self.scribe.open_row()
            self.scribe.skip(row.before)
        row.columns, row.goes_on, row.pending = 1, False, True

    def _close_cell(self) -> None:
        self._begin()
        if not self._row.goes_on:
            self.scribe.close_cell()
        self._row.goes_on = False

    def _span(self, attributes: Mapping[str, str]) -> None:
        self._row.columns = count(attributes)

    def _merge(self, attributes: Mapping[str, str]) -> None:
        self._row.goes_on = value(attributes) != "restart"


_STARTS: dict[str, Callable[[_Reader, Mapping[str, str]], None]] = {
    "p": _Reader._paragraph,
    "pStyle": _Reader._style,
    "jc": _Reader._align,
    "numId": _Reader._count,
    "ilvl": _Reader._level,
    "r": _Reader._open_run,
    "vanish": _Reader._hide,
    "sym": _Reader._symbol,
    "commentReference": _Reader._comment,
    "tbl": _Reader._open_table,
    "tr": _Reader._open_row,
    "tblHeader": _Reader._repeat,
    "gridBefore": _Reader._leave_out,
    "tc": _Reader._open_cell,
    "gridSpan": _Reader._span,
    "vMerge": _Reader._merge,
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    "p": _Reader._close_paragraph,
    "pPr": _Reader._show_number,
    "r": _Reader._close_run,
    "tbl": _Reader._close_table,
    "tr": _Reader._close_row,
    "tc": _Reader._close_cell,
}
