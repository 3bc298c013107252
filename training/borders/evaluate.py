"""Measure the model on documents it never saw.

usage: python -m training.borders.evaluate --work FOLDER [--seed seed.json --weights weights.bin] [--ablate]

Prints, per mode: rows and cells right, right among the best five, flagged, silent, calibration, the second stage
measured five-fold; then rows by author, the real page, and what is lost when a family of features is silenced.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np

from convert.recover.model import features, reader
from training.borders import augment, data, export, judge
from training.borders.judge import MODES, Case, Outcome

ALTERING = 7  # seed
ENDS = list(accumulate(features.FAMILIES.values()))
FAMILIES = {
    name: slice(end - width, end)
    for (name, width), end in zip(features.FAMILIES.items(), ENDS, strict=True)
}


def cases_for(
    nets: Sequence[Path],
    docs: Iterable[data.Doc],
    modes: Sequence[str] = MODES,
    silenced: slice | None = None,
    *,
    altered: bool = False,
) -> list[Case]:
    """What the mean of nets makes of the documents in each mode."""
    learned = export.learned(nets)
    rng = random.Random(ALTERING)
    if silenced is not None:
        learned.net["encoder.extra"][silenced] = 0
    docs = list(docs)
    cases = [judge.case_of(doc, mode, learned) for doc in docs for mode in modes]
    if altered:
        changed = [augment.other_habits(doc, rng, learned.headers) for doc in docs]
        cases += [judge.case_of(doc, judge.ALTERED, learned) for doc in changed]
    return cases


def crossed(cases: list[Case], parts: int = 5) -> dict[str, Outcome]:
    """The second stage measured on other documents than it was trained on: outcome by mode."""
    names = sorted({case.name for case in cases})
    random.Random(5).shuffle(names)
    part = {name: i % parts for i, name in enumerate(names)}
    modes = sorted({case.mode for case in cases}, key=list(judge.MODE_WEIGHTS).index)
    found: dict[str, list[Outcome]] = {mode: [] for mode in modes}
    for p in range(parts):
        trained = judge.train_judge([case for case in cases if part[case.name] != p])
        for mode in modes:
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


def by_search(cases: list[Case]) -> tuple[float, float]:
    """Shares of rows and cells that the search alone has right."""
    rows = np.concatenate([(case.cuts[:, 0] == case.gold).all(1) for case in cases])
    cells = np.concatenate([judge.cells_right(c.cuts[:, 0], c.gold).ravel() for c in cases])
    return float(rows.mean()), float(cells.mean())


def by_author(nets: Sequence[Path], docs: list[data.Doc]) -> str:
    """Glued rows and cells right by the search alone, author by author."""
    lines = []
    for name in sorted({data.author(doc) for doc in docs}):
        own = [doc for doc in docs if data.author(doc) == name]
        lines.append(f"{name}: rows %.3f, cells %.3f" % by_search(cases_for(nets, own, ("glued",))))
    return "\n".join(lines)


def ablation(nets: Sequence[Path], docs: list[data.Doc]) -> str:
    """The same in all with each family of features silenced in the trained net."""
    lines = []
    for name, columns in {"nothing": None, **FAMILIES}.items():
        found = by_search(cases_for(nets, docs, ("glued",), columns))
        lines.append(f"without {name}: rows %.3f, cells %.3f" % found)
    return "\n".join(lines)


def main() -> None:
    """Read the command line, print the tables."""
    from training.borders import train  # the command that trains imports this module

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=Path("build/nets"))
    parser.add_argument("--seed", help="the labelled real page")
    parser.add_argument("--weights", type=Path, default=reader.WEIGHTS)
    parser.add_argument("--ablate", action="store_true")
    options = parser.parse_args()
    docs = train.held_out(data.everything([str(train.HERE.parent / "corpus")]))
    fold = [options.work / f"{name}.pt" for name in train.TEACHERS]
    outcomes = crossed(cases_for(fold, docs, altered=True))
    print(report(outcomes, train.BELOW))
    print(by_author(fold, docs))
    if options.seed:
        print(page_report(data.load([options.seed])[0], reader.model(options.weights)))
    if options.ablate:
        print(ablation(fold, docs))


if __name__ == "__main__":
    main()
