"""The run's memory, in SQLite: what there is to do, and what became of it.

It lies on disk so that a run of any size keeps the same memory, and so that a run that was
cut off can go on. Rows are committed as they come: a killed run loses what was being made,
never what is recorded.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convert.batch.outcome import Outcome, dump, load
from convert.batch.walk import Found
from convert.errors import OutputError

_TABLES = """
create table if not exists outcomes (
    name text primary key, recipe text not null, failed integer not null, document text not null
) without rowid;
drop table if exists inputs;
create table inputs (
    name text primary key, path blob not null, size integer not null,
    left_out text not null, error text not null, base text not null,
    url text not null
) without rowid;
"""
_DOUBLE = "select base from inputs where left_out = '' group by base having count(*) > 1"
_JOINED = """
select inputs.name, path, size, left_out, error, base, url, recipe, document
from inputs left join outcomes on outcomes.name = inputs.name
where inputs.name > ? order by inputs.name limit ?
"""
_PAGE = 50
"""Inputs read at a time; their outcomes are the most that a run holds in memory."""


@dataclass(frozen=True, slots=True)
class Task:
    """One input to convert."""

    name: str
    path: Path
    size: int
    url: str
    """Where it lies, for what is in no file system of this machine; else ""."""
    base: str
    """Where its outputs go, below the output folder, but for the suffix."""
    before: Outcome | None = None
    """What an earlier run made of it."""
    same: bool = False
    """Whether that run had the same version and options."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was not converted, and why."""

    name: str
    reason: str


class Journal:
    """The journal of one output folder; one run at a time."""

    def __init__(self, file: Path, recipe: str) -> None:
        """Open or make it; the plan of an earlier run is forgotten, its outcomes are kept."""
        self._recipe = recipe
        self._base = sqlite3.connect(file, isolation_level=None)
        self._base.execute("pragma journal_mode = wal")
        self._base.execute("pragma synchronous = normal")
        # In KiB, with the minus sign: the parent's memory is to stay level from the first.
        self._base.execute("pragma cache_size = -256")
        self.cut_off = bool(self._base.execute("pragma user_version").fetchone()[0])
        """Whether the run before this one never came to its end."""
        self._base.execute("pragma user_version = 1")
        self._base.executescript(_TABLES)

    def close(self) -> None:
        """End the work; the file stays."""
        self._base.execute("pragma user_version = 0")
        self._base.close()

    def plan(self, found: Iterator[Found]) -> None:
        """Take in what there is to do.

        Raises OutputError where two inputs would have the same outputs' names.
        """
        with self._whole():
            for each in found:
                self._add(each)
            self._tell_apart()

    def _add(self, found: Found) -> None:
        name = found.name
        path = os.fsencode(found.path)
        row = (name, path, found.size, found.left, found.error, _stem(name), found.url)
        try:
            self._base.execute("insert into inputs values (?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            raise OutputError("batch.twice", name=name) from None

    def _tell_apart(self) -> None:
        """Inputs that differ in their suffix only keep it in their outputs' names."""
        while self._base.execute(_DOUBLE).fetchone():
            self._base.execute(f"update inputs set base = name where base in ({_DOUBLE})")

    @contextmanager
    def _whole(self) -> Iterator[None]:
        self._base.execute("begin")
        try:
            yield
        except BaseException:
            self._base.execute("rollback")
            raise
        self._base.execute("commit")

    def count(self) -> int:
        """How many inputs there are to convert."""
        query = "select count(*) from inputs where left_out = '' and error = ''"
        return int(self._base.execute(query).fetchone()[0])

    def unreadable(self) -> Iterator[tuple[str, Path, str]]:
        """Name, path and the system's words of what cannot be looked into."""
        rows = self._base.execute("select name, path, error from inputs where error != ''")
        for name, path, error in rows.fetchall():
            yield name, Path(os.fsdecode(path)), error

    def tasks(self) -> Iterator[Task]:
        """What is to be converted, by name, with what is known of it."""
        for name, path, size, left, error, base, url, recipe, document in self._pages():
            if not left and not error:
                before = load(document) if document else None
                place = Path(os.fsdecode(path))
                yield Task(name, place, size, url, base, before, recipe == self._recipe)

    def _pages(self) -> Iterator[tuple[Any, ...]]:
        """Every input with its outcome, by name, read piece by piece.

        A query left open would keep the write-ahead log from being emptied.
        """
        last = ""
        while rows := self._base.execute(_JOINED, (last, _PAGE)).fetchall():
            yield from rows
            last = rows[-1][0]

    def record(self, outcomes: Iterable[Outcome]) -> None:
        """Keep what became of some inputs, at once and for good."""
        rows = ((each.name, self._recipe, each.failed, dump(each)) for each in outcomes)
        with self._whole():
            self._base.executemany("insert or replace into outcomes values (?, ?, ?, ?)", rows)

    def all(self) -> Iterator[tuple[str, Outcome | Left]]:
        """Every input by name, each with its path or URL and what became of it in this run."""
        for name, path, _, left, _, _, url, recipe, document in self._pages():
            place = url or os.fsdecode(path)
            if left:
                yield place, Left(name, left)
            elif document and recipe == self._recipe:
                yield place, load(document)
            else:
                yield place, Left(name, "open")


def _stem(name: str) -> str:
    """The name without its suffix; names that begin with a dot have none."""
    folder, slash, last = name.rpartition("/")
    return folder + slash + (last.rpartition(".")[0] or last)
