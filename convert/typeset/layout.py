"""A report as blocks and rows of broken lines, each with its height, not yet on pages.

Lengths are points. Knows no ReportLab.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convert.report import Field, Report, Row
from convert.style import Style, Type
from convert.typeset import titles
from convert.typeset.columns import plan
from convert.typeset.fonts import Fonts, Typeface
from convert.typeset.lines import Line, break_lines, cut_lines

POINTS = 72 / 25.4
"""Points in a millimetre."""
CONTINUED = "(续)"
_NUMBERS = ("序号", "编号")


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet and its type area: left, right and from the top, top and bottom."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """Width of the type area."""
        return self.right - self.left

    @property
    def depth(self) -> float:
        """Height of the type area."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text and its lines."""

    text: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Box:
    """A text set at a width: what stands in a cell, or a block outside the table."""

    paragraphs: Sequence[Paragraph]
    type: Type
    face: Typeface
    left: float
    width: float
    lines: int

    @property
    def height(self) -> float:
        """All its lines, without padding."""
        return self.lines * self.type.leading


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the table, or its header: boxes side by side."""

    kind: str
    """head, task or heading."""
    boxes: Sequence[Box]
    lines: int
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything a report's pages show, in the order it is read."""

    frame: Frame
    title: Box
    fields: Sequence[Sequence[Box]]
    """Lines of fields."""
    widths: tuple[float, ...]
    head: Band
    rows: Iterator[Band]
    after: Sequence[Box]
    """What follows the table."""
    number: int | None
    """The column that numbers the rows."""


def frame_of(style: Style, landscape: bool) -> Frame:
    """The sheet of the style, lying or upright.

    Margins are those of the sheet as it is read.
    """
    page = style.page
    short, long = sorted((page.width * POINTS, page.height * POINTS))
    width, height = (long, short) if landscape else (short, long)
    return Frame(
        width,
        height,
        page.left * POINTS,
        width - page.right * POINTS,
        page.top * POINTS,
        height - page.bottom * POINTS,
    )


def lay_out(report: Report, style: Style, fonts: Fonts) -> Layout:
    """Sets all texts of `report`; rows are set one by one as they are asked for."""
    frame = frame_of(style, style.page.orientation != "portrait")
    body, padding = fonts[style.body.face], style.grid.padding
    texts = [row.texts for row in report.rows if row.kind == "task"]
    widths = plan(
        report.columns,
        texts,
        frame.room,
        style.body.size,
        padding,
        body.measure,
        style.head.size,
    )
    centred = _centred(report, style, body, widths)
    table = _Table(style, fonts, frame, widths, centred)
    return Layout(
        frame,
        title(report.title, style, fonts, frame),
        list(_field_lines(report.fields, style, fonts, frame)),
        widths,
        table.band("head", report.columns, style.head),
        map(table.row, report.rows),
        _after(report, style, fonts, frame),
        _number(report.columns, centred),
    )


def lay(text: str, type: Type, face: Typeface, left: float, width: float) -> Box:
    """`text` set at that width, at the distance `left` from the sheet's edge."""
    room = width / type.size
    paragraphs = [
        Paragraph(part, break_lines(part, face.__getitem__, room)) for part in text.split("\n")
    ]
    return Box(paragraphs, type, face, left, width, sum(len(p.lines) for p in paragraphs))


def title(text: str, style: Style, fonts: Fonts, frame: Frame) -> Box:
    """The title, its lines broken by meaning where it needs several."""
    face, type = fonts[style.title.face], style.title
    begins = titles.places(text, face, frame.room / type.size)
    if "\n" in text or not begins:
        return lay(text, type, face, frame.left, frame.room)
    lines = cut_lines(text, face.__getitem__, begins)
    return Box([Paragraph(text, lines)], type, face, frame.left, frame.room, len(lines))


