"""Rows of a table that has become one single line: which figures are row numbers.

Every stretch of digits (or Chinese numerals) may hold a row number. How likely its
surroundings make it comes from a small linear model (rowstarts.tsv, made by
training/rowstarts.py from the labelled reports); an exact search (dynamic programming)
finds the rising chain of numbers that fits best as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from math import log
from typing import NamedTuple

from convert.recover.numbers import OPEN, PATTERNS, STYLES, Number, read
from convert.recover.tails import is_heading
from convert.recover.weighted import log_odds

Interval = tuple[int, int]
Chopped = tuple[Interval | None, Interval | None, int, int, bool]
"""A heading before the row, its number, the start and end of its text, whether that is sure."""

_LONGEST = 6000
"""Characters of the longest row looked for (measured: 1,900)."""
_BEHIND = 30.0
"""A chain so far behind the best one so far (log odds) is given up."""
_FAINT = -9.0
"""Log odds under which a candidate is not looked at (measured: no row start lies there)."""
_DOUBTFUL = -2.0
"""Log odds under which a chosen row start is to be checked: 3 in 4 false ones have less, of
the true ones 1 in 45 (measured across authors)."""
_SHORTEST = 8
"""Characters of the shortest row."""
_ROW = 4.0
"""What a row is worth by itself, in log odds: more rows lie in doubtful places than not."""
_NEXT = 2.0
"""What the next number is worth more than a later one, where all of them are next ones."""
_GAP = 0.5
"""The price of a gap, for each doubling of the step from number to number (natural log)."""
_USUAL = (4.94, 0.8)
"""Mean and deviation of the logarithm of a row's characters."""
_HEADED = 3.0
"""What a heading right before a number is worth."""
_TELLING = {"paired": 4.0, "coded": 4.0}
"""What it is worth that a number is written in a way that figures seldom are."""
_LENGTH = 0.25
"""The price of an unusual length, for each squared deviation. All measured across authors."""
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])[^。;；!！?？,，]{2,30}$"
)
HEADING = re.compile(r"[\u4e00-\u9fff]{4,12}")
"""A heading without a mark, which only the first row may have."""

_KINDS = (
    ("none", ""),
    ("end", "[。；;！!？?]"),
    ("comma", "[,，、:：]"),
    ("digit", r"\d"),
    ("white", r"\s"),
    ("open", "[(（《“〔【]"),
    ("close", "[)）》”〕】]"),
    ("latin", r"[A-Za-z]"),
    ("sign", r"[\W_]"),
)


class _Start(NamedTuple):
    """A candidate row start and how likely its surroundings make it."""

    number: Number
    odds: float
    heading: Interval | None = None
    """The heading right before the number."""


class _Link(NamedTuple):
    score: float
    start: _Start
    headings: int
    before: "_Link | None"


def chopped(text: str, start: int, end: int) -> list[Chopped]:
    """The rows of text[start:end] by their numbers; none where it does not begin with one."""
    while start < end and text[start].isspace():
        start += 1
    best: _Link | None = None
    for style in STYLES:
        starts = list(_starts(text, start, end, style)) if _begins(text, start, end, style) else []
        for steady in (True, False):
            link = _chain(starts, start, end, steady)
            if link and (best is None or link.score > best.score):
                best = link
    return list(_rows(best, end)) if best else []


def _rows(link: _Link, end: int) -> Iterator[Chopped]:
    starts: list[_Start] = []
    step: _Link | None = link
    while step is not None:
        starts.insert(0, step.start)
        step = step.before
    stops = [one.heading[0] if one.heading else one.number.start for one in starts[1:]]
    # The first row stands where the table begins: its odds say nothing.
    firm = [True, *(one.odds > _DOUBTFUL for one in starts[1:]), True]
    for at, (one, stop) in enumerate(zip(starts, [*stops, end], strict=True)):
        number = (one.number.start, one.number.end)
        yield one.heading, number, one.number.end, stop, firm[at] and firm[at + 1]


def _begins(text: str, start: int, end: int, style: str) -> bool:
    """Whether a number of that style stands at the start, or behind a heading there."""
    if PATTERNS[style].match(text, start, end):
        return True
    headed = any(
        PATTERNS[f"chinese {mark}"].match(text, start, end) for mark in ("dotted", "bracketed")
    )
    if headed and PATTERNS[style].search(text, start, min(start + 40, end)):
        return True
    plain = HEADING.match(text, start, end)
    return bool(plain and PATTERNS[style].match(text, plain.end(), end))


