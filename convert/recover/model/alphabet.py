"""Characters as numbers: folding of full-width forms, character classes, white space."""

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]

# Full-width punctuation, digits and letters are read as their half-width twins:
# officials mix them freely, and which width a document prefers is told by a feature of its own.
_WIDE = "，；：（）！？％／～"
_NARROW = ",;:()!?%/~"

CLASSES = (
    "other",
    "digit",
    "latin",
    "han",
    "comma",
    "stop",
    "semicolon",
    "colon",
    "pause",
    "open",
    "close",
    "quote",
    "unquote",
    "dash",
    "sign",
    "circled",
)
_MEMBERS = {
    "comma": ",",
    "stop": "。!?",
    "semicolon": ";",
    "colon": ":",
    "pause": "、·",
    "open": "([{〔【《<〈",
    "close": ")]}〕】》>〉",
    "quote": "“‘「",
    "unquote": "”’」",
    "dash": "-—–~～",
    "sign": "%‰℃./+=*#&@㎡°×≥≤",
}
WHITE = " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff"
NO_GAP, SPACE, PARAGRAPH, BREAK = 0, 1, 2, 3
_TABLE_SIZE = 0x10000


def _fold_table() -> Codes:
    table = np.arange(_TABLE_SIZE, dtype=np.uint32)
    table[0xFF10:0xFF1A] = np.arange(0x30, 0x3A)
    table[0xFF21:0xFF3B] = np.arange(0x41, 0x5B)
    table[0xFF41:0xFF5B] = np.arange(0x61, 0x7B)
    for wide, narrow in zip(_WIDE, _NARROW, strict=True):
        table[ord(wide)] = ord(narrow)
    return table


def _class_table() -> NDArray[np.int8]:
    table = np.zeros(_TABLE_SIZE, dtype=np.int8)
    table[0x30:0x3A] = CLASSES.index("digit")
    table[0x41:0x5B] = table[0x61:0x7B] = CLASSES.index("latin")
    table[0x3400:0xA000] = CLASSES.index("han")
    table[0x2460:0x24FF] = CLASSES.index("circled")
    for name, members in _MEMBERS.items():
        for member in members:
            table[ord(member)] = CLASSES.index(name)
    return table


def _gap_table() -> NDArray[np.int8]:
    table = np.zeros(_TABLE_SIZE, dtype=np.int8)
    for character in WHITE:
        table[ord(character)] = SPACE
    table[ord("\u00a0")] = table[ord("\u3000")] = PARAGRAPH
    for character in "\t\r\n\v\f":
        table[ord(character)] = BREAK
    return table


_FOLD, _CLASS, _GAP = _fold_table(), _class_table(), _gap_table()


def codes_of(text: str) -> Codes:
    """Code points of the text, (n,); those beyond the basic plane become U+FFFD, so that tables stay small."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where(codes < _TABLE_SIZE, codes, np.uint32(0xFFFD))


def fold(codes: Codes) -> Codes:
    """The same code points with full-width forms made half-width, (n,)."""
    return _FOLD[codes]


def classes_of(codes: Codes) -> NDArray[np.int8]:
    """Index into CLASSES of each folded code point, (n,)."""
    return _CLASS[codes]


def gaps_of(codes: Codes) -> NDArray[np.int8]:
    """Kind of white space of each code point, (n,): NO_GAP for a visible character."""
    return _GAP[codes]
