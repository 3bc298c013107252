"""A report as blocks and rows of broken lines, each with its height, not yet on pages.

Lengths are points. Knows no ReportLab.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from convert.report import Field, Report, Row
from convert.style import Style, Type
from convert.typeset import titles
from convert.typeset.columns import plan
from convert.typeset.endmatter import sections
from convert.typeset.fonts import Fonts, Typeface
from convert.typeset.lines import Line, breadth, break_lines, cut_lines
from convert.typeset.sheet import Frame, frame_of

# No line of a title is shorter than this many ems, if it can be helped.
SHORTEST = 4.0
# A column of running text with fewer characters to a line makes a sheet lie down.
NARROW = 7.0
_NUMBERS = ("序号", "编号")


class Paragraph(NamedTuple):
    """A paragraph's text and its lines."""

    text: str
    lines: Sequence[Line]


class Box(NamedTuple):
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


class Band(NamedTuple):
    """A row of the table, or its header: boxes side by side."""

    kind: str
    """head, task or heading."""
    review: bool
    """Whether it is to be checked, and the style shows that."""
    boxes: Sequence[Box]
    lines: int
    height: float


class Block(NamedTuple):
    """A box outside the table and its type in the structure tree: H1, H2 or P."""

    tag: str
    box: Box


class Section(NamedTuple):
    """Blocks that follow the table, perhaps on a page of their own."""

    new_page: bool
    blocks: Sequence[Block]


class Layout(NamedTuple):
    """Everything a report's pages show, in the order it is read."""

    frame: Frame
    title: Box
    fields: Sequence[Sequence[Box]]
    """Lines of fields."""
    widths: tuple[float, ...]
    head: Band
    rows: Iterator[Band]
    after: Sequence[Section]
    number: int | None
    """The column that numbers the rows."""


def lay_out(report: Report, style: Style, fonts: Fonts) -> Layout:
    """Sets all texts of `report`; rows are set one by one as they are asked for."""
    table = _fitting(report, style, fonts)
    frame = table.frame
    return Layout(
        frame,
        by_meaning(
            report.title, style.title, fonts[style.title.face], frame.left, frame.room, SHORTEST
        ),
        list(_field_lines(report.fields, style, fonts, frame)),
        table.widths,
        table.band("head", report.columns, style.head),
        map(table.row, report.rows),
        list(_after(report, style, fonts, frame)),
        _number(report.columns, table.centred),
    )


def _fitting(report: Report, style: Style, fonts: Fonts) -> "_Table":
    """The table on a sheet that lies or stands, whichever the style or the fit says."""
    asked = style.page.orientation
    if asked != "auto":
        return _Table(report, style, fonts, frame_of(style, asked == "landscape"))
    upright = _Table(report, style, fonts, frame_of(style, landscape=False))
    lying = _Table(report, style, fonts, frame_of(style, landscape=True))
    if upright.narrowest < NARROW:
        return lying
    return upright if upright.pages(report.rows) <= lying.pages(report.rows) else lying


def lay(text: str, type: Type, face: Typeface, left: float, width: float) -> Box:
    """`text` set at that width, at the distance `left` from the sheet's edge."""
    room = width / type.size
    paragraphs = [
        Paragraph(part, break_lines(part, face.__getitem__, room, squeeze=type.squeeze))
        for part in text.split("\n")
    ]
    return Box(paragraphs, type, face, left, width, sum(len(p.lines) for p in paragraphs))


def by_meaning(
    text: str, type: Type, face: Typeface, left: float, width: float, shortest: float = 1.0
) -> Box:
    """As `lay`, but several lines end where the meaning pauses and are about equally long.

    None is shorter than `shortest` ems if it can be helped.
    """
    begins = titles.places(text, face, width / type.size, shortest)
    if "\n" in text or not begins:
        return lay(text, type, face, left, width)
    lines = cut_lines(text, face.__getitem__, begins)
    return Box([Paragraph(text, lines)], type, face, left, width, len(lines))


