"""Saved text: a page whose table has lost its borders, or has TABs or | for them."""

from collections.abc import Sequence
from itertools import pairwise

from convert.person import RowWord
from convert.reading.dates import report_date
from convert.reading.head import read_head
from convert.reading.normalise import paragraphs
from convert.reading.page import Page
from convert.recover import table as cuts
from convert.recover.cells import recover
from convert.recover.locate import locate
from convert.recover.table import Line, Piece
from convert.report import Cell, Reading, Report, Row, Source, Span


def read_text(
    page: Page,
    source: Source,
    columns: tuple[str, ...] | None = None,
    said: Sequence[RowWord] = (),
) -> Report:
    """The report in a page saved as text; `columns` names the header if the user did.

    `said` are rows as a person has drawn them.

    Raises LayoutError where the text holds no table.
    """
    text = page.text
    region = locate(text, columns)
    head = read_head(page, [Span(region.start, region.end)])
    table = recover(text, region, report_date(head.fields), said)
    return Report(
        title=head.title,
        fields=head.fields,
        columns=table.names,
        rows=tuple(_row(text, found) for found in table.rows),
        notes=(*head.notes, *page.notes),
        source=source,
        title_span=head.title_span,
        column_spans=tuple(_span(piece) for piece in table.columns if piece.start < piece.end),
        separators=table.separators,
    )


def _row(text: str, found: Line) -> Row:
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


def _reading(text: str, found: cuts.Reading) -> Reading:
    """A reading as texts, so that a person can compare it."""
    cells = (paragraphs(text[start:end]) for start, end in pairwise(found.cuts))
    return Reading(tuple(cells), found.probability)


def _span(piece: Piece) -> Span:
    return Span(piece.start, piece.end)
