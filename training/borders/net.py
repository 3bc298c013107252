"""Fitting one net: documents into tensors, the loss, the loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from convert.recover.model import alphabet, features, habits, lattice, roles, rows, search
from convert.recover.model.layout import Layout, lay
from training.borders import augment, data, openings, widen
from training.borders.model import EMBEDDING, PAD, Reader

MODES = ("glued", "spaced", "celllines", "block", "blocklines")
RERANKED = 6
SEARCH_WEIGHTS = (0.4, 0.6)  # of the first and the second reading in the loss
SECOND_LOOK_WEIGHT = 0.5
IMPOSSIBLE = -1e4
FRESH = (
    "extra",
    "doc_out",
    "row_out",
    "run_in",
    "run_bias",
    "run_out",
    "meaning_in",
    "meaning_out",
)
"""Parameters of the encoder that pre-training leaves as they were."""
HIDDEN_SHARE = 0.08  # of the characters, in training; the meanings of their words stay
MEAN_RATE = 0.002  # the net kept is a running mean of the steps: about the last 500


class World:
    """What features need besides the documents."""

    def __init__(self, codes: np.ndarray) -> None:
        self.codes = codes
        self.lexicon = data.lexicon()
        self.words = data.words()
        self.headers = data.known_headers()
        self.by_role: dict[str, list[str]] = {}
        for name, role in self.headers.items():
            self.by_role.setdefault(role, []).append(name)

    def ids(self, codes: np.ndarray) -> np.ndarray:
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, at, 0)


class Batch:
    """Tensors of one rendered document."""

    def __init__(self, doc: data.Doc, mode: str, world: World) -> None:
        layout = lay(data.render(doc, mode))
        self.whole = mode in data.WHOLE
        sheet = features.sheet_of(layout, world.lexicon, world.words, doc.date)
        n = len(layout.row)
        size = n + PAD * (layout.rows + 1)
        self.sheet, self.layout = sheet, layout
        self.keep = torch.from_numpy(np.arange(n) + PAD * (layout.row + 1))

        def spread(values: np.ndarray, dtype: torch.dtype) -> torch.Tensor:
            out = torch.zeros((size, *values.shape[1:]), dtype=dtype)
            out[self.keep] = torch.from_numpy(np.ascontiguousarray(values)).to(dtype)
            return out

        self.ids = spread(world.ids(layout.codes), torch.long)
        self.kinds = spread(sheet.kinds, torch.long)
        self.features = spread(sheet.extra, torch.float32)
        self.meaning = spread(sheet.meaning, torch.long)
        self.mask = spread(np.ones((n, 1)), torch.float32)
        self.row = spread(layout.row, torch.long)
        self.described = torch.from_numpy(roles.describe(doc.columns, world.headers))
        names = [world.ids(alphabet.fold(alphabet.codes_of(roles.clean(c)))) for c in doc.columns]
        self.names = [torch.from_numpy(ids) for ids in names]
        self.gold = data.gold(doc)
        self.gold_cuts = data.gold_cuts(doc)
        self.firsts = np.concatenate([[0], self.gold_cuts[:, -1].cumsum()[:-1]])

    def seen(self, net: Reader) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The names' vectors, the characters' and the rows' means."""
        blank = torch.zeros(EMBEDDING)
        names = torch.stack(
            [net.encoder.embedding[i].mean(0) if len(i) else blank for i in self.names]
        )
        ids = self.ids
        if net.training:
            ids = ids.masked_fill(torch.rand(ids.shape) < HIDDEN_SHARE, 0)
        h, mean = net.hidden(
            ids,
            self.kinds,
            self.features,
            self.mask,
            self.row,
            self.layout.rows,
            self.meaning,
            self.keep,
        )
        return names, h, mean

    def first(self, net: Reader) -> tuple[torch.Tensor, ...]:
        """The characters', their projection, the rows' means, the columns: before anything is known of these."""
        names, h, mean = self.seen(net)
        k = len(self.names)
        g = net.columns(
            self.described, names, torch.zeros(k, habits.FACTS), torch.zeros(k, h.shape[1])
        )
        return h, net.project(h), mean, g

    def readings(self, net: Reader) -> Iterator[tuple[torch.Tensor, np.ndarray, np.ndarray]]:
        """Moves, joint and log totals of the first reading, then of the second; leaves h and g for the second look."""
        names, h, mean = self.seen(net)
        body = net.project(h)
        k = len(self.names)
        facts, content = torch.zeros(k, habits.FACTS), torch.zeros(k, h.shape[1])
        for turn in range(2):
            g = net.columns(self.described, names, facts, content)
            moves = moves_of(net.scores(body, mean, g), self.layout)
            joint, log = search.posterior(moves.detach().numpy(), self.layout.starts)
            self.h, self.g = h, g
            yield moves, joint, log
            if turn == 0:
                chances = habits.chances_of(joint, self.layout)
                facts = torch.from_numpy(habits.facts_of(chances, self.sheet))
                content = torch.from_numpy(habits.prototypes(chances, h.detach().numpy()))


