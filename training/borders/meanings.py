"""Cut published word vectors down to the dictionary's words and their main axes: meanings.npz.

usage: python -m training.borders.meanings synonyms-3.10.2/synonyms/data/words.vector

The file is word2vec's binary form: a line "count width", then each word, a blank, its numbers as 32-bit floats.
meanings.npz holds rows (m,), lines of words.tsv counted from 0, vectors (m, AXES) as bytes, and scale (AXES,).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from training.borders import data

AXES = 48


def read(blob: bytes) -> dict[str, np.ndarray]:
    """Vectors by word."""
    at = blob.index(b"\n")
    count, width = map(int, blob[:at].split())
    out = {}
    for _ in range(count):
        end = blob.index(b" ", at + 1)
        word = blob[at:end].decode("utf-8", "replace").strip()
        at = end + 1 + 4 * width
        out[word] = np.frombuffer(blob, "<f4", width, end + 1)
    return out


def reduced(vectors: np.ndarray) -> np.ndarray:
    """Vectors of one length, on their main axes, the first axis of spread 1."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = unit - unit.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes[:AXES].T
    return turned / turned.std(axis=0)[0]


def main() -> None:
    """Read the vectors named on the command line, write meanings.npz."""
    known = read(Path(sys.argv[1]).read_bytes())
    words = [word for word, _, _ in data.word_entries()]
    rows = [i for i, word in enumerate(words) if word in known]
    vectors = reduced(np.stack([known[words[i]] for i in rows]))
    scale = np.abs(vectors).max(axis=0) / 127
    np.savez_compressed(
        data.HERE / "meanings.npz",
        rows=np.array(rows, dtype=np.int32),
        vectors=np.rint(vectors / scale).astype(np.int8),
        scale=scale.astype(np.float32),
    )


if __name__ == "__main__":
    main()
