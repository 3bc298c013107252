"""How often a table's header is found and split rightly, and how often one is seen where none is.

usage: python benchmarks/headers.py [--wrong] {kept,seen,labelled,none}...

kept      every fourth header of training/headers/, in front of rows of labelled reports
seen      the others, by which lists, patterns and weights were made
labelled  the headers of all labelled reports, over their own rows
none      the same pages with the header taken away: here what is found is a mistake

"unnumbered": one long line, the row numbers and their name taken off. --wrong prints what came
instead.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from flatten import flatten  # noqa: E402
from score import bare  # noqa: E402

from convert.errors import LayoutError  # noqa: E402
from convert.recover.locate import locate  # noqa: E402
from convert.recover.vocabulary import role  # noqa: E402

TRAINING = HERE.parent / "training"
MODES = ("glued", "block", "unnumbered", "spaced", "celllines", "tabbed", "piped")
Report = dict[str, Any]


def main() -> None:
    """Read the command line, print a line of shares for each kind of header."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("sets", nargs="+", choices=("kept", "seen", "labelled", "none"))
    asked = parser.parse_args()
    for which in asked.sets:
        tables = labelled() if which in ("labelled", "none") else written(which == "kept")
        modes = MODES[:2] if which == "none" else MODES
        show(which, measured(tables, modes, which == "none", asked.wrong))


def measured(
    tables: Iterator[tuple[str, Report]], modes: tuple[str, ...], bare_page: bool, wrong: bool
) -> dict[str, dict[str, list[bool]]]:
    """Whether the names found are the true ones, by kind of header and mode."""
    tally: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for kind, report in tables:
        for mode in modes:
            if (table := variant(report, mode)) is None:
                continue
            truth = () if bare_page else tuple(bare(name) for name in table["columns"])
            if bare_page:
                table = {**table, "columns": [""] * len(table["columns"])}
            found = names(flatten(table, "block" if mode == "unnumbered" else mode))
            tally[kind][mode].append(found == truth)
            if wrong and found != truth:
                sys.stdout.write(f"{mode}\t{'|'.join(truth)}\t{'|'.join(found)}\n")
    return tally


def names(text: str) -> tuple[str, ...]:
    """The names found in a page; none where no table is found."""
    try:
        return locate(text).names
    except LayoutError:
        return ()


def variant(report: Report, mode: str) -> Report | None:
    """The report for that mode; None where it has no numbers to take off."""
    if mode != "unnumbered":
        return report
    if not numbered(report["columns"]) or len(report["columns"]) < 4:
        return None
    rows = [row[:1] if not any(row[1:]) else row[1:] for row in report["rows"]]
    width = len(report["columns"]) - 1
    return {
        **report,
        "columns": report["columns"][1:],
        "rows": [row + [""] * (width - len(row)) for row in rows],
    }


def numbered(columns: list[str]) -> bool:
    """Whether the first column holds the rows' numbers."""
    return role(bare(columns[0])) == "number"


def labelled() -> Iterator[tuple[str, Report]]:
    """All labelled reports, by where they stand."""
    for path in [*TRAINING.glob("corpus/*.json"), *HERE.glob("*/*.json")]:
        report = json.loads(path.read_text("utf-8"))
        if "columns" in report:
            yield path.parent.name, report


def written(kept: bool) -> Iterator[tuple[str, Report]]:
    """The headers written by hand, each over rows of a report as wide as it is."""
    lines = (TRAINING / "headers" / "headers.tsv").read_text("utf-8").split("\n")[1:-1]
    for at, line in enumerate(lines, 1):
        kind, header = line.split("\t")
        columns = header.split("|")
        bodies = rows()[len(columns), numbered(columns)]
        if (at % 4 == 0) == kept and bodies:
            yield kind, {**bodies[at % len(bodies)], "columns": columns}


@cache
def rows() -> dict[tuple[int, bool], list[Report]]:
    """Labelled reports by how many columns they have and whether their rows have numbers."""
    found: dict[tuple[int, bool], list[Report]] = defaultdict(list)
    for path in sorted(TRAINING.glob("corpus/*.json")):
        report = json.loads(path.read_text("utf-8"))
        found[len(report["columns"]), numbered(report["columns"])].append(report)
    return found


def show(which: str, tally: dict[str, dict[str, list[bool]]]) -> None:
    """The shares of one set."""
    every: dict[str, list[bool]] = defaultdict(list)
    for kind, modes in sorted(tally.items()):
        row = []
        for mode, right in modes.items():
            every[mode] += right
            row.append(f"{mode} {sum(right)}/{len(right)}")
        sys.stdout.write(f"{which} {kind}: {'  '.join(row)}\n")
    shares = (f"{mode} {sum(one) / len(one):.3f} ({len(one)})" for mode, one in every.items())
    sys.stdout.write(f"{which}: {'  '.join(shares)}\n")


if __name__ == "__main__":
    main()
