"""Bytes of any document in, one Report out: the pipeline on one screen.

sniff → decode → the format's front door → the task table, cells and fields → conservation
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from convert import limits
from convert.errors import ConservationError, InputError, LimitError
from convert.person import SUFFIX, Word
from convert.reading import doors
from convert.reading.amend import told
from convert.reading.assemble import assemble
from convert.reading.page import Page
from convert.reading.sniff import is_risky
from convert.report import Report, Source, uncovered


def read(
    path: str | Path,
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    table: int | None = None,
    trusted: bool = False,
    raised: Mapping[str, int] | None = None,
) -> Report:
    """The report in the file at `path`.

    `encoding` overrides what the bytes suggest, `columns` names the table's header, `table`
    is the task table's place among the document's tables, from 1. What may do harm is read
    in a process of its own (see `apart`) unless `trusted`; `raised` holds other numbers for
    limits of limits.toml.
    Raises InputError (cannot be opened, or is no document we read), DecodeError,
    LayoutError (holds no table), LimitError (is too much).
    """
    path = Path(path)
    with limits.applied(raised or {}):
        said, *rest = (contents(side) if side.is_file() else None for side in sides(path))
        # Held here only, so that the bytes of a large file go as soon as they are decoded.
        held = [contents(path)]
        beside = rest[0] if rest else None
        reader = read_bytes
        if not trusted and is_risky(held[0]):
            from convert.reading import apart

            reader = apart.read_bytes
        # No *arguments: a tuple of them would hold the bytes to the end.
        return reader(held.pop(), path.name, encoding, columns, table, beside, said)


def read_bytes(
    data: bytes,
    name: str = "",
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    table: int | None = None,
    beside: bytes | None = None,
    cells: bytes | None = None,
) -> Report:
    """The report in `data`; `name` is the file's, for messages and for the record.

    `beside` is the contents of a CSV's side file, x.csv-metadata.json, and `cells` that of the
    file that keeps a person's word, x.txt.cells.json. The limits are those in force
    (`convert.limits.applied`). Raises as `read` does.
    """
    # Here and in `opened` only to be handed on: while they are read, nobody else holds the bytes.
    held = [data]
    del data
    with within_limits(name):
        page, source = opened(held.pop(), name, encoding, beside)
        said, notes = told(cells, source)
        page = page._replace(notes=(*page.notes, *notes))
        return checked(page, source, tuple(columns) if columns else None, table, said)


@contextmanager
def within_limits(name: str) -> Iterator[None]:
    """Reading within the limits of time and memory; LimitError names the document."""
    try:
        with limits.timed():
            yield
    except LimitError as error:
        raise error.of(name) from None
    except MemoryError:
        raise limits.over("memory_mb").of(name) from None


def opened(
    data: bytes, name: str = "", encoding: str | None = None, beside: bytes | None = None
) -> tuple[Page, Source]:
    """The page in `data`, its table still to find. Raises InputError or DecodeError."""
    if not data.strip():
        raise InputError("input.empty", name=name)
    digest = hashlib.sha256(data).hexdigest()
    held = [data]
    del data
    page, used = doors.page(held.pop(), name, encoding, beside)
    return page, Source(name, used, digest)


def checked(
    page: Page,
    source: Source,
    columns: tuple[str, ...] | None = None,
    table: int | None = None,
    said: Word | None = None,
) -> Report:
    """The report on a page, a person's word on it heard, with not a character lost or doubled.

    Raises LayoutError where the page holds no table.
    """
    return conserved(assemble(page, source, columns, table, said), page.text)


def conserved(report: Report, text: str) -> Report:
    """The report, which has lost and doubled no character of the text; ConservationError else."""
    wrong = uncovered(report, text)
    if wrong:
        name, count, at = report.source.name, len(wrong), wrong[0]
        raise ConservationError("input.conservation", name=name, count=count, at=at)
    return report


def sides(path: Path) -> list[Path]:
    """Where files would lie that are read along with the one at `path`.

    First what keeps a person's word, then, for a CSV, its side file.
    """
    names = [f"{path.name}{SUFFIX}"]
    if path.suffix.lower() == ".csv":
        names.append(f"{path.name}-metadata.json")
    return [path.with_name(name) for name in names]


def contents(path: Path) -> bytes:
    """The bytes of the file at `path`.

    Raises InputError where it cannot be read, LimitError where it is too large.
    """
    if path.is_dir():
        raise InputError("input.folder", name=path)
    most = limits.most("input_mb") << 20
    try:
        # Not by the size the system tells: a device or a pipe has none, and may have no end.
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise InputError("input.missing", name=path) from error
    except OSError as error:
        raise InputError("input.unreadable", name=path, error=error.strerror) from error
    if len(data) > most:
        raise limits.over("input_mb").of(path.name)
    return data
