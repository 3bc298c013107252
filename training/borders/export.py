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
    arrays = {k: v.numpy() for k, v in saved["state"].items()}
    turned = arrays.pop("encoder.meaning_in", None)
    if turned is not None:
        arrays["encoder.meaning"] = data.meanings() @ turned
    return arrays, saved["codes"]


def mean_of(paths: Sequence[Path]) -> dict[str, np.ndarray]:
    """The mean of nets of one lineage: each was trained on from the one before."""
    nets = [arrays_of(path)[0] for path in paths]
    return {name: np.mean([net[name] for net in nets], axis=0) for name in nets[0]}


def learned(
    paths: Sequence[Path], judge: dict[str, np.ndarray] | None = None, below: float = 0.9
) -> reader.Model:
    """The model of the mean of nets."""
    net, codes = mean_of(paths), arrays_of(paths[0])[1]
    facts = {"review_below": below}
    return reader.Model(
        net, codes, data.lexicon(), data.words(), data.known_headers(), judge or {}, facts
    )


def write_finder(nets: Sequence[Path], path: Path) -> int:
    """Write what finding rows needs of the mean of nets: all but the second look at cells; the size in bytes."""
    net = mean_of(nets)
    arrays = {f"net.{name}": array for name, array in net.items() if not name.startswith("cell_")}
    return _replaced(weights.pack(arrays, {}), path)


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
    return _replaced(weights.pack(arrays, {"headers": model.headers, "judge": model.facts}), path)


def _replaced(blob: bytes, path: Path) -> int:
    temporary = path.with_suffix(".new")
    temporary.write_bytes(blob)
    os.replace(temporary, path)
    return len(blob)
