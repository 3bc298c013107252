"""Splits a table's text into rows, whatever is left of its shape.

A strip is one row's text: the row number taken off, the borders inside it still to find
unless the shape shows them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from convert.person import RowWord
from convert.recover.block import chopped
from convert.recover.borders import part
from convert.recover.header import SIGNS
from convert.recover.lines import Stretch, lines
from convert.recover.numbers import Number
from convert.recover.shape import column
from convert.recover.table import Kind, Region, trimmed
from convert.recover.tails import is_folio, is_heading
from convert.recover.vocabulary import role
from convert.report import Span


class Strip(NamedTuple):
    """One row's text, by offsets into the page."""

    kind: Kind
    start: int
    end: int
    number: tuple[int, int] | None = None
    """Where its number stands, before `start`."""
    sure: bool = True
    """Whether it is certain that the row begins and ends here."""
    chance: float = 1.0
    """Where that was guessed by the border model, how likely it is."""
    said: RowWord | None = None
    """What a person has said of it."""


class Strips(NamedTuple):
    """All rows of a table, and the signs between them that belong to none."""

    rows: tuple[Strip, ...]
    separators: tuple[Span, ...] = ()


def strips(text: str, region: Region, date: str | None = None) -> Strips:
    """The rows of the region, top to bottom; `date` is the report's own."""
    numbered = role(region.names[0]) == "number"
    every = list(lines(text, region.body, region.end))
    if region.shape == "block":
        return Strips(tuple(_block(text, region, numbered, date)))
    kept, noise = _without_noise(text, every, region)
    if region.shape in ("tabbed", "piped"):
        return Strips(tuple(_ruled(text, kept, region)), tuple(noise))
    if region.shape == "celllines":
        return Strips(tuple(_celllines(text, kept, region, date)), tuple(noise))
    return Strips(tuple(_onelines(text, kept, numbered)), tuple(noise))


def _without_noise(
    text: str, every: Sequence[Stretch], region: Region
) -> tuple[list[Stretch], list[Span]]:
    """The lines without repeats of the header, page numbers and rule lines, and those."""
    header = "".join(region.names)
    kept: list[Stretch] = []
    noise: list[Span] = []
    at = 0
    while at < len(every):
        count = _repeat(text, every, at, header)
        line = every[at]
        if count or is_folio(text[line.start : line.end]) or _is_rule(text[line.start : line.end]):
            noise.extend(Span(one.start, one.end) for one in every[at : at + max(count, 1)])
        else:
            kept.append(line)
        at += max(count, 1)
    return kept, noise


def _repeat(text: str, every: Sequence[Stretch], at: int, header: str) -> int:
    """How many lines from `at` on repeat the header; 0 where they do not."""
    seen = ""
    for count, line in enumerate(every[at : at + len(header)], 1):
        seen += re.sub(f"[{re.escape(SIGNS)}\\s]", "", text[line.start : line.end])
        if seen == header:
            return count
        if not header.startswith(seen):
            return 0
    return 0


