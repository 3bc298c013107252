"""Measure the model on documents it never saw.

usage: python -m training.evaluate --work FOLDER [--corpus FOLDER …] [--seed seed.json --weights weights.bin] [--ablate]

Prints, per mode, what the brief asks for: rows and cells right, right among the best five, flagged, silent,
calibration; then the same by fold, the real page, and what is lost when a family of features is silenced.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from convert.recover.model import reader
from training.borders import data, export, judge
from training.borders.judge import MODES, Case, Outcome

FAMILIES = {
    "white space and given places": slice(0, 8),
    "place in the row": slice(8, 14),
    "list markers": slice(14, 18),
    "dates": slice(18, 21),
    "brackets and quotes": slice(21, 24),
    "lexicons": slice(24, 51),
    "document's habits": slice(51, 59),
    "dictionary words": slice(59, 75),
}


def cases_for(
    path: Path,
    docs: Iterable[data.Doc],
    modes: Sequence[str] = MODES,
    silenced: slice | None = None,
) -> list[Case]:
    """What one net makes of the documents in each mode."""
    learned = export.learned(path)
    if silenced is not None:
        learned.net["encoder.extra"][silenced] = 0
    return [judge.case_of(doc, mode, learned) for doc in docs for mode in modes]


def crossed(cases: list[Case], parts: int = 5) -> dict[str, Outcome]:
    """The second stage measured on other documents than it was trained on: outcome by mode."""
    names = sorted({case.name for case in cases})
    random.Random(5).shuffle(names)
    part = {name: i % parts for i, name in enumerate(names)}
    found: dict[str, list[Outcome]] = {mode: [] for mode in MODES}
    for p in range(parts):
        trained = judge.train_judge([case for case in cases if part[case.name] != p])
        for mode in MODES:
            some = [case for case in cases if part[case.name] == p and case.mode == mode]
            if some:
                found[mode].append(judge.outcome(some, trained))
    return {mode: judge.merged(outcomes) for mode, outcomes in found.items() if outcomes}


def report(outcomes: dict[str, Outcome], below: float) -> str:
    return "\n".join(
        f"{mode:10s} {judge.table(outcome, below)}" for mode, outcome in outcomes.items()
    )


def page_report(doc: data.Doc, learned: reader.Model) -> str:
    """The real page: rows right, flagged, silent."""
    lines = []
    for mode in MODES:
        out = judge.outcome([judge.case_of(doc, mode, learned)], learned.judge)
        flagged = out.chance < learned.facts["review_below"]
        lines.append(
            f"page {mode:10s} {out.right.sum()} of {len(out.right)} right, {flagged.sum()} flagged, "
            f"{(~flagged & ~out.right).sum()} silent, {out.five.sum()} among the best five"
        )
    return "\n".join(lines)


def ablation(path: Path, docs: list[data.Doc]) -> str:
    """Rows right in glued mode by the search alone, with each family of features silenced in the trained net."""

    def share(silenced: slice | None) -> tuple[float, float]:
        cases = cases_for(path, docs, ("glued",), silenced)
        rows = np.concatenate([(case.cuts[:, 0] == case.gold).all(1) for case in cases])
        cells = np.concatenate(
            [judge.cells_right(case.cuts[:, 0], case.gold).ravel() for case in cases]
        )
        return float(rows.mean()), float(cells.mean())

    lines = ["nothing silenced: rows {:.3f}, cells {:.3f}".format(*share(None))]
    lines += [
        f"without {name}: rows %.3f, cells %.3f" % share(columns)
        for name, columns in FAMILIES.items()
    ]
    return "\n".join(lines)


def main() -> None:
    from training.borders.train import (
        FOLDS,
        HERE,
        SILENT,
    )  # the command that trains imports this module

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=Path("build/nets"))
    parser.add_argument("--corpus", action="append")
    parser.add_argument("--seed", help="the labelled real page")
    parser.add_argument("--weights", type=Path, default=reader.WEIGHTS)
    parser.add_argument("--ablate", action="store_true")
    options = parser.parse_args()
    docs = data.everything(options.corpus or [str(HERE.parent / "corpus")])
    cases, folds = [], []
    for i, held in enumerate(FOLDS):
        path = options.work / f"fold{i}.pt"
        if path.exists():
            folds.append(
                (i, held, cases_for(path, [doc for doc in docs if data.author(doc) in held]))
            )
            cases += folds[-1][2]
    outcomes = crossed(cases)
    below = judge.threshold(outcomes["glued"], SILENT)
    print(report(outcomes, below))
    for i, held, own in folds:
        print(f"fold {i} ({', '.join(held)}):\n{report(crossed(own), below)}")
    if options.seed:
        print(page_report(data.load([options.seed])[0], reader.model(options.weights)))
    if options.ablate:
        i, held, _ = folds[0]
        print(
            ablation(
                options.work / f"fold{i}.pt", [doc for doc in docs if data.author(doc) in held]
            )
        )


if __name__ == "__main__":
    main()
