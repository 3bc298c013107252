"""Train the border model from the labelled reports and write its weights.

usage: python -m training.borders.train -o convert/recover/model [--work FOLDER] [--only NAME]

Two nets are trained alike: "fold", never shown the reports of the authors HELD, and "all", shown everything in the end, both
in rounds, each of which goes on from the one before. What the first makes of reports that it was not shown trains and
measures the second stage (out.txt in the work folder). An early round of "all" finds the borders (weights.bin), the mean of
its last ones the rows of pages that have lost them too (rows.bin). Nets already in the work folder are not trained again, so
the two may run side by side, each with --only. Fixed seeds, one thread: the same reports give the same bytes on the same
machine.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch

from training.borders import data, evaluate, export, judge, net

HERE = Path(__file__).resolve().parent
HELD = ("d", "j", "q", "w4", "w11")
NEWER, NEWEST = ("w15", "w16", "w17"), ("w18", "w19")
LATER = ("w12", "w13", "w14", *NEWER, *NEWEST)
SILENT = 0.025  # share of all glued rows that may be wrong and unflagged
# How often each of net.MODES: rows only; rows to be found as well, first for the most part.
ROWS, OPENING, BOTH = (74, 17, 9, 0, 0), (48, 12, 6, 28, 6), (72, 10, 5, 10, 3)


@dataclass(frozen=True)
class Round:
    """A run of training: steps of two documents each."""

    steps: int
    lr: float
    seed: int
    shares: tuple[int, ...]  # of net.MODES
    without: tuple[str, ...]  # authors not shown


FIRST = Round(5000, 1.8e-3, 1, ROWS, LATER)
ROUNDS = {
    "fold": (
        FIRST,
        Round(2000, 1.2e-3, 2, ROWS, NEWER + NEWEST),
    ),
    "all": (
        FIRST,
        Round(5000, 1.2e-3, 2, ROWS, NEWER + NEWEST),
        Round(1400, 1.0e-3, 6, OPENING, NEWER + NEWEST),
        Round(5000, 1.1e-3, 7, BOTH, NEWEST),
        Round(4200, 1.0e-3, 8, BOTH, ()),
        Round(3500, 1.0e-3, 9, BOTH, ()),
    ),
}
TEACHER, BORDERS, FINDERS = "fold2", "all2", ("all4", "all5", "all6")
"""The rounds that the second stage learns from, that find the borders, and whose mean finds the rows."""


def held_out(docs: list[data.Doc]) -> list[data.Doc]:
    """The reports that the net "fold" is never shown."""
    return [doc for doc in docs if data.author(doc) in HELD]


def train_one(name: str, docs: list[data.Doc], work: Path) -> None:
    """Train the net of that name into the work folder, round by round, but for rounds that are there."""
    reader, world = net.start(HERE / "pretrained.npz", FIRST.seed)

    def log(line: str) -> None:
        print(f"{name}: {line}", flush=True)

    for number, turn in enumerate(ROUNDS[name], 1):
        path = work / f"{name}{number}.pt"
        if path.exists():
            reader.load_state_dict(torch.load(path, weights_only=False)["state"])
            continue
        unseen = turn.without + (HELD if name == "fold" else ())
        shown = [doc for doc in docs if data.author(doc) not in unseen]
        log(f"round {number}: {len(shown)} documents, {sum(len(doc.rows) for doc in shown)} rows")
        net.fit(reader, world, shown, turn.steps, turn.seed, turn.lr, turn.shares, log)
        torch.save({"state": reader.state_dict(), "codes": world.codes}, path)


def finish(docs: list[data.Doc], work: Path, output: Path) -> str:
    """Train the second stage on what "fold" made of reports new to it; write the weights."""
    cases = evaluate.cases_for(work / f"{TEACHER}.pt", held_out(docs), altered=True)
    outcomes = evaluate.crossed(cases)
    below = judge.threshold(outcomes["glued"], SILENT)
    learned = export.learned(work / f"{BORDERS}.pt", judge=judge.train_judge(cases), below=below)
    size = export.write(learned, output / "weights.bin")
    size += export.write_finder([work / f"{name}.pt" for name in FINDERS], output / "rows.bin")
    return f"weights {size} bytes, review below {below:.3f}\n{evaluate.report(outcomes, below)}"


def main() -> None:
    """Read the command line, train what is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/nets"))
    parser.add_argument("--only", choices=ROUNDS, help="train this net and stop")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    docs = data.everything([str(HERE.parent / "corpus")])
    names = (options.only,) if options.only else tuple(ROUNDS)
    for name in names:
        train_one(name, docs, options.work)
    if options.only:
        return
    text = finish(docs, options.work, options.output)
    (options.work / "out.txt").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
