"""Logistic regression over named features, for the small linear models of this folder."""

from collections import Counter

import numpy as np

ROUNDS = 300
DECAY = 0.2
LEAST = 3
SMALL = 0.1

Example = tuple[list[str], bool]
"""Names of the features that are present, and the truth."""


def train(data: list[Example], least: int = LEAST) -> dict[str, float]:
    """Weights by feature name: full-batch Adam on the logistic loss with weight decay.

    Features that fewer than `least` examples have are left out.
    """
    counts = Counter(name for names, _ in data for name in names)
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}
    rows = np.concatenate([np.full(len(names), i) for i, (names, _) in enumerate(data)])
    columns = np.array([index.get(name, -1) for names, _ in data for name in names])
    rows, columns = rows[columns >= 0], columns[columns >= 0]
    truth = np.array([right for _, right in data], dtype=float)
    weights, first, second = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        odds = np.bincount(rows, weights[columns], len(data))
        error = 1 / (1 + np.exp(-odds)) - truth
        slope = np.bincount(columns, error[rows], len(index)) + DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        weights -= rate
    return {name: float(weights[i]) for name, i in index.items()}


def rows(weights: dict[str, float], kind: str = "") -> list[str]:
    """Lines of a table of weights, the ones near nothing left out."""
    kept = sorted((name, weight) for name, weight in weights.items() if abs(weight) >= SMALL)
    return [f"{kind}{name}\t{weight:.2f}" for name, weight in kept]
