"""Line breaking for Chinese text with Latin words and numbers in it.

A line is as full as 避头尾 (breaks.toml) lets it be. What would stand wrongly at a line's
start takes the character before it along; nothing hangs out of its cell. The widths are
added up once a paragraph, a line's end is found by bisection, and only the few characters
around it are looked at.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from convert.resources import table

# Space between a Chinese character and a Latin letter or digit, in ems; clreq 3.2.2 has
# a quarter, which justified lines of small type make look torn.
GAP = 0.125
# A width may exceed the line by this much of an em: rounding, not overprint.
SLACK = 1e-4

# What two marks that meet are moved together by, in ems: half a character.
SQUEEZE = 0.5
# Marks with a blank right half, and those with a blank left one.
_CLOSE, _OPEN = "，。、；：）》」』】〉〕”’", "（《「『【〈〔“‘"
_MEETING = f"[{_CLOSE}](?=[{_CLOSE}{_OPEN}])|[{_OPEN}](?=[{_OPEN}])"
_NO_GAPS: Mapping[int, float] = {}

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile("[0-9A-Za-z]+%?")
_SPACES = " \t\u00a0\u3000"


class Line(NamedTuple):
    """One line: offsets into the paragraph, what it measures, and where it has gaps."""

    start: int
    end: int
    """Behind the spaces that hang at the line's end."""
    ink: int
    """Behind the last character that is no such space."""
    width: float
    """Ems, gaps included, hanging spaces not."""
    gaps: Mapping[int, float]
    """By a character's offset, the gap before it in ems; less than 0 where it is squeezed."""
    last: bool
    """Whether it ends its paragraph."""


def breadth(text: str, width: Callable[[str], float]) -> float:
    """The width of `text` on one line, in ems, gaps included."""
    return sum(map(width, text)) + GAP * len(_seams(text))


def _seams(text: str) -> list[int]:
    """Offsets between a Chinese character and a Latin letter or digit."""
    found, last = [], len(text)
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start and _wide(text[start - 1]):
            found.append(start)
        if end < last and _wide(text[end]):
            found.append(end)
    return found


def _wide(character: str) -> bool:
    """Whether it is a Chinese character; its punctuation has space of its own."""
    if character < "\u3040":
        return "\u2e80" <= character < "\u3000" or character == "\u3007"
    return character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character > "\U0001ffff"


def break_lines(
    text: str, width: Callable[[str], float], room: float, *, squeeze: bool = False
) -> list[Line]:
    """The lines of a paragraph, each at most `room` ems wide; one at least.

    `width` gives a character's width in ems. A single character wider than `room` stands
    alone and sticks out. With `squeeze`, punctuation marks that meet lose half an em.
    """
    gaps = dict.fromkeys(_seams(text), GAP)
    widths = list(map(width, text))
    if squeeze:
        gaps = dict(sorted({**gaps, **_meetings(text, widths)}.items()))
    for at, gap in gaps.items():
        widths[at] += gap
    ends = list(accumulate(widths, initial=0.0))
    if ends[-1] <= room and not text[-1:].isspace():
        return [Line(0, len(text), len(text), ends[-1], gaps, last=True)]
    return list(_lines(text, gaps, ends, room))


def _meetings(text: str, widths: Sequence[float]) -> dict[int, float]:
    """Where a mark meets another whose blank half it can share (clreq 3.1.6.1)."""
    return {
        match.end(): -SQUEEZE
        for match in re.finditer(_MEETING, text)
        if min(widths[match.start()], widths[match.end()]) >= 1 - SLACK
    }


def cut_lines(text: str, width: Callable[[str], float], places: Sequence[int]) -> list[Line]:
    """The lines that begin at 0 and at each of `places`."""
    made: list[Line] = []
    for start, end in pairwise([0, *places, len(text)]):
        (line,) = break_lines(text[start:end], width, float("inf"))
        gaps = {start + at: gap for at, gap in line.gaps.items()}
        moved = Line(start, end, start + line.ink, line.width, gaps, last=end == len(text))
        made.append(moved)
    return made


