"""Write the weights file from a trained net and a trained judge."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from convert.recover.model import reader, weights
from training.borders import data


def arrays_of(path: Path) -> tuple[dict[str, np.ndarray], np.ndarray]:
    saved = torch.load(path, weights_only=False)
    return {k: v.numpy() for k, v in saved["state"].items()}, saved["codes"]


def mean_of(paths: Sequence[Path]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The mean of nets of one lineage: each was trained on from the one before."""
    nets, codes = zip(*(arrays_of(path) for path in paths), strict=True)
    return {name: np.mean([net[name] for net in nets], axis=0) for name in nets[0]}, codes[0]


def learned(
    *paths: Path, judge: dict[str, np.ndarray] | None = None, below: float = 0.9
) -> reader.Model:
    net, codes = mean_of(paths)
    facts = {"review_below": below}
    return reader.Model(
        net, codes, data.lexicon(), data.words(), data.known_headers(), judge or {}, facts
    )


def write(model: reader.Model, path: Path) -> int:
    arrays = {
        "alphabet": model.alphabet,
        "lexicon.hashes": model.lexicon.hashes,
        "lexicon.weights": model.lexicon.weights,
        "words.hashes": model.words.hashes,
        "words.facts": model.words.facts,
    }
    arrays.update({f"net.{name}": array for name, array in model.net.items()})
    arrays.update({f"judge.{name}": array for name, array in model.judge.items()})
    blob = weights.pack(arrays, {"headers": model.headers, "judge": model.facts})
    temporary = path.with_suffix(".new")
    temporary.write_bytes(blob)
    os.replace(temporary, path)
    return len(blob)
