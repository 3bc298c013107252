"""Finds the table in a page: its header, its shape, and where the page goes on."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from convert.errors import LayoutError
from convert.recover.header import SIGNS, Name, Split, split
from convert.recover.lines import Stretch, lines
from convert.recover.numbers import STYLES, Chain, read, rising
from convert.recover.table import Piece, Region, Shape, bare
from convert.recover.tails import is_foot, is_heading, is_tail
from convert.recover.vocabulary import known, proper, role, rules
from convert.report import Span

_WINDOW = 120
"""Characters of a page looked at for one header (measured: the longest has 60)."""
_LONG = 60
"""A line with so much behind the header holds rows as well."""
_HINTS = re.compile(
    "序号|编号|任务|事项|项目|内容|情况|进展|进度|成效|问题|困难|短板|难点|堵点|卡点|打算|计划|安排"
    "|措施|举措|思路|方向|目标|要点|工作|单位|下一?步|后续"
)

_OPENING = re.compile(r"[\d一二三四五六七八九十((①A-Z第]")

_NUMBERED = re.compile(
    r"[((]?(?:[A-Za-z]{1,4}[-－—–]?)?(?:\d+(?:[-－—–.]\d+)?|[一二三四五六七八九十百]+|[①-⑳])[.、))]?"
)
"""A row number, however written."""


def locate(text: str, columns: Sequence[str] | None = None) -> Region:
    """Where the table stands in the decoded text of a page, and what its columns are called.

    `columns` are the names as the user gives them; where the text does not hold them one
    after the other, the table is taken to have no header. Raises LayoutError where no
    table is found.
    """
    names = _given(text, columns) if columns else _sought(text)
    if columns and not names:
        return _headless(text, columns)
    body = names[-1].end
    signs = _signs(text, names)
    if signs:
        body = max(body, signs[-1].end)
    start = min(names[0].start, signs[0].start) if signs else names[0].start
    shape = _shape(text, names, body)
    return Region(
        start,
        _end(text, body, shape, names),
        body,
        tuple(bare(text[name.start : name.end]) for name in names),
        tuple(Piece(name.start, name.end) for name in names),
        shape,
        tuple(signs),
    )


def _given(text: str, columns: Sequence[str]) -> tuple[Name, ...]:
    """The places of the user's names, one after the other; none where they are not there."""
    between = rf"[\s{re.escape(SIGNS)}]*"
    spaced = (r"\s*".join(map(re.escape, bare(name))) for name in columns)
    found = re.search(between.join(f"({name})" for name in spaced), text)
    if not found:
        return ()
    return tuple(Name(*found.span(place), role(name)) for place, name in enumerate(columns, 1))


def _sought(text: str) -> tuple[Name, ...]:
    """The names of the first header in the page; LayoutError where there is none."""
    best: Split | None = None
    for line in lines(text, 0, len(text)):
        found = _likeliest(text, line)
        if found and found.names[0].role == "number":
            return _extended(text, found.names)
        if found and (best is None or found.score > best.score):
            best = found
    if best is None:
        raise LayoutError("table.missing")
    return best.names


def _likeliest(text: str, line: Stretch) -> Split | None:
    """The header in a line, or that begins with a name alone in the line; None without."""
    stop = min(line.end, line.start + _WINDOW)
    words = text[line.start : stop]
    found = _header(text, line, stop) if len(_HINTS.findall(words)) >= 3 else None
    if found is None and known(bare(words)):
        found = _header(text, line, min(line.start + _WINDOW, len(text)))
    return found


def _header(text: str, line: Stretch, stop: int) -> Split | None:
    """The best header that begins with that line, or None.

    One that has a row number behind it goes before one that has none.
    """
    good = [
        (option.names[0].role == "number" and _opens(text, end), option)
        for end, option in split(text, line.start, stop).items()
        if len(option.names) >= 3
        and option.score >= _enough(option.names)
        and _may_end(text, end, option.names)
        and _is_table(option.names)
    ]
    best = max(good, key=lambda pair: (pair[0], pair[1].score), default=None)
    return best[1] if best else None


def _opens(text: str, at: int) -> bool:
    """Whether what follows looks like the number of a row, or a heading."""
    rest = re.compile(rf"[\s{re.escape(SIGNS)}:\-—─┼+]*").match(text, at)
    return rest is not None and _OPENING.match(text, rest.end()) is not None


def _is_table(names: Sequence[Name]) -> bool:
    """Whether the names include what a task table has: a subject and what became of it."""
    roles = Counter(name.role for name in names)
    subject = roles["task"] + roles["name"] + roles["content"] + roles["target"]
    outcome = roles["progress"] + roles["next"] + roles["measures"] + roles["problem"]
    return roles["unknown"] * 2 < len(names) and outcome > 0 and (subject > 0 or outcome > 1)


def _enough(names: Sequence[Name]) -> float:
    """The score that makes a header of such names."""
    return rules().weights["accept_numbered" if names[0].role == "number" else "accept"]


def _may_end(text: str, end: int, names: Sequence[Name]) -> bool:
    """Whether a header may end here: at the end of its line, or with rows behind it."""
    rest = text[end : _line_end(text, end)].strip(SIGNS + " \u00a0\u3000")
    if not rest:
        return True
    if names[0].role == "number":
        return len(rest) > _LONG and _OPENING.match(rest) is not None
    return len(rest) > _LONG and all(proper(bare(text[name.start : name.end])) for name in names)


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]").search(text, at)
    return found.start() if found else len(text)


