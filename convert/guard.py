"""The guard against formulas in CSV: an apostrophe before what a spreadsheet would run.

Excel, WPS and LibreOffice take a cell for a formula when it begins with = + - or @, Excel
in Chinese also with their full-width forms; tab and line ends at the start hide such a sign
(OWASP, CSV Injection). A number with its sign (-3.5%) and a lone sign (-) run nothing.

The rule can be undone: a text is guarded by one apostrophe where, apostrophes at its start
left aside, it is dangerous. So `=1` becomes `'=1`, and `'=1` becomes `''=1`.
"""

import re
from collections.abc import Sequence

# Not compiled before they are used: few cells begin with a sign.
_DANGER = r"\s*[=+\-@＝＋－＠]|[\t\r\n]"
# Signs, the apostrophe, and all white space there is.
_FIRST = frozenset(
    "'=+-@＝＋－＠\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_HARMLESS = r"[+\-＋－](?:\d[\d,]*(?:\.\d+)?[%％]?)?"


def guarded(text: str) -> str:
    """`text` as it is safe in a spreadsheet."""
    return f"'{text}" if dangerous(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` made `text` of."""
    return text[1:] if text.startswith("'") and dangerous(text) else text


def harmless(texts: Sequence[str]) -> bool:
    """Whether none of the texts begins as one that is dangerous does: asked of many at once."""
    return _FIRST.isdisjoint([text[:1] for text in texts])


def dangerous(text: str) -> bool:
    """Whether a spreadsheet might run `text`, or it looks like something guarded."""
    bare = text.lstrip("'")
    if bare[:1] not in _FIRST:
        return False
    return bool(re.match(_DANGER, bare)) and not re.fullmatch(_HARMLESS, bare, re.ASCII)
