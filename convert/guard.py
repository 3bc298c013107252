"""The guard against formulas in CSV: an apostrophe before what a spreadsheet would run.

Excel, WPS and LibreOffice take a cell for a formula when it begins with = + - or @, Excel
in Chinese also with their full-width forms; tab and line ends at the start hide such a sign
(OWASP, CSV Injection). A number with its sign (-3.5%) and a lone sign (-) run nothing.

The rule can be undone: a text is guarded by one apostrophe where, apostrophes at its start
left aside, it is dangerous. So `=1` becomes `'=1`, and `'=1` becomes `''=1`.
"""

import re

# Not compiled before they are used: few cells begin with a sign.
_DANGER = r"\s*[=+\-@＝＋－＠]|[\t\r\n]"
_FIRST = frozenset("'=+-@＝＋－＠")
_HARMLESS = r"[+\-＋－](?:\d[\d,]*(?:\.\d+)?[%％]?)?"


def guarded(text: str) -> str:
    """`text` as it is safe in a spreadsheet."""
    return f"'{text}" if dangerous(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` made `text` of."""
    return text[1:] if text.startswith("'") and dangerous(text) else text


def begins_badly(text: str) -> bool:
    """Whether a text begins with a sign, an apostrophe or white space: only those are dangerous."""
    return text[:1] in _FIRST or text[:1].isspace()


def dangerous(text: str) -> bool:
    """Whether a spreadsheet might run `text`, or it looks like something guarded."""
    bare = text.lstrip("'")
    if not begins_badly(bare):
        return False
    return bool(re.match(_DANGER, bare)) and not re.fullmatch(_HARMLESS, bare, re.ASCII)
