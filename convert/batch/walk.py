"""Every file below the inputs, each once and in order; nothing is passed over in silence."""

import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from convert.errors import InputError


@dataclass(frozen=True, slots=True)
class Found:
    """A file below an input, or a thing left out."""

    name: str
    """Where it stands below the inputs, with / between folders: what outputs mirror."""
    path: Path
    size: int = 0
    """Bytes."""
    left: str = ""
    """Why it is left out: hidden, system, locked, beside, link, special; "" if it is not."""
    error: str = ""
    """What the system says of a folder or file that cannot be looked at."""
    url: str = ""
    """Where it lies, for what is in no file system of this machine."""


def present(inputs: Sequence[Path]) -> None:
    """Raise InputError where an input is not there."""
    for given in inputs:
        if not given.exists():
            raise InputError("input.missing", name=given)


def walk(inputs: Sequence[Path], out: Path) -> Iterator[Found]:
    """All that lies in `inputs`, files or folders, in the order of names; `out` is left out.

    A single folder's contents are named from that folder on, several folders' with it.
    """
    for given in inputs:
        yield from below(given, out, alone=len(inputs) == 1)


def below(given: Path, out: Path, alone: bool) -> Iterator[Found]:
    """All that lies in one input, which may be the only one."""
    if given.is_dir():
        prefix = "" if alone else f"{_written(given.resolve().name)}/"
        yield from _folder(given, prefix, out.resolve())
    else:
        yield Found(_written(given.name), given, _size(given))


def _folder(folder: Path, prefix: str, out: Path) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(prefix.rstrip("/"), folder, error=error.strerror or str(error))
        return
    for entry in inside:
        path, name = Path(entry.path), prefix + _written(entry.name)
        left = _left(entry)
        if left:
            yield Found(name, path, left=left)
        elif entry.is_dir(follow_symlinks=False):
            if path.resolve() != out:
                yield from _folder(path, f"{name}/", out)
        else:
            yield Found(name, path, _size(path))


def _left(entry: "os.DirEntry[str]") -> str:
    """Why an entry is left out; "" where it is not."""
    if reason := by_name(entry.name):
        return reason
    if entry.is_symlink():
        # What it leads to may lie anywhere, and may be here already.
        return "link"
    return "" if entry.is_dir() or entry.is_file() else "special"


def by_name(name: str) -> str:
    """Why a file or folder of this name is left out; "" where it is not."""
    for reason, patterns in _patterns().items():
        if any(fnmatchcase(name, pattern) for pattern in patterns):
            return reason
    return ""


@cache
def _patterns() -> dict[str, list[str]]:
    data = Path(__file__).with_name("walk.toml").read_text(encoding="utf-8")
    return {reason: list(patterns) for reason, patterns in tomllib.loads(data).items()}


def _size(path: Path) -> int:
    """Bytes of a file; 0 where the system will not say: reading it will tell why."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _written(name: str) -> str:
    r"""A file name that is not UTF-8 with its bytes as \xNN, so that it can be recorded."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
