"""CSV and its kin: which sign separates the fields, and which records are headings.

RFC 4180, and what spreadsheets make of it: TABs or semicolons for commas, a first line
`sep=;`, apostrophes against formulas (undone).
"""

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from convert.errors import InputError
from convert.guard import unguarded
from convert.reading.grid import bare
from convert.reading.page import Page, Stated
from convert.reading.scribe import Scribe
from convert.recover.vocabulary import LONGEST, known

if TYPE_CHECKING:
    from convert.reading.csvside import Side

_SIGNS = ",\t;|，"
_DEPTH = 12
_NUMBER = re.compile(r"[\d一二三四五六七八九十百.、()（）-]*")
# A longer field than this is no field but a quotation mark without its end.
_LONGEST_FIELD = 4_000_000


def page(text: str, name: str = "", side: "Side | None" = None) -> Page:
    """The table of a CSV file; `side` is what its side file says.

    Raises InputError where quotation marks do not match.
    """
    text, said = _said(text)
    sign = "," if side else said or _sign(text)
    records = [record for record in _records(text, sign, name) if record]
    head = 0 if side else _head(records)
    kinds = _told(records, side) if side else None
    kinds = kinds or [_kind(records, at, head) for at in range(len(records))]
    scribe = Scribe()
    _write(scribe, records, kinds, guarded=side is None or side.guard)
    written, (grid,) = scribe.done()
    if side is None:
        return Page(written, (grid,), complete=head == 0)
    lines = (one._replace(review=at in side.review) for at, one in enumerate(grid.lines, 1))
    return side.applied(Page(written, (grid._replace(lines=tuple(lines)),), complete=True))


def _told(records: Sequence[Sequence[str]], side: "Side") -> list[Stated] | None:
    """The rows' kinds as the side file has them; None where the rows have moved since."""
    if any(at > len(records) or any(records[at - 1][1:]) for at in side.headings):
        return None
    rows = range(2, len(records) + 1)
    return ["head", *("heading" if at in side.headings else "task" for at in rows)]


def _write(
    scribe: Scribe, records: Sequence[Sequence[str]], kinds: Sequence[Stated], guarded: bool
) -> None:
    plain = unguarded if guarded else str
    texts = ([plain(field) for field in record] for record in records)
    scribe.put_table(zip(kinds, texts, strict=True), named=True)


def looks(text: str) -> bool:
    """Whether a text is such a table, told by its first records.

    A header of known names must stand among them, and nearly every record that follows
    must have as many fields: prose is full of commas.
    """
    sign = _by_names(text[:20_000], _SIGNS[:2])
    if sign is None:
        return False
    try:
        records = [record for record in _records(text, sign, "") if record]
    except InputError:
        return False
    head = _head(records)
    width = len(records[head])
    even = sum(len(record) == width for record in records[head:])
    return width > 2 and even >= (1 if sign == "\t" else 0.9) * (len(records) - head)


def _said(text: str) -> tuple[str, str | None]:
    """The text without Excel's own first line `sep=;`, and the sign it names."""
    found = re.match(r"sep=(.)\r?\n", text)
    return (text[found.end() :], found[1]) if found else (text, None)


def _sign(text: str) -> str:
    """The sign that separates fields: by the header's names, else by what comes out even."""
    named = _by_names(text[:20_000], _SIGNS)
    if named:
        return named
    even = (sign for sign in _SIGNS if _is_even(_loose(text[:20_000], sign, 50), sign))
    return next(even, ",")


def _is_even(records: Sequence[Sequence[str]], sign: str) -> bool:
    """Whether a sign cuts all records into as many fields; a comma need only cut each."""
    widths = [len(record) for record in records if record]
    if sign == ",":
        return min(widths, default=0) > 1
    return len(widths) > 2 and widths[0] > 1 and len(set(widths)) == 1


def _by_names(text: str, signs: str) -> str | None:
    """The sign that cuts one of the first records into the most known column names."""
    best, most = None, 1
    for sign in signs:
        for record in _loose(text, sign, _DEPTH):
            count = _names(record)
            if count > most:
                best, most = sign, count
    return best


def _names(record: Sequence[str]) -> int:
    """How many fields hold a known name; 0 unless they are its half."""
    names = [bare(field) for field in record if field.strip()]
    count = sum(len(name) <= LONGEST and bool(known(name)) for name in names)
    return count if count * 2 >= len(names) else 0


def _loose(text: str, sign: str, most: int) -> list[list[str]]:
    """The first records of a text that may be cut off, or no such table at all."""
    found = []
    try:
        for record in islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), most):
            found.append(record)
    except csv.Error:
        pass
    return found


def _records(text: str, sign: str, name: str) -> list[list[str]]:
    """All records; InputError where quotation marks do not match.

    Without `strict` an unclosed mark would make one field of all that follows.
    """
    before = csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise InputError("csv.quotes", name=name, line=reader.line_num, error=error) from error
    finally:
        csv.field_size_limit(before)


def _head(records: Sequence[Sequence[str]]) -> int:
    """The record that is the header: the one with the most known names, else the first."""
    first = [_names(record) for record in records[:_DEPTH]]
    return first.index(max(first)) if max(first, default=0) > 1 else 0


def _kind(records: Sequence[Sequence[str]], at: int, head: int) -> Stated:
    """What a record is: where the file is nothing but a table, each is told here."""
    if at == head:
        return "head"
    if head or not any(records[at]):
        return ""
    first, *rest = records[at]
    heading = bool(rest) and first.strip() and not any(rest) and not _NUMBER.fullmatch(bare(first))
    return "heading" if heading else "task"
