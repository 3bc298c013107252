"""Text and rules as operators of a PDF page, one string a page.

Text goes out as hexadecimal codes of Identity-H fonts, one matrix a line.
"""

import re
from collections.abc import Iterator

from convert.typeset.fonts import LABEL, Face, Typeface, label
from convert.typeset.layout import Box, Paragraph
from convert.typeset.lines import GAP, Line

# Where the base line runs in an em box of Chinese type: 0.12 em above its foot.
BASE = 0.88
# A justified line is not stretched by more than this between two characters, in ems.
STRETCH = 0.34

_WORD = re.compile("[^ \u00a0]*[ \u00a0]+|[^ \u00a0]+")


class Pen:
    """Collects the operators of one page; heights are measured from the sheet's top."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._parts: list[str] = []

    def content(self) -> str:
        """All operators so far."""
        return "\n".join(self._parts)

    def open(self, kind: str, mark: int) -> None:
        """Begins content of the structure element that owns `mark`."""
        self._parts.append(f"/{kind} <</MCID {mark}>> BDC")

    def artifact(self, kind: str) -> None:
        """Begins content that is no part of the text: Layout or Pagination."""
        self._parts.append(f"/Artifact <</Type /{kind}>> BDC")

    def close(self) -> None:
        """Ends what `open` or `artifact` began."""
        self._parts.append("EMC")

    def shade(self, grey: float, left: float, top: float, width: float, height: float) -> None:
        """Fills a rectangle; `grey` is 0 for black and 1 for white."""
        foot = self._height - top - height
        self._parts.append(f"{_n(grey)} g {_n(left)} {_n(foot)} {_n(width)} {_n(height)} re f 0 g")

    def rules(
        self,
        weight: float,
        across: list[tuple[float, float, float]],
        down: list[tuple[float, float, float]],
    ) -> None:
        """Lines of that weight; their ends are square, so corners close."""
        self._parts.append(f"{_n(weight)} w 2 J")
        y = self._height
        for left, right, top in across:
            self._parts.append(f"{_n(left)} {_n(y - top)} m {_n(right)} {_n(y - top)} l")
        for x, top, foot in down:
            self._parts.append(f"{_n(x)} {_n(y - top)} m {_n(x)} {_n(y - foot)} l")
        self._parts.append("S")

    def box(self, box: Box, top: float, first: int, last: int) -> None:
        """Lines [first, last) of a box, its first one drawn at `top`."""
        for _, paragraph, low, high, line in visible(box, first, last):
            self.text(box, paragraph, low, high, top + line * box.type.leading)

    def text(self, box: Box, paragraph: Paragraph, first: int, last: int, top: float) -> None:
        """Lines [first, last) of one paragraph."""
        type = box.type
        base = self._height - top - (type.leading - type.size) / 2 - BASE * type.size
        self._parts.append("BT")
        for line in paragraph.lines[first:last]:
            shift, extra = _place(paragraph.text, line, box)
            if line.end > line.start:
                self._parts.append(f"1 0 0 1 {_n(box.left + shift)} {_n(base)} Tm")
                self._line(box.face, type.size, paragraph.text, line, extra)
            base -= type.leading
        self._parts.append("ET")

    def _line(self, face: Typeface, size: float, text: str, line: Line, extra: float) -> None:
        at, gaps, font = line.start, set(line.gaps), None
        for run, part, latin in face.runs(text[line.start : line.ink]):
            end = at + len(part)
            gap = GAP if end in gaps else 0.0
            at = end
            if run is None:
                font = None
                self._labels(face, size, part, extra)
                continue
            if run is not font:
                self._parts.append(f"/{run.key} {_n(size)} Tf")
                font = run
            self._show(run, size, part, latin, extra, gap)
        if line.end > line.ink:
            self._hanging(face, size, text[line.ink : line.end])

    def _show(
        self, font: Face, size: float, text: str, latin: bool, extra: float, gap: float
    ) -> None:
        """One run: Chinese text is spread by character, Latin by word."""
        if latin and extra:
            words = _WORD.findall(text)
            shifts = [extra] * (len(words) - 1) + [extra + gap]
            shown = "".join(
                f"<{font.encode(word)}>{_n(-1000 * shift)}"
                for word, shift in zip(words, shifts, strict=True)
            )
            self._parts.append(f"0 Tc [{shown}] TJ")
            return
        spread = f"{_n(0.0 if latin else extra * size)} Tc "
        after = _n(-1000 * gap) if gap else ""
        self._parts.append(f"{spread}[<{font.encode(text)}>{after}] TJ")

    def _hanging(self, face: Typeface, size: float, spaces: str) -> None:
        """Spaces at a line's end: kept for whoever copies the text, but within the cell."""
        for font, part, _ in face.runs(spaces):
            if font is not None:
                back = _n(1000 * face.measure(part))
                self._parts.append(
                    f"/{font.key} {_n(size)} Tf 0 Tc [{back}<{font.encode(part)}>] TJ"
                )

    def _labels(self, face: Typeface, size: float, text: str, extra: float) -> None:
        for character in text:
            actual = character.encode("utf-16-be", "replace").hex()
            self._parts.append(f"/Span <</ActualText <feff{actual}>>> BDC")
            for font, part, _ in face.runs(label(character)):
                if font is not None:
                    shown = f"<{font.encode(part)}>{_n(-1000 * extra / LABEL)}"
                    self._parts.append(f"/{font.key} {_n(LABEL * size)} Tf 0 Tc [{shown}] TJ")
            self.close()


def _place(text: str, line: Line, box: Box) -> tuple[float, float]:
    """How far a line is moved right, in points, and each character spread, in ems."""
    type = box.type
    rest = box.width - line.width * type.size
    if type.align == "center":
        return rest / 2, 0.0
    if type.align == "right":
        return rest, 0.0
    if type.align == "left" or line.last:
        return 0.0, 0.0
    places = _places(text[line.start : line.ink])
    extra = rest / type.size / places if places > 0 else 0.0
    return 0.0, extra if 0 < extra <= STRETCH else 0.0


def _places(text: str) -> int:
    """Where a line can be spread: between characters, but not within Latin words."""
    count = len(text) - 1
    for match in re.finditer("[ -~\u00a0-\u00b6\u00b8-\u024f]+", text):
        count -= len(match.group()) - 1
        count += len(_WORD.findall(match.group())) - 1
    return count


def _n(value: float) -> str:
    """A number as PDF wants it, to a hundredth of a point or a thousandth of an em."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def visible(box: Box, first: int, last: int) -> Iterator[tuple[int, Paragraph, int, int, int]]:
    """The paragraphs with lines in [first, last): number, itself, its lines, offset."""
    start = 0
    for at, paragraph in enumerate(box.paragraphs):
        end = start + len(paragraph.lines)
        low, high = max(start, first), min(end, last)
        if low < high:
            yield at, paragraph, low - start, high - start, low - first
        start = end
