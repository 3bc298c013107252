"""Bytes of any document in, one Report out: the pipeline on one screen.

sniff → decode → the format's front door → the conservation law
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from convert.errors import ConservationError, InputError
from convert.reading.decode import decode
from convert.reading.sniff import kind
from convert.reading.text import read_text
from convert.report import Report, Source, uncovered


def read(
    path: str | Path, encoding: str | None = None, columns: Sequence[str] | None = None
) -> Report:
    """The report in the file at `path`.

    `encoding` overrides what the bytes suggest, `columns` names the table's header.
    Raises InputError (cannot be opened, or is no document we read), DecodeError,
    LayoutError (holds no table).
    """
    path = Path(path)
    return read_bytes(_contents(path), path.name, encoding, columns)


def read_bytes(
    data: bytes,
    name: str = "",
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
) -> Report:
    """The report in `data`; `name` is the file's, for messages and for the record.

    Raises as `read` does.
    """
    if not data.strip():
        raise InputError("input.empty", name=name)
    found = kind(data)
    if found != "text":
        raise InputError("input.kind", name=name, kind=found)
    decoded = decode(data, encoding, name)
    source = Source(name, decoded.encoding, hashlib.sha256(data).hexdigest())
    report = read_text(decoded.text, source, tuple(columns) if columns else None)
    wrong = uncovered(report, decoded.text)
    if wrong:
        raise ConservationError("input.conservation", name=name, count=len(wrong), at=wrong[0])
    return report


def _contents(path: Path) -> bytes:
    if path.is_dir():
        raise InputError("input.folder", name=path)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("input.missing", name=path) from error
    except OSError as error:
        raise InputError("input.unreadable", name=path, error=error.strerror) from error
