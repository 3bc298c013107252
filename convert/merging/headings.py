"""Heading rows, and the task rows under them: apart when rows are chosen, together again after."""

import re
from collections.abc import Iterable, Iterator

from convert.merging.number import number
from convert.report import Row

Path = tuple[Row, ...]
"""The headings a row stands under, the widest first."""

_LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}、"),
    re.compile("[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[.、．]"),
)
"""How headings are numbered, by level (GB/T 9704-2012, 7.3.3: 一、 （一） 1.)."""


def is_heading(row: Row) -> bool:
    """Whether a row is a heading; JSON of others says so only by its empty cells."""
    first, *rest = row.texts or ("",)
    alone = bool(first and rest) and not any(rest) and number(first) is None
    return row.kind == "heading" or alone


def apart(rows: Iterable[Row]) -> Iterator[tuple[Path, Row]]:
    """Each task row with the headings above it."""
    path: Path = ()
    adjacent = False
    for row in rows:
        if is_heading(row):
            path = (*_wider(path, row, adjacent), row)
        else:
            yield path, row
        adjacent = is_heading(row)


def together(pairs: Iterable[tuple[Path, Row]], none: Row | None = None) -> Iterator[Row]:
    """The task rows, with headings wherever they change.

    `none` is the heading for rows that had none, where they follow rows that had one.
    """
    above: list[str] = []
    for path, row in pairs:
        if not path and above and none:
            path = (none,)
        texts = [heading.texts[0] for heading in path]
        yield from path[_same(texts, above) :]
        above = texts
        yield row


def _same(texts: list[str], above: list[str]) -> int:
    """How many headings two rows share, counted from the widest."""
    if texts == above[: len(texts)] and len(texts) < len(above):
        # Back under the wider heading alone: it is said again.
        return max(0, len(texts) - 1)
    pairs = zip(texts, above, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), len(above))


def _wider(path: Path, row: Row, adjacent: bool) -> Path:
    """Those of the headings so far that a new one stands under."""
    level = _level(row)
    if level:
        return tuple(each for each in path if _level(each) < level)
    return path if adjacent else ()


def _level(row: Row) -> int:
    """1, 2, 3 by the way a heading is numbered; 0 for any other, which may be the widest."""
    text = row.texts[0] if row.cells else ""
    found = (level for level, written in enumerate(_LEVELS, 1) if written.match(text))
    return next(found, 0)
