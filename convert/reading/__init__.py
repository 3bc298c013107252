"""Bytes of any document in, one Report out: the pipeline on one screen.

sniff → decode → the format's front door → the task table, cells and fields → conservation
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from convert.errors import ConservationError, InputError
from convert.reading import doors
from convert.reading.assemble import assemble
from convert.report import Report, Source, uncovered


def read(
    path: str | Path,
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    table: int | None = None,
) -> Report:
    """The report in the file at `path`.

    `encoding` overrides what the bytes suggest, `columns` names the table's header, `table`
    is the task table's place among the document's tables, from 1.
    Raises InputError (cannot be opened, or is no document we read), DecodeError,
    LayoutError (holds no table).
    """
    path = Path(path)
    return read_bytes(_contents(path), path.name, encoding, columns, table, _beside(path))


def read_bytes(
    data: bytes,
    name: str = "",
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    table: int | None = None,
    beside: bytes | None = None,
) -> Report:
    """The report in `data`; `name` is the file's, for messages and for the record.

    `beside` is the contents of a CSV's side file, x.csv-metadata.json. Raises as `read` does.
    """
    if not data.strip():
        raise InputError("input.empty", name=name)
    page, used = doors.page(data, name, encoding, beside)
    source = Source(name, used, hashlib.sha256(data).hexdigest())
    report = assemble(page, source, tuple(columns) if columns else None, table)
    wrong = uncovered(report, page.text)
    if wrong:
        raise ConservationError("input.conservation", name=name, count=len(wrong), at=wrong[0])
    return report


def _beside(path: Path) -> bytes | None:
    """What a CSV's side file holds, where there is one."""
    side = path.with_name(f"{path.name}-metadata.json")
    return _contents(side) if path.suffix.lower() == ".csv" and side.is_file() else None


def _contents(path: Path) -> bytes:
    if path.is_dir():
        raise InputError("input.folder", name=path)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("input.missing", name=path) from error
    except OSError as error:
        raise InputError("input.unreadable", name=path, error=error.strerror) from error
