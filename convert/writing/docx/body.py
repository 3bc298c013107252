"""The text of the file as XML: title, fields, table, left-over texts; streamed in pieces."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from convert.report import Field, Report, Row, texts_of
from convert.style import Style
from convert.typeset.fonts import Fonts
from convert.typeset.titles import places
from convert.writing.docx.geometry import Geometry, breadth
from convert.writing.docx.remarks import HEAD, Remark
from convert.writing.docx.spans import Spans
from convert.writing.docx.words import phrase
from convert.writing.docx.xml import RUN, is_bare, quoted, run_text

Remarks = Mapping[tuple[int, int], Remark]
Ids = Mapping[str, str]
"""Style ids of the file by role."""

# Word makes no table longer than 32,767 rows; a longer one goes on in a second table.
LONGEST = 32_000
# A title's line leaves so many ems to faces other than ours, and to the gaps that Word sets
# beside figures.
_SPARE = 1.5
# No line of a title is shorter than this many ems, if it can be helped.
_SHORTEST = 4.0
# Cells stand midway, as is usual; in a row that goes on over the page they begin at its top.
_MIDDLE = '<w:vAlign w:val="center"/>'
AFTER = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""Word wants a paragraph between two tables and after the last: one too small to be seen."""


def content(
    report: Report, style: Style, ids: Ids, geometry: Geometry, remarks: Remarks
) -> Iterator[str]:
    """The paragraphs and tables of `report`."""
    room = geometry.room
    if report.title:
        yield _title(report.title, style, ids["title"], room)
    for line in field_lines(report.fields, style, room):
        yield _field_line(line, ids["fields"])
    if report.columns:
        yield from Table(report, ids, geometry, remarks).pieces()
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
    type, begins = style.title, list[int]()
    if "\n" not in text:
        begins = places(text, Fonts()[type.face], room / (type.size * 20) - _SPARE, _SHORTEST)
    lines = [text[start:end] for start, end in pairwise([0, *begins, len(text)])]
    return paragraph("\n".join(lines), look)


def printed(field: Field) -> str:
    """A field as text: its label, the source's own sign or a space, its value."""
    return f"{field.label}{field.mark or ' '}{field.value}"


Line = list[tuple[int, str]]
"""Fields side by side: the tab stop in twips at which each begins, and its text."""


def field_lines(fields: Sequence[Field], style: Style, room: int) -> list[Line]:
    """The fields, 4 or fewer side by side: in the fewest lines, and the tidiest of those."""
    size = style.fields.size * 20
    texts = [printed(field) for field in fields]
    widths = [(1.05 * breadth(text) + 1) * size for text in texts]
    ways = [_side_by_side(texts, widths, room, across) for across in (4, 3, 2, 1)]
    return min(ways, key=lambda way: (len(way[0]), way[1]))[0]