def _is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule, such as |---|:--:|; a mere —— fills a cell."""
    drawn = re.fullmatch(r"[|｜│┃:+┼\-—─ ]*[-─—]{2}[|｜│┃:+┼\-—─ ]*", line)
    return bool(drawn) and (len(line) > 9 or bool(re.search("[|｜│┃+┼]", line)))


def _onelines(text: str, kept: Sequence[Stretch], numbered: bool) -> Iterator[Strip]:
    """Rows that begin with a line of their own; without numbers, each line is one."""
    chain = column(text, kept) if numbered else None
    if chain is None or chain.rows * 4 < len(kept):
        for line in kept:
            kind: Kind = "heading" if is_heading(text[line.start : line.end]) else "task"
            yield Strip(kind, line.start, line.end, sure=not numbered)
        return
    yield from _gathered(text, kept, chain.chosen)


def _gathered(
    text: str, kept: Sequence[Stretch], chosen: Sequence[Number | None]
) -> Iterator[Strip]:
    """One strip a numbered line, with the lines after it that have no number; headings."""
    bald = [line for line, number in zip(kept, chosen, strict=True) if not number]
    loose = all(_is_title(text[line.start : line.end]) for line in bald)
    row: Strip | None = None
    for line, number in zip(kept, chosen, strict=True):
        words = text[line.start : line.end]
        if number:
            if row:
                yield row
            start = _behind(text, number.end, line.end)
            row = Strip("task", start, line.end, (number.start, number.end))
        elif is_heading(words) or (loose and _is_title(words)):
            if row:
                yield row
            row = None
            yield Strip("heading", line.start, line.end)
        elif row:
            row = Strip("task", row.start, line.end, row.number, row.sure)
        else:
            yield Strip("task", line.start, line.end, sure=False)
    if row:
        yield row


def _is_title(line: str) -> bool:
    """Whether a line without a number may be a heading though it is not written as one."""
    return len(line) <= 20 and not re.search(r"[,，。;；:：、]", line)


def _behind(text: str, at: int, end: int) -> int:
    """The first character that is no white space, from `at` on."""
    while at < end and text[at].isspace():
        at += 1
    return at


def _celllines(
    text: str, kept: Sequence[Stretch], region: Region, date: str | None
) -> Iterator[Strip]:
    """Rows whose number stands alone in a line, the cells each in a line below it."""
    numbered = role(region.names[0]) == "number"
    chain = column(text, kept, len(region.names) - 1) if numbered else None
    if chain is not None and chain.rows:
        yield from _gathered_cells(text, kept, chain.chosen)
        return
    # Headings divide the lines; what lies between two of them is parted by itself.
    pending: list[Stretch] = []
    for line in kept:
        if is_heading(text[line.start : line.end]):
            yield from _guessed(text, pending, region, date)
            pending = []
            yield Strip("heading", line.start, line.end)
        else:
            pending.append(line)
    yield from _guessed(text, pending, region, date)


def _guessed(
    text: str, cells: Sequence[Stretch], region: Region, date: str | None
) -> Iterator[Strip]:
    """Rows without numbers, as cell lines most likely make them up."""
    numbered = role(region.names[0]) == "number"
    words = [text[line.start : line.end] for line in cells]
    begins = [0, *accumulate(len(word) + 1 for word in words)]
    found = part("\n".join(words), region.names[numbered:], date, frozenset(begins[1:-1]))
    for row in found:
        first, last = bisect_left(begins, row.start), bisect_left(begins, row.end)
        start, end = cells[first].start, cells[last - 1].end
        yield Strip("task", start, end, sure=not numbered, chance=row.chance)


def _gathered_cells(
    text: str, kept: Sequence[Stretch], chosen: Sequence[Number | None]
) -> Iterator[Strip]:
    row: Strip | None = None
    for place, (line, number) in enumerate(zip(kept, chosen, strict=True)):
        following = place + 1 < len(kept) and chosen[place + 1] is not None
        if number:
            if row:
                yield row
            row = Strip("task", line.end, line.end, (number.start, number.end))
        elif following and _is_caption(text, line, kept[0]):
            if row:
                yield row
            row = None
            yield Strip("heading", line.start, line.end)
        elif row:
            start = row.start if row.start < row.end else line.start
            row = Strip("task", start, line.end, row.number, row.sure)
        else:
            yield Strip("task", line.start, line.end, sure=False)
    if row:
        yield row


def _is_caption(text: str, line: Stretch, first: Stretch) -> bool:
    """Whether a line before a row number is a heading: by its form, or like the first one.

    A table that begins with a short line without a number has such headings: 产业提质类,
    乡村建设类.
    """
    words, model = text[line.start : line.end], text[first.start : first.end]
    if is_heading(words) or line == first:
        return True
    return _is_title(words) and _is_title(model) and words[-1] == model[-1]


def _ruled(text: str, kept: Sequence[Stretch], region: Region) -> Iterator[Strip]:
    """Rows of a table whose separators are there: a line each, or more where one is short."""
    least = len(region.names) - 1
    row: Strip | None = None
    for line in kept:
        signs = _signs(text, line.first, line.last)
        have = _signs(text, row.start, row.end) if row else least
        if row and have + signs <= least and have < least and not _opens(text, line):
            row = Strip("task", row.start, line.last)
            continue
        if row:
            yield row
        row = Strip("task", line.first, line.last)
    if row:
        yield row


def _opens(text: str, line: Stretch) -> bool:
    """Whether a line of a ruled table begins a row: with a sign, a number or a heading."""
    words = text[line.start : line.end]
    return bool(re.match(rf"[{re.escape(SIGNS)}\d一二三四五六七八九十(（\[【①]", words))


def _signs(text: str, start: int, end: int) -> int:
    """How many borders the signs of a line make; signs at its very ends make none."""
    words = text[start:end]
    if "\t" in words and not re.search("[|｜│┃]", words):
        return words.count("\t")
    return len(re.findall(r"(?<!\\)[|｜│┃\t]", words.strip("|｜│┃")))


def _block(text: str, region: Region, numbered: bool, date: str | None) -> Iterator[Strip]:
    """Rows glued one to the other, told by their numbers or by all that is in them."""
    found = chopped(text, region.body, region.end) if numbered else []
    for heading, number, start, end, sure in found:
        if heading:
            yield Strip("heading", *heading)
        yield Strip("task", start, end, number, sure)
    if not found:
        whole = text[region.body : region.end]
        for row in part(whole, region.names[numbered:], date):
            start, end = trimmed(text, region.body + row.start, region.body + row.end)
            yield Strip("task", start, end, sure=not numbered, chance=row.chance)