def moves_of(scores: tuple[torch.Tensor, ...], layout: Layout) -> torch.Tensor:
    """search.moves_of, in torch."""
    emit, start, end, skip, pair = scores
    n, k = emit.shape
    row = torch.from_numpy(layout.row)
    never = torch.tensor(IMPOSSIBLE)
    total = torch.cat([torch.zeros(layout.rows, 1), skip.cumsum(1)], 1)
    left, right = torch.tensor([*range(k), -1]), torch.arange(k + 1)
    jump = total[:, None, :] - total[:, left + 1][:, :, None]
    cross = torch.where(right[None, :] > left[:, None], jump + pair, never)
    inner = (
        torch.cat([torch.zeros(1, k), end[:-1]])[:, :, None]
        + start[:, None, :]
        + cross[row, :k, :k]
    )
    inner = torch.where(torch.from_numpy(layout.allowed)[:, None, None], inner, never)
    stay = torch.where(torch.from_numpy(layout.forced), IMPOSSIBLE, 0.0)
    inner = torch.where(torch.eye(k, dtype=torch.bool), stay[:, None, None], inner)
    firsts, lasts = torch.from_numpy(layout.starts[:-1]), torch.from_numpy(layout.starts[1:] - 1)
    first = (start[firsts] + cross[:, k, :k])[:, None, :].expand(-1, k, -1)
    inner = inner.index_copy(0, firsts, first)
    out = torch.zeros(n + layout.rows, k, k)
    out = out.index_copy(0, torch.arange(n) + row, inner + emit[:, None, :])
    final = (end[lasts] + cross[:, :k, k])[:, :, None].expand(-1, -1, k)
    return out.index_copy(0, lasts + torch.arange(layout.rows) + 1, final)


def gold_steps(batch: Batch) -> np.ndarray:
    """The true path as `joint` would have it; what does not matter is spread evenly."""
    layout, g, k = batch.layout, batch.gold, len(batch.names)
    out = np.zeros((len(g) + layout.rows, k, k), dtype=np.float32)
    at = np.arange(len(g)) + layout.row
    out[at, np.concatenate([[0], g[:-1]]), g] = 1
    firsts, lasts = layout.starts[:-1], layout.starts[1:] - 1
    out[at[firsts]] = 0
    out[at[firsts], :, g[firsts]] = 1 / k
    out[at[lasts] + 1, g[lasts], :] = 1 / k
    return out


def second_look(
    net: Reader, batch: Batch, moves: np.ndarray, joint: np.ndarray, total: np.ndarray
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits (rows, RERANKED) of the best readings, and the number of the right one or -1."""
    paths = lattice.best_paths(moves, joint, batch.layout, RERANKED)
    cuts = np.zeros((len(paths), RERANKED, len(batch.names) + 1), dtype=np.int64)
    share = np.full((len(paths), RERANKED), -1e9, dtype=np.float32)
    right = np.full(len(paths), -1)
    for r, found in enumerate(paths):
        for q, path in enumerate((found + [found[-1]] * RERANKED)[:RERANKED]):
            cuts[r, q] = path.cuts
            if q < len(found):
                share[r, q] = max(path.score - total[r], -30)
                if list(path.cuts) == batch.gold_cuts[r].tolist():
                    right[r] = q
    cuts += batch.layout.starts[:-1, None, None]
    whole = net.whole(batch.h, batch.g, torch.from_numpy(cuts).flatten(0, 1)).view(share.shape)
    known = torch.from_numpy(share)
    logits = (net.cell_trust * known + whole).masked_fill(known < -1e8, -1e9)
    return logits, torch.from_numpy(right)


def rows_loss(net: Reader, batch: Batch) -> tuple[torch.Tensor, float]:
    """The loss, as loss_of has it, of a table whose rows are to be found as well."""
    h, body, mean, g = batch.first(net)
    within, anew = openings.moves_of(net.scores(body, mean, g), net.opens(h), batch.layout)
    one, two, log = rows.posterior(within.detach().numpy(), anew.detach().numpy())
    gold_one, gold_two = openings.gold_steps(batch.gold, batch.firsts, len(batch.names))
    surrogate = (within * torch.from_numpy(one - gold_one)).sum()
    surrogate = surrogate + (anew * torch.from_numpy(two - gold_two)).sum()
    found = (within.detach().numpy() * gold_one).sum() + (anew.detach().numpy() * gold_two).sum()
    return surrogate, log - float(found)


def loss_of(net: Reader, batch: Batch) -> tuple[torch.Tensor, float]:
    """A number whose gradient is the loss's (the search's gradient is its marginals), and the search's own loss."""
    if batch.whole:
        return rows_loss(net, batch)
    surrogate, value = torch.zeros(()), 0.0
    gold = gold_steps(batch)
    moves, joint, log = torch.zeros(0), gold, np.zeros(0)
    for weight, (moves, joint, log) in zip(SEARCH_WEIGHTS, batch.readings(net), strict=True):
        value = float(log.sum()) - float((moves.detach().numpy() * gold).sum())
        surrogate = surrogate + weight * (moves * torch.from_numpy(joint - gold)).sum()
    logits, right = second_look(net, batch, moves.detach().numpy(), joint, log)
    found = right >= 0
    if found.any():
        chosen = torch.nn.functional.cross_entropy(logits[found], right[found], reduction="sum")
        surrogate = surrogate + SECOND_LOOK_WEIGHT * chosen
    return surrogate, value