def _chain(starts: Sequence[_Start], start: int, end: int, steady: bool) -> _Link | None:
    """The best rising chain of numbers, the first of them at the very start.

    `steady`: each number is one more than the last.
    """
    links: dict[int, list[_Link]] = {}
    best: _Link | None = None
    top = high = float("-inf")
    for one in starts:
        value = one.number.value
        before = links.get(value - 1, []) if steady else _lower(links, value, one.number.start)
        for link in _reached(one, before, start, steady):
            if link.score < high - _BEHIND:
                continue
            links.setdefault(value, []).append(link)
            high = max(high, link.score)
            score = link.score + _length(end - one.number.end)
            if score > top:
                best, top = link, score
    return best


def _lower(links: dict[int, list[_Link]], value: int, at: int) -> Iterator[_Link]:
    """The links to lower numbers that are near enough to be the row before."""
    for lower, many in links.items():
        if lower < value:
            yield from takewhile(lambda link: link.start.number.end > at - _LONGEST, reversed(many))


def _reached(one: _Start, before: Iterable[_Link], start: int, steady: bool) -> Iterator[_Link]:
    """The best ways to reach a candidate, one for each count of headings before it."""
    if (one.heading[0] if one.heading else one.number.start) == start:
        yield _Link(one.odds if one.heading else 0.0, one, int(bool(one.heading)), None)
        return
    best: dict[int, _Link] = {}
    for link in before:
        headings = link.headings + bool(one.heading)
        if one.heading and not _continues(one, link):
            continue
        score = link.score + one.odds + _step(link.start.number, one.number, steady)
        if headings not in best or score > best[headings].score:
            best[headings] = _Link(score, one, headings, link)
    yield from (link for link in best.values() if link.score > float("-inf"))


def _continues(one: _Start, link: _Link) -> bool:
    """Whether a heading has the number that comes next: a table's headings start with 一."""
    return one.heading is not None and link.headings > 0


def _step(before: Number, after: Number, steady: bool) -> float:
    """What it is worth that one number follows the other; -inf where it cannot."""
    rise = after.value - before.value
    if rise < 1 or (steady and rise > 1):
        return float("-inf")
    worth = _ROW + (_NEXT if steady else -_GAP * log(rise))
    return worth + _length(after.start - before.end)


def _length(characters: int) -> float:
    """What the length of a row is worth; -inf where it is too short."""
    if characters < _SHORTEST:
        return float("-inf")
    mean, deviation = _USUAL
    return -_LENGTH * ((log(characters) - mean) / deviation) ** 2


def _starts(text: str, start: int, end: int, style: str) -> Iterator[_Start]:
    """Every candidate of the style, with its log odds, in order."""
    for at in _places(text, start, end, style):
        heading = _heading(text, start, at)
        for number in read(text, at, style, end):
            odds = likelihood(text, number, style, heading is not None)
            if odds > _FAINT or at == start:
                yield _Start(number, odds, heading)


def _places(text: str, start: int, end: int, style: str) -> Iterator[int]:
    """Where a number of that style may begin; coded ones with the first one's letter."""
    for run in PATTERNS[style].finditer(text, start, end):
        first = run.start()
        for at in range(first, run.end() if style in OPEN else first + 1):
            if style != "coded" or text[at] == text[start]:
                yield at


def _heading(text: str, start: int, at: int) -> Interval | None:
    """The heading that ends right before offset `at`, if there is one."""
    if HEADING.fullmatch(text, start, at):
        return start, at
    found = _HEADING.search(text[max(start, at - 34) : at])
    if not found or not is_heading(found[0].strip()):
        return None
    first = max(start, at - 34) + found.start()
    return first, first + len(found[0].rstrip())


def likelihood(text: str, number: Number, style: str, headed: bool) -> float:
    """How likely the surroundings of a number make it a row's, as natural log odds."""
    kind = "c" if style == "chinese" else "a"
    total = log_odds("rowstarts.tsv", (f"{kind}{name}" for name in features(text, number)))
    return total + _HEADED * headed + _TELLING.get(style, 0.0)


def features(text: str, number: Number) -> list[str]:
    """Names of what stands around a number: up to three characters on either side."""
    left = re.sub(r"\d", "0", text[max(0, number.start - 3) : number.start])
    right = re.sub(r"\d", "0", text[number.end : number.end + 3])
    figures = re.search(r"\d+$|.+$", text[number.start : number.end])
    names = ["bias", f"n{min(len(figures[0]) if figures else 0, 4)}"]
    names += [f"<{left[-size:]}" for size in range(1, len(left) + 1)]
    names += [f">{right[:size]}" for size in range(1, len(right) + 1)]
    names += [f"<{_kind(left[-1:])}", f">{_kind(right[:1])}"]
    names.append(f"{_kind(left[-1:])}>{right[:1]}")
    return names


@cache
def _kind(char: str) -> str:
    """The kind of a character, in a word."""
    return next((kind for kind, pattern in _KINDS if re.fullmatch(pattern, char)), "word")
