"""Text into XML, so that nothing is lost without a trace."""

from convert.visible import visible

_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
# A run's text, and what stands for the characters that Word writes as elements.
_OPEN, _CLOSE = '<w:t xml:space="preserve">', "</w:t>"
RUN = f"<w:r>{_OPEN}", f"{_CLOSE}</w:r>"
"""What stands round a text that `is_bare`, as a run."""
_TAB, _BREAK = f"{_CLOSE}<w:tab/>{_OPEN}", f"{_CLOSE}<w:br/>{_OPEN}"


def escape(text: str) -> str:
    """`text` as the content of an element."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """`text` as the value of an attribute, with its quotation marks."""
    return f'"{escape(text).translate(_IN_QUOTES)}"'


def is_bare(text: str) -> bool:
    """Whether no character of `text` is written in XML in another way."""
    return text.isprintable() and not ("&" in text or "<" in text or ">" in text)


def run_text(text: str) -> str:
    """`text` as the content of a run: w:t, w:tab for a tabulator, w:br for a line feed."""
    made = f"{_OPEN}{escape(text)}{_CLOSE}".replace("\t", _TAB).replace("\n", _BREAK)
    return made.replace(_OPEN + _CLOSE, "")
