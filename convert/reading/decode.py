"""Bytes to text: which character encoding a file is in.

A byte order mark decides; else strict UTF-8, which nothing else satisfies by chance; else
the one of GB18030, UTF-16 and Big5 whose text is least surprising. What a page says
of itself (`<meta charset>`) is not believed: it is wrong too often.
"""

import codecs
import re
from functools import cache
from typing import NamedTuple

from convert.errors import DecodeError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
GUESSES = {"gb18030": 0.0, "utf-16-le": 1.0, "utf-16-be": 1.0, "big5": 3.0}
"""Encodings to be told apart, and how many nats rarer than the first each is in offices."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1C)))
_MOST = 11.5
"""Nats a character of a text costs at most. Measured: twenty characters of reports 8.2 at most,
forty random bytes 9 at least and 15 mostly."""


class Decoded(NamedTuple):
    """The text of a file, and the encoding that gave it (Python's name for it)."""

    text: str
    encoding: str
    mapped: str = ""
    """Characters that stand for private code points of GB 18030, each once."""


def decode(data: bytes, encoding: str | None = None, name: str = "") -> Decoded:
    """The text of `data`, in `encoding` if given.

    `name` is the input's, for messages. Raises DecodeError where no encoding fits or the
    given one does not, with the offset of the first byte that does not fit.
    """
    if encoding:
        return _mapped(_strictly(data, encoding, name).removeprefix("\ufeff"), encoding)
    for mark, marked in MARKS:
        if data.startswith(mark):
            return _mapped(_strictly(data, marked, name).removeprefix("\ufeff"), marked)
    try:
        text = data.decode("utf-8")
        # In UTF-8 their bytes are nothing else: to look for these takes a third of the time.
        if len(data.translate(None, _CONTROLS)) < len(data):
            raise ValueError("control characters")
        return Decoded(text, "utf-8")
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
    from convert.reading.plausible import surprise

    found = []
    for encoding, dearer in GUESSES.items():
        try:
            text = _plain(data.decode(encoding))
        except ValueError:
            continue
        found.append((surprise(text) + dearer, Decoded(text, encoding)))
    cost, best = min(found, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or cost > _MOST * len(best.text):
        raise DecodeError("decode.none", name=name, at=getattr(error, "start", 0)) from error
    return _mapped(best.text, best.encoding)


def _mapped(text: str, encoding: str) -> Decoded:
    """The text with private code points of GB 18030 as the characters they have become."""
    if codecs.lookup(encoding).name != "gb18030":
        return Decoded(text, encoding)
    found = [one for one in dict.fromkeys(text) if one in _private()]
    if not found:
        return Decoded(text, encoding)
    standard = "".join(_private()[one] for one in found)
    return Decoded(text.translate({ord(one): _private()[one] for one in found}), encoding, standard)


@cache
def _private() -> dict[str, str]:
    """The characters for private code points, by these (gb18030.toml)."""
    from convert.resources import table

    pairs = table(__file__, "gb18030.toml")["characters"].items()
    return {bytes.fromhex(code).decode("gb18030"): char for code, char in pairs}


def _plain(text: str) -> str:
    """`text` itself; ValueError where it holds control characters no text file has."""
    if _CONTROL.search(text):
        raise ValueError("control characters")
    return text
