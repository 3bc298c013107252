"""Lexical pre-training: LAC's tags, hidden characters, and places where two pieces of prose were joined.

usage: python -m training.pretrain LAC_FOLDER PEOPLE_DAILY pretrained.npz MINUTES
"""

from __future__ import annotations

import collections
import glob
import random
import re
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from convert.recover.model import alphabet
from training.borders.model import CHANNELS, EMBEDDING, PAD, Encoder
from training.borders.teacher import Teacher, _parameter

torch.set_num_threads(1)
torch.manual_seed(1)
random.seed(1)


def articles(path):
    _text, out = [], []
    for line in open(path, encoding="utf-8"):
        words = [w.rsplit("/", 1)[0].lstrip("[") for w in line.split()]
        line = "".join(words)
        folded = "".join(map(chr, alphabet.fold(alphabet.codes_of(line))))
        if len(folded) > 25:
            out.append(folded)
    return out


def main():
    lac, daily, out = sys.argv[1], sys.argv[2], sys.argv[3]
    minutes = float(sys.argv[4])
    teacher = Teacher(lac)
    crf = _parameter(Path(lac), "crfw", 59, 57)
    paragraphs = articles(daily)
    counts = collections.Counter(c for p in paragraphs for c in p)
    for f in glob.glob("training/corpus/t*/*.json") + glob.glob("training/lexicon/*.tsv"):
        counts.update(
            "".join(map(chr, alphabet.fold(alphabet.codes_of(open(f, encoding="utf-8").read()))))
        )
    known = sorted(
        c
        for c, n in counts.items()
        if (n >= 3 or (n >= 1 and c in teacher.ids)) and not c.isspace() and ord(c) < 65536
    )
    print(len(paragraphs), sum(map(len, paragraphs)), len(known), flush=True)
    codes = np.array([0] + [ord(c) for c in known], dtype=np.uint32)
    lookup = {c: i + 1 for i, c in enumerate(known)}
    table = teacher.embedding[
        [teacher.ids.get(chr(c) if c else "OOV", teacher.ids["OOV"]) for c in codes]
    ]
    centred = table - table.mean(0)
    weight = torch.tensor([float(counts.get(chr(c), 1)) ** 0.5 for c in codes])[:, None]
    _, s, v = torch.linalg.svd(centred * weight, full_matrices=False)
    print("variance kept", float((s[:EMBEDDING] ** 2).sum() / (s**2).sum()))
    base = centred @ v[:EMBEDDING].T
    net = Encoder(len(codes), 1)
    with torch.no_grad():
        net.embedding.copy_(base / base.std())
    net.dropout = 0.05
    heads = nn.ModuleDict(
        {
            "tag": nn.Linear(CHANNELS, 57),
            "mlm": nn.Linear(CHANNELS, EMBEDDING),
            "join": nn.Linear(CHANNELS, 1),
            "hid": nn.Linear(CHANNELS, 256),
        }
    )
    mlm_bias = nn.Parameter(torch.zeros(len(codes)))
    optimiser = torch.optim.AdamW(
        list(net.parameters()) + list(heads.parameters()) + [mlm_bias], lr=2e-3, weight_decay=0.01
    )
    clause = re.compile(r"[^,。;!?:]+[,。;!?:]*[”’)》]*")
    pieces = [clause.findall(p) for p in paragraphs]

    def sample():
        fragments, at = [], random.randrange(len(pieces))
        for _ in range(random.choice((1, 2, 3, 3, 4, 4, 5))):
            if random.random() < 0.5:
                at = random.randrange(len(pieces))
            else:
                at = min(len(pieces) - 1, at + random.randrange(-2, 3)) if at > 2 else at
            n = min(len(pieces[at]), random.choice((1, 1, 2, 2, 3, 4)))
            s = random.randrange(len(pieces[at]) - n + 1)
            f = "".join(pieces[at][s : s + n]).strip()
            body = f.rstrip(",。;!?:")
            f = body + (random.choice("。。。;") if random.random() < 0.4 else "")
            if random.random() < 0.25:
                f = random.choice(("1.", "2.", "3.", "一是", "(1)", "①", "1、")) + f
            if body:
                fragments.append(f[:160])
        return fragments

    def run_teacher(texts):
        n = max(map(len, texts))
        oov = teacher.ids["OOV"]
        ids = torch.full((len(texts), n), oov)
        for i, t in enumerate(texts):
            ids[i, : len(t)] = torch.tensor(teacher.text_ids(t))
        with torch.no_grad():
            h = teacher.hidden(ids)
            lg = h @ teacher.out[0] + teacher.out[1]
            a = lg[:, 0] + crf[0]
            back = []
            for t in range(1, n):
                m, b = (a[:, :, None] + crf[2:]).max(1)
                back.append(b)
                a = m + lg[:, t]
            k = a.argmax(1)
            path = [k]
            for b in reversed(back):
                k = b.gather(1, k[:, None])[:, 0]
                path.append(k)
            return h, torch.stack(path[::-1], 1)

    started, step, stats = time.time(), 0, collections.defaultdict(float)
    net.train()
    budget = minutes * 60
    while time.time() - started < budget:
        rows = sorted((sample() for _ in range(24)), key=lambda f: sum(map(len, f)))
        texts = ["".join(f) for f in rows]
        texts_ok = [(f, t) for f, t in zip(rows, texts) if 8 < len(t) < 400]
        rows, texts = [f for f, _ in texts_ok], [t for _, t in texts_ok]
        use_teacher = step % 2 == 0
        ids, join, row, mask, where = [0] * PAD, [0.0] * PAD, [0] * PAD, [0.0] * PAD, []
        for r, (f, t) in enumerate(zip(rows, texts)):
            where.append(len(ids))
            ids += [lookup.get(c, 0) for c in t] + [0] * PAD
            j = [0.0] * len(t)
            p = 0
            for x in f[:-1]:
                p += len(x)
                j[p] = 1.0
            join += j + [0.0] * PAD
            row += [r] * (len(t) + PAD)
            mask += [1.0] * len(t) + [0.0] * PAD
        ids, join, row, mask = (
            torch.tensor(ids),
            torch.tensor(join),
            torch.tensor(row),
            torch.tensor(mask)[:, None],
        )
        kinds = torch.from_numpy(alphabet.classes_of(codes[ids.numpy()]).astype(np.int64))
        inside = torch.cat([torch.arange(w, w + len(t)) for w, t in zip(where, texts)])
        masked = inside[torch.rand(len(inside)) < 0.12]
        ids_in, kinds_in = ids.clone(), kinds.clone()
        ids_in[masked] = 0
        kinds_in[masked] = 0
        h = net(ids_in, kinds_in, None, mask, row, len(rows))
        logits = heads["mlm"](h[masked]) @ net.embedding.T * 0.3 + mlm_bias
        l_mlm = F.cross_entropy(logits, ids[masked])
        l_join = F.binary_cross_entropy_with_logits(
            heads["join"](h[inside])[:, 0], join[inside], pos_weight=torch.tensor(3.0)
        )
        loss = l_mlm * 0.5 + l_join * 4
        if use_teacher:
            hid, tag = run_teacher(texts)
            tags = torch.cat([tag[i, : len(t)] for i, t in enumerate(texts)])
            hids = torch.cat([hid[i, : len(t)] for i, t in enumerate(texts)])
            l_tag = F.cross_entropy(heads["tag"](h[inside]), tags)
            l_hid = F.mse_loss(heads["hid"](h[inside]), hids) * 10
            loss = loss + l_tag + l_hid
            stats["tag"] += float(l_tag)
            stats["hid"] += float(l_hid)
            stats["n2"] += 1
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        done = (time.time() - started) / budget
        for g in optimiser.param_groups:
            g["lr"] = 2e-3 * min(1.0, (step + 1) / 200) * (1 - done * 0.95)
        optimiser.step()
        stats["mlm"] += float(l_mlm)
        stats["join"] += float(l_join)
        stats["n"] += 1
        step += 1
        if step % 200 == 0:
            print(
                step,
                f"{time.time() - started:.0f}s",
                {
                    k: round(v / stats["n2" if k in ("tag", "hid") else "n"], 3)
                    for k, v in stats.items()
                    if k[0] != "n"
                },
                flush=True,
            )
            stats.clear()
    stored = {
        name: value.numpy().astype(np.float16)
        for name, value in net.state_dict().items()
        if name != "extra"
    }
    np.savez_compressed(out, codes=codes, **stored)


main()
