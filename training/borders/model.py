"""The network in torch: dilated convolutions over all rows of a document, laid end to end with blank space between.

The same arithmetic in numpy is recover/net.py; names of parameters are those of the weights file.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

DILATIONS = (1, 2, 4, 8, 16, 8)
PAD = 16
CHANNELS = 128
EMBEDDING = 64
CONTEXT_AFTER = 4
CLASSES = 16
RUNNING = 32
MEANING = 20


def norm(h: Tensor, gain: Tensor) -> Tensor:
    return h * torch.rsqrt(h.square().mean(-1, keepdim=True) + 1e-5) * gain


class Encoder(nn.Module):
    def __init__(
        self,
        vocabulary: int,
        features: int,
        vectors: Tensor | None = None,
        channels: int = CHANNELS,
    ) -> None:
        """vectors (m + 1, d): what is known of the words' meaning, of no word first."""
        super().__init__()
        c = channels
        known = torch.zeros(1, 1) if vectors is None else vectors
        self.register_buffer("vectors", known, persistent=False)
        self.meaning_in = nn.Parameter(torch.randn(known.shape[1], MEANING) / known.shape[1] ** 0.5)
        self.meaning_out = nn.Parameter(torch.zeros(MEANING, c))
        self.embedding = nn.Parameter(torch.randn(vocabulary, EMBEDDING) * 0.1)
        self.into = nn.Parameter(torch.randn(EMBEDDING, c) / EMBEDDING**0.5)
        self.kind = nn.Parameter(torch.randn(CLASSES, c) * 0.1)
        self.extra = nn.Parameter(torch.randn(features, c) * 0.05)
        self.gains = nn.Parameter(torch.ones(len(DILATIONS) + 1, c))
        self.convs = nn.ParameterList(
            [nn.Parameter(torch.randn(3 * c, c) * (0.7 / (3 * c)) ** 0.5) for _ in DILATIONS]
        )
        self.biases = nn.Parameter(torch.zeros(len(DILATIONS) + 1, c))
        self.row_in = nn.Parameter(torch.randn(2 * c, c) * 0.02)
        self.row_bias = nn.Parameter(torch.zeros(c))
        self.row_out = nn.Parameter(torch.zeros(c, c))
        self.doc_out = nn.Parameter(torch.zeros(c, c))
        self.run_in = nn.Parameter(torch.randn(c, RUNNING) * 0.1)
        self.run_bias = nn.Parameter(torch.zeros(RUNNING))
        self.run_out = nn.Parameter(torch.zeros(4 * RUNNING, c))
        self.dropout = 0.1

    def forward(
        self,
        ids: Tensor,
        kinds: Tensor,
        features: Tensor | None,
        mask: Tensor,
        row: Tensor,
        rows: int,
        meaning: Tensor | None = None,
    ) -> Tensor:
        """ids, kinds, meaning (L,); features (L, f); mask (L, 1) 1 where a character stands; row (L,) row number. → (L, C)."""
        x = (
            F.dropout(self.embedding[ids], self.dropout, self.training) @ self.into
            + self.kind[kinds]
            + self.biases[-1]
        )
        if features is not None:
            x = x + features @ self.extra
        if meaning is not None:
            near = F.dropout(self.vectors[meaning] @ self.meaning_in, self.dropout, self.training)
            x = x + near @ self.meaning_out
        h = x * mask
        for i, d in enumerate(DILATIONS):
            y = norm(h, self.gains[i])
            if i % 2:
                y = F.dropout(y, self.dropout, self.training)
            before, after = F.pad(y, (0, 0, d, 0))[:-d], F.pad(y, (0, 0, 0, d))[d:]
            h = h + F.relu(torch.cat([before, y, after], 1) @ self.convs[i] + self.biases[i]) * mask
            if i + 1 == CONTEXT_AFTER:
                h = h + (self.context(h, mask, row, rows) + self.running(h, mask, row)) * mask
        return norm(h, self.gains[-1]) * mask

    def context(self, h: Tensor, mask: Tensor, row: Tensor, rows: int) -> Tensor:
        count = torch.zeros(rows, 1).index_add(0, row, mask).clamp_min(1)
        mean = torch.zeros(rows, h.shape[1]).index_add(0, row, h) / count
        most = torch.zeros(rows, h.shape[1]).scatter_reduce(0, row[:, None].expand_as(h), h, "amax")
        summary = F.relu(torch.cat([mean, most], 1) @ self.row_in + self.row_bias)
        whole = summary.mean(0)
        return (summary @ self.row_out + whole @ self.doc_out)[row]

    def running(self, h: Tensor, mask: Tensor, row: Tensor) -> Tensor:
        """What stands in the row up to each character, and from it on: means and greatest values."""
        keep = torch.nonzero(mask[:, 0])[:, 0]
        own = row[keep]
        length = torch.bincount(own)
        starts = F.pad(length.cumsum(0), (1, 0))[:-1]
        at = torch.arange(len(keep)) - starts[own]
        x = F.relu(norm(h, self.gains[CONTEXT_AFTER])[keep] @ self.run_in + self.run_bias)
        out = []
        for place in (at, length[own] - 1 - at):
            table = torch.zeros(len(length), int(length.max()), RUNNING)
            table = table.index_put((own, place), x)
            mean = table.cumsum(1)[own, place] / (place + 1)[:, None]
            out += [mean, table.cummax(1)[0][own, place]]
        mixed = torch.cat(out, 1) @ self.run_out
        return torch.zeros_like(h).index_copy(0, keep, mixed)


