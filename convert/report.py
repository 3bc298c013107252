r"""The Report: what every reader makes and every writer takes.

All of it is frozen: a report is shared freely and never changes after reading. The records
are named tuples: to define forty dataclasses took a third of the start (measured), and to
make one object a cell half of the time of a long table. `record._replace(...)` makes a
changed copy.
Texts are normalised (paragraphs separated by "\n"); spans are half-open offsets, in
characters, into the decoded source, so that anybody can check where each text came from.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import gt, itemgetter
from typing import Any, Literal, NamedTuple, Self

Kind = Literal["task", "heading"]


class _Span(NamedTuple):
    start: int
    end: int


class Span(_Span):
    """Half-open range of character offsets."""

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        """Raises ValueError but where 0 <= start <= end."""
        if not 0 <= start <= end:
            raise ValueError(f"span {start}:{end}")
        return tuple.__new__(cls, (start, end))

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override]
        # What `_replace` calls: a copy is checked as well.
        return cls(*iterable)


class _Cell(NamedTuple):
    text: str
    """Normalised text; paragraphs are separated by a line feed."""
    span: Span | None = None
    """Where it stands in the source; None where the source has no characters for it."""
    confidence: float = 1.0
    """Probability, 0 to 1, that both its borders are right."""
    why: str = "markup"
    """What placed it: markup, separator, number, model or person."""
    rowspan: int = 1
    """How many rows it takes; the cells it covers are empty."""
    colspan: int = 1
    """How many columns it takes; the cells it covers are empty."""


class Cell(_Cell):
    """One cell of the table."""

    __slots__ = ()

    def __new__(
        cls,
        text: str,
        span: Span | None = None,
        confidence: float = 1.0,
        why: str = "markup",
        rowspan: int = 1,
        colspan: int = 1,
    ) -> Self:
        """Raises ValueError where it is no probability, or a span is less than 1."""
        if not 0 <= confidence <= 1:
            raise ValueError(f"confidence {confidence}")
        if rowspan < 1 or colspan < 1:
            raise ValueError(f"cell of {rowspan} rows and {colspan} columns")
        return tuple.__new__(cls, (text, span, confidence, why, rowspan, colspan))

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override]
        # What `_replace` calls: a copy is checked as well.
        return cls(*iterable)


class Reading(NamedTuple):
    """One way to read a row: its cells' texts and the probability that it is right."""

    cells: tuple[str, ...]
    probability: float


class Row(NamedTuple):
    """One row; a heading row has its text in the first cell and nothing elsewhere."""

    kind: Kind
    cells: tuple[Cell, ...]
    review: bool = False
    """Whether a person should look at it before it is relied on."""
    readings: tuple[Reading, ...] = ()
    """The likeliest readings, best first, where the borders had to be guessed."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts, one a column."""
        return tuple([cell.text for cell in self.cells])


class Field(NamedTuple):
    """One labelled value of the page's head, such as 索引号 H002/2020-44648."""

    label: str
    """The label without the spaces that pad it out on the page."""
    value: str
    span: Span | None = None
    mark: str = ""
    """The sign between label and value as the source has it: a colon, or nothing."""


class Note(NamedTuple):
    """Something the reader left out, replaced or guessed.

    Kinds: "unplaced" is text of the page that belongs to no field, heading or cell;
    "furniture" is that of its menus, share buttons and footers; "hidden" was not to be
    seen on the page (hidden rows, deleted words); "textbox", "tracked" and others name
    what the reader decided.
    """

    kind: str
    text: str
    span: Span | None = None


class Source(NamedTuple):
    """What was read: its name, character encoding and SHA-256 (64 hexadecimal digits)."""

    name: str = ""
    encoding: str = ""
    sha256: str = ""


class _Report(NamedTuple):
    title: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    source: Source = Source()
    title_span: Span | None = None
    column_spans: tuple[Span, ...] = ()
    separators: tuple[Span, ...] = ()
    """Signs of the source that only separate cells, such as the | of a piped row."""


