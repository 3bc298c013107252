"""Lexical pre-training: LAC's tags and hidden states, hidden characters, and places where two pieces were joined.

usage: python -m training.borders.pretrain LAC_FOLDER PEOPLE_DAILY OUT.npz [--start FROM.npz] [--steps N] [--held d,j]

Without --start the characters' embeddings begin as LAC's, reduced; with it the net goes on from there.
"""

from __future__ import annotations

import argparse
import collections
import glob
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from convert.recover.model import alphabet
from training.borders import data
from training.borders.model import CHANNELS, EMBEDDING, PAD, Encoder
from training.borders.teacher import Teacher

SEED = 1
ROWS = 24
LONGEST = 400
HIDDEN_SHARE = 0.12
OWN_SHARE = 0.5  # of samples from the labelled reports, the rest from the newspaper
MARKS = ("1.", "2.", "3.", "一是", "(1)", "①", "1、")
_CLAUSE = re.compile(r"[^,。;!?:]+[,。;!?:]*[”’)》]*")
Pieces = list[list[str]]


def folded(text: str) -> str:
    """Visible characters, full-width forms made half-width."""
    return "".join(map(chr, alphabet.fold(alphabet.codes_of(data.bare(text))).tolist()))


def newspaper(path: Path) -> list[str]:
    """The tagged newspaper's paragraphs, without the tags."""
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = ("".join(word.rsplit("/", 1)[0].lstrip("[") for word in line.split()) for line in lines)
    return [text for text in map(folded, texts) if len(text) > 25]


def cells(held: set[str]) -> list[str]:
    """The labelled reports' longer cells, in order."""
    docs = data.everything([str(data.HERE.parent / "corpus")])
    rows = [row for doc in docs if data.author(doc) not in held for row in doc.rows]
    return [folded(cell) for row in rows for cell in row if len(cell) > 8]


def pieces_of(texts: list[str]) -> Pieces:
    """Each text cut into clauses."""
    return [found for found in map(_CLAUSE.findall, texts) if found]


def alphabet_of(texts: list[str], teacher: Teacher) -> np.ndarray:
    """Code points worth an embedding of their own, after a nought for all others."""
    counts = collections.Counter(c for text in texts for c in text)
    for path in glob.glob(str(data.HERE.parent / "lexicon" / "*.tsv")):
        counts.update(folded(Path(path).read_text(encoding="utf-8")))
    known = sorted(
        ord(c) for c, n in counts.items() if (n >= 3 or c in teacher.ids) and ord(c) < 65536
    )
    return np.array([0, *known], dtype=np.uint32)


def reduced(codes: np.ndarray, teacher: Teacher) -> Tensor:
    """(codes, EMBEDDING): LAC's embeddings on their main axes."""
    oov = teacher.ids["OOV"]
    table = teacher.embedding[[teacher.ids.get(chr(c), oov) for c in codes.tolist()]]
    centred = table - table.mean(0)
    _, _, axes = torch.linalg.svd(centred, full_matrices=False)
    base = centred @ axes[:EMBEDDING].T
    return base / base.std()


def fragments(pieces: Pieces, rng: random.Random) -> list[str]:
    """One to five runs of clauses, neighbours or strangers, most without their last punctuation."""
    out, at = [], rng.randrange(len(pieces))
    for _ in range(rng.choice((1, 2, 3, 3, 4, 4, 5))):
        if rng.random() < 0.5:
            at = rng.randrange(len(pieces))
        else:
            at = min(len(pieces) - 1, max(0, at + rng.randrange(-2, 3)))
        count = min(len(pieces[at]), rng.choice((1, 1, 2, 2, 3, 4)))
        first = rng.randrange(len(pieces[at]) - count + 1)
        body = "".join(pieces[at][first : first + count]).rstrip(",。;!?:")
        ending = rng.choice("。。。;") if rng.random() < 0.4 else ""
        mark = rng.choice(MARKS) if rng.random() < 0.25 else ""
        if body:
            out.append((mark + body + ending)[:160])
    return out


@dataclass
class Batch:
    """Texts laid end to end with blank places between."""

    texts: list[str]
    ids: Tensor
    row: Tensor
    mask: Tensor  # (L, 1)
    inside: Tensor  # places of characters
    join: Tensor  # (n,) of the characters: a fragment but the first begins here


def batch_of(sources: list[Pieces], lookup: dict[str, int], rng: random.Random) -> Batch:
    """Some rows of joined fragments."""
    rows = []
    while len(rows) < ROWS:
        found = fragments(sources[rng.random() < OWN_SHARE], rng)
        if 8 < sum(map(len, found)) < LONGEST:
            rows.append(found)
    texts = ["".join(found) for found in rows]
    ids, row, inside, join = [0] * PAD, [0] * PAD, [], []
    for number, (found, text) in enumerate(zip(rows, texts, strict=True)):
        inside += range(len(ids), len(ids) + len(text))
        ids += [lookup.get(c, 0) for c in text] + [0] * PAD
        row += [number] * (len(text) + PAD)
        begun = [float(i == 0) for part in found for i in range(len(part))]
        join += [0.0, *begun[1:]]
    places = torch.tensor(inside)
    mask = torch.zeros(len(ids), 1)
    mask[places] = 1
    return Batch(texts, torch.tensor(ids), torch.tensor(row), mask, places, torch.tensor(join))