RANK = 32
DESCRIBED = 5 * 17 + 4
FACTS = 8
CONTENT = 16
CELL = 48
OPEN = 32


class Reader(nn.Module):
    """Scores of characters, cell starts, cell ends, empty cells and neighbours, by what the columns are called.

    A first reading knows the columns' names; the second knows also what the first found in them.
    """

    def __init__(self, vocabulary: int, features: int, vectors: Tensor) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, features, vectors)
        c = CHANNELS
        self.head_in = nn.Parameter(torch.randn(DESCRIBED + EMBEDDING + FACTS + CONTENT, 64) * 0.1)
        self.head_bias = nn.Parameter(torch.zeros(64))
        self.head_content = nn.Parameter(torch.randn(c, CONTENT) * 0.1)
        self.head_out = nn.Parameter(torch.randn(64, 4 * RANK) * 0.1)  # emit, start, end, skip
        self.head_scalar = nn.Parameter(torch.zeros(64, 4))  # biases of the same
        self.head_pair = nn.Parameter(torch.randn(64, 16) * 0.1)
        self.edges = nn.Parameter(torch.zeros(2, 8))
        self.body = nn.Parameter(torch.randn(c, 3 * RANK) * (0.5 / c**0.5))
        self.pool = nn.Parameter(torch.randn(c, RANK) * (0.5 / c**0.5))
        self.scalars = nn.Parameter(torch.tensor([0.0, -1.0, -1.0, -1.0]))
        self.cell_h = nn.Parameter(torch.randn(c, CELL) * (0.7 / c**0.5))
        self.cell_in = nn.Parameter(torch.randn(3 * CELL + 64 + 3, 64) * 0.07)
        self.cell_bias = nn.Parameter(torch.zeros(64))
        self.cell_out = nn.Parameter(torch.randn(64, 1) * 0.02)
        self.cell_left = nn.Parameter(torch.randn(64, 32) * 0.1)
        self.cell_right = nn.Parameter(torch.randn(64, 32) * 0.1)
        self.cell_pair_bias = nn.Parameter(torch.zeros(32))
        self.cell_pair = nn.Parameter(torch.randn(32, 1) * 0.02)
        self.cell_trust = nn.Parameter(torch.ones(1))
        self.open_in = nn.Parameter(torch.randn(2 * c, OPEN) * (0.5 / c**0.5))
        self.open_bias = nn.Parameter(torch.zeros(OPEN))
        self.open_out = nn.Parameter(torch.zeros(OPEN, 1))
        self.open_scalar = nn.Parameter(torch.tensor([-8.0]))
        self.dropout = 0.15

    def hidden(self, ids, kinds, features, mask, row, rows, meaning, keep) -> tuple[Tensor, Tensor]:
        """keep (n,): index of the characters among the padded positions. → (n, C), and each row's mean (rows, C)."""
        h = self.encoder(ids, kinds, features, mask, row, rows, meaning)
        count = torch.zeros(rows, 1).index_add(0, row, mask).clamp_min(1)
        mean = torch.zeros(rows, h.shape[1]).index_add(0, row, h) / count
        return F.dropout(h[keep], self.dropout, self.training), mean

    def project(self, h: Tensor) -> Tensor:
        return (h @ self.body).view(-1, 3, RANK)

    def columns(self, described: Tensor, names: Tensor, facts: Tensor, content: Tensor) -> Tensor:
        x = torch.cat([described, names, facts, content @ self.head_content], 1)
        x = F.dropout(x, self.dropout, self.training)
        return F.relu(x @ self.head_in + self.head_bias)

    def whole(self, h: Tensor, g: Tensor, cuts: Tensor) -> Tensor:
        """h (n, C), g (k, 64), cuts (q, k + 1) offsets into h. → (q,) how well each reading's cells look as wholes."""
        p = h @ self.cell_h
        total = torch.cat([torch.zeros(1, CELL), p.cumsum(0)])
        a, b = cuts[:, :-1], cuts[:, 1:]
        length = (b - a).float()
        filled = length > 0
        mean = (total[b] - total[a]) / length.clamp_min(1)[..., None]
        first, last = p[a.clamp_max(len(p) - 1)], p[(b - 1).clamp_min(0)]
        size = torch.stack(
            [
                torch.log1p(length) / 5,
                (length < 4).float(),
                torch.log1p(length.sum(1, keepdim=True)).expand_as(length) / 6,
            ],
            -1,
        )
        told = torch.cat([mean, first, last, g.expand(len(cuts), -1, -1), size], -1)
        told = F.dropout(told, self.dropout, self.training)
        v = F.relu(told @ self.cell_in + self.cell_bias) * filled[..., None]
        own = (v @ self.cell_out).sum((1, 2))
        # The neighbour to the right among filled cells: carried leftwards.
        right, carried, both = (
            v @ self.cell_right,
            torch.zeros(len(cuts), 32),
            torch.zeros(len(cuts)),
        )
        left = v @ self.cell_left
        seen = torch.zeros(len(cuts), dtype=torch.bool)
        for j in range(cuts.shape[1] - 2, -1, -1):
            joined = (F.relu(left[:, j] + carried + self.cell_pair_bias) @ self.cell_pair)[:, 0]
            both = both + torch.where(filled[:, j] & seen, joined, torch.zeros(()))
            carried = torch.where(filled[:, j, None], right[:, j], carried)
            seen = seen | filled[:, j]
        return own + both

    def opens(self, h: Tensor) -> Tensor:
        """h (n, C) of one text. → (n,) how much each character looks like a row's first."""
        before = F.pad(h, (0, 0, 1, 0))[:-1]
        seen = F.relu(torch.cat([before, h], 1) @ self.open_in + self.open_bias)
        return (seen @ self.open_out)[:, 0] + self.open_scalar

    def scores(self, body: Tensor, mean: Tensor, g: Tensor):
        """body: project(h); g: columns(…). → emit, start, end (n, k), skip (rows, k), pair."""
        vec = (g @ self.head_out).view(-1, 4, RANK)
        bias = g @ self.head_scalar + self.scalars
        emit, start, end = (body[:, i] @ vec[:, i].T + bias[:, i] for i in range(3))
        skip = mean @ self.pool @ vec[:, 3].T + bias[:, 3]
        two = (g @ self.head_pair).view(-1, 2, 8)
        left = torch.cat([two[:, 0], self.edges[:1]])
        right = torch.cat([two[:, 1], self.edges[1:]])
        return emit * 0.3, start, end, skip, left @ right.T