def _field_lines(
    fields: Sequence[Field], style: Style, fonts: Fonts, frame: Frame
) -> Iterator[list[Box]]:
    """The fields, as many side by side as all but the longest have room for."""
    face, type = fonts[style.fields.face], style.fields
    texts = [printed(field) for field in fields]
    gap = 2 * type.size
    widths = [breadth(text, face.__getitem__) * type.size + gap for text in texts]
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


def _after(report: Report, style: Style, fonts: Fonts, frame: Frame) -> Iterator[Section]:
    heading = Type(style.head.face, style.fields.size, style.fields.leading, "left")
    for new_page, texts in sections(report, style):
        blocks = []
        for tag, text in texts:
            type = style.fields if tag == "P" else heading
            blocks.append(Block(tag, lay(text, type, fonts[type.face], frame.left, frame.room)))
        yield Section(new_page, blocks)


def _number(columns: Sequence[str], centred: frozenset[int]) -> int | None:
    """The column called 序号, else a first column of short texts."""
    named = [at for at, name in enumerate(columns) if name in _NUMBERS]
    return min(centred.intersection(named or [0]), default=None)


class _Table:
    """A table on a sheet: its columns' widths, and its rows as they are asked for."""

    def __init__(self, report: Report, style: Style, fonts: Fonts, frame: Frame) -> None:
        self._style, self._fonts, self.frame = style, fonts, frame
        self._body = fonts[style.body.face]
        texts = [row.texts for row in report.rows if row.kind == "task"]
        self.widths = plan(
            report.columns,
            texts,
            frame.room,
            style.body.size,
            style.grid.padding,
            self._measure,
            style.head.size,
        )
        self._edges = list(accumulate(self.widths, initial=frame.left))
        columns = list(zip(*texts, strict=True)) if texts else [()] * len(self.widths)
        self.centred = frozenset(
            at for at, column in enumerate(columns) if self._on_one_line(at, set(column))
        )

    def _measure(self, text: str) -> float:
        return breadth(text, self._body.__getitem__)

    def _room(self, at: int) -> float:
        """Ems of body type in a line of a column."""
        return (self.widths[at] - 2 * self._style.grid.padding) / self._style.body.size

    def _on_one_line(self, at: int, texts: set[str]) -> bool:
        room = self._room(at)
        return all(len(text) <= 3 * room and self._measure(text) <= room for text in texts)

    @property
    def narrowest(self) -> float:
        """Ems in a line of the narrowest column of running text."""
        running = set(range(len(self.widths))) - self.centred
        return min(map(self._room, running), default=float("inf"))

    def pages(self, rows: Sequence[Row]) -> float:
        """About how many pages the rows take: by a few of them, evenly spread."""
        some = rows[:: len(rows) // 24 + 1]
        height = sum(self.row(row).height for row in some)
        return height / max(1, len(some)) * len(rows) / self.frame.depth

    def row(self, row: Row) -> Band:
        """A row of the report."""
        if row.kind == "heading":
            return self._heading(row)
        review = row.review and self._style.doubtful
        return self.band("task", row.texts, self._style.body, review)

    def band(self, kind: str, texts: Sequence[str], type: Type, review: bool = False) -> Band:
        """A header or task row: one box a column."""
        face, padding = self._fonts[type.face], self._style.grid.padding
        middle = _centre(type)
        put = by_meaning if kind == "head" else lay
        boxes = [
            put(
                text,
                middle if at in self.centred else type,
                face,
                self._edges[at] + padding,
                self._edges[at + 1] - self._edges[at] - 2 * padding,
            )
            for at, text in enumerate(texts)
        ]
        lines = max(box.lines for box in boxes)
        return Band(kind, review, boxes, lines, lines * type.leading + 2 * padding)

    def _heading(self, row: Row) -> Band:
        head, padding = self._style.head, self._style.grid.padding
        review = row.review and self._style.doubtful
        type = Type(head.face, self._style.body.size, self._style.body.leading, "left")
        width = self._edges[-1] - self._edges[0] - 2 * padding
        text = "\n".join(text for text in row.texts if text)
        box = lay(text, type, self._fonts[type.face], self._edges[0] + padding, width)
        return Band("heading", review, [box], box.lines, box.height + 2 * padding)


def _centre(type: Type) -> Type:
    return type._replace(align="center")
