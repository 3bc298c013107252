"""Finds the table in a page: its header, its shape, and where the page goes on."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from convert.errors import LayoutError
from convert.recover.block import HEADING
from convert.recover.headdoubt import certainty
from convert.recover.header import SIGNS, Name, Split, split
from convert.recover.lines import Stretch, lines
from convert.recover.shape import LONG, NUMBERED, OPENING, apart, column, end_of, line_end, shape_of
from convert.recover.table import Piece, Region, bare
from convert.recover.tails import is_heading
from convert.recover.visible import FIRST, are_filled, is_counted, is_name, is_prose, ruled, visible
from convert.recover.vocabulary import counts, known, role, rules
from convert.report import Span

_WINDOW = 120
"""Characters of a page looked at for one header (measured: the longest has 60)."""
_MANY = 1 / 3
"""Share of rows that fill all columns, above which lines below a header are more names."""
_HINTS = re.compile(
    "序号|编号|任务|事项|项目|内容|情况|进展|进度|成效|问题|困难|短板|难点|堵点|卡点|打算|计划|安排"
    "|措施|举措|思路|方向|目标|要点|工作|单位|下一?步|后续"
)


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
    shape = shape_of(text, names, body)
    return Region(
        start,
        end_of(text, body, shape, names),
        body,
        tuple(bare(text[name.start : name.end]) for name in names),
        tuple(Piece(name.start, name.end) for name in names),
        shape,
        tuple(signs),
        1.0 if columns else certainty(text, names),
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
        apparent = visible(text, line)
        found = _likeliest(text, line) if _doubtful(apparent) else None
        if apparent and not (found and _finer(found.names, apparent)):
            return apparent
        if found and found.names[0].role == "number":
            return _extended(text, _unheaded(text, found.names))
        if found and (best is None or found.score > best.score):
            best = found
    names = best.names if best else ruled(text)
    if not names:
        raise LayoutError("table.missing")
    return names


def _doubtful(names: Sequence[Name]) -> bool:
    """Whether there are no names, or some are unknown."""
    return not names or any(name.role == "unknown" for name in names)


def _finer(names: Sequence[Name], apparent: Sequence[Name]) -> bool:
    """Whether the names are known, and more than stand apart: some have lost what was between.

    Parts of two characters are no such names: 代表 建议及主要诉求.
    """
    whole = {(name.start, name.end) for name in apparent}
    new = [name for name in names if (name.start, name.end) not in whole]
    return (
        len(names) > len(apparent)
        and not _doubtful(names)
        and all(name.end - name.start > 2 for name in new)
    )


def _likeliest(text: str, line: Stretch) -> Split | None:
    """The header in a line, or that begins with a name alone in the line; None without."""
    stop = min(line.end, line.start + _WINDOW)
    words = text[line.start : stop]
    hopeful = is_counted(words) or len(_HINTS.findall(words)) >= 3
    found = _header(text, line, stop) if hopeful else None
    if found is None and known(bare(words)):
        found = _header(text, line, min(line.start + _WINDOW, len(text)))
    return found


def _header(text: str, line: Stretch, stop: int) -> Split | None:
    """The best header that begins with that line, or None.

    One that has a row number behind it goes before one that has none.
    """
    good = [
        (option.names[0].role == "number" and _opens(text, end, option.names), option)
        for end, option in split(text, line.start, stop).items()
        if len(option.names) >= 3
        and (_is_sure(text, end, option.names) or _is_likely(text, end, option))
    ]
    best = max(good, key=lambda pair: (pair[0], _worth(text, pair[1])), default=None)
    return best[1] if best else None


def _is_likely(text: str, end: int, option: Split) -> bool:
    """Whether the names are a task table's, and its header may end here."""
    names = option.names
    return option.score >= _enough(names) and _may_end(text, end, names) and _is_table(names)


def _is_sure(text: str, end: int, names: Sequence[Name]) -> bool:
    """Whether a header may end here whatever its names are: the first row and prose follow."""
    if not counts(text[names[0].start : names[0].end]) or not is_prose(text, end):
        return False
    if not all(is_name(text, name) for name in names):
        return False
    alone = not text[end : line_end(text, end)].strip()
    return _opens(text, end, names) if alone else FIRST.match(text, end) is not None


def _worth(text: str, option: Split) -> float:
    """The score; names that have lines of their own count for more."""
    own = apart(text, option.names, "\n")
    return option.score + rules().weights["own_line"] * len(option.names) * own


def _opens(text: str, at: int, names: Sequence[Name]) -> bool:
    """Whether what follows looks like the number of a row, with a heading before it or not."""
    rest = re.compile(rf"[\s{re.escape(SIGNS)}:\-—─┼+]*").match(text, at)
    broken = apart(text, names, "\n")
    if rest is not None and not broken and OPENING.match(text, rest.end()):
        return True
    below = islice(lines(text, line_end(text, at), len(text)), 2)
    return any(_begins(text[line.start : line.end], broken) for line in below)


def _begins(line: str, alone: bool) -> bool:
    """Whether a line begins with a row number (`alone`: is one), or is a heading."""
    if is_heading(line):
        return True
    return bool(NUMBERED.fullmatch(line) if alone else OPENING.match(line))


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
    rest = text[end : line_end(text, end)].strip(SIGNS + " \u00a0\u3000")
    if not rest:
        return True
    if names[0].role == "number":
        return len(rest) > LONG and OPENING.match(rest) is not None
    return len(rest) > LONG and all(name.role != "unknown" for name in names)


def _unheaded(text: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names without a last one that is the first row's heading, all being one line.

    A last column that no list or pattern knows is rare (2 of 1,166 reports) and says what it
    is for; 社会救助 between 责任股室 and 1 heads the rows.
    """
    before, last = names[-2:]
    stray = text[last.start : last.end]
    headed = (
        last.role == "unknown"
        and before.end == last.start
        and HEADING.fullmatch(stray)
        and not _HINTS.search(stray)
        and text[last.end : last.end + 1].isdigit()
    )
    return names[:-1] if headed and len(names) > 3 else names


def _extended(text: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names, with unknown ones on lines of their own before the first row's number.

    They are columns only if some rows have cells for them; else they are a heading.
    """
    if not apart(text, names, "\n"):
        return names
    rows = list(lines(text, names[-1].end, len(text)))
    count = next((at for at, line in enumerate(rows[:4]) if OPENING.match(text, line.start)), 0)
    more = [Name(line.start, line.end, "unknown") for line in rows[:count]]
    if not more or any(name.end - name.start > 12 for name in more):
        return names
    filled = are_filled(text, rows[count:], len(names) + count, _MANY)
    return names + tuple(more) if filled else names


def _signs(text: str, names: Sequence[Name]) -> list[Span]:
    """The | around and between the names, and a rule line below them."""
    first, last = names[0].start, names[-1].end
    start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    end = line_end(text, last)
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
    shape = shape_of(text, marked, start)
    end = end_of(text, start, shape, marked)
    return Region(start, end, start, names, pieces, shape)


def _with_heading(text: str, rows: Sequence[Stretch], first: int) -> int:
    """The start of the heading row right before the first row, or else of that row."""
    before = [row for row in rows if row.end <= first]
    if before and is_heading(text[before[-1].start : before[-1].end]):
        return before[-1].start
    return first