class Report(_Report):
    """A progress report: title, fields, and one table of tasks."""

    __slots__ = ()

    def __new__(
        cls,
        title: str,
        fields: tuple[Field, ...],
        columns: tuple[str, ...],
        rows: tuple[Row, ...],
        notes: tuple[Note, ...] = (),
        source: Source = Source(),  # noqa: B008 - frozen
        title_span: Span | None = None,
        column_spans: tuple[Span, ...] = (),
        separators: tuple[Span, ...] = (),
    ) -> Self:
        """Raises ValueError where a row has not exactly one cell a column."""
        width = len(columns)
        for number, row in enumerate(rows, 1):
            if len(row.cells) != width:
                raise ValueError(f"row {number} has {len(row.cells)} cells, not {width}")
        more = (notes, source, title_span, column_spans, separators)
        return tuple.__new__(cls, (title, fields, columns, rows, *more))

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override]
        # What `_replace` calls: a copy is checked as well.
        return cls(*iterable)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Texts of the page that belong to no field, heading or cell."""
        return tuple(note.text for note in self.notes if note.kind == "unplaced")

    def spans(self) -> Iterator[Span]:
        """Every span of the report, in no particular order."""
        title = (self.title_span,) if self.title_span else ()
        fields = (field.span for field in self.fields if field.span)
        notes = (note.span for note in self.notes if note.span)
        cells = cell_spans(self.rows)
        return chain(title, self.column_spans, self.separators, fields, notes, cells)


def texts_of(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The texts of rows of one width: `row.texts` of each, in a third of the time."""
    width = len(rows[0].cells) if rows else 0
    return [*zip(*[iter(all_texts(rows))] * width, strict=True)] if width else [()] * len(rows)


def texts_by_column(report: Report) -> list[list[str]]:
    """The texts of each column, from its first row to its last."""
    texts, width = all_texts(report.rows), len(report.columns)
    return [texts[at::width] for at in range(width)]


def all_texts(rows: Sequence[Row]) -> list[str]:
    """The texts of the rows' cells, one row after the other."""
    # As cell.text of each, in a quarter of the time.
    return [*map(itemgetter(0), chain.from_iterable(map(itemgetter(1), rows)))]


def tall_or_wide(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Row and column, both from 0, of the cells that take several rows or columns."""
    cells = [*chain.from_iterable(map(itemgetter(1), rows))]
    ones = [*map(itemgetter(4), cells), *map(itemgetter(5), cells)].count(1)
    if ones == 2 * len(cells):
        return []
    width = len(rows[0].cells)
    return [divmod(at, width) for at, cell in enumerate(cells) if cell[4:] != (1, 1)]


def cell_spans(rows: Iterable[Row]) -> Iterator[Span]:
    """The spans of the rows' cells."""
    # As cell.span of each, in a quarter of the time.
    cells = chain.from_iterable(map(itemgetter(1), rows))
    return filter(None, map(itemgetter(1), cells))


def uncovered(report: Report, text: str) -> list[int]:
    """Offsets in `text` that break the conservation law.

    The law: the spans are disjoint, and cover every character that is not white space.
    Returns the offsets of characters covered twice, beyond the text, or not at all.
    """
    spans = sorted(report.spans())
    if _is_whole(spans, text):
        return []
    wrong: list[int] = []
    at = 0
    for span in spans:
        wrong.extend(range(span.start, min(at, span.end)))
        wrong.extend(i for i in range(at, span.start) if not text[i : i + 1].isspace())
        at = max(at, span.end)
    wrong.extend(range(len(text), at))
    wrong.extend(i for i in range(at, len(text)) if not text[i].isspace())
    return wrong


def _is_whole(spans: Sequence[Span], text: str) -> bool:
    """Whether the law holds; asked of all spans at once, which is ten times as fast."""
    if spans and spans[-1].end > len(text):
        return False
    return are_whole(spans, text, 0, len(text))


def are_whole(spans: Sequence[Span], text: str, start: int, end: int) -> bool:
    """Whether the spans are disjoint, and outside of them is only white space in text[start:end].

    They stand in order within it.
    """
    starts = [*map(itemgetter(0), spans), end]
    ends = [start, *map(itemgetter(1), spans)]
    if any(map(gt, ends, starts)):
        return False
    between = [text[left:right] for left, right in zip(ends, starts, strict=True)]
    return not "".join(between).strip()
