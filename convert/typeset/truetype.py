"""TrueType files: which characters they draw, how wide, and a subset to embed.

Reads only the tables it needs, from a memory map, so opening a 15 MB font costs less than
a millisecond. Offsets and layouts are those of the OpenType specification 1.9.
"""

import re
import struct
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from sys import byteorder

from convert.errors import StyleError

# Tables a PDF viewer needs beside hmtx, loca and glyf (ISO 32000-1 9.9); the last three
# only where the font is hinted.
_COPIED = ("head", "hhea", "maxp", "cvt ", "fpgm", "prep")
_NEEDED = ("head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap")

# Starts and ends of a font's ranges of characters, and the glyph by range and code.
_Ranges = tuple[Sequence[int], Sequence[int], Callable[[int, int], int]]

# Flags of a composite glyph's components (OpenType, glyf).
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080


class TrueType:
    """One font file with TrueType outlines; `name` is what messages call it.

    Raises StyleError: not a TrueType font, or one that forbids embedding.
    """

    def __init__(self, data: bytes | memoryview, name: str) -> None:
        self.name = name
        self._data = memoryview(data)
        try:
            self._tables = self._directory()
            missing = [tag for tag in _NEEDED if tag not in self._tables]
            if missing:
                raise StyleError("font.outlines", file=name, missing=" ".join(missing))
            head, hhea = self._tables["head"], self._tables["hhea"]
            self.units: int = struct.unpack_from(">H", head, 18)[0]
            self.box: tuple[int, ...] = struct.unpack_from(">4h", head, 36)
            self._long: int = struct.unpack_from(">h", head, 50)[0]
            self.ascent, self.descent = struct.unpack_from(">2h", hhea, 4)
            self._advances: int = struct.unpack_from(">H", hhea, 34)[0]
            self.count: int = struct.unpack_from(">H", self._tables["maxp"], 4)[0]
        except struct.error as error:
            raise StyleError("font.broken", file=name) from error
        if not self.units or not self._advances:
            raise StyleError("font.broken", file=name)
        if self._restricted():
            raise StyleError("font.restricted", file=name)

    def _directory(self) -> dict[str, memoryview]:
        data, start = self._data, 0
        if bytes(data[:4]) == b"ttcf":
            (start,) = struct.unpack_from(">L", data, 12)
        (count,) = struct.unpack_from(">H", data, start + 4)
        tables = {}
        for i in range(count):
            tag, _, at, size = struct.unpack_from(">4sLLL", data, start + 12 + 16 * i)
            tables[tag.decode("latin-1")] = data[at : at + size]
        return tables

    def _restricted(self) -> bool:
        """Whether OS/2 fsType forbids embedding (2) or subsetting (0x100)."""
        os2 = self._tables.get("OS/2")
        (kind,) = struct.unpack_from(">H", os2, 8) if os2 else (0,)
        return bool(kind & 0x000F == 2 or kind & 0x0300)

    def glyph(self, character: str) -> int:
        """The glyph's number; 0 where the font cannot draw the character."""
        code = ord(character)
        starts, ends, pick = self._cmap
        at = bisect_right(starts, code) - 1
        if at < 0 or code > ends[at]:
            return 0
        glyph = pick(at, code)
        return glyph if glyph < self.count else 0

    def advance(self, glyph: int) -> float:
        """The glyph's width in thousandths of an em."""
        at = min(glyph, self._advances - 1)
        width: int = struct.unpack_from(">H", self._tables["hmtx"], 4 * at)[0]
        return width * 1000 / self.units

    @cached_property
    def postscript(self) -> str:
        """The font's PostScript name, fit for a PDF name; the file's where it has none."""
        table = self._tables.get("name", memoryview(b""))
        found = self.name.rpartition("/")[2].partition(".")[0]
        if len(table) >= 6:
            _, count, store = struct.unpack_from(">3H", table)
            for i in range(count):
                platform, _, _, kind, size, at = struct.unpack_from(">6H", table, 6 + 12 * i)
                if kind == 6 and platform in (0, 3):
                    text = bytes(table[store + at : store + at + size])
                    found = text.decode("utf-16-be", "replace")
        return re.sub("[^0-9A-Za-z-]", "", found) or "Font"

    @cached_property
    def _cmap(self) -> _Ranges:
        """Sorted range starts and ends, and a function from range and code to glyph."""
        cmap = self._tables["cmap"]
        (count,) = struct.unpack_from(">H", cmap, 2)
        places = [struct.unpack_from(">HHL", cmap, 4 + 8 * i) for i in range(count)]
        for wanted in ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3)):
            for platform, encoding, at in places:
                (form,) = struct.unpack_from(">H", cmap, at)
                if (platform, encoding) == wanted and form in (4, 12):
                    return _format_12(cmap[at:]) if form == 12 else _format_4(cmap[at:])
        raise StyleError("font.broken", file=self.name)

    @cached_property
    def _loca(self) -> "array[int]":
        return _numbers("I" if self._long else "H", self._tables["loca"])

    def outline(self, glyph: int) -> bytes:
        """The glyph's outline as it stands in the glyf table; empty for a blank."""
        unit = 1 if self._long else 2
        start, end = self._loca[glyph] * unit, self._loca[glyph + 1] * unit
        return bytes(self._tables["glyf"][start:end])

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """A font file of these glyphs and their components, and each one's new number."""
        numbers = {0: 0}
        for glyph in glyphs:
            numbers.setdefault(glyph, len(numbers))
        outlines = []
        for glyph in _growing(numbers):
            outlines.append(_renumber(self.outline(glyph), numbers))
        return self._file(outlines, list(numbers)), numbers

    def _file(self, outlines: list[bytes], glyphs: list[int]) -> bytes:
        padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
        places, at = [0], 0
        for outline in padded:
            at += len(outline)
            places.append(at)
        tables = {tag: bytes(self._tables[tag]) for tag in _COPIED if tag in self._tables}
        tables["glyf"] = b"".join(padded)
        tables["loca"] = struct.pack(f">{len(places)}L", *places)
        tables["hmtx"] = b"".join(map(self._long_metric, glyphs))
        tables["maxp"] = tables["maxp"][:4] + struct.pack(">H", len(glyphs)) + tables["maxp"][6:]
        tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", len(glyphs))
        # Check sum adjustment 0 (nothing in a PDF reads it), long offsets in loca.
        head = tables["head"]
        tables["head"] = head[:8] + bytes(4) + head[12:50] + struct.pack(">hh", 1, 0)
        return _assemble(tables)

    def _long_metric(self, glyph: int) -> bytes:
        """Advance and left side bearing; fonts save advances that repeat at the end."""
        hmtx, last = self._tables["hmtx"], self._advances - 1
        if glyph <= last:
            return bytes(hmtx[4 * glyph : 4 * glyph + 4])
        side = 4 * (last + 1) + 2 * (glyph - last - 1)
        return bytes(hmtx[4 * last : 4 * last + 2]) + (bytes(hmtx[side : side + 2]) or b"\0\0")


