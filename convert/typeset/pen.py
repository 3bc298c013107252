"""Text and rules as operators of a PDF page, one string a page.

Text goes out as hexadecimal codes of Identity-H fonts. A line whose characters stand so
far apart that a reader would take the gaps for spaces carries its text as ActualText.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from convert.typeset.fonts import LABEL, Face, Typeface, label
from convert.typeset.layout import Box, Paragraph
from convert.typeset.lines import Line

# Where the base line runs in an em box of Chinese type: 0.12 em above its foot.
BASE = 0.88
# A justified line is not stretched by more than this between two characters, in ems.
STRETCH = 0.25
# Wider gaps are taken for spaces by programs that read PDFs: poppler's limit is 0.1 em.
READ_AS_SPACE = 0.09

Owner = tuple[str, Callable[[], int]]
"""A structure element's type, and what gives the number of a new mark of it."""

# What `is_latin` says of each, in a group so that splitting by it keeps it.
LATIN = re.compile("([ -~\u00a0-\u00b6\u00b8-\u024f]+)")
_WORD = re.compile("[^ \u00a0]*[ \u00a0]+|[^ \u00a0]+")


class Pen:
    """Collects the operators of one page; heights are measured from the sheet's top.

    `height` is the sheet's, less what the page is moved down; `right` what it is moved right.
    """

    def __init__(self, height: float, right: float = 0.0) -> None:
        self._height = height
        self._right = right
        self._parts: list[str] = []
        self._font: Face | None = None
        self._size = 0.0
        self._spread = ""

    def content(self) -> str:
        """All operators so far."""
        return "\n".join(self._parts)

    def artifact(self, kind: str) -> None:
        """Begins content that is no part of the text: Layout or Pagination."""
        self._parts.append(f"/Artifact<</Type/{kind}>>BDC")

    def close(self) -> None:
        """Ends what `artifact` began."""
        self._parts.append("EMC")

    def shade(self, grey: float, left: float, top: float, width: float, height: float) -> None:
        """Fills a rectangle; `grey` is 0 for black and 1 for white."""
        foot, left = self._height - top - height, left + self._right
        self._parts.append(f"{grey:.2f} g {left:.2f} {foot:.2f} {width:.2f} {height:.2f} re f 0 g")

    def rules(
        self,
        weight: float,
        across: list[tuple[float, float, float]],
        down: list[tuple[float, float, float]],
    ) -> None:
        """Lines of that weight; their ends are square, so corners close."""
        self._parts.append(f"{weight:.2f} w 2 J")
        x, y = self._right, self._height
        for left, right, top in across:
            self._parts.append(f"{x + left:.2f} {y - top:.2f} m {x + right:.2f} {y - top:.2f} l")
        for place, top, foot in down:
            self._parts.append(f"{x + place:.2f} {y - top:.2f} m {x + place:.2f} {y - foot:.2f} l")
        self._parts.append("S")

    def box(self, box: Box, top: float, first: int, last: int, owner: Owner | None) -> None:
        """Lines [first, last) of a box, its first one drawn at `top`."""
        for _, paragraph, low, high, line in visible(box, first, last):
            self.text(box, paragraph, low, high, top + line * box.type.leading, owner)

    def text(
        self,
        box: Box,
        paragraph: Paragraph,
        first: int,
        last: int,
        top: float,
        owner: Owner | None,
    ) -> None:
        """Lines [first, last) of one paragraph.

        `owner` is the structure element they belong to; None within an artifact.
        """
        text, face, parts = paragraph.text, box.face, self._parts
        size, leading = box.type.size, box.type.leading
        left, drop = 0.0, self._height - top - (leading - size) / 2 - BASE * size
        opened = False
        parts.append("BT")
        for line in paragraph.lines[first:last]:
            if line.end > line.start:
                pieces = _pieces(text, line)
                shift, extra = _place(pieces, line, box)
                at = self._right + box.left + shift
                widest = extra + max(line.gaps.values(), default=0.0)
                alone = widest > READ_AS_SPACE or not face.complete
                if alone:
                    opened = self._mark_line(owner, opened, text[line.start : line.end])
                elif not opened and owner:
                    opened = True
                    parts.append(f"/{owner[0]}<</MCID {owner[1]()}>>BDC")
                parts.append(f"{at - left:.2f} {drop:.2f} Td")
                left, drop = at, 0.0
                # A lone character too wide for its cell, such as a label, is set smaller.
                fit = box.width / line.width if line.width * size > box.width else size
                self._line(face, fit, pieces, line, extra)
                if line.end > line.ink:
                    self._hanging(face, fit, text[line.ink : line.end])
                if alone:
                    parts.append("EMC")
            drop -= leading
        parts.append("EMC\nET" if opened else "ET")

    def _mark_line(self, owner: Owner | None, opened: bool, text: str) -> bool:
        """Begins a line that says its text itself; False, as no other mark is open now."""
        if opened:
            self._parts.append("EMC")
        code = text.encode("utf-16-be", "replace").hex()
        mark = f"/MCID {owner[1]()}" if owner else ""
        # poppler, and what is built on it, looks for ActualText in marks called Span only.
        self._parts.append(f"/Span<<{mark}/ActualText<feff{code}>>>BDC")
        return False

    def words(
        self, face: Typeface, size: float, text: str, left: float, top: float, *, turned: bool
    ) -> None:
        """`text` on the base line that begins at `left` and `top`; turned, it runs down."""
        matrix = "0 -1 1 0" if turned else "1 0 0 1"
        at = f"{self._right + left:.2f} {self._height - top:.2f}"
        self._mark_line(None, False, text)
        self._parts.append(f"BT\n{matrix} {at} Tm")
        for part in filter(None, LATIN.split(text)):
            self._run(face, size, part, "0.000", 0.0)
        self._parts.append("ET\nEMC")

    def _line(
        self, face: Typeface, size: float, pieces: list[str], line: Line, extra: float
    ) -> None:
        """A line's pieces, every second one Latin; all but Latin words are spread."""
        at, gaps, parts = line.start, line.gaps, self._parts
        spread = f"{extra * size:.3f}"
        for i, piece in enumerate(pieces):
            if not piece:
                continue
            at += len(piece)
            latin = i & 1
            gap = gaps.get(at, 0.0)
            font = face.whole(piece)
            if font is None or (latin and extra and (" " in piece or "\u00a0" in piece)):
                self._mixed(face, size, piece, extra, gap, latin)
                continue
            # The common case, in one place for speed.
            shift, used = gap, spread
            if latin and extra:
                shift, used = gap + extra, "0.000"
            if font is not self._font or size != self._size:
                self._font, self._size = font, size
                parts.append(f"/{font.key} {size:.2f} Tf")
            if used != self._spread:
                self._spread = used
                parts.append(f"{used} Tc")
            if shift:
                parts.append(f"[<{font.encode(piece)}>{-1000 * shift:.0f}]TJ")
            else:
                parts.append(f"<{font.encode(piece)}>Tj")

    def _mixed(
        self, face: Typeface, size: float, text: str, extra: float, gap: float, latin: int
    ) -> None:
        if latin and extra:
            self._words(face, size, text, extra, gap)
        else:
            self._run(face, size, text, f"{extra * size:.3f}", gap)

    def _run(self, face: Typeface, size: float, text: str, spread: str, gap: float) -> None:
        """Chinese text, spread by character, or any text that is not spread."""
        after = f"{-1000 * gap:.0f}" if gap else ""
        runs = face.runs(text)
        for i, (font, part) in enumerate(runs):
            if font:
                behind = after if i == len(runs) - 1 else ""
                self._show(font, size, spread, f"<{font.encode(part)}>{behind}")
            else:
                self._labels(face, size, part, spread)

    def _words(self, face: Typeface, size: float, text: str, extra: float, gap: float) -> None:
        """Latin text, spread between its words and after the last one."""
        words = _WORD.findall(text)
        for i, word in enumerate(words):
            shift = f"{-1000 * (extra + gap if i == len(words) - 1 else extra):.0f}"
            runs = face.runs(word)
            for j, (font, part) in enumerate(runs):
                behind = shift if j == len(runs) - 1 else ""
                if font:
                    self._show(font, size, "0.000", f"<{font.encode(part)}>{behind}")
                else:
                    self._labels(face, size, part, f"{extra * size:.3f}")

    def _show(self, font: Face, size: float, spread: str, shown: str) -> None:
        if font is not self._font or size != self._size:
            self._font, self._size = font, size
            self._parts.append(f"/{font.key} {size:.2f} Tf")
        if spread != self._spread:
            self._spread = spread
            self._parts.append(f"{spread} Tc")
        self._parts.append(f"[{shown}]TJ")

    def _hanging(self, face: Typeface, size: float, spaces: str) -> None:
        """Spaces at a line's end: kept for whoever copies the text, but within the cell."""
        for font, part in face.runs(spaces):
            if font is not None:
                back = f"{1000 * face.measure(part):.0f}"
                self._show(font, size, "0.000", f"{back}<{font.encode(part)}>")

    def _labels(self, face: Typeface, size: float, text: str, spread: str) -> None:
        """Characters no font has, each as its label; their line says what they are."""
        for character in text:
            runs = face.runs(label(character))
            for i, (font, part) in enumerate(runs):
                if font:
                    # What the character would be spread by comes after its label.
                    shift = -1000 * float(spread) / (LABEL * size) if i == len(runs) - 1 else 0
                    shown = f"<{font.encode(part)}>{shift:.0f}"
                    self._show(font, LABEL * size, "0.000", shown)


