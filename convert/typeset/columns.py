"""Column widths from what stands in the columns, over the whole table.

Least total height, with 序号, dates and other short columns on one line, and nothing
narrower than its longest piece that must not be broken. All lengths are in points.
Texts are measured in ems (1 a Chinese character, half of one a Latin letter) unless the
caller hands over real font metrics, so any writer can use this.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import ceil

Measure = Callable[[str], float]
"""The width of a text in ems."""

# Measured on the labelled corpus: more rows than this change no width by a millimetre.
SAMPLE = 160
# A column whose texts are all at most this long (2020年10月10日 is 8) stays on one line.
SHORT = 8.5
# No column of running text is narrower than this many characters.
FLOOR = 4.0
# A column's name up to this long is not broken; a longer one may take two lines.
LABEL = 6.0
# The part of the table that floors may claim before short columns may wrap after all.
CLAIM = 0.6
# What a line loses on average at its end to 避头尾 and to whole words, in ems.
RAGGED = 0.4
# The weight of a line in a cell that is not its row's tallest: 1 is that of the tallest.
QUIET = 0.1
STEPS = (96, 48, 24, 12, 6, 3, 1)

_PIECE = re.compile(r"[0-9A-Za-z](?:[!-~]*[0-9A-Za-z%/])?")
# Where a piece too long for any column, such as a URL, may be broken after all.
_SOFT = re.compile(r"(?<=[/?&=_.\-])(?=[^/?&=_.\-])")
_LONG = 20


def ems(text: str) -> float:
    """The width of `text` in ems: 1 a wide character, 0.55 a Latin one (measured mean)."""
    if text.isascii():
        return 0.55 * len(text)
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2
    return 0.55 * len(text) + 0.45 * wide


def plan(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    available: float,
    size: float,
    padding: float,
    measure: Measure = ems,
    head: float | None = None,
) -> tuple[float, ...]:
    """The columns' widths, which add up to `available`.

    `rows` are the texts of rows that fill all columns; `size` is that of the type and
    `padding` the space at either side of a cell; `head` is the size of the header's type
    where it differs. Same arguments, same widths.
    """
    if not columns:
        return ()
    scale = (head or size) / size
    texts = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    samples = list(zip(*_sample(rows), strict=True)) if rows else texts
    made = [
        _Column(name, text, sample, size, 2 * padding, scale, measure)
        for name, text, sample in zip(columns, texts, samples, strict=True)
    ]
    floors = _floors(made, available)
    widths = _start(made, floors, available)
    return _settle(made, _search(made, floors, widths), available)


class _Column:
    """What one column asks for."""

    def __init__(
        self,
        name: str,
        texts: Sequence[str],
        sample: Sequence[str],
        size: float,
        frame: float,
        scale: float,
        measure: Measure,
    ) -> None:
        self.size, self.frame = size, frame
        self.piece = frame + size * _longest_piece({*texts, name}, measure)
        distinct = set(texts)
        widest = _widest(distinct)
        if widest <= 2 * SHORT:
            widest = max(map(measure, _paragraphs(distinct)), default=0.0)
        label = measure(name)
        # In two lines, as many whole characters as the longer one has.
        self.label = scale * max(1.0, label if label <= LABEL else ceil(label / 2))
        # 0.02: a text that fits to the last hundredth must not wrap.
        self.natural = frame + size * (max(widest, self.label) + 0.02)
        self.short = widest <= SHORT
        self.lengths = [[ems(part) for part in text.split("\n")] for text in sample]
        self._lines: dict[float, list[int]] = {}

    @cached_property
    def load(self) -> float:
        """All the text of the sample, in ems."""
        return sum(map(sum, self.lengths))

    def lines(self, width: float) -> list[int]:
        """How many lines the sample's cells take at that width of the column."""
        if width not in self._lines:
            room = max(1.0, (width - self.frame) / self.size)
            whole = max(0.6, room - RAGGED)
            self._lines[width] = [
                sum(1 if part <= room else -int(-part // whole) for part in cell)
                for cell in self.lengths
            ]
        return self._lines[width]


def _sample(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """SAMPLE of the rows, evenly spread over short and long ones, or all of them."""
    if len(rows) <= SAMPLE:
        return rows
    lengths = [*map(len, map("".join, rows))]
    ranked = sorted(range(len(rows)), key=lengths.__getitem__)
    return [rows[ranked[(2 * i + 1) * len(rows) // (2 * SAMPLE)]] for i in range(SAMPLE)]


def _widest(texts: Iterable[str]) -> float:
    """Ems of the widest paragraph."""
    parts = "\n".join(texts).split("\n")
    # A character has 0.55 ems at least and 1.225 at most: to measure few takes a fifth of the time.
    least = 0.55 / 1.225 * max(map(len, parts))
    return max(ems(part) for part in parts if len(part) >= least)


def _paragraphs(texts: Iterable[str]) -> Iterable[str]:
    return (part for text in texts for part in text.split("\n"))


def _longest_piece(texts: Iterable[str], measure: Measure) -> float:
    """Ems of the widest piece without a place to break; one character at least."""
    pieces = set(_PIECE.findall("\n".join(texts)))
    long = {piece for piece in pieces if len(piece) > _LONG}
    hard = pieces - long
    hard.update(part for piece in long for part in _SOFT.split(piece))
    longest = sorted(sorted(hard), key=len, reverse=True)[:24]
    return max(map(measure, longest), default=0.0) + 1.0 if longest else 1.0


def _floors(columns: list[_Column], available: float) -> list[float]:
    """The least width of each column; together they leave room where that can be."""
    kind = [
        column.natural
        if column.short
        else max(column.piece, column.frame + max(FLOOR, column.label) * column.size)
        for column in columns
    ]
    if sum(kind) <= CLAIM * available or all(column.short for column in columns):
        return _capped(kind, available)
    hard = [min(column.piece, column.natural) for column in columns]
    return kind if sum(kind) <= available else _capped(hard, available)


def _capped(floors: list[float], available: float) -> list[float]:
    """`floors`, the largest of them cut to one level where they exceed the table."""
    if sum(floors) <= available:
        return floors
    rest, level = available, available
    for count, floor in zip(range(len(floors), 0, -1), sorted(floors), strict=True):
        level = rest / count
        if floor > level:
            break
        rest -= floor
    return [min(floor, level) for floor in floors]


def _start(columns: list[_Column], floors: list[float], available: float) -> list[float]:
    """Floors, and what is left shared out by the square root of each column's load."""
    left = available - sum(floors)
    roots = [0.0 if column.short else column.load**0.5 for column in columns]
    whole = sum(roots)
    if not whole:
        return floors
    return [floor + left * root / whole for floor, root in zip(floors, roots, strict=True)]


def _search(columns: list[_Column], floors: list[float], start: list[float]) -> list[float]:
    """Widths moved from column to column as long as the table gets lower."""
    widths = start
    best = _height([column.lines(w) for column, w in zip(columns, widths, strict=True)])
    for step in STEPS:
        while True:
            found = _best_move(columns, floors, widths, float(step), best)
            if found is None:
                break
            best, widths = found
    return widths


def _best_move(
    columns: list[_Column], floors: list[float], widths: list[float], step: float, best: float
) -> tuple[float, list[float]] | None:
    """The move of `step` points between two columns that saves most; None if none does."""
    found = None
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    for giver, column in enumerate(columns):
        if widths[giver] - step < floors[giver]:
            continue
        less = [*lines]
        less[giver] = column.lines(widths[giver] - step)
        for taker, other in enumerate(columns):
            if taker == giver or widths[taker] >= other.natural:
                continue
            cost = _height([*less[:taker], other.lines(widths[taker] + step), *less[taker + 1 :]])
            if cost < best - 1e-9:
                best, found = cost, (giver, taker)
    if found is None:
        return None
    moved = [*widths]
    moved[found[0]] -= step
    moved[found[1]] += step
    return best, moved


def _height(lines: list[list[int]]) -> float:
    """The sample's height in lines, and a little for every line that hides beside it."""
    if len(lines) == 1:
        return float(sum(lines[0]))
    tallest: int = sum(map(max, *lines))
    return tallest + QUIET * sum(map(sum, lines))


def _settle(columns: list[_Column], widths: list[float], available: float) -> tuple[float, ...]:
    """What nobody needs goes to the columns of running text, else to all, by width."""
    left = available - sum(widths)
    takers = [0.0 if column.short else width for column, width in zip(columns, widths, strict=True)]
    if not any(takers):
        takers = widths
    whole = sum(takers)
    return tuple(width + left * share / whole for width, share in zip(widths, takers, strict=True))