def _lines(text: str, gaps: Mapping[int, float], ends: list[float], room: float) -> Iterator[Line]:
    at, start, seams = 0, 0, list(gaps)
    while start < len(text):
        # A line that begins at a gap has none there.
        origin = ends[start]
        if at < len(seams) and seams[at] == start:
            origin += gaps[start]
            at += 1
        fits = bisect_right(ends, origin + room + SLACK, start + 1) - 1
        end, ink = _end(text, start, fits)
        first = at
        while at < len(seams) and seams[at] < end:
            at += 1
        held = {seam: gaps[seam] for seam in seams[first:at]} if at > first else _NO_GAPS
        yield Line(start, end, ink, ends[ink] - origin, held, last=end == len(text))
        start = end


def _end(text: str, start: int, fits: int) -> tuple[int, int]:
    """Where the line ends, behind and before its hanging spaces.

    `fits` is the offset behind the last character there is room for.
    """
    end = _skip(text, max(fits, start + 1))
    if end < len(text) and not may_break(text, end):
        end = _last_break(text, start, fits)
    ink = end
    while ink > start and text[ink - 1] in _SPACES:
        ink -= 1
    return end, ink


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at


def _last_break(text: str, start: int, fits: int) -> int:
    """The last place to break up to `fits`; an ugly one where there is no good one."""
    for allowed in (may_break, _may_leave_unit, _may_split_word, _may_split):
        for at in range(fits, start, -1):
            if allowed(text, at):
                return at
    return max(fits, start + 1)


def may_break(text: str, at: int) -> bool:
    """Whether a line may begin with text[at]; 0 < at < len(text)."""
    before, after = text[at - 1], text[at]
    rules = _rules()
    if after in rules.no_start or before in rules.no_end or after in _SPACES:
        return False
    if before in _SPACES:
        return True
    if _wordlike(after):
        return not _joined(text, at, before)
    return not (_numeral(before) and _within_number(text, at))


def _may_leave_unit(text: str, at: int) -> bool:
    """Whether only a number's unit would be cut off there."""
    if _wordlike(text[at]) and _joined(text, at, text[at - 1]):
        return False
    return _may_split(text, at)


def _may_split_word(text: str, at: int) -> bool:
    """Whether a word may be broken there: behind a slash or the like, before a letter."""
    rules = _rules()
    return text[at - 1] in rules.soft and text[at] not in rules.soft and _may_split(text, at)


def _may_split(text: str, at: int) -> bool:
    """Whether anything forbids a line to start or end there but that a word is broken."""
    rules = _rules()
    return text[at] not in rules.no_start and text[at - 1] not in rules.no_end


def _wordlike(character: str) -> bool:
    return (character.isascii() and character.isalnum()) or "\u00c0" <= character <= "\u024f"


def _joined(text: str, at: int, before: str) -> bool:
    """Whether the letter or digit text[at] belongs to the word or sign before it."""
    rules = _rules()
    if _wordlike(before):
        return True
    if before in rules.joiners and at > 1 and "!" <= text[at - 2] <= "~":
        return True
    return before in rules.signs and text[at].isdigit()


def _numeral(character: str) -> bool:
    return character.isdigit() or character in _rules().inside


def _within_number(text: str, at: int) -> bool:
    """Whether text[at] belongs to the unit of a number before it."""
    rules = _rules()
    first = at - 1
    while first > 0 and at - first < 16 and _numeral(text[first - 1]):
        first -= 1
    return any(
        match.end() > at for match in rules.number.finditer(text, first, min(len(text), at + 8))
    )


class _Rules(NamedTuple):
    no_start: frozenset[str]
    no_end: frozenset[str]
    joiners: frozenset[str]
    signs: frozenset[str]
    soft: frozenset[str]
    inside: frozenset[str]
    """Characters a number and its unit may have before their last one."""
    number: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = table(__file__, "breaks.toml")
    return _Rules(
        frozenset(data["no_start"]),
        frozenset(data["no_end"]),
        frozenset(data["joiners"]),
        frozenset(data["signs"]),
        frozenset(data["soft"]),
        frozenset(data["numerals"]).union(*(unit[:-1] for unit in data["units"])),
        _number(data),
    )


def _number(data: dict[str, Any]) -> re.Pattern[str]:
    units = "|".join(sorted(data["units"], key=lambda unit: (-len(unit), unit)))
    return re.compile(f"[0-9][0-9.,]*%?[{data['numerals']}]*(?:{units}|[{_WIDE}])")
