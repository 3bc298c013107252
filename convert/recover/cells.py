"""From rows to cells: the borders that can be seen, and those that have to be found."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.person import RowWord
from convert.recover.borders import Placed, RowText, place
from convert.recover.conserve import conserved, settled
from convert.recover.person import redrawn
from convert.recover.strips import Strip, Strips, strips
from convert.recover.table import Line, Piece, Reading, Region, Table, Why, trimmed
from convert.recover.vocabulary import role
from convert.report import Span

_PIPE = re.compile(r"(?<!\\)[|｜│┃]")
_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+\s*")
_GAP = re.compile(r"(?<!\s)\s++(?=\S)")
"""White space within a row, tried from its first character only: linear in the row."""


class _Open(NamedTuple):
    """A row whose borders have to be found."""

    strip: Strip
    row: RowText
    typed: frozenset[int]
    """Borders a person typed, among the forced ones."""
    width: int
    """How many columns its borders part."""


def recover(
    text: str,
    region: Region,
    date: str | None = None,
    said: Sequence[RowWord] = (),
    found: Strips | None = None,
) -> Table:
    """The table of that region: its cells, and how sure they are.

    `date` is the report's own date as the page has it, `said` are rows as a person has drawn
    them: their borders hold, and what they leave open is decided around them. `found` are the
    region's rows, where the caller knows them. Every character of the region that is not white
    space lies in exactly one column name, cell or separator; ValueError where it would not
    (which would be a fault of this package).
    """
    found = found or strips(text, region, date)
    marks = [*region.separators, *found.separators]
    ruled = region.shape in ("tabbed", "piped")
    rows: list[Line | _Open] = []
    for strip in redrawn(text, found.rows, region, said):
        if strip.said:
            signs = _PIPE.finditer(text, strip.said.start, strip.said.end)
            marks.extend(Span(*sign.span()) for sign in signs)
        if strip.kind == "heading":
            rows.append(_heading(text, strip, region, marks))
        elif ruled and not (strip.said and strip.said.cuts):
            rows.append(_ruled(text, strip, region, marks))
        else:
            rows.append(_opened(text, strip, region, marks))
    lines, free = settled(list(_filled(rows, region, date)), marks)
    table = Table(region.names, region.columns, lines, free)
    conserved(text, region, table)
    return table


def _heading(text: str, strip: Strip, region: Region, marks: list[Span]) -> Line:
    parts = _between(text, strip.start, strip.end)
    start = parts[0][0] if parts else strip.start
    end = parts[-1][1] if parts else strip.start
    signs = (Span(*found.span()) for found in _PIPE.finditer(text, strip.start, strip.end))
    # A sign between two parts is text of the heading; those round it only separate.
    marks.extend(sign for sign in signs if sign.end <= start or sign.start >= end)
    empty = (Piece(end, end),) * (len(region.names) - 1)
    return Line("heading", (Piece(start, end), *empty), review=len(parts) > 1)


def _between(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between signs that hold something, trimmed."""
    edges = [
        start,
        *(place for found in _PIPE.finditer(text, start, end) for place in found.span()),
    ]
    pairs = [*edges, end]
    stretches = (trimmed(text, *pairs[i : i + 2]) for i in range(0, len(pairs) - 1, 2))
    return [(a, b) for a, b in stretches if a < b]


def _ruled(text: str, strip: Strip, region: Region, marks: list[Span]) -> Line:
    """A row whose separators are there; cells left out at its end are empty."""
    cells, signs = _split(text, strip.start, strip.end, _sign_of(text, strip, region.shape))
    width = len(region.names)
    over = [(a, b) for a, b in cells[width - 1 :] if a < b]
    review = len(cells) > width and len(over) > 0 and over[-1] != cells[width - 1]
    if len(cells) > width:
        last = (over[0][0], over[-1][1]) if over else cells[width - 1]
        cells = [*cells[: width - 1], last]
        signs = [sign for sign in signs if not last[0] <= sign.start < last[1]]
    end = cells[-1][1] if cells else strip.end
    cells += [(end, end)] * (width - len(cells))
    marks.extend(signs)
    pieces = tuple(Piece(a, b) for a, b in cells)
    alone = pieces[0].start < pieces[0].end and all(one.start == one.end for one in pieces[1:])
    first = text[pieces[0].start : pieces[0].end]
    heading = alone and not re.fullmatch(r"[\d一二三四五六七八九十百.、()（）\[\]【】-]+", first)
    return Line("heading" if heading else "task", pieces, review or (alone and not heading))


def _sign_of(text: str, strip: Strip, shape: str) -> str:
    """The shape of one row: pasted text may have | in some rows and TABs in the others."""
    words = text[strip.start : strip.end]
    tabs, pipes = "\t" in words, _PIPE.search(words) is not None
    if tabs == pipes:
        return shape
    return "tabbed" if tabs else "piped"


