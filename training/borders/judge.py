"""Train the second stage on documents its nets never saw, and measure it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import torch
from torch.nn import functional as F

from convert.recover.model import borders, confidence, evidence, lattice, reader
from convert.recover.model.layout import lay
from training.borders import data

HIDDEN = 40
MODES = ("glued", "spaced", "celllines")
ALTERED = "altered"  # glued, the report having other habits (augment.other_habits)
MODE_WEIGHTS = {"glued": 1.0, "spaced": 0.6, "celllines": 0.6, ALTERED: 0.5}
MEMBERS = 4
DROPOUT = 0.25
EPOCHS = 40
BATCH = 192
LEARNING_RATE = 4e-3
SHARPER = (
    1.15  # chances of reports no harder than most: those that it learns from are harder (README.md)
)


@dataclass
class Case:
    """One document in one mode, read by nets that never saw it."""

    name: str
    mode: str
    told: np.ndarray
    real: np.ndarray
    cuts: np.ndarray  # relative to each row
    beliefs: np.ndarray
    gold: np.ndarray  # (rows, k + 1)


def case_of(doc: data.Doc, mode: str, learned: reader.Model) -> Case:
    layout = lay(data.render(doc, "glued" if mode == ALTERED else mode))
    read = reader.read(layout, doc.columns, doc.date, learned)
    paths = lattice.best_paths(read.moves, read.joint, layout, evidence.COUNT)
    cuts, scores = evidence.cuts_of(paths, read)
    beliefs = evidence.cell_beliefs(cuts, read)
    told = evidence.describe(cuts, scores, beliefs, read)
    cuts = cuts - layout.starts[:-1, None, None]
    return Case(doc.name, mode, told, np.isfinite(scores), cuts, beliefs, data.gold_cuts(doc))


def cells_right(cuts: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """(…, k): same text in the cell."""
    same = (cuts[..., :-1] == gold[..., :-1]) & (cuts[..., 1:] == gold[..., 1:])
    return same | ((cuts[..., :-1] == cuts[..., 1:]) & (gold[..., :-1] == gold[..., 1:]))


@dataclass
class Lesson:
    """All rows of all cases."""

    told: torch.Tensor  # (rows, COUNT, features)
    x: torch.Tensor  # the same by its mean and spread
    real: torch.Tensor  # (rows, COUNT)
    target: torch.Tensor  # (rows,) the right reading's number, COUNT where there is none
    weight: torch.Tensor  # (rows,)
    mean: torch.Tensor
    spread: torch.Tensor


def lesson_of(cases: list[Case]) -> Lesson:
    told = torch.from_numpy(np.concatenate([c.told for c in cases]))
    real = torch.from_numpy(np.concatenate([c.real for c in cases]))
    hits = np.concatenate([(c.cuts == c.gold[:, None]).all(-1) for c in cases])
    right = torch.from_numpy(hits) & real
    target = torch.where(right.any(1), right.float().argmax(1), torch.tensor(evidence.COUNT))
    weights = [np.full(len(c.gold), MODE_WEIGHTS[c.mode], dtype=np.float32) for c in cases]
    flat = told.reshape(-1, told.shape[-1])
    mean, spread = flat.mean(0), flat.std(0).clamp_min(0.05)
    x = ((told - mean) / spread).clamp(-6, 6)
    return Lesson(told, x, real, target, torch.from_numpy(np.concatenate(weights)), mean, spread)


def judge_loss(lesson: Lesson, at: torch.Tensor, w: dict[str, torch.Tensor]) -> torch.Tensor:
    """confidence.probabilities' cross entropy for some rows."""
    hidden = F.relu(F.dropout(lesson.x[at], DROPOUT) @ w["in"] + w["in_bias"])
    own = (hidden @ w["out"])[..., 0] + w["trust"] * lesson.told[at][..., 0]
    own = own.masked_fill(~lesson.real[at], -1e9)
    none = hidden[:, 0] @ w["none"] + w["none_bias"]
    lost = F.cross_entropy(torch.cat([own, none], 1), lesson.target[at], reduction="none")
    return (lost * lesson.weight[at]).mean()


def member(lesson: Lesson, seed: int) -> dict[str, np.ndarray]:
    """One perceptron."""
    torch.manual_seed(seed)
    w = {
        "in": torch.randn(lesson.x.shape[-1], HIDDEN) * 0.1,
        "in_bias": torch.zeros(HIDDEN),
        "out": torch.zeros(HIDDEN, 1),
        "trust": torch.ones(1),
        "none": torch.zeros(HIDDEN, 1),
        "none_bias": torch.zeros(1),
    }
    for p in w.values():
        p.requires_grad_()
    optimiser = torch.optim.AdamW(w.values(), lr=LEARNING_RATE, weight_decay=0.03)
    for epoch in range(EPOCHS):
        for group in optimiser.param_groups:
            group["lr"] = LEARNING_RATE * (1 - epoch / EPOCHS)
        for at in torch.randperm(len(lesson.x)).split(BATCH):
            optimiser.zero_grad()
            judge_loss(lesson, at, w).backward()
            optimiser.step()
    return {k: v.detach().numpy() for k, v in w.items()}


