"""What is known of each character besides itself: gaps, lists, dates, brackets, expressions, its document's habits."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import alphabet
from convert.recover.model.dates import own_month, timing
from convert.recover.model.layout import Layout
from convert.recover.model.lexicon import ROLES, Lexicon, matches
from convert.recover.model.words import WIDTH as WORDS_WIDTH
from convert.recover.model.words import Words, word_marks

Floats = NDArray[np.float32]

_NUMERALS = "一二三四五六七八九十"
_MARKER = re.compile(
    r"(?<![\d.])(?P<dot>\d{1,2})[.、](?!\d)|\((?P<paren>\d{1,2})\)|(?<![\d(])(?P<half>\d{1,2})\)|(?P<ring>[①-⑳])"
    r"|(?P<first>[一二三四五六七八九])是|(?P<han>[一二三四五六七八九十])、|\((?P<hanparen>[一二三四五六七八九十])\)"
    r"|第(?P<ord>[一二三四五六])[,、]"
)
_STOPS = np.array([ord(c) for c in "。;!?."], dtype=np.uint32)
_FULL = np.array([ord(c) for c in ",;:()"], dtype=np.uint32)
WIDTH = 8 + 6 + 4 + 3 + 3 + 3 * len(ROLES) + 8 + WORDS_WIDTH


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document ready for the network."""

    layout: Layout
    kinds: NDArray[np.int8]  # (n,) character classes
    extra: Floats  # (n, WIDTH)


def _value(found: re.Match[str]) -> int:
    said = found[found.lastgroup or 0]
    if said.isdigit() and said.isascii():
        return int(said)
    return _NUMERALS.index(said) + 1 if said in _NUMERALS else ord(said) - ord("①") + 1


def list_marks(text: str) -> Floats:
    """(n, 4) for one row: a list marker stands here; it is number one; it goes on from the last; it starts again."""
    marks = np.zeros((len(text), 4), dtype=np.float32)
    last: dict[str | None, int] = {}
    for found in _MARKER.finditer(text):
        value, kind = _value(found), found.lastgroup
        goes_on = value == last.get(kind, 0) + 1
        again = kind in last and value <= last[kind]
        marks[found.start()] = (1, value == 1, goes_on, again)
        last[kind] = value
    return marks


def _gaps(layout: Layout) -> Floats:
    """(n, 8): white space before and after, and where borders may or must stand."""
    gap = layout.gap
    after = np.append(gap[1:], np.int8(0))
    after[layout.starts[1:][layout.starts[1:] > 0] - 1] = 0
    bound = layout.bound[layout.row]
    flags = [gap == kind for kind in (1, 2, 3)] + [after > 0, after == alphabet.PARAGRAPH]
    return np.stack([*flags, layout.forced, layout.allowed & bound, bound], 1).astype(np.float32)


def _places(layout: Layout) -> Floats:
    """(n, 6): how far the character is from both ends of its row."""
    length = np.diff(layout.starts)[layout.row]
    at = np.arange(len(layout.row)) - layout.starts[layout.row]
    left = length - 1 - at
    near, far = np.minimum(at, 40) / 40, np.minimum(left, 40) / 40
    columns = [at / np.maximum(length, 1), at == 0, near, left == 0, far, np.log1p(length) / 6]
    return np.stack(columns, 1).astype(np.float32)


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
    """All features of a document. Linear in its characters."""
    kinds = alphabet.classes_of(layout.codes)
    now = own_month(date)
    text = layout.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    bounds = layout.starts.tolist()
    rows = [text[a:b] for a, b in pairwise(bounds)]
    parts = [
        _gaps(layout) if rows else np.zeros((0, 8), dtype=np.float32),
        _places(layout),
        np.concatenate([np.zeros((0, 4), dtype=np.float32)] + [list_marks(row) for row in rows]),
        np.concatenate([np.zeros((0, 3), dtype=np.float32)] + [timing(row, now) for row in rows]),
        _depths(layout, kinds),
        matches(lexicon, layout.codes, layout.row),
        np.broadcast_to(_habits(layout), (len(kinds), 8)),
        word_marks(words, layout.codes, layout.row),
    ]
    return Sheet(layout, kinds, np.concatenate(parts, axis=1))
