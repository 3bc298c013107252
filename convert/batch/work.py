"""A few inputs of a run: read, converted, saved; whatever happens, an outcome of each.

All of them are written before the first is waited for to reach the disk, so that the disk has
their outputs at once and not one by one.
"""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from convert import faults, job, saving
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


class _Begun(NamedTuple):
    """What an input comes to, and those of its outputs that still have to get their names."""

    task: Task
    outcome: Outcome
    drafts: Sequence[saving.Draft] = ()


def convert(setting: Setting, tasks: Sequence[Task]) -> list[Outcome]:
    """What becomes of each input; nothing that is wrong with one is ever raised."""
    with ExitStack() as stack:
        begun = [_begun(setting, task, stack) for task in tasks]
        settled = [_safely(each, partial(_settled, each)) for each in begun]
        last = cache(saving.last)
        return [_safely(each, partial(_lasting, each, last)).outcome for each in settled]


def _begun(setting: Setting, task: Task, stack: ExitStack) -> _Begun:
    try:
        sha256, beside = digest(task.path), sides(task.path)
    except OSError as error:
        said = say("input.unreadable", name=task.name, error=error.strerror)
        return _Begun(task, Outcome(task.name, status=10, error=said))
    if stands(task, sha256, beside, lambda made: digest(setting.out / made.name)):
        assert task.before is not None
        return _Begun(task, task.before)
    known = _Begun(task, Outcome(task.name, sha256, beside=beside))
    return _safely(known, lambda: _converted(setting, known, stack))


def _safely(begun: _Begun, use: Callable[[], _Begun]) -> _Begun:
    """What `use` makes of it, or, where that fails, an outcome that says so."""
    task, outcome, _ = begun
    try:
        return use()
    except ConvertError as error:
        status, said = error.status, str(error)
    # As in cli: a fault of ours, or of a library, in one file must not stop the others.
    except Exception as error:  # noqa: BLE001
        status, said = UNFORESEEN, faults.told(error, [str(task.path)])
    return _Begun(task, Outcome(task.name, outcome.sha256, status=status, error=said))


def _settled(begun: _Begun) -> _Begun:
    saving.settle(begun.drafts, force=True)
    return begun


def _lasting(begun: _Begun, last: Callable[[Path], None]) -> _Begun:
    for folder in saving.folders(begun.drafts):
        last(folder)
    return begun


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


def _converted(setting: Setting, known: _Begun, stack: ExitStack) -> _Begun:
    task = known.task
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
    check = tuple(job.to_check(report))
    outcome = replace(known.outcome, outputs=tuple(made), rows=len(report.rows), check=check)
    return known._replace(outcome=outcome, drafts=_drafts(pending, stack))


def targets(setting: Setting, base: str) -> Iterator[tuple[str, Path]]:
    """The outputs of an input, companions beside theirs: (writer's name, path)."""
    for name in setting.names:
        folder = setting.out / name if setting.apart else setting.out
        target = folder / f"{base}.{name}"
        yield name, target
        for other in companions(name):
            yield other, target.with_name(f"{target.name}-{other.partition('-')[2]}")


def outputs(setting: Setting) -> int:
    """How many files come of an input."""
    return sum(1 for _ in targets(setting, ""))


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


def _drafts(pending: Sequence[tuple[Path, bytes]], stack: ExitStack) -> list[saving.Draft]:
    """The outputs under temporary names; none is left where one cannot be written."""
    with ExitStack() as own:
        fills = [(target, partial(_pour, data)) for target, data in pending]
        drafts = job.draft(fills, True, own)
        stack.push(own.pop_all())
        return drafts


def _pour(data: bytes, file: BinaryIO) -> object:
    return file.write(data)
