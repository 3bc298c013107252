"""How far a run is: a bar on a terminal, plain lines elsewhere, nothing with --quiet."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from convert.batch.outcome import Outcome
from convert.messages import say

SHOWN = 20
"""Failures that the closing table names; run.json has all."""
_STEPS = 10
"""Plain lines that a run prints on its way, besides those for failures."""

_TABLE = {
    "total": "batch.table.total",
    "done": "batch.table.done",
    "unchanged": "batch.table.unchanged",
    "failed": "batch.table.failed",
    "rows": "batch.table.rows",
    "check": "batch.table.check",
    "check_rows": "batch.table.check_rows",
}

Seen = Callable[[Outcome], None]


@dataclass(slots=True)
class Tally:
    """What has come of the inputs so far."""

    total: int
    done: int = 0
    unchanged: int = 0
    failed: int = 0
    rows: int = 0
    check: int = 0
    """Reports with rows to check."""
    check_rows: int = 0
    failures: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome in."""
        if outcome.failed:
            self.failed += 1
            if len(self.failures) < SHOWN:
                self.failures.append(outcome)
            return
        self.done += 1
        self.unchanged += not outcome.fresh
        self.rows += outcome.rows
        self.check += bool(outcome.check)
        self.check_rows += len(outcome.check)

    @property
    def seen(self) -> int:
        """Inputs that are through."""
        return self.done + self.failed

    def facts(self) -> dict[str, object]:
        """The numbers, for a sentence."""
        return {name: getattr(self, name) for name in (*_TABLE, "seen")}


@contextmanager
def shown(tally: Tally, quiet: bool) -> Iterator[Seen]:
    """What is to be told of each outcome; it counts it and shows how far the run is."""
    if quiet:
        yield tally.add
    elif sys.stderr.isatty():
        with _bar(tally) as seen:
            yield seen
    else:
        yield _lines(tally)
    if not quiet:
        _table(tally)


def _lines(tally: Tally) -> Seen:
    def seen(outcome: Outcome) -> None:
        tally.add(outcome)
        if outcome.failed:
            tell(say("batch.failed", name=outcome.name, error=outcome.error))
        step = max(1, tally.total // _STEPS)
        if tally.seen % step == 0 and tally.seen < tally.total:
            tell(say("batch.line", **tally.facts()))

    return seen


@contextmanager
def _bar(tally: Tally) -> Iterator[Seen]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(bar_width=24),
        TextColumn("{task.completed}/{task.total}"),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=tally.total, told="", name="")

        def seen(outcome: Outcome) -> None:
            tally.add(outcome)
            rate = progress.tasks[task].speed or 0.0
            told = say("batch.bar", rate=rate, **tally.facts())
            progress.update(task, advance=1, told=told, name=outcome.name)
            if outcome.failed:
                said = say("batch.failed", name=outcome.name, error=outcome.error)
                progress.console.print(said, markup=False, highlight=False)

        yield seen


def _table(tally: Tally) -> None:
    """The closing table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    for name, sentence in _TABLE.items():
        table.add_row(say(sentence), str(tally.facts()[name]))
    Console(stderr=True, markup=False, highlight=False).print(table)
    if tally.failed > len(tally.failures):
        tell(say("batch.more", count=tally.failed - len(tally.failures)))


def tell(sentence: str) -> None:
    """One line to whoever watches."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
