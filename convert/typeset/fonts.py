"""The fonts of a document: by role of the style, with fallback by character.

Every character goes to the first font of its role that can draw it (faces.toml). One
that none can is drawn as [U+XXXX].
"""

import mmap
from collections.abc import Callable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import category

from convert.errors import StyleError
from convert.resources import folder, table
from convert.style import Role
from convert.typeset.truetype import TrueType

# The label [U+XXXX] of a missing character is set smaller than its text by this.
LABEL = 0.6

_FIRST = ("latin", "quotes")
_QUOTES = "“”‘’"


class Face:
    """One font file in one document, and the characters it draws there."""

    def __init__(self, font: TrueType, key: str) -> None:
        self.font = font
        self.key = key
        """The font's name in the resources of a page."""
        self.used: dict[str, int] = {}
        """The glyph of each character drawn so far."""
        self._beyond: dict[int, str] = {}

    def take(self, character: str, shown: str) -> float | None:
        """The character's width in ems, marking it as used; None if it has no glyph.

        `shown` is the character whose glyph it borrows, a space for a tab; else itself.
        """
        glyph = self.font.glyph(shown)
        if not glyph:
            return None
        self.used[character] = glyph
        if character > "\uffff":
            # Characters beyond the BMP get codes that no character has: the surrogates.
            self._beyond.setdefault(ord(character), chr(0xD800 + len(self._beyond)))
        return self.font.advance(glyph) / 1000

    def code(self, character: str) -> int:
        """The character's code in the content of a page."""
        return ord(self._beyond.get(ord(character), character))

    def encode(self, text: str) -> str:
        """`text` as the hexadecimal codes of a PDF string."""
        if self._beyond:
            text = text.translate(self._beyond)
        return text.encode("utf-16-be", "surrogatepass").hex()


class Typeface(dict[str, float]):
    """The fonts of one role as one: a dictionary of character widths in ems."""

    def __init__(self, faces: list[Face], latin: Face | None, quotes: Face | None) -> None:
        self._faces = faces
        self._latin, self._quotes = latin, quotes
        self._homeless: set[str] = set()
        self._home: dict[str, Face | None] = {}
        self._strange: set[str] = set()
        """Characters of running Chinese text that another font than the first draws."""

    def __missing__(self, character: str) -> float:
        for shown in (character, " ") if character.isspace() else (character,):
            for face in self._order(shown):
                width = face.take(character, shown)
                if width is not None:
                    self._settle(character, face)
                    self[character] = width
                    return width
        self._settle(character, None)
        self._homeless.add(character)
        width = self[character] = LABEL * sum(map(self.__getitem__, label(character)))
        return width

    def _order(self, character: str) -> list[Face]:
        first = None
        if is_latin(character):
            first = self._latin
        elif character in _QUOTES:
            first = self._quotes
        return [first, *self._faces] if first else self._faces

    @property
    def complete(self) -> bool:
        """Whether every character met so far has a font."""
        return not self._homeless

    def lacks(self, text: str) -> set[str]:
        """The characters of `text` that no font has and that ought to be seen."""
        self.measure("".join(set(text)))
        return {character for character in self._homeless.intersection(text) if label(character)}

    def _settle(self, character: str, face: Face | None) -> None:
        self._home[character] = face
        if face is not self._faces[0]:
            self._strange.add(character)

    def measure(self, text: str) -> float:
        """The width of `text` in ems, without gaps."""
        return sum(map(self.__getitem__, text))

    def whole(self, text: str) -> Face | None:
        """The font that draws all of `text`, which is Latin or not; None if unsure."""
        if self._strange.isdisjoint(text):
            return self._faces[0]
        if self._latin and self.complete and text.isascii() and text.isprintable():
            return self._latin
        return None

    def runs(self, text: str) -> list[tuple[Face | None, str]]:
        """`text` cut where its font changes, with each part's font.

        The font is None for characters that no font has. All of `text` is either Latin or
        not: see is_latin.
        """
        whole = self.whole(text)
        if whole:
            return [(whole, text)]
        home = self._home.__getitem__
        return [(face, "".join(same)) for face, same in groupby(text, key=home)]


class Fonts:
    """The fonts of one document; opens only those whose role is asked for.

    `own` are font files of the user's, by role; they come before those that convert has.
    """

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._own = own or {}
        self._faces: dict[str, Face] = {}
        self._roles: dict[str, Typeface] = {}

    def __getitem__(self, role: Role) -> Typeface:
        if role not in self._roles:
            self._roles[role] = self._typeface(role, _chains()[role])
        return self._roles[role]

    def _typeface(self, role: Role, chain: dict[str, Any]) -> Typeface:
        faces = [self._face(name, bundled) for name in chain["files"]]
        if role in self._own:
            return Typeface([self._face(self._own[role], installed), *faces], None, None)
        first = {key: self._face(chain[key], bundled) for key in _FIRST if key in chain}
        return Typeface(faces, first.get("latin"), first.get("quotes"))

    def _face(self, name: str, opener: Callable[[str], TrueType]) -> Face:
        if name not in self._faces:
            self._faces[name] = Face(opener(name), f"F{len(self._faces) + 1}")
        return self._faces[name]

    @property
    def used(self) -> list[Face]:
        """The fonts that draw at least one character."""
        return [face for face in self._faces.values() if face.used]


def label(character: str) -> str:
    """What is drawn for a character that no font has; nothing where it has no look."""
    return "" if _invisible(character) else f"[U+{ord(character):04X}]"


def _invisible(character: str) -> bool:
    """Whether a character only tells programs something: a format or variation sign."""
    return category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


@cache
def bundled(name: str) -> TrueType:
    """The font file that comes with convert."""
    place = folder("fonts") / name
    if isinstance(place, Path):
        return _mapped(place)
    return TrueType(place.read_bytes(), name)


def installed(name: str) -> TrueType:
    """The font file at the path `name`.

    Raises StyleError: it cannot be read, or is no font that may be embedded.
    """
    try:
        return _mapped(Path(name))
    except (OSError, ValueError) as error:
        raise StyleError("font.unreadable", file=name, error=error) from error


def _mapped(path: Path) -> TrueType:
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return TrueType(memoryview(data), path.name)


def is_latin(character: str) -> bool:
    """Whether a character is set as Latin text; U+00B7 is the Chinese · here."""
    return " " <= character <= "~" or ("\u00a0" <= character <= "\u024f" and character != "\u00b7")


@cache
def _chains() -> dict[str, dict[str, Any]]:
    return table(__file__, "faces.toml")