def _split(text: str, start: int, end: int, shape: str) -> tuple[list[tuple[int, int]], list[Span]]:
    """A row's cells between its signs, and those signs that are not white space."""
    sign = re.compile("\t") if shape == "tabbed" else _PIPE
    found = [one.span() for one in sign.finditer(text, start, end)]
    edges = [start, *(place for pair in found for place in pair), end]
    cells = [trimmed(text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    if shape == "piped":
        if found and cells[0][0] == cells[0][1]:
            cells = cells[1:]
        if found and cells and cells[-1][0] == cells[-1][1] and found[-1][1] == end:
            cells = cells[:-1]
        return cells, [Span(*pair) for pair in found]
    return cells, []


def _opened(text: str, strip: Strip, region: Region, marks: list[Span]) -> _Open:
    """The question to put about a row."""
    start, end = trimmed(text, strip.start, strip.end)
    words = text[start:end]
    signs = [found.span() for found in _PIPE.finditer(words)]
    marks.extend(Span(start + a, start + b) for a, b in signs)
    typed = frozenset(found.end() for found in re.finditer("\t", words)) | {b for _, b in signs}
    words = _PIPE.sub("\t", words)
    strip = strip._replace(start=start, end=end)
    pins = tuple(_pins(strip, region))
    row = _row(words, typed, region)._replace(chance=strip.chance * region.sure)
    if pins:
        # A person who draws borders has seen signs and line breaks, and may want other places.
        typed = frozenset(place for _, place in pins)
        row = row._replace(forced=typed - {0, len(words)}, pinned=pins)
    return _Open(strip, row, typed, len(region.names) - (role(region.names[0]) == "number"))


def _pins(strip: Strip, region: Region) -> Iterator[tuple[int, int]]:
    """A person's borders, columns and offsets without the row's number."""
    numbered = role(region.names[0]) == "number"
    width = len(region.names) - numbered
    for column, at in strip.said.cuts if strip.said else ():
        if 0 < column - numbered < width:
            yield column - numbered, min(max(at - strip.start, 0), strip.end - strip.start)


def _row(words: str, typed: frozenset[int], region: Region) -> RowText:
    breaks = frozenset(found.end() for found in _BREAK.finditer(words))
    if region.shape == "celllines":
        few = len(breaks) < len(region.names) - (role(region.names[0]) == "number")
        return RowText(words, breaks | typed, breaks | typed if few else typed)
    if region.shape == "spaced":
        return RowText(
            words, frozenset(m.end() for m in _GAP.finditer(words) if " " in m[0]) | typed, typed
        )
    return RowText(words, None, typed)


def _filled(rows: Sequence[Line | _Open], region: Region, date: str | None) -> Iterator[Line]:
    """The rows, those that were open with their borders found, all of them together."""
    numbered = role(region.names[0]) == "number"
    asked = [one for one in rows if isinstance(one, _Open)]
    names = region.names[1:] if numbered else region.names
    answers = iter(place([one.row for one in asked], names, date) if asked else ())
    for one in rows:
        yield _line(one, next(answers), numbered) if isinstance(one, _Open) else one


def _line(one: _Open, answer: Placed, numbered: bool) -> Line:
    """A row with its cells as the first reading has them."""
    strip = one.strip
    cuts = answer.readings[0].cuts
    cells = []
    for which, sure in enumerate(answer.cells):
        given = _given(which, cuts[which], cuts[which + 1], one)
        cells.append(_cell(strip.start, cuts[which], cuts[which + 1], sure, one, given))
    if numbered:
        start, end = strip.number or (strip.start, strip.start)
        cells.insert(0, Piece(start, end, 1.0 if strip.sure else 0.5, "number"))
    number = (strip.number or (strip.start,))[:1] if numbered else ()
    shifted = tuple(
        Reading((*number, *(strip.start + cut for cut in reading.cuts)), reading.probability)
        for reading in answer.readings
    )
    return Line("task", tuple(cells), answer.review or not strip.sure, shifted)


def _given(which: int, left: int, right: int, one: _Open) -> bool:
    """Whether a person has set both borders of cell number `which`, or the row's ends have."""
    edges = {left, right}
    if one.row.pinned:
        pinned = {column for column, _ in one.row.pinned}
        last = one.width - 1
        return (not which or which in pinned) and (which == last or which + 1 in pinned)
    return edges <= one.typed | {0, len(one.row.text)} and bool(edges & one.typed)


def _cell(base: int, left: int, right: int, sure: float, one: _Open, given: bool) -> Piece:
    """One cell; signs a person typed are no part of it."""
    words = one.row.text[left:right]
    kept = words.strip()
    start = left + (len(words) - len(words.lstrip()) if kept else 0)
    why: Why = "person" if given else "model"
    return Piece(base + start, base + start + len(kept), 1.0 if given else sure, why)
