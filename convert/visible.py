"""Characters that text formats cannot hold, made visible: U+0001 becomes [U+0001].

XML 1.0 2.2 allows no control character but tab and line ends, no surrogate and no
U+FFFE or U+FFFF; a NUL ends a cell in Excel. Readers let none of them into a report, so
they only come from reports made by other programs, and JSON holds even those as they are.
"""

import re

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """`text` with tab and line feed as the only control characters."""
    # What is printable has nothing to hide; asking that first is several times faster.
    return text if text.isprintable() else _HIDDEN.sub(_named, text)


def hidden(text: str) -> list[str]:
    """The characters of `text` that `visible` replaces, as it writes them, in order."""
    return [] if text.isprintable() else list(map(_named, _HIDDEN.finditer(text)))


def _named(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