def start(pretrained: Path, seed: int) -> tuple[Reader, World]:
    """A net whose encoder knows the language (pretrain.py) and nothing of tables."""
    torch.manual_seed(seed)
    stored = np.load(pretrained)
    world = World(stored["codes"])
    net = Reader(len(world.codes), features.WIDTH, torch.from_numpy(data.meanings()))
    state = {
        name: torch.from_numpy(stored[name].astype(np.float32))
        for name in stored.files
        if name != "codes"
    }
    missing = set(net.encoder.load_state_dict(state, strict=False).missing_keys)
    if missing - set(FRESH):
        raise ValueError(f"{pretrained}: lacks {missing}")
    return net, world


def _groups(net: Reader) -> list[dict[str, object]]:
    """What was pre-trained learns at half speed."""
    old, new = [], []
    for name, p in net.named_parameters():
        (old if name.startswith("encoder.") and not name.endswith(FRESH) else new).append(p)
    return [{"params": old, "scale": 0.5}, {"params": new, "scale": 1.0}]


def _drawn(
    world: World,
    docs: Sequence[data.Doc],
    shares: Sequence[float],
    wider: float,
    rng: random.Random,
) -> Iterator[Batch]:
    """Reports without end, each once before any comes again, most of them changed a little."""
    others = widen.pools(docs, world.headers)
    while True:
        for doc in rng.sample(docs, len(docs)):
            if rng.random() < 0.8:
                doc = augment.augment(doc, rng, world.headers, world.by_role)
            if rng.random() < wider:
                doc = widen.wider(doc, world.headers, world.by_role, others, rng)
            yield Batch(doc, rng.choices(MODES, shares)[0], world)


def fit(
    net: Reader,
    world: World,
    docs: Sequence[data.Doc],
    steps: int,
    seed: int,
    lr: float,
    shares: Sequence[float],
    wider: float,
    log: Callable[[str], None],
) -> None:
    """Train on two documents a step, most of them changed a little, each left by the page in one of MODES.

    shares: how often in each; wider: how often a report is given further columns.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    drawn = _drawn(world, docs, shares, wider, rng)
    optimiser = torch.optim.AdamW(_groups(net), lr=lr, weight_decay=0.02, betas=(0.9, 0.98))
    began, running, count = time.time(), 0.0, 0
    mean = [p.detach().clone() for p in net.parameters()]
    net.train()
    for step in range(1, steps + 1):
        optimiser.zero_grad()
        for batch in islice(drawn, 2):
            surrogate, value = loss_of(net, batch)
            (surrogate / 30).backward()
            running, count = running + value, count + len(batch.gold_cuts)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        for group in optimiser.param_groups:
            group["lr"] = lr * group["scale"] * min(1.0, step / 100) * (1 - 0.97 * step / steps)
        optimiser.step()
        torch._foreach_lerp_(mean, [p.detach() for p in net.parameters()], max(1 / step, MEAN_RATE))
        if step % 200 == 0:
            log(
                f"step {step} of {steps}, {time.time() - began:.0f} s, loss a row {running / count:.3f}"
            )
            running, count = 0.0, 0
    with torch.no_grad():
        for p, value in zip(net.parameters(), mean, strict=True):
            p.copy_(value)
    net.eval()
