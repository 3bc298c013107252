"""Train the border model from the labelled reports and write its weights.

usage: python -m training.borders.train -o convert/recover/model [--work FOLDER] [--only NAME]

Two nets are trained alike: "fold", never shown the reports of the authors HELD, and "borders", shown everything in the end,
both in rounds, each of which goes on from the one before. What the first makes of reports that it was not shown trains and
measures the second stage (out.txt in the work folder). The mean of the last rounds of "borders" finds the borders
(weights.bin); the mean of those of a third net, "rows", finds the rows of pages that have lost them too (rows.bin). Nets
already in the work folder are not trained again, so the three may run side by side, each with --only. Fixed seeds, one
thread: the same reports give the same bytes on the same machine.
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
BELOW = 0.84  # rows less sure are marked for review (README.md says how it was set)
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
    wider: float = 0.0  # how often a report is given further columns


FIRST = Round(5000, 1.8e-3, 1, ROWS, LATER)
ROUNDS = {
    "fold": (
        FIRST,
        Round(3500, 1.2e-3, 2, ROWS, ()),
        Round(3000, 1.0e-3, 3, ROWS, ()),
        Round(2400, 0.9e-3, 12, ROWS, (), 0.3),
    ),
    "borders": (
        FIRST,
        Round(3500, 1.2e-3, 2, ROWS, ()),
        Round(3000, 1.0e-3, 3, ROWS, ()),
        Round(3000, 0.9e-3, 11, ROWS, (), 0.3),
    ),
    "rows": (
        FIRST,
        Round(5000, 1.2e-3, 2, ROWS, NEWER + NEWEST),
        Round(1400, 1.0e-3, 6, OPENING, NEWER + NEWEST),
        Round(5000, 1.1e-3, 7, BOTH, NEWEST),
        Round(4200, 1.0e-3, 8, BOTH, ()),
        Round(3500, 1.0e-3, 9, BOTH, ()),
    ),
}
TEACHERS, BORDERS = ("fold3", "fold4"), ("borders3", "borders4")
FINDERS = ("rows4", "rows5", "rows6")
"""The rounds whose mean the second stage learns from, that find the borders, and that find the rows."""


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
        net.fit(reader, world, shown, turn.steps, turn.seed, turn.lr, turn.shares, turn.wider, log)
        torch.save({"state": reader.state_dict(), "codes": world.codes}, path)


def finish(docs: list[data.Doc], work: Path, output: Path) -> str:
    """Train the second stage on what "fold" made of reports new to it; write the weights."""
    teachers, borders, finders = (
        [work / f"{name}.pt" for name in names] for names in (TEACHERS, BORDERS, FINDERS)
    )
    cases = evaluate.cases_for(teachers, held_out(docs), altered=True)
    cases += evaluate.cases_for(teachers[:1], held_out(docs), altered=True)
    outcomes = evaluate.crossed(cases)
    learned = export.learned(borders, judge=judge.train_judge(cases), below=BELOW)
    size = export.write(learned, output / "weights.bin")
    size += export.write_finder(finders, output / "rows.bin")
    return f"weights {size} bytes\n{evaluate.report(outcomes, BELOW)}"


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
