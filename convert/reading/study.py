"""A document read for a person who will amend it: its bytes once, his word again and again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from convert.person import Word
from convert.reading import conserved, opened, within_limits
from convert.reading.amend import amended
from convert.reading.assemble import made_of, sought
from convert.reading.page import Page
from convert.reading.text import Found, read_text, row_of
from convert.recover.table import Line
from convert.report import Report, Row, Source


@dataclass(frozen=True, slots=True)
class Studied:
    """What no word of a person changes."""

    page: Page
    source: Source
    report: Report
    """As it is while he has said nothing."""
    found: Found | None
    """His borders are heeded where the table was found in text; None where the page states it."""


def studied(
    data: bytes,
    name: str = "",
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    table: int | None = None,
    beside: bytes | None = None,
) -> Studied:
    """The document in `data`. Arguments, limits and errors are those of `reading.read_bytes`."""
    names = tuple(columns) if columns else None
    with within_limits(name):
        page, source = opened(data, name, encoding, beside)
        found = sought(page, names, table)
        report = conserved(made_of(page, source, found, names), page.text)
        return Studied(page, source, report, found if isinstance(found, Found) else None)


def amend(study: Studied, said: Word, row: Callable[[str, Line], Row] = row_of) -> Report:
    """The report under a person's word.

    `row` is `row_of`, or remembers what that made. Raises ConservationError.
    """
    page, report = study.page, study.report
    if study.found and said.rows:
        report = read_text(page, study.source, study.found, said.rows, row)
    return conserved(amended(report, said), page.text)


def decide(study: Studied, row: Callable[[str, Line], Row]) -> None:
    """Decide all borders once: the model, and `row`, remember what a first word would wait for."""
    if study.found:
        read_text(study.page, study.source, study.found, (), row)
