"""A workbook's cells as they are shown: numbers and dates in their formats.

ECMA-376 part 1, 18. Only cells that are stored are looked at, however far apart they lie.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from convert import limits
from convert.errors import InputError
from convert.reading.numberformat import built_in, shown
from convert.reading.parcel import Parcel

_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Book:
    """What holds for all sheets of a workbook."""

    texts: tuple[str, ...]
    """The shared strings."""
    formats: tuple[str, ...]
    """The number format of each cell format."""
    looks: tuple[str, ...]
    """The name of each cell format's named style."""
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged cell: its first and last row and column, from 1."""

    top: int
    left: int
    foot: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet: the texts of its cells by row and column, from 1."""

    name: str
    visible: bool = True
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    """The rows that are shown and have cells, be they empty."""
    looks: dict[tuple[int, int], str] = field(default_factory=dict)
    """Named styles of cells, where they have one other than the default."""
    merged: list[Merged] = field(default_factory=list)
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    """Notes on cells."""
    hidden: list[str] = field(default_factory=list)
    """Texts in hidden rows and columns."""
    empty: int = 0
    """How many cells hold a formula whose value the file does not have."""


def sheets(parcel: Parcel) -> list[Sheet]:
    """The worksheets in order. InputError where the file is damaged or no workbook."""
    try:
        return list(_sheets(parcel))
    except (LookupError, ValueError, OverflowError) as error:
        raise InputError("input.damaged", name=parcel.name, error=error) from error


def _sheets(parcel: Parcel) -> Iterator[Sheet]:
    main = parcel.main()
    root = parcel.parse(main)
    book = _book(parcel, main, root)
    for name, part, visible in _listed(parcel, main, root):
        sheet = Sheet(name, visible)
        parcel.parse(part, _Reader(book, sheet))
        sheet.remarks.update(_remarks(parcel, part))
        yield sheet


