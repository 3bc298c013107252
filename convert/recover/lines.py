"""A page's lines, as offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line that holds more than white space, without the white space at its ends."""

    start: int
    end: int
    clear: bool
    """Whether a blank line, or nothing, stands before it."""


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
        yield Stretch(left, right, at == start or breaks > 1)
        at = right
