"""Give a report a further column of the short kind: who, by when, how much, how it stands.

Four reports in five of the corpus have four columns besides the numbers; offices' tables have up to eight. The new column's
cells come from columns of its kind in other reports (`pools`) and from ../lexicon/side.tsv: titles, names, offices, dates,
targets and states, written by hand.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from training.borders import data

LONGEST = {
    "unit": 18,
    "person": 14,
    "deadline": 14,
    "target": 30,
    "amount": 10,
    "status": 8,
    "category": 10,
}
"""Characters of a cell taken from another report; a longer one is seldom of that kind."""
CHANCES = {
    "unit": 5,
    "person": 5,
    "deadline": 4,
    "target": 4,
    "amount": 1,
    "status": 2,
    "category": 1,
}
FIRST = {"category": 0.9, "unit": 0.2}
"""How often such a column comes before the task."""
LAST = {"status": 0.5, "unit": 0.3, "person": 0.35, "deadline": 0.3}
"""How often it comes behind all others; else it stands behind the task."""

Pools = dict[str, list[str]]


@cache
def listed() -> Pools:
    """The hand-made values by kind."""
    out: Pools = defaultdict(list)
    text = (data.HERE.parent / "lexicon" / "side.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        kind, value = line.split("\t")
        out[kind].append(value)
    return out


def pools(docs: Iterable[data.Doc], headers: dict[str, str]) -> Pools:
    """Short cells of the reports' own side columns, by kind."""
    out: Pools = defaultdict(list)
    for doc in docs:
        for column, name in enumerate(doc.columns):
            kind = data.role_of(name, headers)
            if kind in LONGEST:
                cells = {row[column] for row in doc.rows}
                out[kind] += sorted(c for c in cells if 0 < len(c) <= LONGEST[kind])
    return out


def wider(
    doc: data.Doc,
    headers: dict[str, str],
    by_role: dict[str, list[str]],
    others: Pools,
    rng: random.Random,
) -> data.Doc:
    """The report with one to three columns more, seven at most."""
    columns, rows = list(doc.columns), [list(row) for row in doc.rows]
    of = [data.role_of(name, headers) for name in columns]
    for _ in range(min(rng.choice((1, 1, 2, 2, 3)), 7 - len(columns))):
        _widen(columns, of, rows, by_role, others, rng)
    return data.Doc(doc.name, columns, rows, doc.date)


def _widen(
    columns: list[str],
    of: list[str | None],
    rows: list[list[str]],
    by_role: dict[str, list[str]],
    others: Pools,
    rng: random.Random,
) -> None:
    """One more column, in place; nothing where the report has one of that kind."""
    kind = rng.choices(list(CHANCES), list(CHANCES.values()))[0]
    if kind in of or not by_role.get(kind):
        return
    at, empty = _place(kind, of, rng), rng.choice((0, 0, 0, 0.05, 0.3))
    cells = _cells(kind, len(rows), others, rng)
    columns.insert(at, rng.choice(by_role[kind]))
    of.insert(at, kind)
    for row, cell in zip(rows, cells, strict=True):
        row.insert(at, "" if rng.random() < empty else cell)


def _place(kind: str, of: list[str | None], rng: random.Random) -> int:
    if rng.random() < FIRST.get(kind, 0):
        return 0
    if rng.random() < LAST.get(kind, 0):
        return len(of)
    subjects = [i for i, role in enumerate(of) if role in ("task", "name", "content")]
    return (subjects[-1] if subjects else 0) + 1


def _cells(kind: str, count: int, others: Pools, rng: random.Random) -> list[str]:
    """As many cells; an office uses few different ones in some columns, ever new ones in others."""
    if kind == "person":
        make = _people(rng)
    elif kind == "amount":
        make = _amounts(rng)
    else:
        own, hand = others.get(kind, []), listed()[kind]
        make = lambda: rng.choice(own if own and rng.random() < 0.5 else hand)  # noqa: E731
    few = [make() for _ in range(rng.choice((3, 6, 12)))]
    repeated = kind in ("unit", "person", "deadline", "status", "category") and rng.random() < 0.8
    return [rng.choice(few) if repeated else make() for _ in range(count)]


def _people(rng: random.Random):
    """Names, alone or behind a title, in the one manner of a report."""
    words, titled = listed(), rng.choice((0, 0, 1, 1, 0.4))
    behind, spaced = rng.random() < 0.1, rng.random() < 0.2

    def name() -> str:
        given = "".join(rng.sample(words["given"], rng.choice((1, 1, 2, 2, 2))))
        gap = " " if spaced and len(given) == 1 else ""
        return rng.choice(words["surname"]) + gap + given

    def person() -> str:
        title = rng.choice(words["title"]) if rng.random() < titled else ""
        more = rng.choice("、,，") + name() if rng.random() < 0.08 else ""
        return f"{name()}{title}{more}" if behind else f"{title}{name()}{more}"

    return person


def _amounts(rng: random.Random):
    """Sums, with their unit or without."""
    unit = rng.choice(("", "", "", "万元", "亿元"))
    shape = rng.choice(("{:.0f}", "{:.1f}", "{:.2f}"))
    return lambda: shape.format(rng.lognormvariate(6, 2)) + unit
