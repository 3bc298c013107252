"""Reads a PDF back with pikepdf: text by structure element, glyphs by place.

Knows nothing of how convert draws; only ISO 32000.
"""

import io
import re
from collections import defaultdict
from dataclasses import dataclass, field

import pikepdf


@dataclass
class Glyph:
    text: str
    left: float
    right: float
    base: float
    size: float
    mark: int | None
    artifact: bool
    font: str
    turned: bool
    drawn: str
    """What the glyph itself stands for; `text` is empty where ActualText says it."""


@dataclass
class Page:
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)

    def marked(self, mark):
        """The glyphs of one mark, in order."""
        if not self._marks:
            for glyph in self.glyphs:
                self._marks[glyph.mark].append(glyph)
        return self._marks[mark]

    _marks: dict = field(default_factory=lambda: defaultdict(list))


class Text(str):
    """A mark's text, and its glyphs and their page."""

    __slots__ = ("glyphs", "page")


@dataclass
class Element:
    kind: str
    kids: list
    attributes: dict

    def all(self, kind):
        found = [self] if self.kind == kind else []
        for kid in self.kids:
            if isinstance(kid, Element):
                found += kid.all(kind)
        return found

    def texts(self):
        """All marks under it, in order."""
        for kid in self.kids:
            yield from kid.texts() if isinstance(kid, Element) else [kid]

    @property
    def text(self):
        """Text in order; paragraphs of their own are separated by line feeds."""
        inner = [kid for kid in self.kids if isinstance(kid, Element)]
        if inner:
            return "\n".join(kid.text for kid in inner)
        return "".join(self.kids)


class Pdf:
    def __init__(self, data):
        self.file = pikepdf.open(io.BytesIO(data))
        self.pages = [_page(page) for page in self.file.pages]
        numbers = {page.obj.objgen: i for i, page in enumerate(self.file.pages)}
        self.tree = _element(self.file.Root.StructTreeRoot.K, self.pages, numbers, None)

    @property
    def table(self):
        """Rows of cells, as texts, of the table's body."""
        bodies = self.tree.all("TBody")
        return [[cell.text for cell in row.kids] for body in bodies for row in body.kids]


def _element(node, pages, numbers, page):
    kids, page = node.get("/K", pikepdf.Array()), node.get("/Pg", page)
    made = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            made.append(_marked(pages, numbers[page.objgen], kid))
        elif "/MCID" in kid:
            made.append(_marked(pages, numbers[kid.get("/Pg", page).objgen], int(kid.MCID)))
        else:
            made.append(_element(kid, pages, numbers, page))
    return Element(str(node.S)[1:], made, node.get("/A", {}))


def _marked(pages, page, mark):
    glyphs = pages[page].marked(mark)
    text = Text("".join(glyph.text for glyph in glyphs))
    text.glyphs, text.page = glyphs, page
    return text


def _page(page):
    box = [float(edge) for edge in page.MediaBox]
    made = Page(box[2], box[3])
    fonts = {name: Font(font) for name, font in page.Resources.Font.items()}
    state = defaultdict(float)
    marks = []
    at, font = None, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                marks.append((str(operands[0])[1:], dict(operands[1])))
                if "/ActualText" in marks[-1][1]:
                    text = str(marks[-1][1]["/ActualText"])
                    made.glyphs.append(_glyph(text, state, 0, marks, font))
            case "BMC":
                marks.append((str(operands[0])[1:], {}))
            case "EMC":
                marks.pop()
            case "Tf":
                font, state["size"] = str(operands[0]), float(operands[1])
            case "Tc":
                state["spread"] = float(operands[0])
            case "BT":
                state["x"] = state["y"] = state["start"] = state["turned"] = 0.0
            case "Td":
                state["start"] += float(operands[0])
                state["x"] = state["start"]
                state["y"] += float(operands[1])
            case "Tm":
                turned = [float(number) for number in operands[:4]] == [0, -1, 1, 0]
                assert turned or [float(number) for number in operands[:4]] == [1, 0, 0, 1]
                state["start"] = state["x"] = float(operands[4])
                state["y"] = float(operands[5])
                state["turned"] = turned
            case "TJ" | "Tj":
                shown = operands[0] if str(operator) == "TJ" else operands
                for part in shown:
                    if isinstance(part, pikepdf.String):
                        for text, width in fonts[font].read(bytes(part)):
                            hidden = any("/ActualText" in facts for _, facts in marks)
                            said = "" if hidden else text
                            glyph = _glyph(said, state, width, marks, font, text)
                            made.glyphs.append(glyph)
                            state["x"] += width / 1000 * state["size"] + state["spread"]
                    else:
                        state["x"] -= float(part) / 1000 * state["size"]
            case "m":
                at = [float(number) for number in operands]
            case "l":
                made.rules.append((*at, *(float(number) for number in operands)))
            case "cm":
                raise AssertionError(f"the reader knows no {operator}")
    return made


def _glyph(text, state, width, marks, font, drawn=""):
    ids = [int(facts["/MCID"]) for _, facts in marks if "/MCID" in facts]
    left, right, base = state["x"], state["x"] + width / 1000 * state["size"], state["y"]
    if state["turned"]:
        # Runs down: its width is a height, its height a width.
        left, right, base = state["start"], state["start"] + state["size"], base + left - right
    return Glyph(
        text,
        left,
        right,
        base,
        state["size"],
        ids[-1] if ids else None,
        any(kind == "Artifact" for kind, _ in marks),
        font,
        bool(state["turned"]),
        drawn,
    )


class Font:
    """A Type0 font with two-byte codes: text and width by code."""

    def __init__(self, font):
        descendant = font.DescendantFonts[0]
        self.default = float(descendant.get("/DW", 1000))
        self.widths = {}
        listed = list(descendant.W)
        for code, widths in zip(listed[::2], listed[1::2], strict=True):
            for i, width in enumerate(widths):
                self.widths[int(code) + i] = float(width)
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        self.texts = {}
        for block in re.findall(r"beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL):
            for code, text in re.findall(r"<([0-9a-f]+)> <([0-9a-f]+)>", block):
                self.texts[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")

    def read(self, data):
        for i in range(0, len(data), 2):
            code = int.from_bytes(data[i : i + 2], "big")
            yield self.texts[code], self.widths.get(code, self.default)
