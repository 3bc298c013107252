"""A person's word on a report, and the file beside the source that keeps it.

`report.txt.cells.json` says which rows there are, where their cells begin, which rows were
looked at, and how title, fields and column names are to read: all by character offsets into
the decoded source, and only for the source with that SHA-256.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from convert.report import Kind

SUFFIX = ".cells.json"
"""What the file's name has behind the source's."""
FORMAT = "convert cells 1"


class RowWord(NamedTuple):
    """One row as a person wants it: text[start:end], its number included.

    Whoever names a row also says that it begins and ends there, so that a row split in two
    is two of these, and rows joined are one.
    """

    start: int
    end: int
    kind: Kind = "task"
    cuts: tuple[tuple[int, int], ...] = ()
    """(column, offset): that column and those behind it hold what stands from there on."""
    accepted: bool = False
    """Whether the row need not be checked any more."""


class FieldWord(NamedTuple):
    """A field as a person wants it."""

    at: int | str
    """Where the field stands; the label of one that stands nowhere, which may be new."""
    label: str
    value: str


class Word(NamedTuple):
    """All that a person has said of a report; what is left out is the reader's."""

    rows: tuple[RowWord, ...] = ()
    title: str | None = None
    columns: tuple[tuple[int, str], ...] = ()
    """(place from 0, name)."""
    fields: tuple[FieldWord, ...] = ()


def word(data: bytes, sha256: str) -> Word | None:
    """The word that a state file holds for the source with that hash; None for another's.

    Raises ValueError where it is no such file.
    """
    try:
        held = json.loads(data)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise ValueError("format")
    if _named(held, "source", dict).get("sha256") != sha256:
        return None
    return of_document(_named(held, "word", dict))


def of_document(held: Mapping[str, Any]) -> Word:
    """A word from plain data, as `document` makes it. Raises ValueError where it is none."""
    try:
        rows = sorted(map(_row, held.get("rows", ())), key=lambda row: row.start)
        title = held.get("title")
        columns = tuple((_count(at), _text(name)) for at, name in held.get("columns", ()))
        fields = tuple(_field(one) for one in held.get("fields", ()))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from error
    if any(b.start < a.end for a, b in pairwise(rows)):
        raise ValueError("rows overlap")
    return Word(tuple(rows), None if title is None else _text(title), columns, fields)


def document(said: Word) -> dict[str, Any]:
    """A word as plain data."""
    return {
        "title": said.title,
        "columns": [list(one) for one in said.columns],
        "fields": [{"at": f.at, "label": f.label, "value": f.value} for f in said.fields],
        "rows": [
            {
                "start": row.start,
                "end": row.end,
                "kind": row.kind,
                "cuts": [list(cut) for cut in row.cuts],
                "accepted": row.accepted,
            }
            for row in said.rows
        ],
    }


def with_rows(said: Word, start: int, end: int, rows: Sequence[RowWord]) -> Word:
    """The word with `rows` for all that it had to say of text[start:end]."""
    kept = [row for row in said.rows if row.end <= start or row.start >= end]
    return said._replace(rows=tuple(sorted([*kept, *rows], key=lambda row: row.start)))


def _row(held: Mapping[str, Any]) -> RowWord:
    start, end = _count(held["start"]), _count(held["end"])
    cuts = tuple(sorted((_count(column), _count(at)) for column, at in held["cuts"]))
    places = [at for _, at in cuts]
    if end <= start or places != sorted(places) or any(not start <= at <= end for at in places):
        raise ValueError(f"row {start}:{end}")
    if len({column for column, _ in cuts}) < len(cuts) or any(not column for column, _ in cuts):
        raise ValueError(f"row {start}:{end}")
    if held["kind"] not in ("task", "heading"):
        raise ValueError(f"kind {held['kind']}")
    return RowWord(start, end, held["kind"], cuts, bool(held["accepted"]))


def _field(held: Mapping[str, Any]) -> FieldWord:
    at = held["at"]
    where = _text(at) if isinstance(at, str) else _count(at)
    return FieldWord(where, _text(held["label"]), _text(held["value"]))


def _named(held: Mapping[str, Any], key: str, kind: type) -> Any:
    value = held.get(key)
    if not isinstance(value, kind):
        raise ValueError(key)
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is no offset")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError(f"{value!r} is no text")
    return value
