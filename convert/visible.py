"""Characters that text formats cannot hold, made visible: U+0001 becomes [U+0001].

XML 1.0 2.2 allows no control character but tab and line ends, no surrogate and no
U+FFFE or U+FFFF; a NUL ends a cell in Excel. Readers let none of them into a report, so
they only come from reports made by other programs, and JSON holds even those as they are.
"""

import re

# Not compiled before it is used: that takes a millisecond, and few texts hold any.
_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"


def visible(text: str) -> str:
    """`text` with tab and line feed as the only control characters."""
    return text if is_plain(text) else re.sub(_HIDDEN, _named, text)


def hidden(text: str) -> list[str]:
    """The characters of `text` that `visible` replaces, as it writes them, in order."""
    return [] if is_plain(text) else list(map(_named, re.finditer(_HIDDEN, text)))


def is_plain(text: str) -> bool:
    """Whether a text has nothing to hide for certain: several times faster than to look for it."""
    return text.isprintable() or ("\n" in text and text.replace("\n", "").isprintable())


def _named(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
