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
from typing import BinaryIO

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


def save(outputs: Sequence[tuple[Path, Fill]], force: bool) -> None:
    """Fill every target; an existing file is replaced only with `force`.

    Raises OutputError, or what a Fill raised: then no temporary file is left, and all
    targets are as they were, unless a disk failed between two of the last renames.
    """
    for target, _ in outputs:
        check(target, force)
    for folder in {target.parent for target, _ in outputs}:
        clean(folder.absolute())
    with ExitStack() as stack:
        paths = []
        for target, fill in outputs:
            with _naming(target):
                path, file = stack.enter_context(beside(target))
                _write(file, fill)
                path.chmod(_mode(target))
                paths.append(path)
        for (target, _), path in zip(outputs, paths, strict=True):
            with _naming(target):
                _rename(path, target, force)
        # Once for all of them: each sync takes as long as the making of a small file (measured).
        for folder in dict.fromkeys(target.parent for target, _ in outputs):
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
    """Fills a file and has it reach the disk."""
    with file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())


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
    """Make the new name last through a power cut, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems cannot sync a folder; the file itself is safe by then.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
