"""Making a bag: originals, PDF/A, CSV with CSVW, JSON, all hashed and accounted for."""

import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from convert import __version__, saving
from convert.bagging import premis, tags
from convert.batch import pool, record, work
from convert.batch.command import unreadable
from convert.batch.journal import Journal, Left, Task
from convert.batch.outcome import Outcome
from convert.batch.portions import small
from convert.batch.progress import Tally, shown
from convert.batch.recipe import digest, key, recipe
from convert.batch.walk import Found, present, walk
from convert.errors import ExtraError, InputError, OutputError, PartlyError
from convert.job import Options, make_folder
from convert.plugins import writer

FORMATS = ("pdf", "csv", "json")
"""What every bag holds; PDFs are PDF/A-2a."""
ORIGINALS = "originals"
_INFO = {
    "creator": "Source-Organization",
    "identifier": "External-Identifier",
    "title": "External-Description",
}
"""Entries of bag-info.txt by the term of Dublin Core that the reports' fields give."""


def pack(
    inputs: Sequence[Path],
    names: Sequence[str],
    bag: Path,
    options: Options,
    jobs: int | None = None,
    quiet: bool = False,
) -> None:
    """Make the bag `bag` of all files in `inputs`; `names` are further formats.

    It is made beside its place and gets its name when it is whole. Originals that could not be
    converted are kept and told of. Raises PartlyError then; OutputError where `bag` exists.
    """
    library()
    present(inputs)
    for name in names:
        writer(name)
    if bag.exists():
        raise OutputError("bag.exists", name=bag)
    make_folder(bag.resolve().parent)
    staging = bag.resolve().with_name(f"{saving.PREFIX}{bag.resolve().name}")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    formats = tuple(dict.fromkeys((*FORMATS, *names)))
    try:
        tally = _fill(inputs, formats, staging, options, jobs, quiet)
        staging.rename(bag)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    if tally.failed:
        raise PartlyError("bag.partly", failed=tally.failed, total=tally.total, name=bag)


def _fill(
    inputs: Sequence[Path],
    formats: tuple[str, ...],
    staging: Path,
    options: Options,
    jobs: int | None,
    quiet: bool,
) -> Tally:
    made = recipe(formats, options)
    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.sqlite", key(made))
        try:
            journal.plan(map(_named, walk(inputs, staging)))
            setting = work.Setting(formats, options, staging, apart=True)
            tally = _convert(journal, setting, jobs, quiet)
            _close(staging, made, journal)
        finally:
            journal.close()
    return tally


def _named(found: Found) -> Found:
    """A name that stands in a manifest as it is: BagIt 1.0 keeps the percent sign for itself."""
    return Found(found.name.replace("%", "％"), found.path, found.size, found.left, found.error)


def _convert(journal: Journal, setting: work.Setting, jobs: int | None, quiet: bool) -> Tally:
    sealed = [unreadable(*each) for each in journal.unreadable()]
    tally = Tally(journal.count() + len(sealed))
    if not tally.total:
        raise InputError("batch.nothing")
    for path, outcome in journal.all():
        if isinstance(outcome, Left) and outcome.reason == "beside":
            _copy(Path(path), setting.out / ORIGINALS / outcome.name)
    use, many = partial(_archive, setting), min(jobs or pool.cores(), tally.total)
    portions = small(journal.tasks(), tally.total, many, work.outputs(setting))
    with shown(tally, quiet) as seen:
        for outcomes in chain([sealed], pool.results(portions, use, work.died, many, None)):
            journal.record(outcomes)
            for outcome in outcomes:
                seen(outcome)
    return tally


def _archive(setting: work.Setting, tasks: Sequence[Task]) -> list[Outcome]:
    """Copy some originals into the bag, and convert the copies."""
    sealed, copies = [], []
    for task in tasks:
        copy = setting.out / ORIGINALS / task.name
        try:
            _copy(task.path, copy)
        except OSError as error:
            sealed.append(unreadable(task.name, task.path, error.strerror or str(error)))
        else:
            copies.append(replace(task, path=copy))
    return [*sealed, *work.convert(setting, copies)]


def _copy(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, place)


def _close(staging: Path, made: dict[str, Any], journal: Journal) -> None:
    """Hash the payload, add what is told about it, and seal it all."""
    bagit = library()
    moment = _moment()
    # The library writes the payload's manifests; it moves all that is there into data/.
    bagit.make_bag(str(staging), _info(staging, journal, moment), checksums=list(tags.ALGORITHMS))
    tags.declare(staging)
    folder = staging / "metadata"
    folder.mkdir()
    record.write(folder / record.NAME, made, journal)
    files = list(_files(staging, journal))
    with (folder / "premis.xml").open("w", encoding="utf-8", newline="") as file:
        file.writelines(premis.pieces(files, made, moment.isoformat()))
    tags.seal(staging)


def library() -> Any:
    """The Library of Congress's bagit. Raises ExtraError where it is not installed."""
    try:
        import bagit
    except ImportError as error:
        raise ExtraError("extra.missing", package="bagit", extra="archive") from error
    # What it finds comes as exceptions too; its log would only say it twice.
    bagit.LOGGER.setLevel(logging.CRITICAL)
    return bagit


def _moment() -> datetime:
    """Now: a bag tells when it was made. SOURCE_DATE_EPOCH overrides."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def _info(staging: Path, journal: Journal, moment: datetime) -> dict[str, list[str] | str]:
    """bag-info.txt, from the fields of the reports (RFC 8493, 2.2.2)."""
    found: dict[str, dict[str, None]] = {name: {} for name in _INFO}
    for _, outcome in journal.all():
        for made in outcome.outputs if isinstance(outcome, Outcome) else ():
            if made.format == "csv-metadata.json":
                _collect(found, json.loads((staging / made.name).read_bytes()))
    told = {_INFO[term]: list(values) for term, values in found.items() if values}
    return {
        **told,
        "Bagging-Date": moment.date().isoformat(),
        "Bag-Software-Agent": f"convert {__version__}",
    }


def _collect(found: dict[str, dict[str, None]], side: dict[str, Any]) -> None:
    for term, values in found.items():
        value = side.get(f"dc:{term}", [])
        values.update(dict.fromkeys(value if isinstance(value, list) else [value]))


def _files(bag: Path, journal: Journal) -> Iterator[premis.File]:
    """Every original that lies in the bag, with what was made of it."""
    for path, outcome in journal.all():
        place = f"data/{ORIGINALS}/{outcome.name}"
        original = bag / place
        if original.is_file():
            made = outcome if isinstance(outcome, Outcome) else None
            size = original.stat().st_size
            yield premis.File(place, path, size, digest(original), made)
