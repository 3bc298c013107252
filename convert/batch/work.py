"""One input of a run: read, converted, saved; whatever happens, an outcome."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from convert import faults, job
from convert.batch.journal import Task
from convert.batch.outcome import Made, Outcome
from convert.batch.recipe import digest
from convert.errors import ConvertError, OutputError
from convert.messages import say
from convert.plugins import companions

UNFORESEEN = 70


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every input of a run."""

    names: tuple[str, ...]
    """The writers'."""
    options: job.Options
    out: Path
    apart: bool = False
    """Whether each format has a folder of its own below `out`."""


def convert(setting: Setting, task: Task) -> Outcome:
    """What becomes of one input; nothing that is wrong with it is ever raised."""
    name = task.name
    try:
        sha256, beside = digest(task.path), sides(task.path)
    except OSError as error:
        said = say("input.unreadable", name=name, error=error.strerror)
        return Outcome(name, status=10, error=said)
    if stands(task, sha256, beside, lambda made: digest(setting.out / made.name)):
        assert task.before is not None
        return task.before
    try:
        return replace(_converted(setting, task, sha256), beside=beside)
    except ConvertError as error:
        return Outcome(name, sha256, status=error.status, error=str(error))
    # As in cli: a fault of ours, or of a library, in one file must not stop the others.
    except Exception as error:  # noqa: BLE001
        said = faults.told(error, [str(task.path)])
        return Outcome(name, sha256, status=UNFORESEEN, error=said)


def died(task: Task) -> Outcome:
    """What becomes of an input whose process died of it."""
    return Outcome(task.name, status=UNFORESEEN, error=say("batch.died", name=task.name))


def sides(path: Path) -> str:
    """The hashes of the files that are read along with the one at `path`. Raises OSError."""
    return " ".join(filter(None, map(digest, job.sides(path))))


def stands(task: Task, sha256: str, beside: str, found: Callable[[Made], str]) -> bool:
    """Whether an earlier run made all of it, of the same bytes, and it is still there.

    `found` is the hash of what lies where an output was written, empty where nothing does.
    """
    before = task.before
    if before is None or not task.same or before.failed:
        return False
    if (before.sha256, before.beside) != (sha256, beside):
        return False
    return all(found(made) == made.sha256 for made in before.outputs)


def _converted(setting: Setting, task: Task, sha256: str) -> Outcome:
    each = job.Job(task.path, tuple(targets(setting, task.base)))
    report, fills = job.prepare(each, setting.options)
    made, pending = [], []
    for (kind, _), (target, fill) in zip(each.targets, fills, strict=True):
        file = io.BytesIO()
        fill(file)
        data = file.getvalue()
        place = target.relative_to(setting.out).as_posix()
        made.append(Made(kind, place, len(data), hashlib.sha256(data).hexdigest()))
        if _to_write(setting, task, target, made[-1]):
            pending.append((target, data))
    _keep(pending)
    return Outcome(task.name, sha256, tuple(made), len(report.rows), tuple(job.to_check(report)))


def targets(setting: Setting, base: str) -> Iterator[tuple[str, Path]]:
    """The outputs of an input, companions beside theirs: (writer's name, path)."""
    for name in setting.names:
        folder = setting.out / name if setting.apart else setting.out
        target = folder / f"{base}.{name}"
        yield name, target
        for other in companions(name):
            yield other, target.with_name(f"{target.name}-{other.partition('-')[2]}")


def _to_write(setting: Setting, task: Task, target: Path, made: Made) -> bool:
    """Whether an output is not there yet as it should be.

    A run that was cut off may have written it already: that is the same bytes. What an
    earlier run is known to have written, and nobody changed since, is replaced.
    Raises OutputError where the file is anything else, for it may have been edited.
    """
    there = digest(target) if target.is_file() and not target.is_symlink() else ""
    if there == made.sha256:
        return False
    earlier = {one.sha256 for one in task.before.outputs} if task.before else set()
    if there and there not in earlier and not setting.options.force:
        raise OutputError("output.exists", name=made.name)
    return True


def _keep(pending: list[tuple[Path, bytes]]) -> None:
    job.keep([(target, partial(_pour, data)) for target, data in pending], force=True)


def _pour(data: bytes, file: BinaryIO) -> object:
    return file.write(data)
