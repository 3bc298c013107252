"""Saved text: a page whose table has lost its borders, or has TABs or | for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from convert.person import RowWord
from convert.reading.dates import report_date
from convert.reading.head import Head, read_head
from convert.reading.normalise import paragraphs
from convert.reading.page import Page
from convert.recover import table as cuts
from convert.recover.cells import recover
from convert.recover.locate import locate
from convert.recover.strips import Strips, strips
from convert.recover.table import Line, Piece, Region
from convert.recover.vocabulary import rules
from convert.report import Cell, Note, Reading, Report, Row, Source, Span


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in a page saved as text whatever a person says of its rows."""

    region: Region
    rows: Strips
    head: Head


def find(page: Page, columns: tuple[str, ...] | None = None) -> Found:
    """The table in a page saved as text; `columns` names the header if the user did.

    Raises LayoutError where the text holds no table.
    """
    region = locate(page.text, columns)
    head = read_head(page, [Span(region.start, region.end)])
    rows = strips(page.text, region, report_date(head.fields))
    return Found(region, rows, head)


def row_of(text: str, found: Line) -> Row:
    """A recovered row as one of the report."""
    cells = tuple(
        Cell(
            paragraphs(text[piece.start : piece.end]),
            _span(piece) if piece.start < piece.end else None,
            piece.confidence,
            piece.why,
        )
        for piece in found.cells
    )
    readings = tuple(_reading(text, reading) for reading in found.readings)
    return Row(found.kind, cells, found.review, readings)


def _guessed(region: Region) -> tuple[Note, ...]:
    """A note of the columns' names where it is not sure that they are told apart rightly."""
    unsure = region.sure < rules().weights["tell"]
    return (Note("header", "|".join(region.names)),) if unsure else ()


def read_text(
    page: Page,
    source: Source,
    found: Found,
    said: Sequence[RowWord] = (),
    row: Callable[[str, Line], Row] = row_of,
) -> Report:
    """The report in a page saved as text, its table found.

    `said` are rows as a person has drawn them; `row` is `row_of`, or remembers what that made.
    """
    text, head = page.text, found.head
    table = recover(text, found.region, report_date(head.fields), said, found.rows)
    return Report(
        title=head.title,
        fields=head.fields,
        columns=table.names,
        rows=tuple(row(text, line) for line in table.rows),
        notes=(*head.notes, *page.notes, *_guessed(found.region)),
        source=source,
        title_span=head.title_span,
        column_spans=tuple(_span(piece) for piece in table.columns if piece.start < piece.end),
        separators=table.separators,
    )


def _reading(text: str, found: cuts.Reading) -> Reading:
    """A reading as texts, so that a person can compare it."""
    cells = (paragraphs(text[start:end]) for start, end in pairwise(found.cuts))
    return Reading(tuple(cells), found.probability)


def _span(piece: Piece) -> Span:
    return Span(piece.start, piece.end)
