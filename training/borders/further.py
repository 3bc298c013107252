"""Go on training a net, and average nets of one lineage: the last steps to the shipped weights.

usage: python -m training.borders.further go START.pt OUT.pt --steps N --lr X [--held d,j,q,w4]
       python -m training.borders.further cases NET.pt OUT.pkl --held d,j,q,w4
       python -m training.borders.further finish A.pkl B.pkl --nets X.pt Y.pt --silent 0.025 -o FILE

`cases` are a net's readings of the reports it was not shown; `finish` trains the second stage on
them, prints its cross-validated figures, averages the nets' weights and writes the weights file.
"""

import argparse
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from training.borders import data, evaluate, export, judge, net

HERE = Path(__file__).resolve().parent
SEED = 3


def go(asked: argparse.Namespace) -> None:
    """Train on from a net's state, with the reports of the authors held out left out."""
    held = set(asked.held.split(","))
    docs = [d for d in data.everything([str(HERE.parent / "corpus")]) if data.author(d) not in held]
    reader, world = net.start(HERE / "pretrained.npz", SEED)
    reader.load_state_dict(torch.load(asked.start, weights_only=False)["state"])
    net.fit(reader, world, docs, asked.steps, SEED, asked.lr, print)
    torch.save({"state": reader.state_dict(), "codes": world.codes}, asked.out)


def cases(asked: argparse.Namespace) -> None:
    """Keep what a net makes of the reports held out from it."""
    held = set(asked.held.split(","))
    docs = [d for d in data.everything([str(HERE.parent / "corpus")]) if data.author(d) in held]
    asked.out.write_bytes(pickle.dumps(evaluate.cases_for(asked.start, docs)))


def finish(asked: argparse.Namespace) -> None:
    """Train the second stage, average the nets, write the weights."""
    kept = [case for path in asked.cases for case in pickle.loads(path.read_bytes())]
    outcomes = evaluate.crossed(kept)
    below = judge.threshold(outcomes["glued"], asked.silent)
    print(f"review below {below:.3f}\n{evaluate.report(outcomes, below)}")
    model = export.learned(asked.nets[0], judge.train_judge(kept), below)
    model = replace(model, net=averaged(asked.nets))
    print(export.write(model, asked.output), "bytes")


def averaged(paths: list[Path]) -> dict[str, np.ndarray]:
    """The mean of the nets' arrays."""
    parts = [export.arrays_of(path)[0] for path in paths]
    return {
        name: (sum(part[name].astype(np.float64) for part in parts) / len(parts)).astype(one.dtype)
        if np.issubdtype(one.dtype, np.floating)
        else one
        for name, one in parts[0].items()
    }


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for work in (go, cases):
        one = commands.add_parser(work.__name__)
        one.set_defaults(work=work)
        one.add_argument("start", type=Path)
        one.add_argument("out", type=Path)
        one.add_argument("--held", default="")
        one.add_argument("--steps", type=int, default=1200)
        one.add_argument("--lr", type=float, default=1.1e-3)
    last = commands.add_parser("finish")
    last.set_defaults(work=finish)
    last.add_argument("cases", type=Path, nargs="+")
    last.add_argument("--nets", type=Path, nargs="+", required=True)
    last.add_argument("--silent", type=float, default=0.025)
    last.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    asked.work(asked)


if __name__ == "__main__":
    main()