def visible(box: Box, first: int, last: int) -> Iterator[tuple[int, Paragraph, int, int, int]]:
    """The paragraphs with lines in [first, last): number, itself, its lines, offset."""
    start = 0
    for at, paragraph in enumerate(box.paragraphs):
        end = start + len(paragraph.lines)
        low, high = max(start, first), min(end, last)
        if low < high:
            yield at, paragraph, low - start, high - start, low - first
        start = end


def _pieces(text: str, line: Line) -> list[str]:
    """A line's text cut at its gaps, every second piece Latin; empty ones in between."""
    squeezed = [at for at, gap in line.gaps.items() if gap < 0]
    if not squeezed:
        return LATIN.split(text[line.start : line.ink])
    made: list[str] = []
    for start, end in pairwise([line.start, *squeezed, line.ink]):
        made += LATIN.split(text[start:end])
        made.append("")
    return made


def _place(parts: Sequence[str], line: Line, box: Box) -> tuple[float, float]:
    """How far a line is moved right, in points, and each character spread, in ems.

    `parts` is the line's text, every second part Latin.
    """
    type = box.type
    rest = max(0.0, box.width - line.width * type.size)
    if type.align == "center":
        return rest / 2, 0.0
    if type.align == "right":
        return rest, 0.0
    if type.align == "left" or line.last:
        return 0.0, 0.0
    # A line can be spread between characters, but not within Latin words.
    places = line.ink - line.start - 1
    for latin in parts[1::2]:
        places -= len(latin) - 1
        if " " in latin or "\u00a0" in latin:
            places += len(_WORD.findall(latin)) - 1
    extra = rest / type.size / places if places > 0 else 0.0
    return 0.0, extra if 0 < extra <= STRETCH else 0.0
