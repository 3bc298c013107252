"""What column names look like: a list of names, and patterns by which new ones are formed."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from convert.recover.wording import Wording
from convert.resources import table

LONGEST = 22
"""Most characters of a column name, white space left out (measured: 18, with brackets)."""
_REMEMBERED = 1 << 15
"""Names whose roles are kept: a document asks for some hundreds, a worker reads millions."""

_ASIDE = re.compile(r"[((\[【][^()()\[\]【】]*[))\]】]")
_LOOSE_END = re.compile(r"^[及、/或暨,的]|[及、/或暨,的]$|[()]")
_NO_NAME = re.compile("[。；;,,？！?!:：]")
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、")
_LINK = re.compile("[及、/或暨,]")
_BRACKETS = str.maketrans("（）", "()")


class Rules(NamedTuple):
    """headers.tsv and headers.toml, ready for use."""

    names: dict[str, dict[str, float]]
    """Roles of each listed name, and their costs."""
    wording: Wording
    weights: dict[str, float]
    order: dict[str, int]
    ends: frozenset[str]
    """The characters that names end with: what ends otherwise need not be looked at."""


@cache
def rules() -> Rules:
    """The vocabulary, read once."""
    data = Path(__file__).parent
    told = table(__file__, "headers.toml")
    weights: dict[str, float] = told["weights"]
    names = _listed((data / "headers.tsv").read_text("utf-8"), weights)
    wording = Wording(told["patterns"], told["slots"])
    ends = frozenset(name[-1] for name in names).union(wording.ends())
    return Rules(names, wording, weights, told["order"], ends)


def _listed(text: str, weights: dict[str, float]) -> dict[str, dict[str, float]]:
    names: dict[str, dict[str, float]] = {}
    for line in re.sub(r"[^\S\t\n]", "", _plain(text)).split("\n")[1:-1]:
        role, name, strength = line.split("\t")[:3]
        cost = weights[("weak", "listed", "common")[int(strength) - 2]]
        names.setdefault(name, {}).setdefault(role, cost)
    return names


@lru_cache(_REMEMBERED)
def known(name: str) -> tuple[tuple[str, float], ...]:
    """The roles a name may have by list or pattern, with their costs; none if it is unknown.

    `name` has no white space.
    """
    name = _plain(name)
    if (name[-1] not in rules().ends and name[-1] != ")") or _NUMBERED.match(name):
        return ()
    found = proper(name)
    if not found and (aside := _ASIDE.sub("", name)) and not _LOOSE_END.search(aside):
        extra = rules().weights["aside"] * (aside != name)
        roles = proper(aside) or _joined(aside) or _ending(aside)
        found = tuple((role, cost + extra) for role, cost in roles)
    return found


@lru_cache(_REMEMBERED)
def proper(name: str) -> tuple[tuple[str, float], ...]:
    """The roles of a name that is listed or formed by a pattern, with their costs.

    A formed name that is also two names, one after the other, costs more than the two:
    年度目标推进情况 is no progress column.
    """
    have, weights = rules(), rules().weights
    if name in have.names:
        bald = weights["bald"] * (len(name) < 3)
        return tuple((role, cost + bald) for role, cost in have.names[name].items())
    if _LOOSE_END.search(name):
        return ()
    roles = have.wording.roles(name)
    cost = weights["formed"] + weights["short"] * (len(name) < 3)
    least = max(cost, _apart(name)) if roles else cost
    return tuple((role, least) for role in roles)


def _plain(name: str) -> str:
    """The name in the spelling of the list: half-width brackets, one word for "and"."""
    return re.sub("以及|和|与", "及", name.translate(_BRACKETS))


def _joined(name: str) -> tuple[tuple[str, float], ...]:
    """Roles of the first of two names joined by a word for "and"."""
    weights = rules().weights
    for link in _LINK.finditer(name):
        first, second = proper(name[: link.start()]), proper(name[link.end() :])
        if first and second and min(second, key=_cost)[1] <= weights["formed"]:
            return tuple((role, weights["joined"] + cost) for role, cost in first)
    return ()


def _ending(name: str) -> tuple[tuple[str, float], ...]:
    """Roles of the known name at the end of one that is new: 恢复重建事项."""
    weights = rules().weights
    for cut in range(1, min(len(name) - 1, 7)):
        if _holds_name(name[:cut]):
            break
        if tail := proper(name[cut:]):
            loose = weights["loose"] + weights["loose_each"] * cut
            return tuple((role, loose + cost) for role, cost in tail)
    return ()


@cache
def _holds_name(text: str) -> bool:
    """Whether a well-known name ends the text: then what follows is another name."""
    weights = rules().weights
    sure = weights["listed"] + weights["bald"]
    ends = (proper(text[start:]) for start in range(len(text) - 1))
    return any(cost <= sure for roles in ends for _, cost in roles)


def _cost(pair: tuple[str, float]) -> float:
    return pair[1]


def _apart(name: str) -> float:
    """What the name costs as two names, and a little more; 0 where it is no two names."""
    weights = rules().weights
    costs = [
        left + right + weights["twice"] * (first == second)
        for cut in range(2, len(name) - 1)
        for first, left in proper(name[:cut])
        for second, right in proper(name[cut:])
        if _parts(first == second, (left, cut), (right, len(name) - cut))
    ]
    return min(costs) + weights["apart"] if costs else 0.0


def _parts(same: bool, *parts: tuple[float, int]) -> bool:
    """Whether parts, given by cost and length, are surely names of their own.

    A short one may come first, but last only behind another short one: 项目 责任单位 and
    问题 计划, but not 四季度工作 打算.
    """
    weights = rules().weights
    listed = weights["listed"] + weights["bald"]
    (left, first), (right, second) = parts
    if first == 2 and (same or left > listed):
        return False
    return second > 2 or (first == 2 and right <= listed)


def unknown(name: str) -> float | None:
    """The cost of taking a stretch for a name nobody listed; None where it cannot be one."""
    if not 2 <= len(name) <= LONGEST or _NO_NAME.search(name) or _NUMBERED.match(name):
        return None
    if name.count("(") + name.count("（") != name.count(")") + name.count("）"):
        return None
    weights = rules().weights
    over = weights["unknown_over"] * max(0, len(name) - weights["unknown_usual"])
    return weights["unknown"] + weights["unknown_each"] * len(name) + over


def counts(name: str) -> bool:
    """Whether a name is listed for a column of row numbers: 文件编号, which pages have, is not."""
    return "number" in rules().names.get(_plain("".join(name.split())), ())


def role(name: str) -> str:
    """The likeliest role of a column name; "unknown" where neither list nor pattern knows it."""
    roles = known("".join(name.split()))
    return min(roles, key=_cost)[0] if roles else "unknown"
