"""A person's word on what was read: heard last, and the last word."""

from bisect import bisect_right
from collections.abc import Iterator

from convert.person import SUFFIX, FieldWord, Word, word
from convert.reading.normalise import line
from convert.report import Cell, Field, Note, Report, Row, Source, Span


def told(cells: bytes | None, source: Source) -> tuple[Word | None, tuple[Note, ...]]:
    """What the file beside the source says, and a note of whether it was heeded.

    It is not where the source has changed since, or where the file is damaged.
    """
    if cells is None:
        return None, ()
    file = f"{source.name}{SUFFIX}"
    try:
        said = word(cells, source.sha256)
    except ValueError:
        return None, (Note("unreadable", file),)
    if said is None:
        return None, (Note("stale", file),)
    return said, ()


def amended(report: Report, said: Word) -> Report:
    """The report with a person's title, fields and names, his rows need no check any more.

    Texts change, spans stay: what he writes takes the place of what the source has there.
    """
    if said == Word():
        return report
    names = dict(said.columns)
    return report._replace(
        title=report.title if said.title is None else line(said.title),
        fields=tuple(_fields(report.fields, said.fields)),
        columns=tuple(line(names.get(at, name)) for at, name in enumerate(report.columns)),
        notes=(*report.notes, Note("reviewed", f"{report.source.name}{SUFFIX}")),
        rows=tuple(_settled(row) if _seen(row, said) else row for row in report.rows),
    )


def begins(row: Row) -> int | None:
    """Where a row begins in the source; None where it has no characters there."""
    return min((cell.span.start for cell in row.cells if cell.span), default=None)


def _seen(row: Row, said: Word) -> bool:
    """Whether a person has looked at a row and found it right."""
    start = begins(row)
    if start is None:
        return False
    at = bisect_right(said.rows, start, key=lambda one: one.start) - 1
    return at >= 0 and said.rows[at].accepted and start < said.rows[at].end


def _settled(row: Row) -> Row:
    """A row that a person has looked at."""
    cells = (cell._replace(confidence=1.0, why=_why(cell)) for cell in row.cells)
    return row._replace(cells=tuple(cells), review=False, readings=())


def _why(cell: Cell) -> str:
    return "person" if cell.why == "model" else cell.why


def _fields(fields: tuple[Field, ...], said: tuple[FieldWord, ...]) -> Iterator[Field]:
    """The fields, some of them rewritten; those that stood nowhere come last."""
    rest = {one.at: one for one in said}
    for field in fields:
        one = rest.pop(_place(field.span, field.label), None)
        if one is None:
            yield field
        else:
            yield field._replace(label=line(one.label), value=line(one.value))
    yield from (
        Field(line(one.label), line(one.value)) for one in rest.values() if isinstance(one.at, str)
    )


def _place(span: Span | None, label: str) -> int | str:
    return span.start if span else label
