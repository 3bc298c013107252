"""Rows and columns found together, in torch: the twin of convert/recover/model/rows.py, and the true path."""

from __future__ import annotations

import numpy as np
import torch

from convert.recover.model.layout import Layout

IMPOSSIBLE = -1e4


def moves_of(
    scores: tuple[torch.Tensor, ...], opens: torch.Tensor, layout: Layout
) -> tuple[torch.Tensor, torch.Tensor]:
    """rows.moves_of, in torch."""
    emit, start, end, skip, pair = scores
    k = emit.shape[1]
    never = torch.tensor(IMPOSSIBLE)
    total = torch.cat([torch.zeros(1), skip[0].cumsum(0)])
    left, right = torch.tensor([*range(k), -1]), torch.arange(k + 1)
    jump = total[None, :] - total[left + 1][:, None]
    cross = torch.where(right[None, :] > left[:, None], jump + pair, never)
    allowed = torch.from_numpy(layout.allowed)[:, None, None]
    before = torch.cat([torch.zeros(1, k), end[:-1]])
    inner = before[:, :, None] + start[:, None, :] + cross[:k, :k]
    inner = torch.where(allowed, inner, never)
    stay = torch.where(torch.from_numpy(layout.forced), IMPOSSIBLE, 0.0)
    inner = torch.where(torch.eye(k, dtype=torch.bool), stay[:, None, None], inner)
    opened = start + cross[k, :k] + opens[:, None]
    anew = torch.where(allowed, (before + cross[:k, k])[:, :, None] + opened[:, None, :], never)
    begin = (start[:1] + cross[k, :k])[:, None, :].expand(1, k, k)
    nothing = torch.full((1, k, k), IMPOSSIBLE)
    last = (end[-1] + cross[:k, k])[None, :, None].expand(1, k, k)
    own = emit[:, None, :]
    return (
        torch.cat([torch.cat([nothing, inner[1:]]) + own, last]),
        torch.cat([torch.cat([begin, anew[1:]]) + own, nothing]),
    )


def gold_steps(g: np.ndarray, firsts: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The true path as rows.posterior would have it; what does not matter is spread evenly.

    g: (n,) each character's column, of k; firsts: the first characters of the rows.
    """
    n = len(g)
    one, two = np.zeros((2, n + 1, k, k), dtype=np.float32)
    new = np.zeros(n, dtype=bool)
    new[firsts] = True
    before = np.concatenate([[0], g[:-1]])
    at = np.arange(n)
    one[at[~new], before[~new], g[~new]] = 1
    two[at[new], before[new], g[new]] = 1
    two[0] = 0
    two[0, :, g[0]] = 1 / k
    one[n, g[-1], :] = 1 / k
    return one, two