def _remarks(parcel: Parcel, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The notes on a sheet's cells."""
    comments = parcel.of_kind(part, "comments")
    for one in parcel.parse(comments).iter() if comments else ():
        place = _PLACE.fullmatch(one.get("ref", "")) if local(one.tag) == "comment" else None
        if place:
            texts = (part.text or "" for part in one.iter() if local(part.tag) == "t")
            yield (int(place[2]), column_of(place[1])), decoded("".join(texts))


@lru_cache(1024)
def local(tag: Any) -> str:
    """An element's or attribute's name without its vocabulary."""
    return str(tag).rpartition("}")[2]


def _listed(parcel: Parcel, main: str, root: Any) -> Iterator[tuple[str, str, bool]]:
    """The worksheets in order: name, part, and whether they are shown."""
    places = {one.id: one.part for one in parcel.relations(main) if one.kind == "worksheet"}
    for sheet in (one for one in root.iter() if local(one.tag) == "sheet"):
        id = next((v for k, v in sheet.attrib.items() if local(k) == "id"), "")
        if id in places:
            yield sheet.get("name", ""), places[id], sheet.get("state", "visible") == "visible"


def _book(parcel: Parcel, main: str, root: Any) -> Book:
    texts, styles = (parcel.of_kind(main, kind) for kind in ("sharedStrings", "styles"))
    facts = [one for one in root if local(one.tag) == "workbookPr"]
    formats, looks = _formats(parcel.parse(styles)) if styles else ((), ())
    return Book(
        tuple(parcel.parse(texts, _Strings())) if texts else (),
        formats,
        looks,
        bool(facts) and facts[0].get("date1904") in ("1", "true"),
    )


def _formats(root: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The number format and the named style of each cell format."""
    parts = {local(one.tag): one for one in root}
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in parts.get("numFmts", ())}
    names = {one.get("xfId"): one.get("name", "") for one in parts.get("cellStyles", ())}
    formats, looks = [], []
    for cell in parts.get("cellXfs", ()):
        number = cell.get("numFmtId", "0")
        known = built_in().get(int(number), "General")
        formats.append(codes.get(number) or known)
        looks.append(names.get(cell.get("xfId", "0"), ""))
    return tuple(formats), tuple(looks)


class _Strings:
    """Takes the shared strings, their phonetic readings left out."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._parts: list[str] = []
        self._text, self._aloud = False, 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = local(tag)
        self._text = name == "t"
        self._aloud += name == "rPh"
        if name == "si":
            self._parts = []

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local(tag)
        self._text = False
        self._aloud -= name == "rPh"
        if name == "si":
            self._found.append(decoded("".join(self._parts)))

    def data(self, text: str) -> None:
        """Text, in pieces."""
        if self._text and not self._aloud:
            self._parts.append(text)

    def close(self) -> list[str]:
        """The strings."""
        made, self._found = self._found, []
        return made


def decoded(text: str) -> str:
    """A text with the characters that XML cannot hold put back (ST_Xstring, 22.9.2.19).

    Those that no text should hold, such as U+0001, stay as they are written.
    """
    return _CODED.sub(lambda found: _character(found), text).replace("\r\n", "\n")


def _character(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return found[0] if _CONTROL.match(char) else char


class _Reader:
    """Takes a worksheet's elements and fills a Sheet."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        self._row = self._column = 0
        self._unseen = False
        self._hidden: set[int] = set()
        """Hidden columns."""
        self._count = 0
        self._kind, self._format = "n", 0
        self._into: list[str] | None = None
        self._value: list[str] = []
        self._formula = self._aloud = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = local(tag)
        if name == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), limits.most("columns"))
            self._hidden.update(range(int(attributes["min"]), last + 1))
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._unseen = attributes.get("hidden") in ("1", "true")
        elif name == "c":
            self._begin(attributes)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aloud = True
        elif name in ("v", "t") and not self._aloud:
            self._into = self._value
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _begin(self, attributes: Mapping[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self._column = column_of(place[1]) if place else self._column + 1
        self._kind, self._format = attributes.get("t", "n"), int(attributes.get("s", 0))
        self._value, self._formula = [], False

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local(tag)
        self._into = None
        if name == "rPh":
            self._aloud = False
        elif name == "c":
            self._put(self._text("".join(self._value)))

    def data(self, text: str) -> None:
        """Text, in pieces."""
        if self._into is not None:
            self._into.append(text)

    def close(self) -> Sheet:
        """The sheet ends."""
        # lxml's parsers and their targets lie in cycles: until these are found, nothing is freed.
        made, self._sheet = self._sheet, Sheet("")
        return made

    def _text(self, value: str) -> str:
        """What a cell shows (18.18.11)."""
        if self._formula and not value and self._kind != "str":
            self._sheet.empty += 1
        if self._kind == "s":
            return self._book.texts[int(value)] if value else ""
        if self._kind == "n" and value:
            formats = self._book.formats
            code = formats[self._format] if self._format < len(formats) else "General"
            return shown(value, code, self._book.from_1904)
        if self._kind == "b":
            return "TRUE" if value in ("1", "true") else "FALSE"
        return decoded(value)

    def _put(self, text: str) -> None:
        place = (self._row, self._column)
        self._count += 1
        if not self._count & 0xFFFF:
            limits.check("cells", self._count)
        looks = self._book.looks
        if self._unseen or self._column in self._hidden:
            if text.strip():
                self._sheet.hidden.append(text)
            return
        if self._format < len(looks) and looks[self._format] not in ("", "Normal", "常规"):
            self._sheet.looks[place] = looks[self._format]
        self._sheet.rows.add(self._row)
        if text:
            self._sheet.cells.setdefault(self._row, {})[self._column] = text

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        a, b = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if a and b:
            one = Merged(int(a[2]), column_of(a[1]), int(b[2]), column_of(b[1]))
            self._sheet.merged.append(one)


@lru_cache(1024)
def column_of(letters: str) -> int:
    """A column's number, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
