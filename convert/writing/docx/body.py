"""The document's text as XML: title, fields, table, left-over texts; streamed in pieces."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from convert.report import Field, Report, Row
from convert.style import Style
from convert.typeset.columns import ems, plan
from convert.typeset.fonts import Fonts
from convert.typeset.titles import places
from convert.writing.docx.remarks import HEAD, Remark
from convert.writing.docx.words import phrase
from convert.writing.docx.xml import escape, kept, quoted, run_text

Remarks = Mapping[tuple[int, int], Remark]
Ids = Mapping[str, str]
"""Style ids of the file by role."""

# Word makes no table longer than 32,767 rows; a longer one goes on in a second table.
LONGEST = 32_000
# Room that an estimated height leaves to faces other than those it was estimated for.
_SLACK = 0.85


def content(
    report: Report, style: Style, ids: Ids, room: int, depth: int, remarks: Remarks
) -> Iterator[str]:
    """The paragraphs and tables of `report`, for a type area of room x depth twips."""
    if report.title:
        yield _title(report.title, style, ids["title"], room)
    for line in field_lines(report.fields, style, room):
        yield _field_line(line, ids["fields"])
    if report.columns:
        yield from Table(report, style, ids, room, depth, remarks).pieces()
    if style.leftovers:
        for text in report.unplaced:
            yield paragraph(text, ids["leftovers"])


def paragraph(text: str, look: str, more: str = "") -> str:
    """One paragraph of one run; `more` is what its properties hold beside the style."""
    run = f"<w:r>{run_text(text)}</w:r>" if text else ""
    return f"<w:p><w:pPr><w:pStyle w:val={quoted(look)}/>{more}</w:pPr>{run}</w:p>"


def _title(text: str, style: Style, look: str, room: int) -> str:
    """The title; where it needs several lines, they end where the meaning pauses.

    Such a line ends with a line break, as officials set it by hand; it is no character of
    the title.
    """
    type = style.title
    begins = [] if "\n" in text else places(text, Fonts()[type.face], room / (type.size * 20))
    lines = [text[start:end] for start, end in pairwise([0, *begins, len(text)])]
    return paragraph("\n".join(lines), look)


def printed(field: Field) -> str:
    """A field as text: its label, the source's own sign or a space, its value."""
    return f"{field.label}{field.mark or ' '}{field.value}"


Line = list[tuple[int, str]]
"""Fields side by side: the tab stop in twips at which each begins, and its text."""


