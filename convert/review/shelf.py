"""The reports there are to review: those named, those of folders, and those dropped on the page."""

import hashlib
import json
import os
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock, RLock, Thread

from convert import job
from convert.errors import ConvertError
from convert.person import SUFFIX
from convert.reading.apart import Readers
from convert.reading.study import studied
from convert.review.desk import Desk
from convert.review.limits import limit
from convert.review.plain import Plain
from convert.review.words import told
from convert.saving import save

KINDS = ("txt", "html", "htm", "mht", "eml", "docx", "xlsx", "csv", "tsv", "md", "json", "pdf")
"""Suffixes of reports, the likeliest source first: of files with one stem the first is taken."""


class Shelf:
    """The reports of one session."""

    def __init__(self, inputs: Iterable[Path], options: job.Options, inbox: Path) -> None:
        """`inputs` are files and folders, `inbox` is where dropped reports are kept.

        Without inputs there are those that were dropped last in earlier sessions.
        """
        self._options, self._inbox = options, inbox
        self._readers = Readers()
        self._lock = RLock()
        self._opening: defaultdict[str, Lock] = defaultdict(Lock)
        self._paths: dict[str, Path] = {}
        self._names: dict[str, str] = {}
        self._desks: dict[str, Desk | ConvertError] = {}
        for path in inputs:
            for file in _reports(path) if path.is_dir() else (path,):
                self._paths.setdefault(_key(file), file)
        self._earlier = frozenset[str]()
        if not self._paths:
            self._remember()

    def _remember(self) -> None:
        """Reports dropped in earlier sessions, the last ones."""
        states = [path for path in self._inbox.glob(f"*{SUFFIX}") if path.is_file()]
        for state in sorted(states, key=lambda path: -path.stat().st_mtime)[: limit("earlier")]:
            path = state.with_name(state.name.removesuffix(SUFFIX))
            if path.is_file():
                self._paths[_key(path)] = path
                self._names[_key(path)] = _called(state)
        self._earlier = frozenset(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def keys(self) -> list[str]:
        """The keys of all reports, in the order they were named."""
        with self._lock:
            return list(self._paths)

    def read_ahead(self) -> None:
        """Read all reports in the background, so that the list can say what is to check."""

        def read() -> None:
            for key in self.keys():
                with suppress(ConvertError):
                    self.desk(key)

        Thread(target=read, daemon=True).start()

    def desk(self, key: str) -> Desk:
        """The report of that key. Raises KeyError, or ConvertError where it cannot be read."""
        with self._lock:
            path, name = self._paths[key], self._names.get(key, "")
            opening = self._opening[key]
        # Whoever opens one report keeps nobody from another, however long it takes.
        with opening:
            found = self._desks.get(key)
            if found is None:
                try:
                    found = self._opened(path, name)
                except ConvertError as error:
                    found = error
                self._desks[key] = found
        if isinstance(found, ConvertError):
            raise found
        return found

    def _opened(self, path: Path, name: str) -> Desk:
        """A report's desk; what it holds is read by a process that may come to harm."""
        study = studied if self._options.trusted else self._readers.studied
        return Desk(path, self._options, name, study)

    def end(self) -> None:
        """End the processes that read."""
        self._readers.end()

    def listed(self) -> list[Plain]:
        """All reports, those with the most rows to check first; None where not yet read."""
        made = [self._entry(key, path) for key, path in list(self._paths.items())]
        return sorted(made, key=lambda one: (-(one["left"] or 0), one["name"]))

    def _entry(self, key: str, path: Path) -> Plain:
        desk = self._desks.get(key)
        name = self._names.get(key, path.name)
        made = {"key": key, "name": name, "earlier": key in self._earlier}
        if isinstance(desk, Desk):
            title, rows = desk.report.title, len(desk.report.rows)
            return {**made, "left": desk.left, "rows": rows, "title": title}
        error = told(desk) if desk else ""
        return {**made, "left": None, "rows": None, "title": "", "error": error}

    def drop(self, data: bytes, name: str) -> str:
        """Keep a dropped report, under a name made of its contents; its key.

        `name` is only ever shown. Raises ConvertError where it is no report.
        """
        shown = harmless(name)
        suffix = shown.rpartition(".")[2].lower()
        suffix = suffix if suffix in KINDS else "txt"
        path = self._inbox / f"{hashlib.sha256(data).hexdigest()[:20]}.{suffix}"
        self._inbox.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            save([(path, lambda file: file.write(data))], force=True)
        try:
            desk = self._opened(path, shown)
        except ConvertError:
            path.unlink()
            raise
        desk.keep()
        key = _key(path)
        with self._lock:
            self._paths[key], self._names[key], self._desks[key] = path, shown, desk
            self._earlier -= {key}
        return key


def _called(state: Path) -> str:
    """The name under which the report of a state file was dropped."""
    try:
        name = json.loads(state.read_bytes())["source"]["name"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        name = ""
    return harmless(name) if isinstance(name, str) else ""


def _key(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]


def harmless(name: str) -> str:
    """A file name to show: no folders, no characters that hide or turn text round."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    most = limit("name")
    return f"{stem[:most]}{dot}{suffix[:8]}" if stem else (kept[:most] or "report.txt")


def _reports(folder: Path) -> Iterator[Path]:
    """The reports of a folder: of files with one stem, which may be outputs, one only."""
    stems: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith(".") or not _rank(path) < len(KINDS):
            continue
        if path.name.endswith((SUFFIX, "-metadata.json")):
            continue
        best = stems.get(path.stem)
        if best is None or _rank(path) < _rank(best):
            stems[path.stem] = path
    yield from list(stems.values())[: limit("files")]


def _rank(path: Path) -> int:
    suffix = path.suffix[1:].lower()
    return KINDS.index(suffix) if suffix in KINDS else len(KINDS)


def inbox() -> Path:
    """Where dropped reports are kept for this user."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "convert" / "review"
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local/share") / "convert" / "review"
