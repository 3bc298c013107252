"""Rows as a person has drawn them, put in the place of those that were found."""

import re
from collections.abc import Iterator, Mapping, Sequence

from convert.person import RowWord
from convert.recover.header import SIGNS
from convert.recover.shape import NUMBERED
from convert.recover.strips import Strip
from convert.recover.table import Region, trimmed
from convert.recover.vocabulary import role


def redrawn(
    text: str, found: Sequence[Strip], region: Region, said: Sequence[RowWord]
) -> tuple[Strip, ...]:
    """The rows with the person's among them; what his leave of others are rows to check."""
    inside = [
        _with_signs(text, row, region)
        for row in said
        if region.body <= row.start and row.end <= region.end
    ]
    if not inside:
        return tuple(found)
    numbers = {strip.number[0]: strip.number for strip in found if strip.number}
    rows = [_drawn(text, row, region, numbers) for row in inside]
    rows += [part for strip in found for part in _left(text, strip, inside)]
    return tuple(sorted(rows, key=_begin))


def _with_signs(text: str, row: RowWord, region: Region) -> RowWord:
    """A row with the signs round it that only separate it."""
    signs = f"{SIGNS} \t"
    start, end = row.start, row.end
    while start > region.body and text[start - 1] in signs:
        start -= 1
    while end < region.end and text[end] in signs:
        end += 1
    return row._replace(start=start, end=end)


def _begin(strip: Strip) -> int:
    return strip.number[0] if strip.number else strip.start


def _left(text: str, strip: Strip, said: Sequence[RowWord]) -> Iterator[Strip]:
    """What the person's rows leave of one that was found; itself where they do not touch it."""
    begin, end = _begin(strip), strip.end
    over = [row for row in said if row.start < max(end, begin + 1) and row.end > begin]
    if not over:
        yield strip
        return
    edges = [begin, *(edge for row in over for edge in (row.start, row.end)), end]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        start, stop = trimmed(text, left, right) if left < right else (left, left)
        if start == stop:
            continue
        if start == begin and strip.number and strip.start < stop:
            yield strip._replace(end=stop)
        else:
            yield Strip(strip.kind, start, stop, sure=False)


def _drawn(
    text: str, row: RowWord, region: Region, numbers: Mapping[int, tuple[int, int]]
) -> Strip:
    """A person's row; its number is the one that was found there, unless he cut it off."""
    start, end = trimmed(text, row.start, row.end)
    number = numbers.get(start)
    if row.kind == "heading" or role(region.names[0]) != "number":
        return Strip(row.kind, start, end, said=row)
    first = dict(row.cuts).get(1)
    if first is not None:
        number = _bare(text, start, first)
    elif number is None and region.shape not in ("tabbed", "piped"):
        seen = NUMBERED.match(text, start, end)
        number = seen.span() if seen else None
    if number is None:
        return Strip("task", start, end, said=row)
    after = re.compile(r"\s*").match(text, number[1], end)
    return Strip("task", after.end() if after else number[1], end, number, said=row)


def _bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch without signs and white space at its ends; None where nothing is left."""
    part = text[start:end]
    left = len(part) - len(part.lstrip(f"{SIGNS} \t\r\n"))
    right = len(part.rstrip(f"{SIGNS} \t\r\n"))
    return (start + left, start + right) if left < right else None
