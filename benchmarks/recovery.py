"""How well lost cell borders are found again, on reports the model has never seen.

usage: python benchmarks/recovery.py [--mode glued]... [LABELLED.json ...]

Prints for every mode the figures that score.py defines, the share of doubtful rows whose true
reading is among the best five, and a reliability table: of the rows to which a chance in this
tenth was given, how many are right. The expected calibration error is the mean distance of the
two, weighted by rows. Default: all of benchmarks/heldout/, every mode.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from flatten import MODES, flatten  # noqa: E402
from score import bare, report, score  # noqa: E402

from convert.document import document  # noqa: E402
from convert.errors import ConvertError  # noqa: E402
from convert.reading import read_bytes  # noqa: E402
from convert.report import Report  # noqa: E402

BINS = 10


@dataclass
class Tally:
    """What was counted over the reports of one mode."""

    counts: Counter[str] = field(default_factory=Counter)
    chances: list[tuple[float, bool]] = field(default_factory=list)
    doubtful: int = 0
    kept: int = 0
    characters: int = 0
    seconds: float = 0.0


def main() -> None:
    """Read the command line, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--mode", action="append", choices=MODES)
    parser.add_argument("labelled", nargs="*", type=Path)
    asked = parser.parse_args()
    paths = asked.labelled or sorted((HERE / "heldout").glob("*.json"))
    # What a program loads once is no part of what each report costs.
    read_bytes((HERE.parent / "samples" / "report.txt").read_bytes(), "report.txt")
    for mode in asked.mode or MODES:
        show(mode, measured(mode, paths))


def measured(mode: str, paths: list[Path]) -> Tally:
    """All reports flattened in one way, read, and compared with their true cells."""
    tally = Tally()
    for path in paths:
        labelled = json.loads(path.read_text(encoding="utf-8"))
        text = flatten(labelled, mode)
        began = time.process_time()
        try:
            found = read_bytes(text.encode(), f"{path.stem}.txt")
        except ConvertError as error:
            sys.stdout.write(f"{path.name}: {error}\n")
            tally.counts += missed(labelled)
            continue
        tally.seconds += time.process_time() - began
        tally.characters += len(text)
        tally.counts += score(labelled, document(found))
        compare(labelled, found, tally)
    return tally


def missed(labelled: dict[str, Any]) -> Counter[str]:
    """The counts of a report that was not read at all: every row a silent mistake."""
    rows, width = len(labelled["rows"]), len(labelled["columns"])
    return Counter(reports=1, rows=rows, silent=rows, cells=rows * width)


def compare(labelled: dict[str, Any], found: Report, tally: Tally) -> None:
    """Note for each guessed row the chance it was given, whether it is right, and its rank."""
    truths = {"".join(row): row for row in bared(labelled["rows"])}
    for row in found.rows:
        truth = truths.get(bare("".join(row.texts)))
        if truth is None or not row.readings:
            continue
        cells = [[bare(text) for text in reading.cells] for reading in row.readings]
        tally.chances.append((row.readings[0].probability, cells[0] == truth))
        if row.review:
            tally.doubtful += 1
            tally.kept += truth in cells


def bared(rows: list[list[str]]) -> Iterator[list[str]]:
    """Rows without white space."""
    for row in rows:
        yield [bare(cell) for cell in row]


def show(mode: str, tally: Tally) -> None:
    """One mode's figures."""
    report(mode, tally.counts)
    if tally.doubtful:
        share = tally.kept / tally.doubtful
        sys.stdout.write(f"  true reading among the best five of doubtful rows: {share:.3f}\n")
    if tally.chances:
        sys.stdout.write(f"  expected calibration error: {calibration(tally.chances):.3f}\n")
        for low, share, right, rows in reliability(tally.chances):
            sys.stdout.write(
                f"    chance {low:.1f}-{low + 1 / BINS:.1f}: mean {share:.2f}, "
                f"right {right:.2f}, {rows} rows\n"
            )
    if tally.seconds:
        speed = tally.characters / tally.seconds
        sys.stdout.write(
            f"  {speed:,.0f} characters a second of CPU, reading included, start-up not\n"
        )


def reliability(chances: list[tuple[float, bool]]) -> Iterator[tuple[float, float, float, int]]:
    """For each tenth with rows: its lower end, mean chance, share right, number of rows."""
    for place in range(BINS):
        inside = [pair for pair in chances if min(int(pair[0] * BINS), BINS - 1) == place]
        if inside:
            rows = len(inside)
            mean = sum(chance for chance, _ in inside) / rows
            yield place / BINS, mean, sum(right for _, right in inside) / rows, rows


def calibration(chances: list[tuple[float, bool]]) -> float:
    """Expected calibration error over the tenths, 0 to 1."""
    return sum(abs(mean - right) * rows for _, mean, right, rows in reliability(chances)) / len(
        chances
    )


if __name__ == "__main__":
    main()
