"""A title in lines that end where its meaning pauses, none of them a stray word.

Of all ways to divide a title into as few lines as it needs, the one of least cost: what
each place costs (titles.toml) and how unequal the lines are.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from convert.resources import table
from convert.typeset.fonts import Typeface
from convert.typeset.lines import may_break

# What the square of a line's distance from the mean costs, the mean being 1.
UNEVEN = 0.5
# Ems by which sums of widths may be off.
_SLACK = 1e-6
_OPEN, _CLOSE = "《（([“", "》）)]”"


def places(text: str, face: Typeface, room: float, shortest: float = 0.0) -> list[int]:
    """Offsets where lines after the first begin.

    No line is wider than `room` ems, and none shorter than `shortest` if it can be helped.
    Empty where the title needs one line, or cannot be divided well.
    """
    ends = list(accumulate(map(face.__getitem__, text), initial=0.0))
    least = -int(-ends[-1] // room)
    if least < 2:
        return []
    costs = _costs(text)
    for count in (least, least + 1):
        found = _cheapest(ends, costs, (shortest, room), count)
        if found:
            return found
    return []


def _cheapest(
    ends: Sequence[float], costs: dict[int, float], span: tuple[float, float], count: int
) -> list[int]:
    """The cheapest way into `count` lines; empty where none has lines narrow enough."""
    whole, mean = len(ends) - 1, ends[-1] / count
    states: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for line in range(1, count + 1):
        grown: dict[int, tuple[float, list[int]]] = {}
        stops = [whole] if line == count else [*costs]
        starts = sorted(states)
        for stop in stops:
            # What no line can reach, and what leaves more than the other lines hold.
            if ends[whole] - ends[stop] > (count - line) * span[1] + _SLACK:
                continue
            here = costs.get(stop, 0.0)
            near = bisect_left(starts, ends[stop] - span[1] - _SLACK, key=ends.__getitem__)
            ways = [
                (cost + _uneven(ends[stop] - ends[start], mean, span[0]) + here, begun, start)
                for start in starts[near : bisect_left(starts, stop)]
                for cost, begun in [states[start]]
                if ends[stop] - ends[start] <= span[1]
            ]
            if ways:
                cost, begun, start = min(ways, key=lambda way: way[0])
                grown[stop] = (cost, [*begun, start])
        states = grown
    return states[whole][1][1:] if whole in states else []


def _uneven(width: float, mean: float, shortest: float) -> float:
    return UNEVEN * ((width - mean) / mean) ** 2 + (1.0 if width < shortest else 0.0)


def _costs(text: str) -> dict[int, float]:
    """What a break costs, by the offset behind it, wherever one is allowed at all."""
    rules, found, depth = _rules(), {}, 0
    torn = {at for match in rules["counted"].finditer(text) for at in _within(match)}
    # All words are of two characters.
    torn.update(at for at in range(1, len(text)) if text[at - 1 : at + 1] in rules["whole"])
    for at in range(1, len(text)):
        depth += (text[at - 1] in _OPEN) - (text[at - 1] in _CLOSE)
        if may_break(text, at):
            cost = _cost(text, at, rules)
            found[at] = cost + rules["inside"] * (depth > 0) + rules["torn_cost"] * (at in torn)
    return found


def _within(match: re.Match[str]) -> range:
    """Offsets inside a word; matches overlap, so each is of no width but its group's."""
    return range(match.start(1) + 1, match.end(1))


def _cost(text: str, at: int, rules: dict[str, Any]) -> float:
    before, after = text[:at], text[at:]
    if before.endswith(rules["never_after"]):
        return float(rules["torn_cost"])
    if rules["year"].match(after) or after.startswith(rules["before"]):
        return float(rules["best"])
    if before.endswith(rules["after"]):
        return float(rules["best"])
    if rules["year"].match(before[-5:]):
        return float(rules["plain"])
    if after.startswith(rules["fair_before"]) or before.endswith(rules["fair_after"]):
        return float(rules["fair"])
    return float(rules["plain"])


@cache
def _rules() -> dict[str, Any]:
    data = table(__file__, "titles.toml")
    made = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return made | {
        "torn_cost": data["torn"],
        "whole": frozenset(data["words"]),
        "counted": re.compile(f"(?=([一二三四五六七八九十百千]+[{data['counted']}]))"),
        "year": re.compile("[12][0-9]{3}年"),
    }
