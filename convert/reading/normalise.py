"""Raw cell text to the text that is written: white space put in order, nothing else.

White space is evidence (a run of U+00A0 marks a paragraph, sometimes a border), so this
comes last, after the borders are known. Characters that are not white space are never
touched, but control characters, which no text should hold, are made visible: [U+0001].
"""

import re

from convert.visible import visible

# None is compiled before it is used: ranges of many characters take 3 ms each.
# Saved pages indent paragraphs by U+00A0 or U+3000, at least two columns wide, or by four
# spaces and more; a single one, or a few spaces, are only a gap where a line had wrapped.
_PARAGRAPH = (
    r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*"
    r"|(?=\s{2})[^\S\n]*[\u00a0\u3000][^\S\n]*"
    r"|[^\S\n]{4,}"
)
# A name of two characters is spread to the width of three.
_NAME = r"[\u4e00-\u9fff][ \u00a0\u3000]{1,3}[\u4e00-\u9fff]{1,2}"
_LONGEST_NAME = 6
_PADDED = r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+"
_GAP = r"[^\S\n]+"
_BROKEN = r"(?<=[^\x00-\x7f])[^\S\n]*\n\s*(?=[\d\x80-\U0010ffff])"
_PADDING = r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])"


def paragraphs(raw: str) -> str:
    r"""The text of a cell: paragraphs separated by "\n", gaps of one space each."""
    # A space is the only white space that is printable: most cells are done here.
    if " " not in raw and raw.isprintable():
        return raw
    if "    " not in raw and (raw.isprintable() or raw.replace("\n", "").isprintable()):
        # Without the white space that the patterns look for, what they do is this.
        parts = raw.split("\n")
        if " " in raw:
            parts = [" ".join(part.split()) for part in parts]
        return "\n".join(filter(None, parts))
    raw = raw.strip()
    if len(raw.split(None, 1)) < 2:
        return visible(raw)
    if len(raw) <= _LONGEST_NAME and re.fullmatch(_NAME, raw):
        return line(raw)
    return visible(re.sub(_GAP, " ", re.sub(_PARAGRAPH, "\n", raw)))


def line(raw: str) -> str:
    """The text of a title, label, header or value: all of it on one line."""
    return visible(" ".join(raw.split()))


def joined(raw: str) -> str:
    """A title or column name on one line; where it was broken there is no space.

    Unless two Latin words meet there.
    """
    return line(re.sub(_BROKEN, "", raw) if "\n" in raw else raw)


def unpadded(raw: str) -> str:
    """A column's name without the spaces between its characters, as in 序　号."""
    parts = raw.split()
    return "".join(parts) if parts[1:] and re.fullmatch(_PADDED, raw) else raw


def word(raw: str) -> str:
    """A label without the spaces it was padded out with, as in 索 引 号."""
    return line(re.sub(_PADDING, "", raw) if len(raw.split(None, 1)) > 1 else raw)
