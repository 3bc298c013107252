"""Many inputs into one table: what the command line calls for --merge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from convert import job
from convert.batch import pool
from convert.batch.progress import tell
from convert.batch.walk import Found, present, walk
from convert.errors import ConvertError, InputError, OutputError, PartlyError
from convert.merging import Merged, merge, table_name
from convert.messages import say
from convert.plugins import companions
from convert.report import Report

_SHOWN, _UNITS = 20, 6
"""Doublings that are printed, and units of each; the table's end has all."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An input, its place among the others, and its report or what is wrong with it."""

    at: int
    name: str
    report: Report | None = None
    error: str = ""


def convert(
    inputs: Sequence[Path],
    names: Sequence[str],
    out: Path,
    options: job.Options,
    jobs: int | None = None,
    quiet: bool = False,
) -> None:
    """Write one table of all the reports in `inputs`, files or folders.

    `out` is a file for a single output, else a folder. Raises PartlyError where some inputs
    could not be read, after the table of the others is written; InputError where none could.
    """
    targets = list(_targets(names, out))
    found = _found(inputs, out)
    portions = ([task] for task in enumerate(found))
    many = min(jobs or pool.cores(), len(found))
    made = pool.results(portions, partial(_look, options), _died, many, None)
    read = [each for some in made for each in some]
    read.sort(key=lambda each: each.at)
    failed = [(each.name, each.error) for each in read if not each.report]
    for name, error in failed:
        tell(say("batch.failed", name=name, error=error))
    reports = [each.report for each in read if each.report]
    if not reports:
        raise InputError("batch.nothing")
    merged = merge(reports, failed)
    report = job.chosen(merged.report, options)
    job.keep(job.fills(job.Job(targets[0][1], tuple(targets)), report, options), options.force)
    if not quiet:
        _summary(merged, report, len(read) - len(failed), targets)
    if failed:
        raise PartlyError("merge.partly", failed=len(failed), total=len(read))


def _found(inputs: Sequence[Path], out: Path) -> list[Found]:
    present(inputs)
    found = [each for each in walk(inputs, out) if not each.left]
    if not found:
        raise InputError("batch.nothing")
    return found


def _look(options: job.Options, tasks: Sequence[tuple[int, Found]]) -> list[_Read]:
    return [_looked(options, *task) for task in tasks]


def _looked(options: job.Options, at: int, found: Found) -> _Read:
    try:
        return _Read(at, found.name, job.look(found.path, options))
    except ConvertError as error:
        return _Read(at, found.name, error=str(error))


def _died(task: tuple[int, Found]) -> _Read:
    at, found = task
    return _Read(at, found.name, error=say("batch.died", name=found.name))


def _targets(names: Sequence[str], out: Path) -> Iterator[tuple[str, Path]]:
    """The outputs, companions beside theirs. Raises OutputError where one is a folder."""
    single = len(names) == 1 and out.suffix[1:].lower() == names[0]
    if single and out.is_dir():
        raise OutputError("output.special", name=out)
    for name in names:
        target = out if single else out / f"{table_name()}.{name}"
        yield name, target
        for other in companions(name):
            yield other, target.with_name(f"{target.name}-{other.partition('-')[2]}")


def _summary(
    merged: Merged, report: Report, sources: int, targets: Sequence[tuple[str, Path]]
) -> None:
    """Which columns became one, which numbers come twice, and what was written."""
    tasks = sum(row.kind == "task" for row in report.rows)
    tell(say("merge.read", sources=sources, rows=tasks, columns=len(report.columns)))
    for title, names in merged.mapping:
        listed = "、".join(f"{name}({count})" for name, count in names)
        tell(say("merge.column", title=title, names=listed))
    for number, units in merged.doubles[:_SHOWN]:
        listed = "、".join(units[:_UNITS]) + "…" * (len(units) > _UNITS)
        tell(say("merge.double", number=number, count=len(units), units=listed))
    if len(merged.doubles) > _SHOWN:
        tell(say("merge.doubles", count=len(merged.doubles)))
    doubtful = sum(row.review for row in report.rows)
    if doubtful:
        tell(say("merge.check", count=doubtful))
    for _, target in targets:
        tell(say("summary.written", name=target))
