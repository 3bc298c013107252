"""Labelled reports: reading, augmenting, rendering as a page leaves them."""

from __future__ import annotations

import glob
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from convert.recover.model import alphabet, roles
from convert.recover.model.layout import RowText
from convert.recover.model.lexicon import Lexicon, compile_lexicon
from convert.recover.model.words import Words, compile_words

HERE = Path(__file__).resolve().parent
FINAL = "。;；.!！"


@dataclass
class Doc:
    name: str
    columns: list[str]
    rows: list[list[str]]
    date: str | None


def bare(text: str) -> str:
    return "".join(c for c in text if c not in alphabet.WHITE and not c.isspace())


def load(paths) -> list[Doc]:
    docs = []
    for path in paths:
        try:
            d = json.load(open(path, encoding="utf-8"))
            width = len(d["columns"])
            rows = [r[1:] for r in d["rows"] if len(r) == width and any(bare(c) for c in r[1:])]
        except (ValueError, KeyError, OSError):
            continue
        date = None
        for label, value in d["metadata"]:
            if "日期" in label or "时间" in label:
                if re.search(r"20\d\d\D{1,3}\d{1,2}", value):
                    date = value
                    break
        if len(rows) >= 3 and width >= 3:
            docs.append(Doc("/".join(Path(path).parts[-2:])[:-5], d["columns"][1:], rows, date))
    return docs