def _extended(text: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names, with unknown ones on lines of their own before the first row's number."""
    if not _apart(text, names, "\n"):
        return names
    more: list[Name] = []
    for line in lines(text, names[-1].end, len(text)):
        if _OPENING.match(text, line.start):
            return names + tuple(more)
        if len(more) == 3 or line.end - line.start > 12:
            break
        more.append(Name(line.start, line.end, "unknown"))
    return names


def _apart(text: str, names: Sequence[Name], signs: str) -> bool:
    """Whether such a sign stands in most of the gaps between names."""
    gaps = [text[a.end : b.start] for a, b in pairwise(names)]
    return sum(any(sign in gap for sign in signs) for gap in gaps) * 2 > len(gaps)


def _signs(text: str, names: Sequence[Name]) -> list[Span]:
    """The | around and between the names, and a rule line below them."""
    first, last = names[0].start, names[-1].end
    start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    end = _line_end(text, last)
    if text[start:first].strip(SIGNS + " "):
        start = first
    if text[last:end].strip(SIGNS + " "):
        end = last
    rule = re.compile(r"\s*[|｜│┃:\-—─┼+ ]*[-─—]{2}[|｜│┃:\-—─┼+ ]*(?=[\r\n]|$)").match(text, end)
    marks = [Span(i, i + 1) for i in _marks(text, start, end, names)]
    if rule and marks:
        left = end + len(rule[0]) - len(rule[0].lstrip())
        marks.append(Span(left, rule.end()))
    return marks


def _marks(text: str, start: int, end: int, names: Sequence[Name]) -> list[int]:
    inside = [(name.start, name.end) for name in names]
    return [
        i
        for i in range(start, end)
        if text[i] in SIGNS and text[i] != "\t" and not any(a <= i < b for a, b in inside)
    ]


def _shape(text: str, names: Sequence[Name], body: int) -> Shape:
    """How the table's cells are joined, told by the rows first and the header second."""
    below = list(lines(text, body, len(text)))[:400]
    rows = [text[line.first : line.last] for line in below]
    if _ruled(text, names, rows, "\t"):
        return "tabbed"
    if _ruled(text, names, rows, "|｜│┃"):
        return "piped"
    if len(text[body : _line_end(text, body)].strip()) > _LONG:
        return "block"
    if _apart(text, names, "\r\n") and not _glued_below(text, names, below):
        return "celllines"
    return "spaced" if _spaced(rows, names, text) else "glued"


def _ruled(text: str, names: Sequence[Name], rows: Sequence[str], signs: str) -> bool:
    """Whether such a sign stands between all cells: in most rows, or some and the header."""
    counts = [sum(map(row.count, signs)) for row in rows]
    full = sum(count >= max(len(names) - 1, 1) for count in counts)
    partly = sum(count > 0 for count in counts)
    return full * 2 > len(rows) or (full * 2 >= max(partly, 1) and _apart(text, names, signs))


def _glued_below(text: str, names: Sequence[Name], rows: Sequence[Stretch]) -> bool:
    """Whether the rows are glued, though each name of the header has its own line."""
    if names[0].role != "number":
        return False
    glued, alone = column(text, rows), column(text, rows, len(names) - 1)
    return glued is not None and (alone is None or alone.rows * 2 < glued.rows)


def _spaced(rows: Sequence[str], names: Sequence[Name], text: str) -> bool:
    """Whether single spaces stand between cells: behind most row numbers, or in the header."""
    numbered = [row for row in rows if _NUMBERED.match(row)]
    if names[0].role == "number" and numbered:
        first = [row.split(" ")[0] for row in numbered]
        return sum(_NUMBERED.fullmatch(word) is not None for word in first) * 2 > len(first)
    return _apart(text, names, " ")


def _end(text: str, body: int, shape: Shape, names: Sequence[Name]) -> int:
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
        chain = rising(places, 0.3 if cells is None else 0.1, cells)
        if chain.rows and (best is None or chain.score > best.score):
            best = chain
    return best


def _headless(text: str, columns: Sequence[str]) -> Region:
    """The table of a page that has no header: it begins with the first numbered line."""
    rows = list(lines(text, 0, len(text)))
    signed = [row for row in rows if re.search(r"[\t|]", text[row.start : row.end])]
    chain = column(text, rows)
    chosen = (
        [row for row, number in zip(rows, chain.chosen, strict=True) if number] if chain else []
    )
    first = min((row.start for row in (*signed[:1], *chosen[:1])), default=None)
    if first is None:
        raise LayoutError("table.missing")
    start = _with_heading(text, rows, first)
    names = tuple(bare(name) for name in columns)
    pieces = tuple(Piece(start, start) for _ in names)
    marked = [Name(start, start, role(name)) for name in names]
    shape = _shape(text, marked, start)
    end = _end(text, start, shape, marked)
    return Region(start, end, start, names, pieces, shape)


def _with_heading(text: str, rows: Sequence[Stretch], first: int) -> int:
    """The start of the heading row right before the first row, or else of that row."""
    before = [row for row in rows if row.end <= first]
    if before and is_heading(text[before[-1].start : before[-1].end]):
        return before[-1].start
    return first
