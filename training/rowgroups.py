"""Makes convert/recover/rowgroups.tsv: where a row begins that has no number.

usage: rowgroups.py LABELLED.json... -o convert/recover/rowgroups.tsv

Logistic regressions over the labelled reports, their numbers left out: over neighbouring
cells (l: does the second begin a row?) and over places within the glued text (b); and the
share of rows with m filled cells among those of k columns (kKmM, natural logarithm).
"""

import argparse
import json
import random
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path

from logistic import Example, rows, train

from convert.recover.table import bare
from convert.recover.unnumbered import around, beside
from convert.recover.vocabulary import role

SHARE = 0.15
"""Of the places within rows, so many are shown: most are alike."""


def cells(report: dict) -> tuple[int, list[list[str]]]:
    """How many columns, and the filled cells of each row, numbers and headings left out."""
    numbered = role(report["columns"][0]) == "number"
    found = [
        [bare(cell) for cell in row[numbered:] if bare(cell)]
        for row in report["rows"]
        if any(row[1:])
    ]
    return len(report["columns"]) - numbered, [row for row in found if row]


def neighbours(report: dict) -> list[Example]:
    """Pairs of cells, one below the other."""
    lines = [(cell, place == 0) for row in cells(report)[1] for place, cell in enumerate(row)]
    return [(beside(before, after), first) for (before, _), (after, first) in pairwise(lines)]


def places(report: dict, chance: random.Random) -> list[Example]:
    """Places within the glued text."""
    text, starts = "", set()
    for row in cells(report)[1]:
        starts.add(len(text))
        text += "".join(row)
    return [
        (around(text, at), at in starts)
        for at in range(1, len(text))
        if at in starts or chance.random() < SHARE
    ]


def sizes(reports: list[dict]) -> list[str]:
    """How many cells a row has filled."""
    seen: Counter[tuple[int, int]] = Counter()
    for report in reports:
        columns, found = cells(report)
        seen.update((columns, len(row)) for row in found)
    lines = []
    for columns in range(1, 12):
        total = sum(count for (have, _), count in seen.items() if have == columns)
        for filled in range(1, columns + 1):
            share = (seen[columns, filled] + 0.5) / (total + 0.5 * columns)
            lines.append(f"k{columns}m{filled}\t{log(share):.2f}")
    return lines


def main() -> None:
    """Read the reports, train, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    reports = [json.loads(path.read_text("utf-8")) for path in sorted(options.labelled)]
    chance = random.Random(1)
    pairs = [one for report in reports for one in neighbours(report)]
    within = [one for report in reports for one in places(report, chance)]
    lines = ["feature\tweight", *rows(train(pairs)), *rows(train(within)), *sizes(reports)]
    options.output.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
