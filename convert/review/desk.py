"""One report on the desk: what was read, what a person says of it, and where that is kept."""

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from threading import RLock, Thread
from typing import NamedTuple

from convert import job, limits
from convert.errors import ConvertError, InputError
from convert.person import RowWord, Word, word
from convert.plugins import companions, maker
from convert.reading import contents, sides
from convert.reading.study import Studied, amend, decide, studied
from convert.reading.text import row_of
from convert.report import Report, Row
from convert.review import orders, plain
from convert.review.log import Log, restored, written
from convert.review.plain import Plain
from convert.saving import save
from convert.style import Style

Study = Callable[..., Studied]
"""Reads a document, as `convert.reading.study.studied` does."""
_FEW = 64


class _Shown(NamedTuple):
    """A row, what was said of it, and how the page shows that."""

    row: Row
    said: RowWord | None
    plain: Plain


class Desk:
    """A report that is being reviewed; its methods may be called from any thread."""

    def __init__(
        self, path: Path, options: job.Options, name: str = "", study: Study = studied
    ) -> None:
        """Read the report at `path`; `name` is what to call it, its file's own by default.

        `study` is what reads it: our threads have no timer, those of a process apart have.
        Raises ConvertError as `convert.reading.read` does.
        """
        self.path, self.name = path, name or path.name
        self._lock = RLock()
        self._made: dict[tuple[str, str], tuple[Report, bytes]] = {}
        with limits.applied(options.limits):
            self._file, *more = sides(path)
            beside = (contents(side) for side in more if side.is_file())
            asked = (options.encoding, options.columns, options.table, *beside)
            self._study = study(contents(path), self.name, *asked)
        self.movable = self._study.found is not None
        # Twice the rows: those that are, and those that were before the last order.
        self._row_of = lru_cache(2 * len(self._study.report.rows) + _FEW)(row_of)
        self._shown: dict[int, _Shown] = {}
        self._warming: Thread | None = None
        self._log = self._kept()
        self._read()

    @property
    def stem(self) -> str:
        """The name without its suffix, for the names of outputs."""
        return Path(self.name).stem

    def _kept(self) -> Log:
        """What an earlier session has left, if it speaks of this very source."""
        with suppress(InputError, ValueError):
            data = contents(self._file)
            said = word(data, self._study.source.sha256)
            return restored(data, said) if said else Log()
        return Log()

    def _read(self) -> None:
        """Read the report once more, under the person's word."""
        self.report: Report = amend(self._study, self._log.word, self._row_of)
        said = {row.start: row for row in self._log.word.rows}
        starts = [plain.extent(row)[0] for row in self.report.rows]
        shown = [
            self._as_shown(start, row, said.get(start))
            for start, row in zip(starts, self.report.rows, strict=True)
        ]
        self._shown = dict(zip(starts, shown, strict=True))
        self._rows = [one.plain for one in shown]

    def _as_shown(self, start: int, row: Row, said: RowWord | None) -> _Shown:
        """A row as the page shows it: the same as before, where nothing about it has changed."""
        known = self._shown.get(start)
        if known and known.row == row and known.said == said:
            return known
        return _Shown(row, said, plain.row(row, self._study.page.text, said))

    def keep(self) -> None:
        """Save the person's word beside the source, whole or not at all. Raises OutputError."""
        data = written(self._log, self._study.source)
        save([(self._file, lambda file: file.write(data))], force=True)

    def whole(self) -> Plain:
        """Everything the page shows."""
        self._warm()
        with self._lock:
            return {**self._state(), "rows": self._rows}

    def _warm(self) -> None:
        """Decide all borders once in the background, while the person looks at the first row.

        The model remembers rows it has decided: the first order then waits for few, as later
        ones do. An order that comes meanwhile waits for the rest.
        """
        with self._lock:
            if self._warming or not self.movable or self._log.word.rows:
                return
            self._warming = Thread(target=decide, args=(self._study, self._row_of), daemon=True)
            self._warming.start()

    def _state(self) -> Plain:
        return {
            **plain.head(self.report),
            "name": self.name,
            "movable": self.movable,
            "left": self.left,
            "steps": self._log.at,
            "ahead": len(self._log.steps) - self._log.at,
        }

    @property
    def left(self) -> int:
        """How many rows wait for a person."""
        return sum(row.review for row in self.report.rows)

    def order(self, asked: orders.Order) -> Plain:
        """Do what a person asks for, save it, and tell what has changed.

        Raises ValueError where it makes no sense, OutputError where it cannot be saved;
        then nothing has changed.
        """
        if self._warming:
            self._warming.join()
        with self._lock:
            before, rows = self._log, self._rows
            self._log = self._after(asked)
            try:
                self._read()
                self.keep()
            except (ConvertError, ValueError):
                self._log = before
                self._read()
                raise
            return {**self._state(), "changed": plain.changed(rows, self._rows)}

    def _after(self, asked: orders.Order) -> Log:
        if asked.get("do") == "undo":
            return self._log.undone()
        if asked.get("do") == "redo":
            return self._log.redone()
        return self._log.done(orders.step(asked, self.report, self._log.word, self.movable))

    def output(self, name: str, style: Style) -> bytes:
        """What the writer called `name` makes of the report. Raises ConvertError."""
        with self._lock:
            report = self.report
            known = self._made.get((name, style.name))
            if known and known[0] is report:
                return known[1]
        made = job.write(name, maker(name, f"{self.stem}.{name}"), report, style)
        self._made[name, style.name] = report, made
        return made

    def outputs(self, names: tuple[str, ...], style: Style) -> list[tuple[str, bytes]]:
        """File names and contents of several outputs and of what belongs beside them."""
        made = []
        for name in names:
            file = f"{self.stem}.{name}"
            made.append((file, self.output(name, style)))
            for other in companions(name):
                beside = f"{file}-{other.partition('-')[2]}"
                write = partial(job.write, other, maker(other, beside))
                made.append((beside, write(self.report, style)))
        return made

    @property
    def word(self) -> Word:
        """What the person has said so far."""
        return self._log.word
