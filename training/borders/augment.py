"""Labelled reports as other offices might have written them: endings, empties, lists, white space, names of columns."""

from __future__ import annotations

import random
import re

from training.borders import data

FINAL = "。;；.!！"
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


def other_habits(doc: data.Doc, rng: random.Random, headers: dict[str, str]) -> data.Doc:
    """The same report from an office that owns up to few problems and is careless of its stops."""
    of = [data.role_of(name, headers) for name in doc.columns]
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
    rows = [r for r in rows if any(data.bare(c) for c in r)]
    return data.Doc(doc.name, doc.columns, rows or doc.rows, doc.date)


def augment(
    doc: data.Doc, rng: random.Random, headers: dict[str, str], by_role: dict[str, list[str]]
) -> data.Doc:
    """The document as others might have filled in its table."""
    of = [data.role_of(name, headers) for name in doc.columns]
    columns, rows = list(doc.columns), rewritten([list(r) for r in doc.rows], of, rng)
    if rng.random() < 0.1 and len(columns) > 3:
        dropped = rng.randrange(1, len(columns))
        for line in (columns, of, *rows):
            line.pop(dropped)
    if rng.random() < 0.4:
        columns = rename(columns, of, by_role, rng)
    rows = [r for r in rows if any(data.bare(c) for c in r)]
    if len(rows) > 8 and rng.random() < 0.3:
        rows = rng.sample(rows, rng.randrange(6, len(rows)))
    date = None if rng.random() < 0.1 else doc.date
    return data.Doc(doc.name, columns, rows, date) if rows else doc
