"""Files by URL: s3://, hdfs://, file:// and whatever else fsspec has a driver for.

Where a store is and how to log in comes from the environment of each machine (such as
AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, or FSSPEC_S3_ENDPOINT_URL), never from the command line.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from convert import job, saving
from convert.batch.command import sweep as clean
from convert.batch.walk import Found, below, by_name, present
from convert.errors import ConvertError, ExtraError, InputError, OutputError

_WHOLE = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "memory"}
"""Stores in which a file appears whole or not at all: its writing is one request."""
_HERE = {"file", "local"}


def walk(urls: tuple[str, ...], out: str) -> Iterator[Found]:
    """Every file below the URLs, named as `batch.walk` names them; `out` is left out.

    Raises InputError where there is nothing, or it cannot be listed.
    """
    for url in urls:
        files, root = _opened(url)
        if _protocols(files) & _HERE:
            yield from _here(files, Path(root), len(urls) == 1, out)
        else:
            yield from _there(files, root.rstrip("/"), len(urls) == 1, out)


def _here(files: Any, root: Path, alone: bool, out: str) -> Iterator[Found]:
    """What lies in a folder that this machine has too."""
    present([root])
    beside, place = _opened(out)
    inside = Path(place) if _protocols(beside) & _HERE else Path(os.devnull)
    for found in below(root, inside, alone):
        yield replace(found, url=files.unstrip_protocol(str(found.path)))


def _there(files: Any, root: str, alone: bool, out: str) -> Iterator[Found]:
    """What lies in a store."""
    base = root.rpartition("/")[2]
    listed = _listed(files, root)
    if not listed:
        raise InputError("input.missing", name=files.unstrip_protocol(root))
    for path in sorted(listed):
        url, name = files.unstrip_protocol(path), path[len(root) :].lstrip("/")
        if url.startswith(f"{out.rstrip('/')}/"):
            continue
        left = next(filter(None, map(by_name, name.split("/"))), "")
        # A single file is named as itself; several folders' files with the folder.
        named = base if not name else name if alone else f"{base}/{name}"
        yield Found(named, Path(named), int(listed[path].get("size") or 0), left, url=url)


def _listed(files: Any, root: str) -> dict[str, dict[str, Any]]:
    """What there is below a path, by path. Raises InputError where any of it is sealed."""
    with _naming(InputError, "input.unreadable", files.unstrip_protocol(root)):
        files.invalidate_cache()
        if _protocols(files) & _WHOLE or not files.isdir(root):
            found: dict[str, dict[str, Any]] = files.find(root, detail=True)
            return found
        # Where there are folders `find` passes over those that it may not see.
        inside = files.walk(root, detail=True, on_error="raise")
        return {one["name"]: one for _, _, held in inside for one in held.values()}


def read(url: str) -> bytes | None:
    """What a file holds; None where there is none. Raises InputError."""
    files, path = _opened(url)
    with _naming(InputError, "input.unreadable", url):
        try:
            data: bytes = files.cat_file(path)
        except FileNotFoundError:
            return None
        return data


def names(folder: str) -> frozenset[str]:
    """What a folder holds, by name; nothing where there is none. Raises InputError."""
    files, path = _opened(folder)
    with _naming(InputError, "input.unreadable", folder):
        files.invalidate_cache(path)
        try:
            listed: list[str] = files.ls(path, detail=False)
        except FileNotFoundError:
            return frozenset()
        return frozenset(map(_name, listed))


def seen(names: Callable[[str], frozenset[str]], url: str) -> bytes | None:
    """As `read`, but for what is not in its folder's `names` the store is not asked."""
    folder = url.rpartition("/")[0]
    return read(url) if _name(_opened(url)[1]) in names(folder) else None


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def write(url: str, data: bytes) -> None:
    """Write a file, whole or not at all, in place of an old one. Raises OutputError."""
    files, path = _opened(url)
    if _protocols(files) & _HERE:
        job.keep([(Path(path), partial(_pour, data))], force=True)
        return
    with _naming(OutputError, "output.unwritable", url):
        if _protocols(files) & _WHOLE:
            files.pipe_file(path, data)
        else:
            _moved(files, path, data)


def sweep(url: str) -> None:
    """Remove what killed workers left below a folder that this machine has too."""
    files, path = _opened(url)
    if _protocols(files) & _HERE:
        clean(Path(path))


def _moved(files: Any, path: str, data: bytes) -> None:
    """Write a file under another name, and give it its own in one step."""
    folder = path.rpartition("/")[0]
    files.makedirs(folder, exist_ok=True)
    temporary = f"{folder}/{saving.PREFIX}{os.urandom(8).hex()}"
    try:
        files.pipe_file(temporary, data)
        files.mv(temporary, path)
    except OSError:
        # HDFS gives no file the name of another. A machine that was thought lost may have
        # written the same in the meantime; else the old one has to go first.
        if files.exists(path) and files.cat_file(path) != data:
            files.rm_file(path)
            files.mv(temporary, path)
    finally:
        if files.exists(temporary):
            files.rm_file(temporary)


def _pour(data: bytes, file: BinaryIO) -> object:
    return file.write(data)


@contextmanager
def _naming(kind: type[ConvertError], sentence: str, url: str) -> Iterator[None]:
    """Turn what a driver raises into an error that names the URL."""
    try:
        yield
    except ConvertError:
        raise
    # As with plug-ins: a driver may raise anything, and not all of them keep to OSError.
    except Exception as error:
        raise kind(sentence, name=url, error=" ".join(str(error).split())) from error


def _opened(url: str) -> tuple[Any, str]:
    """The store and the path in it. Raises ExtraError where its driver is not installed."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ExtraError("extra.missing", package="fsspec", extra="cluster") from error
    # Two colons join URLs in fsspec; in a file's name they are just colons.
    head = url.partition("::")[0]
    if head != url:
        head = head.rpartition("/")[0]
    try:
        files, path = url_to_fs(head)
    except (ImportError, ValueError, OSError) as error:
        raise ExtraError("cluster.driver", url=url, error=error) from error
    return files, f"{path}{url[len(head) :]}"


def _protocols(files: Any) -> set[str]:
    named = files.protocol
    return {named} if isinstance(named, str) else set(named)
