"""Train the border model from the labelled reports and write its weights.

usage: python -m training.train -o recover/weights.bin [--corpus FOLDER …] [--work FOLDER] [--steps N] [--only NAME]

One net is trained per fold, each never shown the documents of the fold's authors; their readings of those documents
train and measure the second stage (out.txt in the work folder). The net that is shipped goes on from the first
fold's and is trained on everything.
Nets already in the work folder are not trained again, so the parts may run side by side: --only fold0, fold1, …, all.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.borders import data, evaluate, export, judge, net

HERE = Path(__file__).resolve().parent
FOLDS = (("d", "j", "q", "w4"), ("e", "f", "g", "i", "w1"), ("h", "k", "m", "n", "p", "w2"))
SEED = 1
SILENT = 0.035  # share of all glued rows that may be wrong and unflagged


def train_one(name: str, docs: list[data.Doc], options: argparse.Namespace) -> Path:
    """Train the net of that name into the work folder, unless it is there."""
    path = options.work / f"{name}.pt"
    if path.exists():
        return path
    torch.set_num_threads(1)
    held = set(FOLDS[int(name[4:])]) if name.startswith("fold") else set()
    shown = [doc for doc in docs if data.author(doc) not in held]
    reader, world = net.start(HERE / "pretrained.npz", SEED)
    steps, lr = options.steps, options.lr
    if not held:
        reader.load_state_dict(torch.load(options.work / "fold0.pt", weights_only=False)["state"])
        steps, lr = round(steps * options.further), lr * 0.7
    print(f"{name}: {len(shown)} documents, {sum(len(d.rows) for d in shown)} rows", flush=True)
    net.fit(
        reader, world, shown, steps, SEED, lr, lambda line: print(f"{name}: {line}", flush=True)
    )
    torch.save({"state": reader.state_dict(), "codes": world.codes}, path)
    return path


def finish(
    docs: list[data.Doc], paths: list[Path], whole: Path, options: argparse.Namespace
) -> str:
    """Train the second stage on what the fold nets made of documents new to them; write the weights."""
    cases = []
    for held, path in zip(FOLDS, paths, strict=True):
        cases += evaluate.cases_for(path, [doc for doc in docs if data.author(doc) in held])
    outcomes = evaluate.crossed(cases)
    below = judge.threshold(outcomes["glued"], SILENT)
    size = export.write(export.learned(whole, judge.train_judge(cases), below), options.output)
    return f"weights {size} bytes, review below {below:.3f}\n{evaluate.report(outcomes, below)}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument(
        "--corpus", action="append", help="folders of labelled reports (default: training/corpus)"
    )
    parser.add_argument("--work", type=Path, default=Path("build/nets"))
    parser.add_argument(
        "--steps", type=int, default=2600, help="of two documents, for a fold's net"
    )
    parser.add_argument(
        "--further", type=float, default=0.9, help="how many times that for the net of everything"
    )
    parser.add_argument("--lr", type=float, default=1.8e-3)
    parser.add_argument("--only", help="train this net and stop: fold0, fold1, …, all")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    docs = data.everything(options.corpus or [str(HERE.parent / "corpus")])
    names = [f"fold{i}" for i in range(len(FOLDS))] + ["all"]
    if options.only:
        train_one(options.only, docs, options)
        return
    *paths, whole = (train_one(name, docs, options) for name in names)
    text = finish(docs, paths, whole, options)
    (options.work / "out.txt").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
