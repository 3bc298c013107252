"""Labelled reports: reading, augmenting, rendering as a page leaves them."""

from __future__ import annotations

import glob
import json
import random
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
FINAL = "。;；.!！"


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


def splice(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Cells of other rows of the document in place of some."""
    share = rng.choice((0.15, 0.3, 0.6))
    return [
        [rng.choice(rows)[j] if rng.random() < share else cell for j, cell in enumerate(row)]
        for row in rows
    ]


def end_otherwise(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Another final punctuation, or none, in most columns."""
    share, ending = rng.choice((0.3, 0.7, 1.0)), rng.choice(("", "", "。", "。", ";"))
    only = [rng.random() < 0.7 for _ in rows[0]]

    def ended(cell: str, chosen: bool) -> str:
        if not chosen or len(cell) <= 6 or rng.random() >= share:
            return cell
        return strip_final(cell) + ending

    return [[ended(c, chosen) for c, chosen in zip(row, only, strict=True)] for row in rows]


# How often a document's column is emptied in part, and by what share: offices differ most in how
# often they own up to a problem, from never to always; progress they nearly always have.
EMPTIED = {
    "problem": (0.5, (0.2, 0.5, 0.7, 0.85, 0.95)),
    "next": (0.3, (0.1, 0.2, 0.4)),
    "measures": (0.3, (0.1, 0.2, 0.4)),
    "progress": (0.2, (0.03, 0.06)),
    "remarks": (0.3, (0.3, 0.7)),
}
EMPTIED_ELSE = (0.08, (0.1, 0.3))


def empty_some(rows: list[list[str]], of: list[str | None], rng: random.Random) -> list[list[str]]:
    """Some cells of some columns left empty, or given a filler."""
    filler = rng.choice(FILLERS) if rng.random() < 0.2 else ""
    shares = []
    for role in of:
        often, choice = EMPTIED.get(role or "", EMPTIED_ELSE)
        shares.append(rng.choice(choice) if rng.random() < often else 0.0)
    return [
        [filler if rng.random() < q else cell for cell, q in zip(row, shares, strict=True)]
        for row in rows
    ]


def role_of(name: str, headers: dict[str, str]) -> str | None:
    """What most of the column's name says it is."""
    told = roles.evidence(name, headers)
    return roles.ROLES[int(told.argmax())] if told.max() >= 0.7 else None


def rename(
    columns: list[str], of: list[str | None], by_role: dict[str, list[str]], rng: random.Random
) -> list[str]:
    """Other names of the same role for some columns."""
    kept = (None, "name", "content", "amount", "category", "source", "number", "status")
    return [
        name if role in kept or rng.random() < 0.5 else rng.choice(by_role[role])
        for name, role in zip(columns, of, strict=True)
    ]


WIDER, NARROWER = str.maketrans(",;:()", "，；：（）"), str.maketrans("，；：（）", ",;:()")


def respace(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Stray spaces taken out, or set within long cells."""
    if rng.random() < 0.6:
        return [[cell.replace(" ", "") for cell in row] for row in rows]

    def strayed(cell: str) -> str:
        if len(cell) <= 15 or rng.random() >= 0.3:
            return cell
        at = rng.randrange(1, len(cell))
        return cell[:at] + " " + cell[at:]

    return [[strayed(cell) for cell in row] for row in rows]


def rewritten(rows: list[list[str]], of: list[str | None], rng: random.Random) -> list[list[str]]:
    """The cells as another official might have written them: endings, empties, lists, white space."""
    if rng.random() < 0.45:
        rows = splice(rows, rng)
    if rng.random() < 0.25:
        rows = end_otherwise(rows, rng)
    if rng.random() < 0.6:
        rows = empty_some(rows, of, rng)
    if rng.random() < 0.25:
        rows = number_sentences(rows, rng)
    if rng.random() < 0.25:
        rows = indent_paragraphs(rows, rng)
    if rng.random() < 0.3:
        table = rng.choice((WIDER, NARROWER))
        rows = [[cell.translate(table) for cell in row] for row in rows]
    if rng.random() < 0.38:
        rows = respace(rows, rng)
    if rng.random() < 0.12:
        rows = [[cell.replace("\u00a0", "") for cell in row] for row in rows]
    return rows


def other_habits(doc: Doc, rng: random.Random, headers: dict[str, str]) -> Doc:
    """The same report from an office that owns up to few problems and is careless of its stops."""
    of = [role_of(name, headers) for name in doc.columns]
    share = rng.choice((0.4, 0.6, 0.8))
    rows = [
        [
            "" if role == "problem" and rng.random() < share else c
            for c, role in zip(row, of, strict=True)
        ]
        for row in doc.rows
    ]
    if rng.random() < 0.5:
        rows = end_otherwise(rows, rng)
    if rng.random() < 0.3:
        rows = indent_paragraphs(rows, rng)
    rows = [r for r in rows if any(bare(c) for c in r)]
    return Doc(doc.name, doc.columns, rows or doc.rows, doc.date)


def augment(
    doc: Doc, rng: random.Random, headers: dict[str, str], by_role: dict[str, list[str]]
) -> Doc:
    """The document as others might have filled in its table."""
    of = [role_of(name, headers) for name in doc.columns]
    columns, rows = list(doc.columns), rewritten([list(r) for r in doc.rows], of, rng)
    if rng.random() < 0.1 and len(columns) > 3:
        dropped = rng.randrange(1, len(columns))
        for line in (columns, of, *rows):
            line.pop(dropped)
    if rng.random() < 0.4:
        columns = rename(columns, of, by_role, rng)
    rows = [r for r in rows if any(bare(c) for c in r)]
    if len(rows) > 8 and rng.random() < 0.3:
        rows = rng.sample(rows, rng.randrange(6, len(rows)))
    date = None if rng.random() < 0.1 else doc.date
    return Doc(doc.name, columns, rows, date) if rows else doc


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
