"""A text that has lost its rows: where each begins, and how sure that is."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from convert.recover.model import reader, rows
from convert.recover.model.alphabet import WHITE
from convert.recover.model.layout import RowText, lay

_REMEMBERED = 8  # texts: a person who moves a border waits for none of them
_AT_ONCE = 6000  # characters looked at together: bounds memory; the longest row measured has 1,900


class Part(NamedTuple):
    """A row of the text, by offsets, and the probability that it begins and ends there."""

    start: int
    end: int
    chance: float


@lru_cache(_REMEMBERED)
def parted(
    text: str, columns: tuple[str, ...], date: str | None, breaks: frozenset[int] | None = None
) -> tuple[Part, ...]:
    """The likeliest rows. `breaks`: the offsets at which cells begin, where the page still has them."""
    learned, found = reader.finder(), list[Part]()
    start = 0
    while rest := text[start:].lstrip(WHITE):
        start = len(text) - len(rest)
        window = list(_window(text, start, columns, date, breaks, learned))
        whole = start + _AT_ONCE >= len(text)
        kept = window if whole or window[-1].start < start + _AT_ONCE // 2 else window[:-1]
        found += kept
        start = kept[-1].end
    return tuple(found)


def _window(
    text: str,
    start: int,
    columns: Sequence[str],
    date: str | None,
    breaks: frozenset[int] | None,
    learned: reader.Model,
) -> Iterator[Part]:
    """The rows of what is looked at together; the last one may go on behind it."""
    end = min(start + _AT_ONCE, len(text))
    given = None
    if breaks is not None:
        given = frozenset(place - start for place in breaks if start < place < end)
    layout = lay([RowText(text[start:end], given, given or frozenset())])
    within, anew = rows.moves_of(*reader.scan(layout, columns, date, learned), layout)
    stay, fresh, _ = rows.posterior(within, anew)
    firsts = rows.likeliest(within, anew)
    begins = [start + int(place) for place in layout.raw[firsts]]
    begins[0] = start
    for first, last, chance in zip(
        begins, [*begins[1:], end], rows.chances(stay, fresh, firsts).tolist(), strict=True
    ):
        yield Part(first, last, chance)
