"""Checking a bag: not a bit has changed, and the originals still give the same outputs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from convert import __version__
from convert.bagging import tags
from convert.bagging.pack import ORIGINALS, library
from convert.batch import pool, record, work
from convert.batch.journal import Task
from convert.batch.outcome import Outcome
from convert.batch.portions import small
from convert.batch.progress import tell
from convert.batch.recipe import digest, recipe
from convert.errors import FixityError, InputError
from convert.job import Options
from convert.merging.select import Selection
from convert.messages import say
from convert.style import restored

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Listed:
    """An original as run.json has it, and the places of its outputs."""

    name: str
    base: str
    outputs: tuple[str, ...]


def verify(bag: Path, jobs: int | None = None, quiet: bool = False) -> None:
    """Check every hash of the bag, and make every output anew from the originals in it.

    Raises FixityError where anything is not as it was; InputError where `bag` is no bag.
    """
    if not (bag / "bagit.txt").is_file():
        raise InputError("bag.none", name=bag)
    wrong = list(_changed(bag))
    if not wrong:
        # What cannot be trusted to be the original is not converted.
        wrong = list(_derived(bag, jobs))
    for sentence in wrong[:_SHOWN]:
        tell(sentence)
    if len(wrong) > _SHOWN:
        tell(say("batch.more", count=len(wrong) - _SHOWN))
    if wrong:
        raise FixityError("bag.wrong", name=bag, count=len(wrong))
    if not quiet:
        tell(say("bag.right", name=bag))


def _changed(bag: Path) -> Iterator[str]:
    """What is not as the manifests say, the tag manifests themselves among it."""
    library_of_congress = library()
    for algorithm in tags.ALGORITHMS:
        manifest = tags.manifest(bag, algorithm)
        if not manifest.is_file() or manifest.read_bytes() != tags.expected(bag, algorithm):
            yield say("bag.tags", name=manifest.name)
    try:
        library_of_congress.Bag(str(bag)).validate()
    except library_of_congress.BagError as error:
        details = getattr(error, "details", None) or [error]
        yield from (say("bag.changed", error=each) for each in details)
    except (ValueError, OSError) as error:
        # A manifest that is no text any more.
        yield say("bag.changed", error=error)


def _derived(bag: Path, jobs: int | None) -> Iterator[str]:
    """Outputs that the originals do not give again, byte for byte."""
    kept = json.loads((bag / "metadata" / record.NAME).read_bytes())
    made = kept["recipe"]
    options = _options(made["options"])
    if made["version"] != __version__:
        yield say("bag.version", made=made["version"], here=__version__)
    if recipe(made["formats"], options)["files"] != made["files"]:
        yield say("bag.files")
    listed = {each.name: each for each in _listed(kept["inputs"])}
    with TemporaryDirectory() as folder:
        setting = work.Setting(tuple(made["formats"]), options, Path(folder), apart=True)
        originals = bag / "data" / ORIGINALS
        tasks = (Task(one.name, originals / one.name, 0, "", one.base) for one in listed.values())
        use, many = partial(_again, setting), jobs or pool.cores()
        portions = small(tasks, len(listed), many, work.outputs(setting))
        for outcomes in pool.results(portions, use, work.died, many, None):
            for outcome in outcomes:
                yield from _compared(bag / "data", listed[outcome.name], outcome)


def _again(setting: work.Setting, tasks: Sequence[Task]) -> list[Outcome]:
    """Make the outputs of some originals, and keep their hashes only."""
    outcomes = work.convert(setting, tasks)
    for made in (made for outcome in outcomes for made in outcome.outputs):
        (setting.out / made.name).unlink()
    return outcomes


def _listed(inputs: list[dict[str, Any]]) -> Iterator[_Listed]:
    for each in inputs:
        if each["state"] == "done":
            outputs = tuple(made["name"] for made in each["outputs"])
            first = each["outputs"][0]
            base = first["name"].removeprefix(f"{first['format']}/")
            yield _Listed(each["name"], base.removesuffix(f".{first['format']}"), outputs)


def _compared(data: Path, listed: _Listed, outcome: Outcome) -> Iterator[str]:
    if outcome.failed:
        yield say("batch.failed", name=outcome.name, error=outcome.error)
        return
    again = {made.name: made.sha256 for made in outcome.outputs}
    for name in listed.outputs:
        if again.get(name) != digest(data / name):
            yield say("bag.differs", name=name, original=listed.name)


def _options(kept: dict[str, Any]) -> Options:
    """The options a bag was made with."""
    columns = tuple(kept["columns"]) if kept["columns"] else None
    part = kept["selection"]
    return Options(
        style=restored(kept["style"]),
        strict=kept["strict"],
        encoding=kept["encoding"],
        columns=columns,
        table=kept["table"],
        attach=kept["attach"],
        trusted=kept["trusted"],
        limits=kept["limits"],
        selection=Selection(**{**part, "columns": tuple(part["columns"])}) if part else None,
    )
