"""What is known of each character besides itself: gaps, lists, dates, brackets, expressions, its document's habits."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import alphabet, lists, places, returns
from convert.recover.model.dates import WIDTH as DATES
from convert.recover.model.dates import own_month, timing
from convert.recover.model.layout import Ints, Layout
from convert.recover.model.lexicon import ROLES, Lexicon, matches
from convert.recover.model.words import WIDTH as WORDS_WIDTH
from convert.recover.model.words import Words, found_in, meanings, word_marks

Floats = NDArray[np.float32]

_STOPS = np.array([ord(c) for c in "。;!?."], dtype=np.uint32)
_FULL = np.array([ord(c) for c in ",;:()"], dtype=np.uint32)
# How many columns of Sheet.extra each family of evidence takes, in their order.
FAMILIES = {
    "white space and given places": places.GAPS,
    "place in the row": places.ROW,
    "place in the sentence": places.SENTENCE,
    "list markers": lists.WIDTH,
    "dates": DATES,
    "brackets and quotes": 3,
    "lexicons": 3 * len(ROLES),
    "document's habits": 8,
    "dictionary words": WORDS_WIDTH,
    "strings that return": returns.WIDTH,
}
WIDTH = sum(FAMILIES.values())
LISTS = places.GAPS + places.ROW + places.SENTENCE  # where each family that others look at begins
DEPTHS = LISTS + lists.WIDTH + DATES
EXPRESSIONS = DEPTHS + 3
HABITS = EXPRESSIONS + 3 * len(ROLES)


class Sheet(NamedTuple):
    """A document ready for the network."""

    layout: Layout
    kinds: NDArray[np.int8]  # (n,) character classes
    extra: Floats  # (n, WIDTH)
    meaning: Ints  # (n,) numbers of words.meanings


def _depths(layout: Layout, kinds: NDArray[np.int8]) -> Floats:
    """(n, 3): inside brackets, inside quotes, and in a row whose brackets do not balance (then the first two are 0)."""
    out = []
    unbalanced = np.zeros(len(kinds), dtype=bool)
    for opening, closing in (("open", "close"), ("quote", "unquote")):
        step = (kinds == alphabet.CLASSES.index(opening)).astype(np.int64) - (
            kinds == alphabet.CLASSES.index(closing)
        )
        depth = np.concatenate([[0], np.cumsum(step)])
        base, final = depth[layout.starts[:-1]], depth[layout.starts[1:]]
        bad = (final != base)[layout.row]
        out.append((depth[:-1] > base[layout.row]) & ~bad)
        unbalanced |= bad
    return np.stack([*out, unbalanced], 1).astype(np.float32)


def _habits(layout: Layout) -> Floats:
    """(8,): the document's punctuation, gaps and lengths."""
    n, rows = max(1, len(layout.codes)), max(1, layout.rows)
    filled = layout.starts[1:][np.diff(layout.starts) > 0]
    stops = np.isin(layout.codes, _STOPS)
    halves = np.isin(layout.bare, _FULL).sum()
    punctuation = max(1, int(np.isin(layout.codes, _FULL).sum()))
    values = [
        stops[filled - 1].mean() if len(filled) else 0.0,
        (layout.codes == ord("。")).sum() / rows / 4,
        (layout.codes == ord(";")).sum() / rows / 4,
        halves / punctuation,
        (layout.gap == alphabet.PARAGRAPH).sum() / rows / 2,
        (layout.gap == alphabet.SPACE).sum() / rows / 4,
        np.log1p(n / rows) / 6,
        layout.bound.mean() if layout.rows else 0.0,
    ]
    return np.minimum(np.array(values, dtype=np.float32), 2)


def sheet_of(layout: Layout, lexicon: Lexicon, words: Words, date: str | None) -> Sheet:
    """All features of a document, none of its rows empty. Linear in its characters."""
    kinds = alphabet.classes_of(layout.codes)
    now = own_month(date)
    text = layout.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    bounds = layout.starts.tolist()
    rows = [text[a:b] for a, b in pairwise(bounds)]
    found = found_in(words, layout.codes, layout.row)
    parts = [
        places.gaps(layout),
        places.in_row(layout),
        places.in_sentence(layout, kinds),
        np.concatenate([lists.list_marks(row) for row in rows]),
        np.concatenate([timing(row, now) for row in rows]),
        _depths(layout, kinds),
        matches(lexicon, layout.codes, layout.row),
        np.broadcast_to(_habits(layout), (len(kinds), 8)),
        word_marks(words, found, layout.row),
        returns.return_marks(layout.codes, kinds, layout.row),
    ]
    meaning = meanings(words, found, len(kinds))
    return Sheet(layout, kinds, np.concatenate(parts, axis=1), meaning)
