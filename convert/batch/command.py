"""A run from beginning to end: what the command line calls for folders."""

import os
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from convert import temporary
from convert.batch import lock, pool, record, work
from convert.batch.journal import Journal
from convert.batch.outcome import Outcome
from convert.batch.portions import small
from convert.batch.progress import Tally, shown
from convert.batch.recipe import key, recipe
from convert.batch.walk import present, walk
from convert.errors import InputError, OutputError, PartlyError
from convert.job import Options, make_folder
from convert.messages import say
from convert.plugins import writer

HOME = ".convert"
"""The folder, in that of the outputs, where a run keeps its journal."""


def convert(
    inputs: Sequence[Path],
    names: Sequence[str],
    out: Path,
    options: Options,
    jobs: int | None = None,
    quiet: bool = False,
) -> Tally:
    """Convert every file in `inputs`, files or folders, to `out`, which mirrors them.

    Raises PartlyError where some failed, after all are through; InputError where there is
    nothing to convert; OutputError where `out` cannot be used; UnknownFormatError and
    WriterError as `plugins.writer`.
    """
    for name in names:
        writer(name)
    _refuse(inputs, names, out)
    pool.ready()
    make_folder(out / HOME)
    with lock.take(out / HOME / "lock"):
        made = recipe(names, options)
        journal = Journal(out / HOME / "journal.sqlite", key(made))
        if journal.cut_off:
            sweep(out)
        try:
            journal.plan(walk(inputs, out))
            tally = _all(journal, work.Setting(tuple(names), options, out), jobs, quiet)
            record.write(out / record.NAME, made, journal)
        finally:
            journal.close()
    if tally.failed:
        where = out / record.NAME
        raise PartlyError("batch.partly", failed=tally.failed, total=tally.total, name=where)
    return tally


def _refuse(inputs: Sequence[Path], names: Sequence[str], out: Path) -> None:
    present(inputs)
    for given in inputs:
        if given.is_dir() and (out.suffix[1:].lower() in names or out.is_file()):
            raise InputError("input.folder", name=given)
        if given.is_dir() and given.resolve() == out.resolve():
            raise OutputError("batch.inside", name=out)


def _all(journal: Journal, setting: work.Setting, jobs: int | None, quiet: bool) -> Tally:
    sealed = [unreadable(*each) for each in journal.unreadable()]
    tally = Tally(journal.count() + len(sealed))
    if not tally.total:
        raise InputError("batch.nothing")
    held = setting.out / HOME / "lock"
    with shown(tally, quiet) as seen:
        use = partial(work.convert, setting)
        many = min(jobs or pool.cores(), tally.total)
        portions = small(journal.tasks(), tally.total, many, work.outputs(setting))
        for outcomes in chain([sealed], pool.results(portions, use, work.died, many, held)):
            journal.record(each for each in outcomes if each.fresh)
            for outcome in outcomes:
                seen(outcome)
    return tally


def unreadable(name: str, path: Path, error: str) -> Outcome:
    """A folder or file that cannot be looked into."""
    return Outcome(name, status=10, error=say("input.unreadable", name=path, error=error))


def sweep(out: Path) -> None:
    """Remove temporary files that killed runs left in the folder and those below it."""
    for folder, _, _ in os.walk(out):
        temporary.sweep(Path(folder))
