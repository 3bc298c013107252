"""A page's lines, as offsets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")

_BLANKS = " \u00a0\u3000"


class Stretch(NamedTuple):
    """A line that holds more than white space, without the white space at its ends."""

    start: int
    end: int
    clear: bool
    """Whether a blank line, or nothing, stands before it."""
    first: int
    last: int
    """The same with the TABs at its ends, which are borders of empty cells."""


def lines(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The lines of text[start:end] that hold more than white space."""
    at = start
    for found in _LINE.finditer(text, start, end):
        line = found[0]
        if not line.strip():
            continue
        left = found.start() + len(line) - len(line.lstrip())
        right = found.start() + len(line.rstrip())
        breaks = text.count("\n", at, left) or text.count("\r", at, left)
        first = found.start() + len(line) - len(line.lstrip(_BLANKS))
        last = found.start() + len(line.rstrip(_BLANKS))
        yield Stretch(left, right, at == start or breaks > 1, first, last)
        at = right
