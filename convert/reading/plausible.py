"""How likely a text is to be Chinese office text, character by character.

What tells encodings apart: bytes read in a wrong one give characters that nobody writes.
The frequencies are those of characters.txt (training/characters.py), by their rank.
"""

import math
from collections import Counter
from functools import cache
from pathlib import Path

# Ranks follow Zipf's law with a shift (Mandelbrot): 1 / (rank + 12), about a fifth of the
# text being ASCII (measured on the labelled reports).
_SHIFT, _SCALE = 12, 7.0
# Nats for a character that is not listed.
_ASCII, _SPACE = 5.0, 4.0
_LEVEL_1, _LEVEL_2, _HANZI, _OTHER, _PRIVATE = 12.0, 14.0, 17.0, 18.0, 20.0


def surprise(text: str) -> float:
    """Minus the natural logarithm of the text's probability: the less, the likelier."""
    costs = _costs()
    return sum(count * costs.get(c, _rest(c)) for c, count in Counter(text).items())


def _rest(char: str) -> float:
    """What a character costs that is not listed."""
    if char.isspace():
        return _SPACE if char in " \t\r\n\u00a0\u3000" else _OTHER
    if char < "\x80":
        return _ASCII
    if "\ue000" <= char <= "\uf8ff" or char in "\ufffd\ufffe\uffff":
        return _PRIVATE
    return _HANZI if "\u4e00" <= char <= "\u9fff" else _OTHER


@cache
def _costs() -> dict[str, float]:
    """The cost of each listed character, and of those of the national character sets."""
    costs = dict.fromkeys(_level_2(), _LEVEL_2)
    costs.update(dict.fromkeys(_level_1(), _LEVEL_1))
    lists = Path(__file__).with_name("characters.txt").read_text(encoding="utf-8").split("\n")
    for line in lists:
        for rank, char in enumerate(line):
            cost = math.log((rank + _SHIFT) * _SCALE)
            costs[char] = min(cost, costs.get(char, cost))
    return costs


def _level_1() -> str:
    """The 3,755 everyday characters of GB 2312, and its signs."""
    return "".join(_row(row) for row in (1, 3, *range(16, 56)))


def _level_2() -> str:
    """The rarer characters of GB 2312, and the everyday ones of Big5."""
    seconds = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = (bytes((hi, lo)) for hi in range(0xA4, 0xC7) for lo in seconds)
    big5 = b"".join(pairs).decode("big5", "ignore")
    return "".join(_row(row) for row in range(56, 88)) + big5


def _row(row: int) -> str:
    """One row (区) of GB 2312."""
    cells = b"".join(bytes((0xA0 + row, 0xA0 + cell)) for cell in range(1, 95))
    return cells.decode("gb2312", "ignore")