def _side_by_side(
    texts: Sequence[str], widths: Sequence[float], room: int, across: int
) -> tuple[list[Line], int]:
    """Lines of at most `across` fields, and how many fields take more than one place."""
    step = room / across
    lines: list[Line] = []
    taken, wide = across, 0
    for text, width in zip(texts, widths, strict=True):
        span = max(1, min(across, -int(-width // step)))
        if taken + span > across:
            lines.append([])
            taken = 0
        lines[-1].append((round(taken * step), text))
        taken += span
        wide += span > 1
    return lines, wide


def _field_line(line: Line, look: str) -> str:
    stops = "".join(f'<w:tab w:val="left" w:pos="{at}"/>' for at, _ in line[1:])
    tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
    return paragraph("\t".join(text for _, text in line), look, tabs)


class Table:
    """The table's look, worked out once; its rows, one at a time."""

    def __init__(self, report: Report, ids: Ids, geometry: Geometry, remarks: Remarks) -> None:
        self._report, self._geometry, self._remarks = report, geometry, remarks
        self._table, self._starts = ids["table"], {role: _start(ids[role]) for role in _CELLS}
        self._roles = ["body"] * len(geometry.widths)
        for role, columns in (("narrow", geometry.narrow), ("centre", geometry.centred)):
            for at in columns:
                self._roles[at] = role
        self._whole = [_opened(width, _MIDDLE) for width in geometry.widths]
        self._cut = [_opened(width, "") for width in geometry.widths]
        merged = f'<w:gridSpan w:val="{len(self._whole)}"/>' if len(self._whole) > 1 else ""
        self._merged = _opened(geometry.room, f"{merged}{_MIDDLE}")
        self._begun = [self._beginnings(cells) for cells in (self._cut, self._whole)]
        self._remarked = frozenset(at for at, _ in remarks)
        self._spans = Spans(report.rows, LONGEST, remarks)

    def _beginnings(self, cells: Sequence[str]) -> tuple[list[str], list[str]]:
        """By column: what stands before a text of one run, and an empty cell."""
        begun = [cell + self._starts[role] for cell, role in zip(cells, self._roles, strict=True)]
        return [start + RUN[0] for start in begun], [start + _END for start in begun]

    def pieces(self) -> Iterator[str]:
        """The whole table, or tables where it is longer than Word's longest."""
        head = "".join((*self._opening(), *self._head()))
        rows = self._report.rows
        for start in range(0, max(1, len(rows)), LONGEST):
            yield head
            for first in range(start, min(start + LONGEST, len(rows)), _ROWS):
                some = rows[first : min(first + _ROWS, start + LONGEST)]
                for at, each in enumerate(zip(some, texts_of(some), strict=True), first):
                    yield self._row(at, *each)
            yield f"</w:tbl>{AFTER}"

    def _opening(self) -> Iterator[str]:
        report, widths = self._report, self._geometry.widths
        names = "、".join(report.columns)
        about = phrase("about", rows=len(report.rows), columns=len(widths), names=names)
        yield (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoted(self._table)}/>"
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
            f"<w:tblCaption w:val={quoted(report.title)}/>"
            f"<w:tblDescription w:val={quoted(about)}/></w:tblPr><w:tblGrid>"
        )
        yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid>"

    def _head(self) -> Iterator[str]:
        yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        for column, name in enumerate(self._report.columns):
            yield self._cell(HEAD, column, name, "head", self._whole[column])
        yield "</w:tr>"

    def _row(self, at: int, row: Row, texts: Sequence[str]) -> str:
        """A row; one that is taller than a page may be split, no other."""
        heading = row.kind == "heading"
        if heading and not any(texts[1:]):
            cell = self._cell(at, 0, texts[0], "heading", self._merged)
            return _row_of([cell], whole=True)
        whole = self._geometry.fits(texts)
        if at in self._spans:
            return _row_of(self._spanning(at, texts, whole), whole)
        opened = self._whole if whole else self._cut
        if not heading and at not in self._remarked and is_bare("".join(texts)):
            # What `_cell` would make of each, in a third of the time.
            begun = zip(texts, *self._begun[whole], strict=True)
            return _row_of(
                [f"{run}{text}{_RAN}" if text else none for text, run, none in begun], whole
            )
        cells = [
            self._cell(at, column, text, "heading" if heading else role, opened[column])
            for column, (text, role) in enumerate(zip(texts, self._roles, strict=True))
        ]
        return _row_of(cells, whole)

    def _spanning(self, at: int, texts: Sequence[str], whole: bool) -> Iterator[str]:
        """The cells of a row some of which are merged."""
        for column, count, part in self._spans.cells(at):
            width = sum(self._geometry.widths[column : column + count])
            merged = f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""
            if part:
                merged += f'<w:vMerge w:val="{part}"/>'
            opened = _opened(width, merged + (_MIDDLE if whole else ""))
            yield self._cell(at, column, texts[column], self._roles[column], opened)

    def _cell(self, at: int, column: int, text: str, role: str, opened: str) -> str:
        """A cell, its paragraphs and its comment; row `at` counts from 0, HEAD is the header."""
        start = self._starts[role]
        runs = f"</w:p>{start}".join(map(_run, text.split("\n")))
        remark = self._remarks.get((at, column))
        if remark:
            before, after = _anchors(remark)
            runs = f"{before}{runs}{after}"
        return f"{opened}{start}{runs}{_END}"


_END = "</w:p></w:tc>"
_RAN = RUN[1] + _END
_ROWS = 100
"""Rows whose texts are taken together."""
_CELLS = ("head", "body", "centre", "narrow", "heading")


def _row_of(cells: Iterable[str], whole: bool) -> str:
    start = "<w:tr><w:trPr><w:cantSplit/></w:trPr>" if whole else "<w:tr>"
    return f"{start}{''.join(cells)}</w:tr>"


def _start(look: str) -> str:
    return f"<w:p><w:pPr><w:pStyle w:val={quoted(look)}/></w:pPr>"


def _opened(width: int, more: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>'


def _run(text: str) -> str:
    return f"<w:r>{run_text(text)}</w:r>" if text else ""


def _anchors(remark: Remark) -> tuple[str, str]:
    """What stands before and after the runs that a comment is about."""
    id = f'w:id="{remark.id}"'
    return (
        f"<w:commentRangeStart {id}/>",
        f"<w:commentRangeEnd {id}/><w:r><w:commentReference {id}/></w:r>",
    )
