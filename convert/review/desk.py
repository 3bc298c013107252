"""One report on the desk: what was read, what a person says of it, and where that is kept."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import RLock

from convert import job, limits
from convert.errors import ConvertError
from convert.person import SUFFIX, Word, word
from convert.plugins import companions, maker
from convert.reading import apart, checked, contents, opened
from convert.reading.assemble import is_text
from convert.reading.page import Page
from convert.reading.sniff import is_risky
from convert.report import Report, Source
from convert.review import orders, plain
from convert.review.log import Log, restored, written
from convert.review.plain import Plain
from convert.saving import save
from convert.style import Style


class Desk:
    """A report that is being reviewed; its methods may be called from any thread."""

    def __init__(self, path: Path, options: job.Options, name: str = "") -> None:
        """Read the report at `path`; `name` is what to call it, its file's own by default.

        Raises ConvertError as `convert.reading.read` does.
        """
        self.path, self._options = path, options
        self.name = name or path.name
        self._lock = RLock()
        self._asked = (options.columns, options.table)
        self._made: dict[tuple[str, str], tuple[Report, bytes]] = {}
        with limits.applied(options.limits):
            self._page, self._source = self._opened()
        self.movable = is_text(self._page, *self._asked)
        self._file = path.with_name(f"{path.name}{SUFFIX}")
        self._log = self._kept()
        self._read()

    def _opened(self) -> tuple[Page, Source]:
        """The page, its table still to find."""
        data, options = contents(self.path), self._options
        if is_risky(data) and not options.trusted:
            # Where a process of its own comes to no harm by it, neither do we.
            apart.read_bytes(data, self.name, options.encoding, *self._asked)
        return opened(data, self.name, options.encoding)

    @property
    def stem(self) -> str:
        """The name without its suffix, for the names of outputs."""
        return Path(self.name).stem

    def _kept(self) -> Log:
        """What an earlier session has left, if it speaks of this very source."""
        with suppress(OSError, ValueError):
            data = self._file.read_bytes()
            said = word(data, self._source.sha256)
            return restored(data, said) if said else Log()
        return Log()

    def _read(self) -> None:
        """Read the report once more, under the person's word."""
        self.report: Report = checked(self._page, self._source, *self._asked, self._log.word)
        said = {row.start: row for row in self._log.word.rows}
        self._rows = []
        for row in self.report.rows:
            own = said.get(plain.extent(row)[0])
            pinned = frozenset(column for column, _ in own.cuts) if own else frozenset()
            accepted = own is not None and own.accepted
            self._rows.append(plain.row(row, self._page.text, accepted, pinned))

    def keep(self) -> None:
        """Save the person's word beside the source, whole or not at all. Raises OutputError."""
        data = written(self._log, self._source)
        save([(self._file, lambda file: file.write(data))], force=True)

    def whole(self) -> Plain:
        """Everything the page shows."""
        with self._lock:
            return {**self._state(), "rows": self._rows}

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
