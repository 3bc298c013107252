"""How a table's cells are joined, and where its last row ends.

Both are told from the rows, and from their numbers as a column.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.recover.header import Name
from convert.recover.lines import Stretch, lines
from convert.recover.numbers import STYLES, Chain, read, rising
from convert.recover.table import Shape
from convert.recover.tails import is_foot, is_tail

LONG = 60
"""A line with so much behind the header holds rows as well."""
NUMBERED = re.compile(
    r"[(（\[【]?(?:[A-Za-z]{1,4}[-－—–]?)?(?:\d+(?:[-－—–.]\d+)?|[一二三四五六七八九十百]+|[①-⑳])[.、)）\]】]?"
)
"""A row number, however written."""
OPENING = re.compile(r"[\d一二三四五六七八九十(（\[【①A-Z第]")
"""What a row number begins with."""


def shape_of(text: str, names: Sequence[Name], body: int) -> Shape:
    """How the table's cells are joined, told by the rows first and the header second."""
    below = list(lines(text, body, len(text)))[:400]
    rows = [text[line.first : line.last] for line in below]
    if _ruled(text, names, rows, "\t"):
        return "tabbed"
    if _ruled(text, names, rows, "|｜│┃"):
        return "piped"
    if len(text[body : line_end(text, body)].strip()) > LONG:
        return "block"
    if apart(text, names, "\r\n") and not _glued_below(text, names, below):
        return "celllines"
    return "spaced" if _spaced(rows, names, text) else "glued"


def _ruled(text: str, names: Sequence[Name], rows: Sequence[str], signs: str) -> bool:
    """Whether such a sign stands between all cells: in most rows, or some and the header."""
    counts = [sum(map(row.count, signs)) for row in rows]
    full = sum(count >= max(len(names) - 1, 1) for count in counts)
    partly = sum(count > 0 for count in counts)
    return full * 2 > len(rows) or (full * 2 >= max(partly, 1) and apart(text, names, signs))


def _glued_below(text: str, names: Sequence[Name], rows: Sequence[Stretch]) -> bool:
    """Whether the rows are glued, though each name of the header has its own line."""
    if names[0].role != "number":
        return False
    glued, alone = column(text, rows), column(text, rows, len(names) - 1)
    return glued is not None and (alone is None or alone.rows * 2 < glued.rows)


def _spaced(rows: Sequence[str], names: Sequence[Name], text: str) -> bool:
    """Whether single spaces stand between cells: behind most row numbers, or in the header."""
    numbered = [row for row in rows if NUMBERED.match(row)]
    if names[0].role == "number" and numbered:
        first = [row.split(" ")[0] for row in numbered]
        return sum(NUMBERED.fullmatch(word) is not None for word in first) * 2 > len(first)
    return apart(text, names, " ")


def end_of(text: str, body: int, shape: Shape, names: Sequence[Name]) -> int:
    """Where the last row ends: before the first line of the page's own behind the numbers."""
    rows = list(lines(text, body, len(text)))
    chain = None
    if names[0].role == "number" and shape != "block":
        chain = column(text, rows, len(names) - 1 if shape == "celllines" else None)
    last = max((i for i, one in enumerate(chain.chosen) if one), default=0) if chain else 0
    blanks = any(row.clear for row in rows[1 : last + 1])
    for place, row in enumerate(rows):
        line = text[row.start : row.end]
        if place > last and (is_tail(line) or (row.clear and is_foot(line))):
            return rows[place - 1].end
        if place > last and row.clear and not blanks and (shape == "block" or chain):
            return rows[place - 1].end
    return rows[-1].end if rows else body


def column(text: str, rows: Sequence[Stretch], cells: int | None = None) -> Chain | None:
    """The row numbers that lines begin with; None where there are none.

    `cells`: how many lines below its number a row has where every cell, the number too, has
    a line of its own. The style of writing that reads the most numbers wins.
    """
    best: Chain | None = None
    for style in STYLES:
        places = [
            [
                number
                for number in read(text, row.start, style, row.end)
                if cells is None or number.end == row.end
            ]
            for row in rows
        ]
        if not any(places):
            continue
        chain = rising(places, 0.3 if cells is None else 0.1, cells)
        if chain.rows and (best is None or chain.score > best.score):
            best = chain
    return best


def apart(text: str, names: Sequence[Name], signs: str) -> bool:
    """Whether such a sign stands in most of the gaps between names."""
    gaps = [text[a.end : b.start] for a, b in pairwise(names)]
    return sum(any(sign in gap for sign in signs) for gap in gaps) * 2 > len(gaps)


def line_end(text: str, at: int) -> int:
    """The end of the line that holds offset `at`."""
    found = re.compile(r"[\r\n]").search(text, at)
    return found.start() if found else len(text)
