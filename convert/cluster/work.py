"""What a machine of the cluster does with a batch: fetch it, have it converted, store the outputs.

The converting is done by a process of its own (`child`), which has the environment of whoever
asked: a Dask worker's threads have neither the timers that limit an input nor a way to survive
one that a library dies of.
"""

import hashlib
import json
import os
import pickle
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from convert import __version__, job
from convert.batch import work
from convert.batch.journal import Task
from convert.batch.outcome import Made, Outcome, load
from convert.batch.pool import THREADS
from convert.batch.recipe import key, recipe
from convert.cluster import stores
from convert.errors import ClusterError, ConvertError, InputError, OutputError

_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from convert.cluster.child import main; main()"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every input of a run."""

    names: tuple[str, ...]
    options: job.Options
    out: str
    """URL of the folder of the outputs."""
    recipe: str
    """The key of the recipe, as it is where the work is handed out."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables that decide what is written, or in which language."""
    version: str = __version__


Read = Callable[[str], bytes | None]
"""What a file holds by its URL; None where there is none. Raises InputError."""
_SOUND: set[str] = set()
"""Recipes that this machine was found to have too."""


def convert(setting: Setting, tasks: Sequence[Task]) -> list[Outcome]:
    """What becomes of each input of a batch, in any order.

    Raises ClusterError where this machine would not make the same outputs.
    """
    _refuse(setting)
    with TemporaryDirectory(prefix="convert-", dir=_room()) as name:
        folder = Path(name)
        # A folder is listed once a batch: most outputs and side files are not there, and each
        # would be asked for in vain.
        read = partial(stores.seen, cache(stores.names))
        places = ((task, folder / f"in/{at}") for at, task in enumerate(tasks))
        fetched = [_fetched(setting, *each, read) for each in places]
        through = [each for each in fetched if isinstance(each, Outcome)]
        todo = [each for each in fetched if isinstance(each, Task)]
        through += (
            _stored(setting, *each, folder, read) for each in _converted(setting, todo, folder)
        )
        return through


def _room() -> str | None:
    """The folder of the Dask worker that runs this: Dask removes those of killed workers."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:
        return None


def _refuse(setting: Setting) -> None:
    """Raise ClusterError where version, fonts or templates are not those of who asked."""
    if setting.version != __version__:
        raise ClusterError(
            "cluster.version", where=platform.node(), here=__version__, asked=setting.version
        )
    if setting.recipe not in _SOUND:
        if key(recipe(setting.names, setting.options)) != setting.recipe:
            raise ClusterError("cluster.recipe", here=platform.node())
        _SOUND.add(setting.recipe)


def _fetched(setting: Setting, task: Task, folder: Path, read: Read) -> Task | Outcome:
    """The task with its input in a file of this machine, or what became of it already."""
    local = folder / task.name.rpartition("/")[2]
    try:
        data = stores.read(task.url)
        if data is None:
            raise InputError("input.missing", name=task.url)
        folder.mkdir(parents=True)
        local.write_bytes(data)
        for side in job.sides(local):
            if (held := read(f"{task.url}{side.name.removeprefix(local.name)}")) is not None:
                side.write_bytes(held)
        beside = work.sides(local)
        if work.stands(task, _hash(data), beside, lambda made: _there(setting, made, read)):
            assert task.before is not None
            return task.before
    except ConvertError as error:
        return Outcome(task.name, status=error.status, error=str(error))
    return replace(task, path=local)


def _converted(
    setting: Setting, tasks: Sequence[Task], folder: Path
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome. One that a fresh process dies of has died of itself."""
    here = work.Setting(setting.names, setting.options, folder / "out")
    while tasks:
        found = list(_child(here, tasks, dict(setting.environment)))
        yield from zip(tasks, found or [work.died(tasks[0])], strict=False)
        tasks = tasks[max(len(found), 1) :]


def _child(
    setting: work.Setting, tasks: Sequence[Task], environment: dict[str, str]
) -> Iterator[Outcome]:
    """Outcomes, in order, for as long as the process lives."""
    command = [sys.executable, "-c", _CODE, json.dumps(sys.path)]
    own = {**os.environ, **dict.fromkeys(THREADS, "1"), **environment}
    with (
        suppress(BrokenPipeError),
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        # Left open: its end tells the process that this one is gone.
        pickle.dump((setting, list(tasks)), process.stdin)
        process.stdin.flush()
        for line in process.stdout:
            yield load(line.decode())


def _stored(setting: Setting, task: Task, outcome: Outcome, folder: Path, read: Read) -> Outcome:
    """The outcome, now that its outputs are in the store, or could not be put there."""
    try:
        for made in outcome.outputs:
            there = _there(setting, made, read)
            data = (folder / "out" / made.name).read_bytes()
            _store(setting, task, made, there, data)
    except ConvertError as error:
        return Outcome(task.name, outcome.sha256, status=error.status, error=str(error))
    # Where the input was on this machine means nothing to anybody.
    return replace(outcome, fresh=True, error=outcome.error.replace(str(task.path), task.url))


def _store(setting: Setting, task: Task, made: Made, there: str, data: bytes) -> None:
    """Write an output, as `batch.work` does: never over what somebody may have edited.

    `there` is the hash of what lies in its place.
    """
    if there == made.sha256:
        return
    earlier = {one.sha256 for one in task.before.outputs} if task.before else set()
    if there and there not in earlier and not setting.options.force:
        raise OutputError("output.exists", name=made.name)
    stores.write(_url(setting, made), data)


def _there(setting: Setting, made: Made, read: Read) -> str:
    data = read(_url(setting, made))
    return "" if data is None else _hash(data)


def _url(setting: Setting, made: Made) -> str:
    return f"{setting.out.rstrip('/')}/{made.name}"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
