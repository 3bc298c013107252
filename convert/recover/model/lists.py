"""List markers, and what a row's lists say of the places between them."""

import re

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_NUMERALS = "一二三四五六七八九十"
_MARKER = re.compile(
    r"(?<![\d.])(?P<dot>\d{1,2})[.、](?!\d)|\((?P<paren>\d{1,2})\)|(?<![\d(])(?P<half>\d{1,2})\)|(?P<ring>[①-⑳])"
    r"|(?P<first>[一二三四五六七八九])是|(?P<han>[一二三四五六七八九十])、|\((?P<hanparen>[一二三四五六七八九十])\)"
    r"|第(?P<ord>[一二三四五六])[,、]"
)
WIDTH = 10
# Columns of list_marks: a marker stands here; it is number one; it goes on from the last of its kind; it starts again;
# its value; it is not number one and goes on from nothing; a list runs through the place before the character;
# the value of the last marker; a number one is still to come; a list is still to go on.
MARKER, FIRST, GOES_ON, AGAIN, VALUE, ORPHAN, WITHIN, LAST, ONE_AHEAD, MORE_AHEAD = range(WIDTH)


def _value(found: re.Match[str]) -> int:
    said = found[found.lastgroup or 0]
    if said.isdigit() and said.isascii():
        return int(said)
    return _NUMERALS.index(said) + 1 if said in _NUMERALS else ord(said) - ord("①") + 1


def list_marks(text: str) -> Floats:
    """(n, WIDTH) for one row's visible text."""
    marks = np.zeros((len(text), WIDTH), dtype=np.float32)
    last: dict[str | None, tuple[int, int]] = {}
    for found in _MARKER.finditer(text):
        at, value, kind = found.start(), _value(found), found.lastgroup
        before, began = last.get(kind, (0, at))
        goes_on = value == before + 1
        size = min(value, 10) / 10
        orphan = value > 1 and not goes_on
        marks[at, :WITHIN] = (1, value == 1, goes_on, before >= value, size, orphan)
        marks[at:, LAST] = size
        if goes_on and before:
            marks[began + 1 : at + 1, WITHIN] = 1
            marks[:at, MORE_AHEAD] = 1
        if value == 1:
            marks[:at, ONE_AHEAD] = 1
        last[kind] = (value, at)
    return marks
