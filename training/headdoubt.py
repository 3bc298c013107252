"""Fits the line in convert/recover/headers.toml by which a header's names are held for right.

usage: PYTHONPATH=. python training/headdoubt.py LABELLED.json... [--headers HEADERS.tsv]

Each labelled report's header, and each of the list that is not kept back, glued to rows; prints
sure and sure_each (logistic regression of right and wrong on headdoubt.odds_of), and how the
chances turn out. Lists and patterns know the labelled headers, so they look easier than they
are; those of the list are harder than most: one of them counts a quarter.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp
from pathlib import Path

from convert.errors import LayoutError
from convert.recover.headdoubt import odds_of
from convert.recover.header import Name
from convert.recover.locate import locate
from convert.recover.table import bare
from convert.recover.vocabulary import role

_PRIOR = 0.02
_UNUSUAL = 0.25
_STEPS = 60
_EDGES = (0, 0.5, 0.7, 0.83, 0.9, 0.95, 1.01)

Example = tuple[float, bool, float]


def main() -> None:
    """Read the command line, print the line and the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--headers", type=Path)
    asked = parser.parse_args()
    found = list(examples(asked.labelled, asked.headers))
    sure, each = fitted(found)
    sys.stdout.write(f"sure = {sure:.2f}\nsure_each = {each:.2f}\n")
    for low, high in pairwise(_EDGES):
        some = [right for odds, right, _ in found if low <= _chance(sure + each * odds) < high]
        if some:
            sys.stdout.write(f"{low:.2f} to {high:.2f}: {len(some)} headers, {sum(some)} right\n")


def examples(labelled: Sequence[Path], headers: Path | None) -> Iterator[Example]:
    """Of each page: the odds of the names found, whether they are true, what that counts."""
    for text, names, counts in pages(labelled, headers):
        try:
            region = locate(text)
        except LayoutError:
            continue
        found = [
            Name(place.start, place.end, role(name))
            for name, place in zip(region.names, region.columns, strict=True)
        ]
        yield odds_of(text, found), list(region.names) == names, counts


def pages(labelled: Sequence[Path], headers: Path | None) -> Iterator[tuple[str, list[str], float]]:
    """Headers glued, over glued rows, their names, and what each counts."""
    reports = [json.loads(path.read_text("utf-8")) for path in labelled]
    for report in reports:
        yield _page(report["columns"], report["rows"]), [*map(bare, report["columns"])], 1.0
    lines = headers.read_text("utf-8").split("\n")[1:-1] if headers else []
    for at, line in enumerate(lines, 1):
        if at % 4:
            columns = line.split("\t")[1].split("|")
            yield _page(columns, reports[at % len(reports)]["rows"]), columns, _UNUSUAL


def _page(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    numbered = role(bare(columns[0])) == "number"
    lines = ["".join(row if numbered else row[1:]) for row in rows]
    return "\n".join(["".join(columns), *(line for line in lines if line)]) + "\n"


def fitted(found: Sequence[Example]) -> tuple[float, float]:
    """Constant and slope of the logistic line, by Newton's method, with a weak prior at 0."""
    sure = each = 0.0
    for _ in range(_STEPS):
        g0, g1, h00, h01, h11 = -_PRIOR * sure, -_PRIOR * each, _PRIOR, 0.0, _PRIOR
        for odds, right, counts in found:
            chance = _chance(sure + each * odds)
            left, spread = counts * (right - chance), counts * chance * (1 - chance)
            g0, g1 = g0 + left, g1 + left * odds
            h00, h01, h11 = h00 + spread, h01 + spread * odds, h11 + spread * odds * odds
        size = h00 * h11 - h01 * h01
        sure += (h11 * g0 - h01 * g1) / size
        each += (h00 * g1 - h01 * g0) / size
    return sure, each


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


if __name__ == "__main__":
    main()
