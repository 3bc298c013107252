"""Text into cells: escaped, never a formula, and no longer than a cell may be."""

import re
from collections.abc import Iterator
from html import escape

from convert.office import DECLARATION
from convert.visible import visible

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LIMIT = 32_767
"""UTF-16 code units a cell can hold (Excel specifications and limits)."""
# ECMA-376 part 1, 22.9.2.19 (ST_Xstring): _x000D_ in a text stands for a character.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Room for the words that say where the rest is.
_ROOM = 40
LONG = "长文"
"""The sheet that takes the rest of texts too long for a cell."""


def element(text: str) -> str:
    """A text as a `t` element: white space kept, nothing in it read as a code."""
    coded = _CODED.sub("_x005F_", visible(text))
    return f'<t xml:space="preserve">{escape(coded, quote=False)}</t>'


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str) -> bool:
    """Whether a cell can hold the text."""
    # A character is at most eight code units, where it is made visible: [U+0001].
    return 8 * len(text) <= LIMIT or units(visible(text)) <= LIMIT


class Strings:
    """The texts of all cells, each once, and what of them does not fit into a cell."""

    def __init__(self) -> None:
        self.count = 0
        self.index: dict[str, int] = {}
        self.rest: list[list[str]] = []

    def take(self, text: str) -> int:
        """The number of the text, or of its beginning and the words where the rest is."""
        self.count += 1
        if text in self.index:
            return self.index[text]
        if fits(text):
            return self.index.setdefault(text, len(self.index))
        first, *rest = _pieces(visible(text), LIMIT - _ROOM)
        self.rest.append(rest)
        shown = f"{first}〔下接“{LONG}”表第{len(self.rest)}条〕"
        return self.index.setdefault(shown, len(self.index))

    def xml(self) -> Iterator[str]:
        """xl/sharedStrings.xml."""
        counts = f'count="{self.count}" uniqueCount="{len(self.index)}"'
        yield f'{DECLARATION}<sst xmlns="{MAIN}" {counts}>'
        yield from (f"<si>{element(text)}</si>" for text in self.index)
        yield "</sst>"


def _pieces(text: str, size: int) -> Iterator[str]:
    """The text in pieces of at most `size` code units, no pair of surrogates cut."""
    start = taken = 0
    for at, character in enumerate(text):
        wide = 2 if character > "\uffff" else 1
        if taken + wide > size:
            yield text[start:at]
            start, taken = at, 0
        taken += wide
    yield text[start:]


def place(row: int, column: int) -> str:
    """The name of a cell, both numbers from 1: 3, 28 is AB3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
