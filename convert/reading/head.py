"""What stands round the table: the title, the labelled fields, and what is left over."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.reading.fields import in_grid, in_line
from convert.reading.normalise import line
from convert.reading.page import Grid, Page
from convert.reading.scribe import trim
from convert.reading.titles import title_of, written
from convert.report import Field, Note, Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Head(NamedTuple):
    """Title, fields and left-over texts, each with its span in the page's text."""

    title: str
    title_span: Span | None
    fields: tuple[Field, ...]
    notes: tuple[Note, ...]


def read_head(page: Page, taken: Sequence[Span]) -> Head:
    """What a page holds outside the task table, which takes the spans `taken`.

    Every character there that is not white space ends in exactly one span. The title is
    looked for before the table, fields before its end and in tables of labels anywhere.
    """
    start = min((span.start for span in taken), default=0)
    end = max((span.end for span in taken), default=0)
    stated = [page.title] if page.title and _is_free(page.title, taken) else []
    inside = [*taken, *stated]
    known: list[Field] = []
    for field in (*page.fields, *_tables(page, taken)):
        # In a damaged page fields may stand in the table, or in each other.
        if not field.span or _is_free(field.span, inside):
            known.append(field)
            inside.extend([field.span] if field.span else [])
    rest: list[Span] = []
    for span in _lines(page, inside):
        seek = not page.complete and span.start < end
        found = in_line(page.text, span, _is_aside(page, span)) if seek else []
        known.extend(found)
        rest.extend(_gaps(page.text, span, [field.span for field in found if field.span]))
    title = stated[0] if stated else (None if page.complete else title_of(page, rest, start))
    notes = (_note(page, span) for span in rest if not title or not _meet(span, title))
    fields = known if page.complete else sorted(known, key=_place)
    all_fields = (*fields, *_properties(page, fields))
    return Head(written(page, title), title, all_fields, tuple(notes))


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return not any(_meet(span, one) for one in taken)


def _gaps(text: str, span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """What of a line is in none of the spans taken."""
    edges = [span.start, *(edge for one in taken for edge in (one.start, one.end)), span.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        left, right = trim(text, start, end)
        if left < right:
            yield Span(left, right)


def _place(field: Field) -> int:
    return field.span.start if field.span else 0


def _lines(page: Page, taken: Sequence[Span]) -> Iterator[Span]:
    """The lines outside the spans taken that hold more than white space, trimmed.

    A heading of the page is one line, however many it takes.
    """
    at = 0
    whole = [span for span in page.headlines if _is_free(span, taken)]
    for span in sorted([*taken, *whole], key=lambda span: (span.start, span.end)):
        yield from _between(page.text, at, span.start)
        if span in whole and span.start >= at:
            yield span
        at = max(at, span.end)
    yield from _between(page.text, at, len(page.text))


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _between(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _LINE.finditer(text, start, max(start, end)):
        left, right = trim(text, match.start(), match.end())
        if left < right:
            yield Span(left, right)


def _note(page: Page, span: Span) -> Note:
    """What belongs nowhere: the page's furniture, or a text left over."""
    kind = "furniture" if _is_aside(page, span) else "unplaced"
    return Note(kind, line(page.text[span.start : span.end]), span)


def _is_aside(page: Page, span: Span) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in page.furniture)


def _properties(page: Page, fields: Sequence[Field]) -> Iterator[Field]:
    """What the page states outside its text, where no field on it says the same."""
    have = {field.label for field in fields}
    for label, value in page.properties:
        if label not in have and value:
            have.add(label)
            yield Field(label, value)


def _tables(page: Page, taken: Sequence[Span]) -> Iterator[Field]:
    """The fields in tables of labels and values beside the task table."""
    for grid in page.grids:
        inner = any(g is not grid and _holds(grid, g) for g in page.grids)
        if inner or any(_meet(Span(grid.start, grid.end), span) for span in taken):
            continue
        if grid.start < grid.end:
            yield from in_grid(page.text, grid)


def _holds(outer: Grid, inner: Grid) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
