"""Which columns of different names are the same: 工作任务, 重点任务 and 任务内容.

A name's roles, with what speaks against each, come from the vocabulary that also finds headers
in text (convert/recover/headers.tsv and headers.toml). A report's columns are then placed
together, at the least cost: no two in one place, a task among them wherever one can be.

Amounts are not brought together: 总投资(亿元) and 年度投资(万元) are different figures. They and
what nobody knows stay under their own names.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from convert.recover.vocabulary import known

_QUOTED = re.compile("《[^》]*》")
_BEAM = 200
"""Ways to place the columns so far that are kept; eight columns have fewer (measured)."""
_REMEMBERED = 1 << 12
"""Headers and names whose places are kept: what works for days meets ever new ones."""


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the full table."""

    key: str
    title: str
    order: int
    """Where it stands in the full table."""
    roles: dict[str, float]
    missing: float
    rank: int | None
    cue: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to place a report's first columns."""

    cost: float
    keys: tuple[str, ...]
    last: int


@cache
def words() -> dict[str, Any]:
    """merge.toml."""
    return tomllib.loads((files(__package__) / "merge.toml").read_text(encoding="utf-8"))


@cache
def places() -> dict[str, Place]:
    """The columns that the full table may have, by key, in their order."""
    made = {}
    for order, one in enumerate(words()["column"]):
        cue = re.compile(one["cue"]) if "cue" in one else None
        missing, rank = one.get("missing", 0.0), one.get("rank")
        made[one["key"]] = Place(one["key"], one["title"], order, one["roles"], missing, rank, cue)
    return made


def plain(name: str) -> str:
    """A column's name without white space and with half-width brackets: names are equal so."""
    return "".join(name.split()).translate(str.maketrans("（）", "()"))


@lru_cache(_REMEMBERED)
def placed(columns: tuple[str, ...]) -> tuple[str, ...]:
    """For each column the key of its place, or its own plain name where it has none.

    No two are the same; a name that a report has twice gets its position added.
    """
    ways = [_Way(0.0, (), 0)]
    for at, name in enumerate(columns):
        longer = [way for old in ways for way in _longer(old, plain(name), at)]
        ways = sorted(longer, key=lambda way: (way.cost, way.keys))[:_BEAM]
    return min(ways, key=lambda way: (way.cost + _missing(way.keys), way.keys)).keys


def _longer(way: _Way, name: str, at: int) -> Iterator[_Way]:
    costs = words()["costs"]
    own = name if name not in way.keys else f"{name}#{at + 1}"
    alone = costs["own" if _roles(name) else "unknown"]
    yield _Way(way.cost + alone, (*way.keys, own), way.last)
    for key, cost in _candidates(name):
        if key in way.keys:
            continue
        rank = places()[key].rank or way.last
        cost += costs["place"] * at * (key == "task") + costs["backwards"] * (rank < way.last)
        yield _Way(way.cost + cost, (*way.keys, key), max(way.last, rank))


def _roles(name: str) -> tuple[tuple[str, float], ...]:
    """The vocabulary's roles of a name, with or without the titles of documents in it."""
    name = _same(name)
    return known(name) or known(_QUOTED.sub("", name) or name)


def _same(name: str) -> str:
    """The name that means what this one means; most mean themselves."""
    pairs: dict[str, str] = words()["same"]
    return next((same for same, names in pairs.items() if re.fullmatch(names, name)), name)


@lru_cache(_REMEMBERED)
def _candidates(name: str) -> tuple[tuple[str, float], ...]:
    """The places a name may have, with their costs; a sum of money has none."""
    if re.fullmatch(words()["amount"], name):
        return ()
    roles = dict(_roles(name)) or {"unknown": 1.0}
    made = []
    for key, place in places().items():
        found = [cost + place.roles[role] for role, cost in roles.items() if role in place.roles]
        if place.cue and place.cue.search(name):
            found.append(_cued(place, roles))
        if found:
            made.append((key, min(found)))
    return tuple(made)


def _cued(place: Place, roles: dict[str, float]) -> float:
    """What a name costs that a cue speaks for; less where it stands for no role of its own."""
    return min(min(roles.values()), float(words()["costs"]["cue"])) - 0.1 * (not place.roles)


def _missing(keys: Sequence[str]) -> float:
    return sum(place.missing for key, place in places().items() if key not in keys)
