"""Bytes to text: which character encoding a file is in.

A byte order mark decides; else strict UTF-8, which nothing else satisfies by chance; else
the one of GB18030, Big5 and UTF-16 whose text looks most like Chinese. What a page says
of itself (`<meta charset>`) is not believed: it is wrong too often.
"""

import codecs
from dataclasses import dataclass
from functools import cache

from convert.errors import DecodeError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
GUESSES = ("gb18030", "big5", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the encoding that gave it (Python's name for it)."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None, name: str = "") -> Decoded:
    """The text of `data`, in `encoding` if given.

    `name` is the input's, for messages. Raises DecodeError where no encoding fits or the
    given one does not, with the offset of the first byte that does not fit.
    """
    if encoding:
        return Decoded(_strictly(data, encoding, name).removeprefix("\ufeff"), encoding)
    for mark, marked in MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, marked, name).removeprefix("\ufeff"), marked)
    try:
        return Decoded(_plain(data.decode("utf-8")), "utf-8")
    except ValueError as error:
        return _guess(data, name, error)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodeError("decode.misfit", name=name, encoding=encoding, at=error.start) from error
    except LookupError as error:
        raise DecodeError("decode.unknown", name=name, encoding=encoding) from error


def _guess(data: bytes, name: str, error: ValueError) -> Decoded:
    """The likeliest of GUESSES; DecodeError where none reads like text."""
    found = []
    for encoding in GUESSES:
        try:
            text = _plain(data.decode(encoding))
        except ValueError:
            continue
        found.append((_plausibility(text), Decoded(text, encoding)))
    best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if best[1] is None or best[0] < 0.3:
        raise DecodeError("decode.none", name=name, at=getattr(error, "start", 0)) from error
    return best[1]


def _plain(text: str) -> str:
    """`text` itself; ValueError where it holds control characters no text file has."""
    if any(c < " " and c not in "\t\n\r\f\v\x1c\x1d\x1e\x1f" for c in text):
        raise ValueError("control characters")
    return text


def _plausibility(text: str) -> float:
    """How much `text` looks like Chinese prose, 0 to 1.

    The share, among its characters beyond ASCII, of those that everyday text is made of:
    the 3,755 hanzi of GB 2312 level 1, half as much those of level 2 and of Big5 level 1,
    and the punctuation of Chinese text.
    """
    beyond = [c for c in text if c > "\x7f"]
    if not beyond:
        return 1.0 if text else 0.0
    everyday, rarer = _hanzi()
    score = sum(1.0 if c in everyday else 0.5 if c in rarer else 0.0 for c in beyond)
    return score / len(beyond)


@cache
def _hanzi() -> tuple[frozenset[str], frozenset[str]]:
    """Everyday characters (GB 2312 rows 1-3 and 16-55), and the rarer ones."""
    everyday = "".join(_row("gb2312", row) for row in (1, 3, *range(16, 56)))
    rarer = "".join(_row("gb2312", row) for row in range(56, 88))
    big5 = bytes(b for hi in range(0xA4, 0xC7) for lo in range(0xA1, 0xFF) for b in (hi, lo))
    return frozenset(everyday), frozenset(rarer + big5.decode("big5", "ignore"))


def _row(encoding: str, row: int) -> str:
    """One row (区) of GB 2312 as text."""
    cells = b"".join(bytes((0xA0 + row, 0xA0 + cell)) for cell in range(1, 95))
    return cells.decode(encoding, "ignore")
