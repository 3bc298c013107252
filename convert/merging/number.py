"""The number of a row, for sorting and choosing: 12, 1.2, 三、, (三), ③, B-07."""

import re
from functools import cache

from convert.merging.columns import plain
from convert.recover.numbers import STYLES, read

Number = tuple[int, ...]
LAST: Number = (10**9,)
"""Where rows without a number are sorted: behind all others."""

_DECIMAL = re.compile(r"\d{1,9}(?:[.．\-－—–]\d{1,9})*")


@cache
def number(text: str) -> Number | None:
    """The parts of a row number, most significant first; None where the text is none."""
    text = plain(text)
    if _DECIMAL.fullmatch(text):
        return tuple(int(part) for part in re.split(r"\D", text))
    for style in STYLES:
        for found in read(text, 0, style, len(text)):
            if found.end == len(text):
                return (found.value,)
    return None


def ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Numbers from and to, from such as 1-20,35. Raises ValueError where it is no such list."""
    found = []
    for part in re.split("[,，、]", text):
        low, dash, high = re.sub("[－—–~～]", "-", part).partition("-")
        found.append((int(low), int(high if dash else low)))
    return tuple(found)
