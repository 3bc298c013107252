"""LAC-small (jieba 0.42.1, lac_small/model_baseline) re-run in torch: per-character hidden states and tags.

Only the training machine needs it: its embedding table starts ours, its tags are a pre-training target.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import torch


def _parameter(folder: Path, name: str, *shape: int) -> torch.Tensor:
    size = int(np.prod(shape))
    data = (folder / "model_baseline" / name).read_bytes()[-4 * size :]
    return torch.from_numpy(np.frombuffer(data, dtype="<f4").copy().reshape(shape))


class Teacher:
    def __init__(self, folder: str | os.PathLike[str]) -> None:
        root = Path(folder)
        self.ids = {}
        for line in (root / "word.dic").read_text(encoding="utf-8").split("\n"):
            if "\t" in line:
                number, word = line.split("\t", 1)
                self.ids[word] = int(number)
        pairs = [
            line.split("\t")
            for line in (root / "tag.dic").read_text(encoding="utf-8").splitlines()
            if "\t" in line
        ]
        self.labels = {int(number): label for number, label in pairs}
        self.embedding = _parameter(root, "word_emb", 20941, 128)
        self.fc = [
            (
                _parameter(root, f"fc_{i}.w_0", 128 if i < 2 else 256, 384),
                _parameter(root, f"fc_{i}.b_0", 384),
            )
            for i in range(4)
        ]
        self.gru = []
        for i in range(4):
            flat = _parameter(root, f"gru_{i}.w_0", 128 * 384)
            self.gru.append(
                (
                    flat[: 128 * 256].reshape(128, 256),
                    flat[128 * 256 :].reshape(128, 128),
                    _parameter(root, f"gru_{i}.b_0", 384),
                )
            )
        self.crf = _parameter(root, "crfw", 59, 57)
        self.out = (_parameter(root, "fc_4.w_0", 256, 57), _parameter(root, "fc_4.b_0", 57))

    def _run(self, i: int, x: torch.Tensor) -> torch.Tensor:
        """x (time, batch, 384) → (time, batch, 128)."""
        gates, candidate, bias = self.gru[i]
        x = x + bias
        h = x.new_zeros(x.shape[1], 128)
        out = []
        for step in x:
            ur = torch.sigmoid(step[:, :256] + h @ gates)
            u, r = ur[:, :128], ur[:, 128:]
            c = torch.tanh(step[:, 256:] + (r * h) @ candidate)
            h = (1 - u) * h + u * c
            out.append(h)
        return torch.stack(out)

    @torch.no_grad()
    def hidden(self, ids: torch.Tensor) -> torch.Tensor:
        """ids (batch, time) → (batch, time, 256); windows of equal length, padded by the caller."""
        x = self.embedding[ids].transpose(0, 1)
        for layer in range(2):
            w0, b0 = self.fc[2 * layer]
            w1, b1 = self.fc[2 * layer + 1]
            forward = self._run(2 * layer, x @ w0 + b0)
            backward = self._run(2 * layer + 1, (x @ w1 + b1).flip(0)).flip(0)
            x = torch.cat([forward, backward], -1)
        return x.transpose(0, 1)

    @torch.no_grad()
    def labelled(self, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Of all characters end to end: hidden states (n, 256), and tags (n,) by the best path."""
        ids = torch.full((len(texts), max(map(len, texts))), self.ids["OOV"])
        for i, text in enumerate(texts):
            ids[i, : len(text)] = torch.tensor(self.text_ids(text))
        h = self.hidden(ids)
        tags = self._best(h @ self.out[0] + self.out[1])
        real = [slice(0, len(text)) for text in texts]
        return (
            torch.cat([h[i, part] for i, part in enumerate(real)]),
            torch.cat([tags[i, part] for i, part in enumerate(real)]),
        )

    def _best(self, logits: torch.Tensor) -> torch.Tensor:
        """(batch, time) the best path's tags. Rows 0 and 1 of the transitions: from the start, to the end."""
        score, back = logits[:, 0] + self.crf[0], []
        for t in range(1, logits.shape[1]):
            most, came = (score[:, :, None] + self.crf[2:]).max(1)
            back.append(came)
            score = most + logits[:, t]
        tag = score.argmax(1)
        path = [tag]
        for came in reversed(back):
            tag = came.gather(1, tag[:, None])[:, 0]
            path.append(tag)
        return torch.stack(path[::-1], 1)

    def text_ids(self, text: str) -> list[int]:
        oov = self.ids["OOV"]
        return [self.ids.get(c, oov) for c in text]