class Pupil(nn.Module):
    """The encoder with what it is asked in pre-training."""

    def __init__(self, codes: np.ndarray) -> None:
        super().__init__()
        self.encoder = Encoder(len(codes), 1)
        self.encoder.dropout = 0.05
        self.tag = nn.Linear(CHANNELS, 57)
        self.mlm = nn.Linear(CHANNELS, EMBEDDING)
        self.join = nn.Linear(CHANNELS, 1)
        self.hid = nn.Linear(CHANNELS, 256)
        self.mlm_bias = nn.Parameter(torch.zeros(len(codes)))
        self.kinds = torch.from_numpy(alphabet.classes_of(codes).astype(np.int64))

    def losses(self, batch: Batch, teacher: Teacher | None) -> dict[str, Tensor]:
        """Weighted parts of the loss; those of the teacher only where there is one."""
        hidden = batch.inside[torch.rand(len(batch.inside)) < HIDDEN_SHARE]
        ids = batch.ids.index_fill(0, hidden, 0)
        kinds = self.kinds[ids]
        h = self.encoder(ids, kinds, None, batch.mask, batch.row, len(batch.texts))
        logits = self.mlm(h[hidden]) @ self.encoder.embedding.T * 0.3 + self.mlm_bias
        h = h[batch.inside]
        joined = F.binary_cross_entropy_with_logits(
            self.join(h)[:, 0], batch.join, pos_weight=torch.tensor(3.0)
        )
        out = {"mlm": F.cross_entropy(logits, batch.ids[hidden]) * 0.5, "join": joined * 4}
        if teacher:
            states, tags = teacher.labelled(batch.texts)
            out["tag"] = F.cross_entropy(self.tag(h), tags)
            out["hid"] = F.mse_loss(self.hid(h), states) * 10
        return out


def fit(
    pupil: Pupil,
    draw: Callable[[], Batch],
    teacher: Teacher,
    steps: int,
    lr: float,
) -> None:
    """The training loop; the teacher is asked every other step, being slow."""
    optimiser = torch.optim.AdamW(pupil.parameters(), lr=lr, weight_decay=0.01)
    said: dict[str, list[float]] = collections.defaultdict(list)
    pupil.train()
    for step in range(1, steps + 1):
        losses = pupil.losses(draw(), teacher if step % 2 else None)
        optimiser.zero_grad()
        sum(losses.values(), torch.zeros(())).backward()
        nn.utils.clip_grad_norm_(pupil.parameters(), 1.0)
        for group in optimiser.param_groups:
            group["lr"] = lr * min(1.0, step / 200) * (1 - 0.95 * step / steps)
        optimiser.step()
        for name, value in losses.items():
            said[name].append(value.item())
        if step % 200 == 0:
            print(step, {n: round(sum(v) / len(v), 3) for n, v in said.items()}, flush=True)
            said.clear()


def begin(texts: list[str], teacher: Teacher, start: Path | None) -> tuple[Pupil, np.ndarray]:
    """A pupil that knows LAC's embeddings, or all that an earlier one learned."""
    if start is None:
        codes = alphabet_of(texts, teacher)
        pupil = Pupil(codes)
        with torch.no_grad():
            pupil.encoder.embedding.copy_(reduced(codes, teacher))
        return pupil, codes
    stored = np.load(start)
    pupil = Pupil(stored["codes"])
    known = {
        n: torch.from_numpy(stored[n].astype(np.float32)) for n in stored.files if n != "codes"
    }
    pupil.encoder.load_state_dict(known, strict=False)
    return pupil, stored["codes"]


def main() -> None:
    """Read the command line, train, store."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lac", type=Path)
    parser.add_argument("newspaper", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--held", default="", help="authors whose reports are not read")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    teacher = Teacher(asked.lac)
    daily, own = newspaper(asked.newspaper), cells(set(asked.held.split(",")))
    pupil, codes = begin(daily + own, teacher, asked.start)
    lookup = {chr(c): i for i, c in enumerate(codes.tolist()) if c}
    sources = [pieces_of(daily), pieces_of(own)]
    print(len(daily), len(own), len(codes), flush=True)
    fit(pupil, lambda: batch_of(sources, lookup, rng), teacher, asked.steps, asked.lr)
    stored = {n: v.numpy().astype(np.float16) for n, v in pupil.encoder.state_dict().items()}
    stored.pop("extra")
    np.savez_compressed(asked.out, codes=codes, **stored)


if __name__ == "__main__":
    main()
