"""How sure it is that a header's names are told apart as they should be.

The same steps as the search for the cheapest names (header.py), but summed: what share of all
ways to tell names apart in that stretch, each weighed by its price, is the one that was found.
"""

from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from math import exp, inf, log

from convert.recover.header import Ground, Name, choices, ground_of, starts, turn
from convert.recover.vocabulary import rules

_Sums = dict[str, float]
"""By the role of the last name: minus the logarithm of a sum of weights."""
_SHARP = 2.0
"""What prices are multiplied by before they are summed (measured: tells right from wrong best)."""
_LEAST = 1e-6


def certainty(text: str, names: Sequence[Name]) -> float:
    """The chance, 0 to 1, that these are the names of the stretch of text they cover.

    headers.toml has the line by which the odds of a share become the odds of being right
    (training/headdoubt.py). Names with white space or a sign between any two are certain: nobody
    had to part them, and they may be longer than any the search knows.
    """
    if all(before.end < after.start for before, after in pairwise(names)):
        return 1.0
    weights = rules().weights
    odds = weights["sure"] + weights["sure_each"] * odds_of(text, names)
    return 1 / (1 + exp(-odds))


def odds_of(text: str, names: Sequence[Name]) -> float:
    """The logarithm of these names' weight to that of all other ways to tell names apart."""
    ground = ground_of(text, names[0].start, names[-1].end)
    number = {place: at for at, place in enumerate(ground.places)}
    chosen = {(number[name.start], number[name.end - 1] + 1) for name in names}
    own = _total(ground, chosen)
    # A line of its own may be a name for its place alone, which no price is known for.
    share = exp(_total(ground, None) - own) if own < inf else 0.0
    share = min(max(share, _LEAST), 1 - _LEAST)
    return log(share / (1 - share))


def _total(ground: Ground, only: Container[tuple[int, int]] | None) -> float:
    """The sum over all ways to tell names apart, as _Sums has it; infinite where there is none.

    `only`: the first characters and ends of the names that may be used; None for any.
    """
    sums: list[_Sums] = [{"": 0.0}]
    for at in range(1, len(ground.places) + 1):
        sums.append(_sums(ground, sums, at, only))
    return _sum(sums[-1].values()) if sums[-1] else inf


def _sums(
    ground: Ground, sums: Sequence[_Sums], at: int, only: Container[tuple[int, int]] | None
) -> _Sums:
    """The sums over the ways whose last name ends before character number `at`."""
    found: dict[str, list[float]] = {}
    for first, price in starts(ground, at):
        if not sums[first] or not (only is None or (first, at) in only):
            continue
        for role, cost in choices(ground.text[first:at]):
            before = _sum(one + _SHARP * turn(last, role) for last, one in sums[first].items())
            found.setdefault(role, []).append(before + _SHARP * (cost + price))
    return {role: _sum(many) for role, many in found.items()}


def _sum(many: Iterable[float]) -> float:
    """Of sums that are given as minus their logarithms."""
    values = list(many)
    least = min(values)
    return least - log(sum(exp(least - one) for one in values))
