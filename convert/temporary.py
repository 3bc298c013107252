"""Temporary files beside an output, and how those of a killed run are told and removed.

One is locked for as long as its process lives; the system drops the lock when the process
ends in whatever way. So a file of ours that can be locked is one that nobody writes any more.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows, which does not let go of a file that is open.
    flock = None  # type: ignore[assignment]

PREFIX, SUFFIX = ".convert-", ".tmp"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NAME = r"\.convert-[0-9a-f]{16}\.tmp"


@contextmanager
def beside(target: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in the folder of `target`, gone at the end unless it was renamed.

    Its first user closes it; the lock on it stays to the end. Raises OSError.
    """
    path, handle = _made(target.parent)
    try:
        lock = os.dup(handle)
    except OSError:
        os.close(handle)
        path.unlink()
        raise
    file = os.fdopen(handle, "wb")
    try:
        yield path, file
    finally:
        # What cannot be closed or removed now is left to the next run: the error that led
        # here is the one to be told.
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            os.close(lock)


def _made(folder: Path) -> tuple[Path, int]:
    """A new file and its handle, locked."""
    while True:
        # What tempfile would do; it loads all kinds of compression with it.
        path = folder / f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}"
        handle = os.open(path, _NEW, 0o600)
        # Between its making and its locking another run may have taken it for a stale one.
        if _lock(handle) is not False and os.fstat(handle).st_nlink:
            return path, handle
        os.close(handle)


def _lock(handle: int) -> bool | None:
    """Whether a file could be locked; None where system or disk know no locks."""
    if flock is None:
        return None
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


@cache
def clean(folder: Path) -> None:
    """Sweeps a folder, but only once a process, for folders may be large."""
    sweep(folder)


def sweep(folder: Path) -> None:
    """Removes what killed runs left in a folder.

    On disks that know no locks nothing is removed. Never raises.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(PREFIX):
                continue
            if re.fullmatch(_NAME, entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove(entry.path)


def _remove(path: str) -> None:
    if flock is None:
        Path(path).unlink()
        return
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if stat.S_ISREG(os.fstat(handle).st_mode) and _lock(handle):
            Path(path).unlink()
    finally:
        os.close(handle)
