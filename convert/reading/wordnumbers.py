"""The numbers that Word shows before paragraphs and does not keep in their text.

ECMA-376 part 1, 17.9. In many tables of offices the column 序号 holds nothing else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convert.reading.parcel import Parcel
from convert.reading.wordparts import local, value

_DIGITS = "〇一二三四五六七八九"
_LEVELS = 9
_MOST = 32_767
"""The highest number that Word counts to."""
_HEAP = 30
"""Times that Word sets a letter side by side; after 30 z it begins again with a."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look, what stands round them, the first one."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


class Numbers:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, lists: Mapping[str, tuple[str, Mapping[int, Level]]]) -> None:
        self._lists = lists
        """By the number a paragraph names: the list it counts in, and its levels."""
        self._counts: dict[str, list[int]] = {}

    def label(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of that list; "" for bullets and the like."""
        if number not in self._lists or not 0 <= depth < _LEVELS:
            return ""
        key, levels = self._lists[number]
        counts = self._counts.setdefault(key, [0] * _LEVELS)
        level = levels.get(depth, Level())
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        shown = level.text if level.format not in ("bullet", "none") else ""
        for at in range(depth + 1):
            upper = levels.get(at, Level())
            shown = shown.replace(f"%{at + 1}", _shown(counts[at] or upper.start, upper.format))
        return shown


def numbers(parcel: Parcel, main: str) -> Numbers:
    """The lists of the document in the part `main`."""
    part = parcel.of_kind(main, "numbering")
    root: Sequence[Any] = parcel.parse(part) if part else ()
    shapes = {
        value(one.attrib, "abstractNumId"): _levels(one)
        for one in root
        if local(one.tag) == "abstractNum"
    }
    lists = {}
    for one in root:
        if local(one.tag) != "num":
            continue
        id = value(one.attrib, "numId")
        shape = next((value(c.attrib) for c in one if local(c.tag) == "abstractNumId"), "")
        anew = any(local(c.tag) == "lvlOverride" for c in one)
        lists[id] = (f"{shape}/{id}" if anew else shape, shapes.get(shape, {}) | _overrides(one))
    return Numbers(lists)


def _levels(element: Any) -> dict[int, Level]:
    """The levels that an element defines."""
    found = {}
    for one in element:
        if local(one.tag) == "lvl":
            facts = {local(child.tag): value(child.attrib) for child in one}
            start = facts.get("start", "1")
            found[_depth(one)] = Level(
                facts.get("numFmt", "decimal"),
                facts.get("lvlText", ""),
                min(int(start), _MOST) if re.fullmatch(r"\d{1,9}", start) else 1,
            )
    return found


def _overrides(element: Any) -> dict[int, Level]:
    return {
        depth: level
        for one in element
        if local(one.tag) == "lvlOverride"
        for depth, level in _levels(one).items()
    }


def _depth(element: Any) -> int:
    found = value(element.attrib, "ilvl")
    return int(found) if re.fullmatch(r"\d", found) else 0


def _shown(number: int, format: str) -> str:
    """A number in one of the formats of ST_NumberFormat (17.18.59) that Chinese lists use."""
    return _FORMATS.get(format, str)(number)


def _chinese(number: int) -> str:
    """一 to 九千九百九十九."""
    if not 0 < number < 10_000:
        return str(number)
    parts: list[str] = []
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        parts.append(_DIGITS[digit] + unit if digit else "〇" if any(parts) else "")
    text = "".join(parts).rstrip("〇")
    while "〇〇" in text:
        text = text.replace("〇〇", "〇")
    return text[1:] if text.startswith("一十") else text


def _letters(number: int) -> str:
    """The letters a to z, then aa, bb and so on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % _HEAP + 1)


def _roman(number: int) -> str:
    if number > _MOST:
        return str(number)
    parts = []
    for unit, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        parts.append(sign * (number // unit))
        number %= unit
    return "".join(parts)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number < 21 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: "".join(chr(ord(d) + 0xFEE0) for d in str(number)),
    "decimalZero": lambda number: f"{number:02d}",
}
