"""Labelled reports: reading, augmenting, rendering as a page leaves them."""

from __future__ import annotations

import glob
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from convert.recover.model import alphabet, roles
from convert.recover.model.layout import RowText
from convert.recover.model.lexicon import Lexicon, compile_lexicon
from convert.recover.model.words import Words, compile_words, found_in

HERE = Path(__file__).resolve().parent


@dataclass
class Doc:
    name: str
    columns: list[str]
    rows: list[list[str]]
    date: str | None


def bare(text: str) -> str:
    return "".join(c for c in text if c not in alphabet.WHITE and not c.isspace())


_NUMBER = re.compile(r"[\d一二三四五六七八九十百A-Za-z①-⑳().、_/#第号项-]{0,8}")


def has_numbers(name: str, firsts: list[str]) -> bool:
    """Whether the first column numbers the rows: it is called so, or its cells are nothing else."""
    named = roles.clean(name).endswith(("序号", "编号", "项号", "项次", "No", "号"))
    return named or all(_NUMBER.fullmatch(bare(cell)) for cell in firsts)


def table_of(columns: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Columns and rows without the row numbers, and without headings and rows of another width."""
    rows = [r for r in rows if len(r) == len(columns) and any(bare(c) for c in r[1:])]
    first = int(has_numbers(columns[0], [r[0] for r in rows]))
    return columns[first:], [r[first:] for r in rows]


def date_of(metadata: list[list[str]]) -> str | None:
    """The report's own date, as its head gives it."""
    for label, value in metadata:
        if ("日期" in label or "时间" in label) and re.search(r"20\d\d\D{1,3}\d{1,2}", value):
            return value
    return None


def load(paths) -> list[Doc]:
    docs = []
    for path in paths:
        try:
            d = json.load(open(path, encoding="utf-8"))
            columns, rows = table_of(d["columns"], d["rows"])
        except (ValueError, KeyError, OSError):
            continue
        if len(rows) >= 3 and len(columns) >= 2:
            name = "/".join(Path(path).parts[-2:])[:-5]
            docs.append(Doc(name, columns, rows, date_of(d["metadata"])))
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
    return compile_words(word_entries(), meant=meant())


def word_entries() -> list[tuple[str, str, int]]:
    """(word, kind, frequency) of words.tsv, in its order."""
    lines = (HERE / "words.tsv").read_text(encoding="utf-8").splitlines()
    return [(w, k, int(f)) for w, k, f in (line.split("\t") for line in lines)]


@cache
def _stored() -> tuple[np.ndarray, np.ndarray]:
    stored = np.load(HERE / "meanings.npz")
    return stored["rows"], stored["vectors"].astype(np.float32) * stored["scale"]


@cache
def meant() -> frozenset[str]:
    """The words whose meaning is known."""
    entries = word_entries()
    return frozenset(entries[i][0] for i in _stored()[0].tolist())


@cache
def meanings() -> np.ndarray:
    """(m + 1, d) the words' vectors in the order in which the dictionary numbers them (words.known), nought first."""
    rows, vectors = _stored()
    entries = word_entries()
    dictionary = words()
    out = np.zeros((int(dictionary.vectors.max()) + 1, vectors.shape[1]), dtype=np.float32)
    for i, vector in zip(rows.tolist(), vectors, strict=True):
        codes = alphabet.fold(alphabet.codes_of(entries[i][0]))
        for found in found_in(dictionary, codes, np.zeros(len(codes), dtype=np.int64)):
            if found.length == len(codes):
                out[dictionary.vectors[found.word]] = vector
    return out


def known_headers() -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for line in (
        (HERE.parent / "lexicon" / "headers.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ):
        role, name, strength = line.split("\t")[:3]
        if role in roles.ROLES and int(strength) > best.get(roles.clean(name), (0, ""))[0]:
            best[roles.clean(name)] = (int(strength), role)
    return {name: role for name, (_, role) in best.items()}


def role_of(name: str, headers: dict[str, str]) -> str | None:
    """What most of the column's name says it is."""
    told = roles.evidence(name, headers)
    return roles.ROLES[int(told.argmax())] if told.max() >= 0.7 else None


WHOLE = {"block": "", "blocklines": "\n"}
"""How a page that has lost its rows too leaves them, and what it leaves between cells."""


def render(doc: Doc, mode: str) -> list[RowText]:
    """The rows as a page leaves them; in the modes WHOLE all of them as one."""
    if mode in WHOLE:
        text = WHOLE[mode].join(c for r in doc.rows for c in r if bare(c))
        breaks = frozenset(i + 1 for i, c in enumerate(text) if c == "\n")
        return [RowText(text, breaks, breaks) if breaks else RowText(text)]
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