def _field_lines(
    fields: Sequence[Field], style: Style, fonts: Fonts, frame: Frame
) -> Iterator[list[Box]]:
    """The fields, as many side by side as all but the longest have room for."""
    face, type = fonts[style.fields.face], style.fields
    texts = [printed(field) for field in fields]
    gap = 2 * type.size
    widths = [face.measure(text) * type.size * 1.05 + gap for text in texts]
    across = next((n for n in (4, 3, 2) if _mostly_fit(widths, frame.room / n)), 1)
    step = frame.room / across
    line: list[Box] = []
    for text, width in zip(texts, widths, strict=True):
        span = min(across, -int(-width // step))
        taken = round(sum(box.width + gap for box in line) / step)
        if line and taken + span > across:
            yield line
            line, taken = [], 0
        line.append(lay(text, type, face, frame.left + taken * step, span * step - gap))
    if line:
        yield line


def _mostly_fit(widths: Sequence[float], step: float) -> bool:
    return 4 * sum(width > step for width in widths) <= len(widths)


def printed(field: Field) -> str:
    """A field as a line of text: its label, the source's own sign, its value."""
    return f"{field.label}{field.mark or ' '}{field.value}"


def _after(report: Report, style: Style, fonts: Fonts, frame: Frame) -> list[Box]:
    if not style.leftovers:
        return []
    face = fonts[style.fields.face]
    return [lay(text, style.fields, face, frame.left, frame.room) for text in report.unplaced]


def _centred(
    report: Report, style: Style, face: Typeface, widths: Sequence[float]
) -> frozenset[int]:
    """The columns whose every text stays on one line: 序号, dates and the like."""
    found = set()
    for at, width in enumerate(widths):
        room = (width - 2 * style.grid.padding) / style.body.size
        texts = {row.cells[at].text for row in report.rows if row.kind == "task"}
        if all(len(text) <= room * 3 and face.measure(text) <= room for text in texts):
            found.add(at)
    return frozenset(found)


def _number(columns: Sequence[str], centred: frozenset[int]) -> int | None:
    """The column called 序号, else a first column of short texts."""
    named = [at for at, name in enumerate(columns) if name in _NUMBERS]
    return min(centred.intersection(named or [0]), default=None)


class _Table:
    """What all rows of one table share."""

    def __init__(
        self,
        style: Style,
        fonts: Fonts,
        frame: Frame,
        widths: tuple[float, ...],
        centred: frozenset[int],
    ) -> None:
        self._style, self._fonts = style, fonts
        self._edges = [frame.left]
        for width in widths:
            self._edges.append(self._edges[-1] + width)
        self._centred = centred

    def row(self, row: Row) -> Band:
        """A row of the report."""
        if row.kind == "heading":
            return self._heading(row)
        return self.band("task", row.texts, self._style.body)

    def band(self, kind: str, texts: Sequence[str], type: Type) -> Band:
        """A header or task row: one box a column."""
        face, padding = self._fonts[type.face], self._style.grid.padding
        middle = _centre(type)
        boxes = [
            lay(
                text,
                middle if at in self._centred else type,
                face,
                self._edges[at] + padding,
                self._edges[at + 1] - self._edges[at] - 2 * padding,
            )
            for at, text in enumerate(texts)
        ]
        lines = max(box.lines for box in boxes)
        return Band(kind, boxes, lines, lines * type.leading + 2 * padding)

    def _heading(self, row: Row) -> Band:
        head, padding = self._style.head, self._style.grid.padding
        type = Type(head.face, self._style.body.size, self._style.body.leading, "left")
        width = self._edges[-1] - self._edges[0] - 2 * padding
        text = "\n".join(text for text in row.texts if text)
        box = lay(text, type, self._fonts[type.face], self._edges[0] + padding, width)
        return Band("heading", [box], box.lines, box.height + 2 * padding)


def _centre(type: Type) -> Type:
    return Type(type.face, type.size, type.leading, "center")
