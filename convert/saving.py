"""Bytes to files, whole or not at all.

The bytes go to a temporary file beside the target, are synced, and then take the target's
name in one step: whoever looks sees the old file or the new one, never a part. Of several
files none takes its name before all are written.
"""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from convert.errors import OutputError
from convert.temporary import PREFIX as PREFIX
from convert.temporary import beside, clean

Fill = Callable[[BinaryIO], object]
"""Writes a file's whole content into it."""


def check(target: Path, force: bool) -> None:
    """Refuse a target that must not be written, before any work is done.

    Raises OutputError: it exists and `force` is off, or it is a link, a folder or a
    device, or its folder is not there.
    """
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise OutputError("output.nowhere", name=target, folder=target.parent) from None
        return
    except OSError as error:
        raise OutputError("output.unwritable", name=target, error=error.strerror) from error
    if not stat.S_ISREG(mode):
        raise OutputError("output.special", name=target)
    if not force:
        raise OutputError("output.exists", name=target)


class Draft(NamedTuple):
    """An output that is written, but under a temporary name, and perhaps not on the disk yet."""

    target: Path
    path: Path
    file: BinaryIO


def save(outputs: Sequence[tuple[Path, Fill]], force: bool) -> None:
    """Fill every target; an existing file is replaced only with `force`.

    Raises OutputError, or what a Fill raised: then no temporary file is left, and all
    targets are as they were, unless a disk failed between two of the last renames.
    """
    with ExitStack() as stack:
        drafts = draft(outputs, force, stack)
        settle(drafts, force)
        for folder in folders(drafts):
            last(folder)


def draft(outputs: Sequence[tuple[Path, Fill]], force: bool, stack: ExitStack) -> list[Draft]:
    """Fill every target under a temporary name, which is gone with `stack` unless settled.

    Raises OutputError, or what a Fill raised.
    """
    for target, _ in outputs:
        check(target, force)
    for folder in {target.parent for target, _ in outputs}:
        clean(folder.absolute())
    drafts = []
    for target, fill in outputs:
        with _naming(target):
            path, file = stack.enter_context(beside(target))
            _write(file, fill)
            path.chmod(_mode(target))
            drafts.append(Draft(target, path, file))
    return drafts


def settle(drafts: Sequence[Draft], force: bool) -> None:
    """Have drafts reach the disk, and then give each its own name. Raises OutputError.

    The names last through a power cut once `last` was called for the `folders` they are in.
    """
    for target, _, file in drafts:
        with _naming(target), file:
            os.fsync(file.fileno())
    for target, path, _ in drafts:
        with _naming(target):
            _rename(path, target, force)


def folders(drafts: Sequence[Draft]) -> list[Path]:
    """The folders that drafts go to, each once."""
    return list(dict.fromkeys(target.parent for target, _, _ in drafts))


def last(folder: Path) -> None:
    """Make the names in a folder last. Raises OutputError.

    Once for many of them: each sync takes as long as the making of a small file (measured).
    """
    with _naming(folder):
        _sync_folder(folder)


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Turn the system's errors into ones that name the target."""
    try:
        yield
    except FileExistsError as error:
        raise OutputError("output.exists", name=target) from error
    except OSError as error:
        said = error.strerror or error
        raise OutputError("output.unwritable", name=target, error=said) from error


def _write(file: BinaryIO, fill: Fill) -> None:
    """Fills a file, and has the system begin to bring it to the disk.

    So of several files the first that is waited for brings the others along: with a dozen
    there is half as long to wait (measured, ext4).
    """
    fill(file)
    file.flush()
    if hasattr(os, "posix_fadvise"):
        # Linux writes what it is told to forget; anywhere else this is merely no help.
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _mode(target: Path) -> int:
    """The permissions of the file to be replaced, else those any new file gets."""
    with suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _rename(temporary: Path, target: Path, force: bool) -> None:
    """Give `temporary` its name; without `force`, FileExistsError where that is taken."""
    if force:
        temporary.replace(target)
        return
    try:
        # A hard link is the one step that never takes the place of another file.
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network drives have no hard links.
        if target.exists():
            raise FileExistsError(target) from None
        temporary.rename(target)


def _sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems cannot sync a folder; the file itself is safe by then.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