def field_lines(fields: Sequence[Field], style: Style, room: int) -> Iterator[Line]:
    """The fields, as many side by side as all but the longest have room for, at most 4."""
    size = style.fields.size * 20
    texts = [printed(field) for field in fields]
    widths = [(1.05 * ems(text) + 1) * size for text in texts]
    across = next((n for n in (4, 3, 2) if _mostly_fit(widths, room / n)), 1)
    step = room / across
    line: Line = []
    taken = 0
    for text, width in zip(texts, widths, strict=True):
        span = max(1, min(across, -int(-width // step)))
        if line and taken + span > across:
            yield line
            line, taken = [], 0
        line.append((round(taken * step), text))
        taken += span
    if line:
        yield line


def _mostly_fit(widths: Sequence[float], step: float) -> bool:
    return 4 * sum(width > step for width in widths) <= len(widths)


def _field_line(line: Line, look: str) -> str:
    stops = "".join(f'<w:tab w:val="left" w:pos="{at}"/>' for at, _ in line[1:])
    tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
    return paragraph("\t".join(text for _, text in line), look, tabs)


class Table:
    """The table's look, worked out once; its rows, one at a time."""

    def __init__(
        self, report: Report, style: Style, ids: Ids, room: int, depth: int, remarks: Remarks
    ) -> None:
        self._report, self._style, self._ids, self._remarks = report, style, ids, remarks
        self._frame = round(2 * (style.grid.padding + style.grid.rule) * 20)
        tasks = [row.texts for row in report.rows if row.kind == "task"]
        self.widths = widths(report.columns, tasks, style, room)
        centred = centred_columns(tasks, self.widths, self._frame, style.body.size)
        self._looks = [ids["centre" if at in centred else "body"] for at in range(len(self.widths))]
        self._most = depth * _SLACK - self._height(report.columns, style.head.size)

    def pieces(self) -> Iterator[str]:
        """The whole table, or tables where it is longer than Word's longest."""
        head = "".join(self._start()) + "".join(self._head())
        rows = self._report.rows
        for start in range(0, max(1, len(rows)), LONGEST):
            yield head
            for at, row in enumerate(rows[start : start + LONGEST], start):
                yield from self._row(at, row)
            yield "</w:tbl>"
            yield _AFTER

    def _start(self) -> Iterator[str]:
        about = phrase(
            "about",
            rows=len(self._report.rows),
            columns=len(self.widths),
            names="、".join(self._report.columns),
        )
        yield (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoted(self._ids['table'])}/>"
            f'<w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
            f"<w:tblCaption w:val={quoted(self._report.title)}/>"
            f"<w:tblDescription w:val={quoted(about)}/></w:tblPr><w:tblGrid>"
        )
        yield from (f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        yield "</w:tblGrid>"

    def _head(self) -> Iterator[str]:
        yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        for column, name in enumerate(self._report.columns):
            yield self._cell(HEAD, column, name, self._ids["head"], self.widths[column], _MIDDLE)
        yield "</w:tr>"

    def _row(self, at: int, row: Row) -> Iterator[str]:
        texts = row.texts
        if row.kind == "heading" and not any(texts[1:]):
            look, span = self._ids["heading"], len(texts)
            cell = self._cell(at, 0, texts[0], look, sum(self.widths), _MIDDLE, span)
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
            return
        whole = self._height(texts, self._style.body.size) <= self._most
        yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>" if whole else "<w:tr>"
        for column, text in enumerate(texts):
            look = self._ids["heading"] if row.kind == "heading" else self._looks[column]
            yield self._cell(at, column, text, look, self.widths[column], _MIDDLE if whole else "")
        yield "</w:tr>"

    def _cell(
        self, at: int, column: int, text: str, look: str, width: int, stand: str, span: int = 1
    ) -> str:
        merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        start = f"<w:p><w:pPr><w:pStyle w:val={quoted(look)}/></w:pPr>"
        before, after = _anchors(self._remarks.get((at, column)))
        runs = f"</w:p>{start}".join(
            f"<w:r>{run_text(part)}</w:r>" if part else "" for part in text.split("\n")
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{stand}</w:tcPr>'
            f"{start}{before}{runs}{after}</w:p></w:tc>"
        )

    def _height(self, texts: Iterable[str], size: float) -> float:
        """About how high a row comes out, in twips."""
        leading = self._style.body.leading * 20
        lines = max(
            lines_of(text, (width - self._frame) / (size * 20))
            for text, width in zip(texts, self.widths, strict=True)
        )
        return lines * leading + self._frame


# Cells stand midway, as is usual; in a row that goes on over the page they begin at its top.
_MIDDLE = '<w:vAlign w:val="center"/>'

# Word wants a paragraph between two tables and after the last: one too small to be seen.
_AFTER = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)


def _anchors(remark: Remark | None) -> tuple[str, str]:
    """What stands before and after the runs that a comment is about."""
    if remark is None:
        return "", ""
    id = f'w:id="{remark.id}"'
    return (
        f"<w:commentRangeStart {id}/>",
        f"<w:commentRangeEnd {id}/><w:r><w:commentReference {id}/></w:r>",
    )


def lines_of(text: str, room: float) -> int:
    """How many lines a cell's text takes at a width of `room` ems, or a few more."""
    if len(text) < room and "\n" not in text:
        return 1
    return sum(1 + int(ems(part) / max(1.0, room - 1)) for part in text.split("\n"))


def widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], style: Style, room: int
) -> list[int]:
    """The columns' widths in twips; they add up to `room`."""
    grid, points = style.grid, room / 20
    # LibreOffice takes the rules from the cells' width, Word does not.
    padding = grid.padding + grid.rule
    planned = plan(
        [kept(name) for name in columns],
        rows,
        points,
        style.body.size,
        padding,
        head=style.head.size,
    )
    edges = [0, *(round(edge * 20) for edge in accumulate(planned))]
    edges[-1] = room
    return [right - left for left, right in pairwise(edges)]


def centred_columns(
    rows: Sequence[Sequence[str]], widths: Sequence[int], frame: int, size: float
) -> frozenset[int]:
    """The columns whose every text stays on one line: 序号, dates and the like."""
    return frozenset(
        at
        for at, width in enumerate(widths)
        if all(_on_one_line(row[at], (width - frame) / (size * 20)) for row in rows)
    )


def _on_one_line(text: str, room: float) -> bool:
    return len(text) <= room * 2 and "\n" not in text and ems(escape(text)) <= room


def footer(ids: Ids, style: Style, odd: bool) -> str:
    """A page number's paragraph, — 1 — outside and one character in (GB/T 9704-2012 7.5)."""
    inset = round(style.number.size * 20)
    side, place = ("right", "right") if odd else ("left", "left")
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f"<w:p><w:pPr><w:pStyle w:val={quoted(ids['number'])}/>"
        f'<w:ind w:{side}="{inset}"/><w:jc w:val="{place}"/></w:pPr>'
        f"<w:r>{run_text('— ')}</w:r>{field}<w:r>{run_text(' —')}</w:r></w:p>"
    )
