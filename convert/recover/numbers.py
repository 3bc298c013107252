"""Row numbers: how they are written, and which of many candidates are rows.

A table's numbers are all written one way and rise, often with gaps. What looks like a
number may be a figure of the task itself (1 + 5G基站…, 3 + 2020年…), so every way to read the
digits is kept until the whole column is known.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_BEAM = 48
"""Readings of the column kept while it is read (measured: 12 are enough)."""

_DASH = "[-－—–]"
_WRITTEN = {
    "plain": r"[1-9]\d*",
    "dotted": r"\d{1,3}(?:[.．、](?!\d)|[)）])",
    "bracketed": r"[(（\[【]\d{1,3}[)）\]】]",
    "chinese": "[一二三四五六七八九十百零〇]{1,6}",
    "chinese dotted": "[一二三四五六七八九十百]{1,4}[、.．]",
    "chinese bracketed": "[(（][一二三四五六七八九十百]{1,4}[)）]",
    "circled": "[①-⑳]",
    "two digits": r"\d\d",
    "three digits": r"\d{3}",
    "paired": rf"\d{{1,4}}{_DASH}\d{{1,4}}",
    "coded": rf"[A-Za-z]{{1,4}}{_DASH}?\d{{1,4}}",
}
PATTERNS = {style: re.compile(pattern) for style, pattern in _WRITTEN.items()}
"""How a row number may be written; a stretch that matches may hold more than the number."""
STYLES = tuple(PATTERNS)
OPEN = ("plain", "chinese", "paired", "coded")
"""Styles that end where their figures end, and may run into figures of the text."""


_YEAR = re.compile(r"(?:19|20)\d\d年")


class Number(NamedTuple):
    """A stretch that may be a row number: its offsets, value, and what speaks against it."""

    start: int
    end: int
    value: int
    cost: float = 0.0


def read(text: str, at: int, style: str, end: int) -> Iterator[Number]:
    """Every row number of that style that may begin at offset `at`."""
    found = PATTERNS[style].match(text, at, end)
    if not found:
        return
    if style == "plain":
        yield from _plain(text, at, found.end(), end)
    elif style == "chinese":
        yield from _chinese(text, at, found.end(), end)
    else:
        shortest = found.end() if style not in OPEN else max(found.end() - 3, at + 2)
        for stop in range(shortest, found.end() + 1):
            value = _value(text[at:stop], style)
            if value and text[stop - 1].isdigit() >= (style in OPEN):
                yield Number(at, stop, value, 0.0 if stop == found.end() else 0.3)


def _plain(text: str, start: int, stop: int, end: int) -> Iterator[Number]:
    """Each share of the digits; the rest would be a figure that the task begins with."""
    dated = 1.0 * bool(_YEAR.match(text, start, end))
    for cut in range(start + 1, min(stop, start + 4) + 1):
        cost = dated
        if cut < stop:
            cost += 3.0 if text[cut] == "0" else 0.1 if _YEAR.match(text, cut, end) else 0.3
        elif cut < end and text[cut] in "、.．%％‰年月日-—~～/":
            cost += 1.5
        yield Number(start, cut, int(text[start:cut]), cost)


def _chinese(text: str, start: int, stop: int, end: int) -> Iterator[Number]:
    for cut in range(start + 1, stop + 1):
        value = chinese(text[start:cut])
        if value and not (cut < end and text[cut] in "、.．"):
            yield Number(start, cut, value, 0.0 if cut == stop else 0.3)


def _value(written: str, style: str) -> int:
    """The value of a number that is written with more than its digits."""
    if style == "circled":
        return ord(written) - ord("①") + 1
    figures = re.findall(r"\d+", written)
    if style == "coded" and figures and not written[1].isalpha():
        # One letter counts on as the figures do: B-1 comes after A-3. GZ-1 is one column's code.
        return (ord(written[0].upper()) - ord("A")) * 100 + int(figures[0])
    if style == "paired":
        return int(figures[0]) * 100 + int(figures[1]) if len(figures) == 2 else 0
    return int(figures[0]) if figures else chinese(re.sub("[^一-龥]", "", written))


def chinese(written: str) -> int:
    """The value of a Chinese numeral from 1 to 999, such as 二十一; 0 where it is none."""
    plain = re.fullmatch(
        r"(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九]?)",
        written.replace("〇", "零"),
    )
    if not plain or not written:
        return 0
    hundreds, tens, ten, ones = plain.groups("")
    return (
        100 * DIGITS.get(hundreds, 0)
        + 10 * (DIGITS.get(tens, 1) if ten else 0)
        + DIGITS.get(ones, 0)
    )


class Chain(NamedTuple):
    """A reading of the column of numbers: the chosen number of each place, or None."""

    chosen: tuple[Number | None, ...]
    score: float

    @property
    def rows(self) -> int:
        """How many places are row starts."""
        return sum(number is not None for number in self.chosen)


class _Link(NamedTuple):
    score: float
    number: Number | None
    before: "_Link | None"
    run: int = 0
    """Places passed over since the last number."""


def rising(
    places: Sequence[Sequence[Number]], skip: float = 0.3, cells: int | None = None
) -> Chain:
    """The best reading of a column: at most one number a place, always rising.

    Each number is worth 1, less its own cost and that of the gap before it; a place passed
    over costs `skip`. Where every cell has a place of its own, `cells` says how many a row
    has. A beam over the last value keeps it linear in places.
    """
    states: dict[int, _Link] = {0: _Link(0.0, None, None)}
    for candidates in places:
        states = _after(states, candidates, skip, cells)
    best = max(states.values(), key=lambda link: link.score)
    chosen: list[Number | None] = []
    link: _Link | None = best
    while link is not None and link.before is not None:
        chosen.append(link.number)
        link = link.before
    return Chain(tuple(reversed(chosen)), best.score)


def _after(
    states: dict[int, _Link], candidates: Sequence[Number], skip: float, cells: int | None
) -> dict[int, _Link]:
    after = {
        value: _Link(link.score - skip, None, link, link.run + 1) for value, link in states.items()
    }
    for number in candidates:
        for value, link in states.items():
            if value < number.value:
                price = number.cost + gap(value, number.value) + _odd(link, cells)
                if number.value not in after or link.score + 1 - price > after[number.value].score:
                    after[number.value] = _Link(link.score + 1 - price, number, link)
    if len(after) <= _BEAM:
        return after
    kept = sorted(after.items(), key=lambda item: -item[1].score)
    return dict(kept[:_BEAM])


def _odd(link: _Link, cells: int | None) -> float:
    """The price of a row that has far fewer or more places than cells."""
    if cells is None or link.before is None:
        return 0.0
    return 0.3 if link.run * 2 < cells else 0.5 if link.run > cells else 0.0


def gap(before: int, after: int) -> float:
    """What it costs that a number follows the other: nothing for the next one."""
    if after == before + 1:
        return 0.0
    return 0.3 + 0.1 * math.log2(after - before)
