"""A run on a cluster, from the machine that asks for it.

The plan and what became of each input stay here, in a journal below the user's state folder, so
that a run that was cut off goes on from this machine. Begun from another one it does all again,
with the same result.
"""

import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version as _version
from itertools import chain, islice
from pathlib import Path
from typing import Any

from convert import __version__
from convert.batch import lock, record
from convert.batch.command import unreadable
from convert.batch.journal import Journal, Task
from convert.batch.outcome import Outcome
from convert.batch.portions import portions
from convert.batch.progress import Tally, shown
from convert.batch.recipe import key, recipe
from convert.batch.work import died
from convert.cluster import stores, work
from convert.errors import (
    ClusterError,
    ConvertError,
    ExtraError,
    InputError,
    OutputError,
    PartlyError,
)
from convert.job import Options, make_folder
from convert.messages import language
from convert.plugins import writer

BYTES, FILES = 2**21, 100
"""Most bytes of inputs in a batch, and most files: what a lost machine costs, some ten seconds."""
AHEAD = 3
"""Batches handed out for each thread of the cluster, so that none waits."""
PATIENCE = 30
"""Seconds to wait for the scheduler, and then for a first worker."""

Batch = list[Task]


def convert(
    inputs: Sequence[str],
    names: Sequence[str],
    out: str,
    options: Options,
    scheduler: str,
    quiet: bool = False,
) -> None:
    """Convert every file below the URLs `inputs` to the URL `out`, which mirrors them.

    Raises PartlyError where some failed; ClusterError where the scheduler or all workers do not
    answer, or a machine has another version; ExtraError where a package is missing; and what
    `batch.command.convert` raises.
    """
    for name in names:
        writer(name)
    if out.rstrip("/") in {given.rstrip("/") for given in inputs}:
        raise OutputError("batch.inside", name=out)
    made = recipe(names, options)
    home = _home(out)
    make_folder(home)
    with _client(scheduler) as client, lock.take(home / "lock"):
        journal = Journal(home / "journal.sqlite", key(made))
        try:
            journal.plan(stores.walk(tuple(inputs), out))
            setting = work.Setting(tuple(names), options, out, key(made), _environment())
            tally = _all(client, journal, setting, quiet)
            stores.sweep(out)
            file = io.BytesIO()
            record.pour(made, journal, file)
            where = f"{out.rstrip('/')}/{record.NAME}"
            stores.write(where, file.getvalue())
        finally:
            journal.close()
    if tally.failed:
        raise PartlyError("batch.partly", failed=tally.failed, total=tally.total, name=where)


def _home(out: str) -> Path:
    """Where the journal of the outputs at `out` lies on this machine."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    named = hashlib.sha256(out.rstrip("/").encode()).hexdigest()[:16]
    return Path(state) / "convert" / "cluster" / named


def _environment() -> tuple[tuple[str, str], ...]:
    """The variables that all machines must have as this one has them."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (("CONVERT_LANG", language()), ("SOURCE_DATE_EPOCH", epoch))


def _all(client: Any, journal: Journal, setting: work.Setting, quiet: bool) -> Tally:
    sealed = [unreadable(*each) for each in journal.unreadable()]
    tally = Tally(journal.count() + len(sealed))
    if not tally.total:
        raise InputError("batch.nothing")
    with shown(tally, quiet) as seen:
        made = _outcomes(client, setting, batches(journal.tasks()))
        for outcomes in chain([sealed], made):
            journal.record(each for each in outcomes if each.fresh)
            for outcome in outcomes:
                seen(outcome)
    return tally


def batches(tasks: Iterator[Task]) -> Iterator[Batch]:
    """The tasks in order, in batches of at most BYTES (or one file) and FILES."""
    return portions(tasks, BYTES, lambda _: FILES)


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    """A connection to a cluster that has at least one worker. Raises ClusterError."""
    try:
        client = _dask().Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise ClusterError("cluster.silent", url=scheduler) from error
    try:
        with client:
            client.wait_for_workers(1, timeout=PATIENCE)
            _refuse(client)
            yield client
    except TimeoutError as error:
        raise ClusterError("cluster.empty", url=scheduler) from error


def _refuse(client: Any) -> None:
    """Raise ClusterError where scheduler or workers have another version, or none.

    Such workers would end without a word. Those that join later are asked by `work`.
    """
    machines = client.run(_version, "convert", on_error="return")
    try:
        machines["scheduler"] = client.run_on_scheduler(_version, "convert")
    except ImportError as error:
        machines["scheduler"] = error
    for where, here in machines.items():
        if here != __version__:
            told = here if isinstance(here, str) else "—"
            raise ClusterError("cluster.version", where=where, here=told, asked=__version__)


def _dask() -> Any:
    """Dask distributed. Raises ExtraError where it is not installed."""
    try:
        import distributed
    except ImportError as error:
        raise ExtraError("extra.missing", package="distributed", extra="cluster") from error
    return distributed


def _outcomes(
    client: Any, setting: work.Setting, tasks: Iterator[Batch]
) -> Iterator[list[Outcome]]:
    """Outcomes of batches as they are done; Dask gives those of a lost machine to another.

    A batch at which several machines died is done again input by input, so that the one at
    fault is named.
    """
    running: dict[Any, Batch] = {}
    done = _dask().as_completed(raise_errors=False)

    def hand_out(most: int, source: Iterator[Batch]) -> None:
        for batch in islice(source, most):
            future = client.submit(work.convert, setting, batch, pure=False)
            running[future] = batch
            done.add(future)

    hand_out(AHEAD * max(1, sum(client.nthreads().values())), tasks)
    for future in done:
        batch, error = running.pop(future), _error(future)
        if error is None:
            yield future.result()
        elif not isinstance(error, _dask().KilledWorker):
            raise error
        elif len(batch) == 1:
            yield [died(batch[0])]
        else:
            hand_out(len(batch), ([task] for task in batch))
        future.release()
        hand_out(1, tasks)


def _error(future: Any) -> BaseException | None:
    """What a batch ended with, as one of our errors where it is the cluster's doing."""
    if future.status == "cancelled":
        return ClusterError("cluster.lost")
    error: BaseException | None = future.exception()
    if error is None or isinstance(error, (ConvertError, _dask().KilledWorker)):
        return error
    return ClusterError("cluster.failed", error=" ".join(repr(error).split())[:200])
