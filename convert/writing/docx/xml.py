"""Text into XML, so that nothing is lost without a trace.

XML 1.0 (2.2) has no place for most control characters, lone surrogates, U+FFFE and U+FFFF,
and a parser turns a carriage return into a line feed. Each is written as [U+XXXX].
"""

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_IMPOSSIBLE = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
# A run's text, and what stands for the characters that Word writes as elements.
_OPEN, _CLOSE = '<w:t xml:space="preserve">', "</w:t>"
_TAB, _BREAK = f"{_CLOSE}<w:tab/>{_OPEN}", f"{_CLOSE}<w:br/>{_OPEN}"


def impossible(text: str) -> list[str]:
    """The characters of `text` that XML cannot hold, in order, as they are written."""
    # What is printable is possible; asking that first is several times faster (measured).
    return [] if text.isprintable() else list(map(visible, _IMPOSSIBLE.findall(text)))


def visible(character: str) -> str:
    """[U+XXXX] for a character that cannot be kept."""
    return f"[U+{ord(character):04X}]"


def kept(text: str) -> str:
    """`text`, what XML cannot hold made visible."""
    if text.isprintable():
        return text
    return _IMPOSSIBLE.sub(lambda found: visible(found[0]), text)


def escape(text: str) -> str:
    """`text` as the content of an element."""
    return kept(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """`text` as the value of an attribute, with its quotation marks."""
    return f'"{escape(text).translate(_IN_QUOTES)}"'


def run_text(text: str) -> str:
    """`text` as the content of a run: w:t, w:tab for a tabulator, w:br for a line feed."""
    made = f"{_OPEN}{escape(text)}{_CLOSE}".replace("\t", _TAB).replace("\n", _BREAK)
    return made.replace(_OPEN + _CLOSE, "")