def _numbers(kind: str, data: memoryview) -> "array[int]":
    """Big-endian numbers; `kind` is an array type code."""
    found = array(kind)
    found.frombytes(data[: len(data) // found.itemsize * found.itemsize])
    if byteorder == "little":
        found.byteswap()
    return found


def _format_12(table: memoryview) -> _Ranges:
    (count,) = struct.unpack_from(">L", table, 12)
    groups = _numbers("I", table[16 : 16 + 12 * count])
    starts, ends, glyphs = groups[::3], groups[1::3], groups[2::3]
    return starts, ends, lambda at, code: glyphs[at] + code - starts[at]


def _format_4(table: memoryview) -> _Ranges:
    (double,) = struct.unpack_from(">H", table, 6)
    numbers = _numbers("H", table[14:])
    count = double // 2
    ends, starts = numbers[:count], numbers[count + 1 : 2 * count + 1]
    deltas = numbers[2 * count + 1 : 3 * count + 1]
    offsets_at = 3 * count + 1

    def pick(at: int, code: int) -> int:
        offset = numbers[offsets_at + at]
        if not offset:
            return (code + deltas[at]) & 0xFFFF
        place = offsets_at + at + offset // 2 + code - starts[at]
        glyph = numbers[place] if place < len(numbers) else 0
        return (glyph + deltas[at]) & 0xFFFF if glyph else 0

    return starts, ends, pick


def _growing(numbers: dict[int, int]) -> Iterable[int]:
    """The keys in order, those added on the way included."""
    done = 0
    while done < len(numbers):
        for glyph in list(numbers)[done:]:
            done += 1
            yield glyph


def _renumber(outline: bytes, numbers: dict[int, int]) -> bytes:
    """A composite glyph with its components' new numbers; others as they are."""
    if len(outline) < 10 or outline[0] < 0x80:
        return outline
    made, at, flags = bytearray(outline), 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        struct.pack_into(">H", made, at + 2, numbers.setdefault(glyph, len(numbers)))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return bytes(made)


def _assemble(tables: dict[str, bytes]) -> bytes:
    """A font file; check sums are left 0, which no PDF viewer reads."""
    count = len(tables)
    power = count.bit_length() - 1
    start = 16 << power
    made = [struct.pack(">LHHHH", 0x00010000, count, start, power, 16 * count - start)]
    at, bodies = 12 + 16 * count, []
    for tag in sorted(tables):
        body = tables[tag]
        made.append(struct.pack(">4sLLL", tag.encode(), 0, at, len(body)))
        bodies.append(body + bytes(-len(body) % 4))
        at += len(bodies[-1])
    return b"".join(made + bodies)