def train_judge(cases: list[Case]) -> dict[str, np.ndarray]:
    """The second stage's arrays, as confidence.py wants them: the mean of some perceptrons, which is a wider one."""
    lesson = lesson_of(cases)
    found = [member(lesson, seed) for seed in range(MEMBERS)]
    side = {"in": 1, "in_bias": 0, "out": 0, "none": 0}
    out = {n: np.concatenate([w[n] for w in found], axis) for n, axis in side.items()}
    for name in ("out", "none"):
        out[name] = out[name] / MEMBERS
    for name in ("trust", "none_bias"):
        out[name] = np.mean([w[name] for w in found], axis=0)
    for name in ("out", "trust", "none", "none_bias"):
        out[name] = (out[name] * SHARPER).astype(np.float32)
    out["mean"], out["spread"] = lesson.mean.numpy(), lesson.spread.numpy()
    out.update(train_cells(cases, out))
    return out


def train_cells(cases: list[Case], judge: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Logistic regression of the cells' chances."""
    xs, ys = [], []
    zero = {"cell": np.array([0, 0, 1.0], dtype=np.float32), "cell_bias": np.zeros(1, np.float32)}
    for c in cases:
        chance = confidence.probabilities(c.told, c.real, judge)
        order = np.argsort(-chance, axis=1, kind="stable")
        chance = np.take_along_axis(chance, order, 1)
        cuts, beliefs = (np.take_along_axis(v, order[..., None], 1) for v in (c.cuts, c.beliefs))
        same = (cuts[..., :-1] == cuts[:, :1, :-1]) & (cuts[..., 1:] == cuts[:, :1, 1:])
        agreed = np.where(same, chance[..., None], 0).sum(1)
        rest = 1 - chance.sum(1, keepdims=True)
        xs.append(
            np.stack(
                [
                    confidence._logit(v)
                    for v in (agreed, beliefs[:, 0], agreed + rest * beliefs[:, 0])
                ],
                -1,
            ).reshape(-1, 3)
        )
        ys.append(cells_right(cuts[:, 0], c.gold).reshape(-1))
    x, y = torch.from_numpy(np.concatenate(xs)), torch.from_numpy(np.concatenate(ys)).float()
    w, b = torch.tensor(zero["cell"], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=60)

    def closure():
        optimiser.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ w + b, y) + 1e-3 * (w**2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return {"cell": w.detach().numpy(), "cell_bias": b.detach().numpy()}


@dataclass
class Outcome:
    right: np.ndarray
    chance: np.ndarray
    five: np.ndarray
    cell_right: np.ndarray
    cell_chance: np.ndarray
    first: np.ndarray  # right before the second stage


def outcome(cases: list[Case], judge: dict[str, np.ndarray]) -> Outcome:
    parts = []
    for c in cases:
        verdict = confidence.judged(c.told, c.real, c.cuts, c.beliefs, judge)
        cuts = np.take_along_axis(c.cuts, verdict.order[..., None], 1)
        hits = (c.cuts == c.gold[:, None]).all(-1) & c.real
        kept = np.take_along_axis(hits, verdict.order, 1)[:, : borders.KEPT]
        best = cells_right(cuts[:, 0], c.gold)
        parts.append(
            (
                best.all(1),
                verdict.probability[:, 0],
                kept.any(1),
                best.reshape(-1),
                verdict.cells.reshape(-1),
                hits[:, 0],
            )
        )
    return Outcome(*(np.concatenate(p) for p in zip(*parts, strict=True)))


def merged(outcomes: list[Outcome]) -> Outcome:
    """One outcome of several."""
    return Outcome(
        *(
            np.concatenate([getattr(out, field.name) for out in outcomes])
            for field in fields(Outcome)
        )
    )


def calibration_error(chance: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    at = np.minimum((chance * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(chance[at == b].mean() - right[at == b].mean()) * (at == b).mean()
            for b in range(bins)
            if (at == b).any()
        )
    )


def table(out: Outcome, below: float) -> str:
    flagged = out.chance < below
    doubtful = flagged
    return (
        f"rows {out.right.mean():.3f} (before judge {out.first.mean():.3f})  cells {out.cell_right.mean():.3f}  five {out.five.mean():.3f} "
        f"(of flagged {out.five[doubtful].mean() if doubtful.any() else 1:.3f})  flagged {flagged.mean():.3f} (wrong {1 - out.right.mean():.3f})  "
        f"silent {(~flagged & ~out.right).mean():.3f}  ece {calibration_error(out.chance, out.right):.3f}  cell ece {calibration_error(out.cell_chance, out.cell_right):.3f}  n {len(out.right)}"
    )