def lexicon_entries():
    for name in ("task", "progress", "problem", "plan", "units", "fillers"):
        for line in (
            (HERE.parent / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        ):
            role, expression, strength = line.split("\t")[:3]
            yield role, expression, int(strength)


def lexicon() -> Lexicon:
    return compile_lexicon(lexicon_entries())


def words() -> Words:
    """jieba's dictionary, made once by words.py into words.tsv."""
    lines = (HERE / "words.tsv").read_text(encoding="utf-8").splitlines()
    return compile_words((w, k, int(f)) for w, k, f in (line.split("\t") for line in lines))


def known_headers() -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for line in (
        (HERE.parent / "lexicon" / "headers.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ):
        role, name, strength = line.split("\t")[:3]
        if role in roles.ROLES and int(strength) > best.get(roles.clean(name), (0, ""))[0]:
            best[roles.clean(name)] = (int(strength), role)
    return {name: role for name, (_, role) in best.items()}


FILLERS = ("无", "无。", "暂无", "/", "—", "暂无。", "-", "无")


def strip_final(cell: str) -> str:
    return cell.rstrip().rstrip(FINAL)


LISTS = (
    [f"{i}." for i in range(1, 20)],
    [f"{i}、" for i in range(1, 20)],
    [f"({i})" for i in range(1, 20)],
    [chr(0x2460 + i) for i in range(19)],
    [f"{c}是" for c in "一二三四五六七八九"] + [""] * 10,
)
GAPS = ("\u00a0" * 4, "\u00a0" * 3 + " ", "\u00a0 ", " \u00a0", "\u3000\u3000")


def sentences(cell: str) -> list[str]:
    """The cell cut behind each 。；;"""
    return re.findall(r"[^。；;]+[。；;]*", cell)


def number_sentences(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Lists that count from one in every cell they are given to."""
    marks, share = rng.choice(LISTS), rng.choice((0.25, 0.6))

    def numbered(cell: str) -> str:
        parts = sentences(cell)
        if not 2 <= len(parts) <= 12 or rng.random() > share or re.match(r"[\s(（]*[\d一①]", cell):
            return cell
        return "".join(mark + part.lstrip() for mark, part in zip(marks, parts))

    return [[numbered(cell) for cell in row] for row in rows]


def indent_paragraphs(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """White space that began paragraphs: before whole cells, and inside long ones."""
    gap, first, inner = rng.choice(GAPS), rng.choice((0.1, 0.4, 0.9)), rng.choice((0.1, 0.4))

    def indented(cell: str) -> str:
        if len(cell) < 25:
            return cell
        parts = [
            part if i == 0 or rng.random() > inner else gap + part
            for i, part in enumerate(sentences(cell))
        ]
        return (gap if rng.random() < first else "") + "".join(parts)

    return [[indented(cell) for cell in row] for row in rows]


def augment(
    doc: Doc, rng: random.Random, headers: dict[str, str], by_role: dict[str, list[str]]
) -> Doc:
    columns, rows = list(doc.columns), [list(r) for r in doc.rows]
    k = len(columns)
    main = [
        j
        for j, c in enumerate(columns)
        if headers.get(roles.clean(c)) in ("problem", "next", "progress", "measures")
    ]
    if rng.random() < 0.45:
        source = [list(r) for r in rows]
        share = rng.choice((0.15, 0.3, 0.6))
        for r in rows:
            for j in range(k):
                if rng.random() < share:
                    r[j] = rng.choice(source)[j]
    if rng.random() < 0.25:
        q, ending = rng.choice((0.3, 0.7, 1.0)), rng.choice(("", "", "。", "。", ";"))
        only = [j for j in range(k) if rng.random() < 0.7]
        for r in rows:
            for j in only:
                if len(r[j]) > 6 and rng.random() < q:
                    r[j] = strip_final(r[j]) + ending
    if rng.random() < 0.35 and main:
        q = rng.choice((0.1, 0.25, 0.5))
        for r in rows:
            for j in main:
                if rng.random() < q:
                    r[j] = ""
    if rng.random() < 0.35 and main:
        # Offices differ most in how often they own up to a problem: from never to always.
        j, q = rng.choice(main), rng.choice((0.4, 0.7, 0.85, 0.95))
        for r in rows:
            if rng.random() < q:
                r[j] = ""
    if rng.random() < 0.25:
        rows = number_sentences(rows, rng)
    if rng.random() < 0.25:
        rows = indent_paragraphs(rows, rng)
    if rng.random() < 0.2:
        filler = rng.choice(FILLERS)
        for r in rows:
            for j in main:
                if not r[j] and rng.random() < 0.6:
                    r[j] = filler
    if rng.random() < 0.1 and k > 3:
        j = rng.randrange(1, k)
        columns.pop(j)
        for r in rows:
            r.pop(j)
    if rng.random() < 0.4:
        for j, c in enumerate(columns):
            role = headers.get(roles.clean(c))
            if (
                role
                and role not in ("name", "content", "amount", "category", "source")
                and rng.random() < 0.5
            ):
                columns[j] = rng.choice(by_role[role])
    if rng.random() < 0.3:
        table = (
            str.maketrans(",;:()", "，；：（）")
            if rng.random() < 0.5
            else str.maketrans("，；：（）", ",;:()")
        )
        rows = [[c.translate(table) for c in r] for r in rows]
    if rng.random() < 0.25:
        rows = [[c.replace(" ", "") for c in r] for r in rows]
    elif rng.random() < 0.15:
        for r in rows:
            for j in range(len(r)):
                if len(r[j]) > 15 and rng.random() < 0.3:
                    p = rng.randrange(1, len(r[j]))
                    r[j] = r[j][:p] + " " + r[j][p:]
    if rng.random() < 0.12:
        rows = [[c.replace("\u00a0", "") for c in r] for r in rows]
    rows = [r for r in rows if any(bare(c) for c in r)]
    if len(rows) > 8 and rng.random() < 0.3:
        rows = rng.sample(rows, rng.randrange(6, len(rows)))
    date = None if rng.random() < 0.1 else doc.date
    return Doc(doc.name, columns, rows or doc.rows, date) if rows else doc


def render(doc: Doc, mode: str) -> list[RowText]:
    out = []
    for r in doc.rows:
        if mode == "glued":
            out.append(RowText("".join(r)))
            continue
        filled = [c for c in r if bare(c)]
        text = (" " if mode == "spaced" else "\n").join(filled)
        if mode == "spaced":
            places = {p for i, c in enumerate(text) if c.isspace() for p in (i, i + 1)}
            out.append(RowText(text, frozenset(places)))
        else:
            breaks = frozenset(i + 1 for i, c in enumerate(text) if c == "\n")
            out.append(RowText(text, breaks, breaks))
    return out


def gold(doc: Doc) -> np.ndarray:
    """Column of every visible character, rows end to end."""
    return np.concatenate(
        [np.repeat(np.arange(len(r)), [len(bare(c)) for c in r]) for r in doc.rows]
    )


def gold_cuts(doc: Doc) -> np.ndarray:
    """(rows, k + 1) cuts among each row's visible characters."""
    return np.stack([np.concatenate([[0], np.cumsum([len(bare(c)) for c in r])]) for r in doc.rows])


def author(doc: Doc) -> str:
    """Who wrote it: the letters its file's name begins with, else its folder."""
    folder, stem = doc.name.rsplit("/", 1)
    letters = re.match(r"w\d+(?=-)|[a-z]*", stem)
    return letters[0] if letters and letters[0] else folder


def everything(folders: list[str]) -> list[Doc]:
    """All labelled reports under the folders, but for the real page (seed.json), which is for measuring only."""
    paths = {p for folder in folders for p in glob.glob(f"{folder}/**/*.json", recursive=True)}
    return load(sorted(p for p in paths if Path(p).stem != "seed"))
