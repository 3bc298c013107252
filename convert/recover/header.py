"""Splits a header that may have lost its separators into column names.

An exact search (dynamic programming over position and role) for the cheapest row of names:
listed names are cheap, names formed like them a little dearer, unknown ones dear, and a
name may run across a space or line break at a price, across a TAB or | never.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from convert.recover.headcuts import prices
from convert.recover.vocabulary import LONGEST, known, rules, unknown

SIGNS = "\t|｜│┃"
"""Signs that separate cells wherever they stand in a header."""
FREE = frozenset(("unit", "person", "deadline", "status", "amount", "unknown", "remarks"))
"""Roles of columns that stand anywhere in a table."""


class Name(NamedTuple):
    """A column name found in a header: its offsets into the text, and its role."""

    start: int
    end: int
    role: str


class _Step(NamedTuple):
    """The best way to reach a position with a last name of some role."""

    cost: float
    start: int
    role: str
    before: "_Step | None"


class Split(NamedTuple):
    """A header's names and how good they are: more than 0 the better the surer."""

    names: tuple[Name, ...]
    score: float


def split(text: str, start: int, end: int) -> dict[int, Split]:
    """The best split of text[start:e] for each offset e up to `end` that may end a header."""
    weights = rules().weights
    ground = ground_of(text, start, end)
    steps: list[dict[str, _Step]] = [{"": _Step(0.0, 0, "", None)}]
    found: dict[int, Split] = {}
    best, top = 0.0, 0
    numbered = False
    for at in range(1, len(ground.places) + 1):
        steps.append(_best(ground, steps, at))
        numbered = numbered or "number" in steps[at]
        if steps[at]:
            last = min(steps[at].values(), key=lambda step: step.cost)
            names = tuple(_names(ground.places, last, at))
            # The end is a border as well: behind 推进措施, 推进 of 推进甲工程 is no name.
            border = ground.border[at] if at < len(ground.border) else 0.0
            score = weights["worth"] * len(names) + weights["worth_each"] * at - last.cost - border
            found[ground.places[at - 1] + 1] = Split(names, score)
            if score > best:
                best, top = score, at
        if at - top > weights["reach_numbered" if numbered else "reach"]:
            break
    return found


class Ground(NamedTuple):
    """A header's characters without white space and signs, and what stands between them."""

    text: str
    places: list[int]
    gaps: list[str]
    unmarked: float
    """Price of a border where nothing stands though signs part other names."""
    border: list[float]
    """Price of a border before each character."""
    inside: list[float]
    """Price of none before each character, summed up to and with it."""


def ground_of(text: str, start: int, end: int) -> Ground:
    """What names are sought in: the characters of text[start:end], and the prices of borders."""
    places = [i for i in range(start, end) if not text[i].isspace() and text[i] not in SIGNS]
    gaps = [_gap(text, a, b) for a, b in pairwise(places)]
    joined = "".join(text[place] for place in places)
    weight = rules().weights["cut"]
    border, inside = prices(joined)
    border = [0.0 if at == 0 or gaps[at - 1] else weight * one for at, one in enumerate(border)]
    total = list(accumulate(weight * one for one in inside))
    return Ground(joined, places, gaps, _unmarked(gaps), border, total)


def _gap(text: str, a: int, b: int) -> str:
    """What stands between two characters of the header: nothing, or the strongest sign."""
    between = text[a + 1 : b]
    for sign in ("|", "\n", " "):
        group = SIGNS if sign == "|" else "\r\n" if sign == "\n" else between
        if any(char in group for char in between):
            return sign
    return ""


def _unmarked(gaps: Sequence[str]) -> float:
    """The price of a border without a sign: high where TABs, | or line breaks part names."""
    weights = rules().weights
    for sign, price in (("|", "unruled"), ("\n", "unbroken"), (" ", "unspaced")):
        if gaps.count(sign) > 1:
            return weights[price]
    return 0.0


def _best(ground: Ground, steps: list[dict[str, _Step]], at: int) -> dict[str, _Step]:
    """For each role, the best step whose name ends before character number `at`."""
    best: dict[str, _Step] = {}
    for first, price in starts(ground, at):
        if steps[first]:
            for role, step in _named(ground.text[first:at], steps[first], first, price):
                if role not in best or step.cost < best[role].cost:
                    best[role] = step
    return best


def starts(ground: Ground, at: int) -> Iterator[tuple[int, float]]:
    """Where a name may start that ends before character number `at`, and its borders' price."""
    crossing = 0.0
    for first in range(at - 1, max(-1, at - 1 - LONGEST), -1):
        crossing += _crossing(ground.gaps[first]) if first < at - 1 else 0.0
        if crossing == float("inf"):
            break
        inside = ground.inside[at - 1] - ground.inside[first]
        yield first, crossing + _start(ground, first) + inside


def _start(ground: Ground, first: int) -> float:
    """The price of a name that starts at character number `first`."""
    bare = first > 0 and not ground.gaps[first - 1]
    return ground.border[first] + ground.unmarked * bare


def _named(
    name: str, steps: dict[str, _Step], first: int, price: float
) -> Iterator[tuple[str, _Step]]:
    """The best way to go on with a name, for each role it may have."""
    for role, cost in choices(name):
        before = min(steps.values(), key=lambda step: step.cost + turn(step.role, role))
        total = before.cost + turn(before.role, role) + cost + price
        yield role, _Step(total, first, role, before)


def choices(name: str) -> Iterator[tuple[str, float]]:
    """The roles a name may have, with their costs."""
    roles = known(name)
    yield from roles
    if not roles:
        cost = unknown(name)
        if cost is not None:
            yield "unknown", cost


def _crossing(gap: str) -> float:
    """The price of a name that runs across such a gap."""
    if gap == "|":
        return float("inf")
    weights = rules().weights
    return {"": 0.0, " ": weights["across_space"], "\n": weights["across_line"]}[gap]


def turn(before: str, role: str) -> float:
    """The price of a column of that role after one of the other."""
    weights, order = rules().weights, rules().order
    if role == "number" and before not in ("", "category"):
        return weights["late_number"]
    if before == "number" and role in ("progress", "next"):
        return weights["no_task"]
    if before == role:
        return weights["twice"]
    if before in FREE or role in FREE or not before or order[role] >= order[before]:
        return 0.0
    return weights["backwards"]


def _names(places: list[int], step: _Step | None, at: int) -> list[Name]:
    names = []
    while step is not None and step.before is not None:
        names.append(Name(places[step.start], places[at - 1] + 1, step.role))
        at, step = step.start, step.before
    return names[::-1]
