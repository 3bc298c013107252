"""One job: an input, and the files to make of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from convert import saving
from convert.errors import ConvertError, OutputError, UncertainError, WriterError
from convert.plugins import BUILT_IN, Streamer, Writer, companions, maker, owner, streamer
from convert.reading import read
from convert.reading import sides as sides
from convert.report import Report, Row
from convert.saving import Draft, Fill, check, save
from convert.style import Style

if TYPE_CHECKING:
    from convert.merging.select import Selection


class Options(NamedTuple):
    """What holds for every input of a run."""

    style: Style
    force: bool = False
    strict: bool = False
    encoding: str | None = None
    columns: tuple[str, ...] | None = None
    table: int | None = None
    attach: bool = False
    """Whether a PDF carries its source and its table as CSV."""
    trusted: bool = False
    """Whether inputs are read without a process of their own."""
    limits: Mapping[str, int] = {}
    """Other numbers for limits of limits.toml."""
    selection: "Selection | None" = None
    """The part of the table that is written; None for all of it."""


class Job(NamedTuple):
    """`source` becomes each of `targets`: (name of the writer or companion, path)."""

    source: Path
    targets: tuple[tuple[str, Path], ...]


def formats(asked: Sequence[str]) -> tuple[str, ...]:
    """Writers' names from the values of --to: comma lists, `all`, each name once."""
    words = [word.strip().lower() for value in asked for word in value.split(",")]
    every = [n for word in words if word for n in (BUILT_IN if word == "all" else (word,))]
    return tuple(dict.fromkeys(every))


def plan(sources: Sequence[Path], names: Sequence[str], out: Path | None) -> list[Job]:
    """The jobs of a run; `out` is a file for a single output, else a folder.

    Without `out` an output stands beside its input, with the same stem. Companions of a
    writer (see plugins.py) stand beside its output. Raises OutputError where two outputs
    would be the same file, or one would replace an input.
    """
    single = len(sources) == 1 and len(names) == 1
    beside = {name: companions(name) for name in names}
    jobs = []
    for source in sources:
        targets = {}
        for name in names:
            targets[name] = _target(source, name, out, single)
            targets |= {other: _beside(targets[name], other) for other in beside[name]}
        jobs.append(Job(source, tuple(targets.items())))
    _refuse_clashes(jobs)
    return jobs


def _target(source: Path, name: str, out: Path | None, single: bool) -> Path:
    if out is None:
        return source.with_name(f"{source.stem}.{name}")
    return out if single and not out.is_dir() else out / f"{source.stem}.{name}"


def _beside(target: Path, companion: str) -> Path:
    """Where a companion stands: behind the whole name of the output it belongs to."""
    return target.with_name(f"{target.name}-{companion.partition('-')[2]}")


def _refuse_clashes(jobs: Sequence[Job]) -> None:
    inputs = {job.source.resolve() for job in jobs}
    seen: set[Path] = set()
    for target in (target for job in jobs for _, target in job.targets):
        place = target.resolve()
        if place in inputs:
            raise OutputError("output.input", name=target)
        if place in seen:
            raise OutputError("output.twice", name=target)
        seen.add(place)


def run(job: Job, options: Options) -> Report:
    """Read the input and write its outputs; every one is written before one has its name.

    Raises ConvertError; then no output has been touched, unless a disk failed at the end.
    """
    for _, target in job.targets:
        if target.parent.is_dir():
            check(target, options.force)
    report, made = prepare(job, options)
    keep(made, options.force)
    return report


def keep(made: Sequence[tuple[Path, Fill]], force: bool) -> None:
    """Write what `fills` gave, in folders made where they lack. Raises OutputError."""
    _folders(made)
    save(made, force)


def draft(made: Sequence[tuple[Path, Fill]], force: bool, stack: ExitStack) -> list[Draft]:
    """As `keep`, but for the last steps, which are `saving.settle` and `saving.last`."""
    _folders(made)
    return saving.draft(made, force, stack)


def _folders(made: Sequence[tuple[Path, Fill]]) -> None:
    for folder in dict.fromkeys(target.parent for target, _ in made):
        make_folder(folder)


def prepare(job: Job, options: Options) -> tuple[Report, list[tuple[Path, Fill]]]:
    """The report in the input, and what fills each target; nothing is written.

    Raises ConvertError.
    """
    report = chosen(look(job.source, options), options)
    return report, fills(job, report, options)


def chosen(report: Report, options: Options) -> Report:
    """The part of the report that is to be written. Raises SelectionError."""
    if not options.selection:
        return report
    from convert.merging.select import select

    return select(report, options.selection)


def fills(job: Job, report: Report, options: Options) -> list[tuple[Path, Fill]]:
    """What fills each target with the report. Raises ConvertError."""
    makers = [(name, maker(name, target.name), streamer(name)) for name, target in job.targets]
    if options.strict:
        refuse_doubt(report, job.source)
        refuse_gaps(job, report, options.style)
    if options.attach:
        makers = [_carrying(maker, job.source, report, options.style) for maker in makers]
    made = [_fill(*each, report, options.style) for each in makers]
    return [*zip((target for _, target in job.targets), made, strict=True)]


Making = tuple[str, Writer, Streamer | None]


def _carrying(making: Making, source: Path, report: Report, style: Style) -> Making:
    """A PDF's writer, given the files the PDF is to carry; any other one as it is."""
    import mimetypes

    from convert.typeset.attachment import Attachment

    name, use, stream = making
    if name != "pdf":
        return making
    media = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
    table = maker("csv", f"{source.stem}.csv")(report, style)
    files = (
        Attachment(source.name, source.read_bytes(), media, "Source"),
        Attachment(f"{source.stem}.csv", table, "text/csv", "Data"),
    )
    carrying: Callable[..., bytes] = use
    pouring: Callable[..., None] | None = stream
    poured = partial(pouring, attached=files) if pouring else None
    return name, partial(carrying, attached=files), poured


def gaps(job: Job, report: Report, style: Style) -> list[str]:
    """The characters a PDF among the outputs can only show as [U+XXXX], with their rows."""
    if all(name != "pdf" for name, _ in job.targets):
        return []
    from convert.typeset.missing import missing

    names = labels(report)
    found = missing(report, style).items()
    return [f"U+{ord(c):04X} ({', '.join(_where(names, rows))})" for c, rows in found]


def _where(names: list[str], rows: list[int]) -> list[str]:
    return [names[row - 1] if row else "-" for row in rows]


def refuse_gaps(job: Job, report: Report, style: Style) -> None:
    """Raise UncertainError where a PDF would show a character only by its number."""
    found = gaps(job, report, style)
    if found:
        raise UncertainError("strict.gaps", name=job.source, listed="、".join(found))


def _fill(name: str, use: Writer, stream: Streamer | None, report: Report, style: Style) -> Fill:
    """What fills a file with a writer's output, made now or, by a stream, only then."""
    if stream:
        return partial(_pour, name, stream, report, style)
    data = write(name, use, report, style)
    return lambda file: file.write(data)


def _pour(name: str, stream: Streamer, report: Report, style: Style, file: BinaryIO) -> None:
    try:
        stream(report, style, file)
    except (ConvertError, OSError):
        raise
    # As in `write`.
    except Exception as error:
        raise _failed(name, error) from error


def made(source: Path, name: str, options: Options) -> bytes:
    """The output of one writer for one input, not saved anywhere. Raises ConvertError."""
    use = maker(name, f"{source.stem}.{name}")
    report = chosen(look(source, options), options)
    if options.strict:
        refuse_doubt(report, source)
    return write(name, use, report, options.style)


def write(name: str, use: Writer, report: Report, style: Style) -> bytes:
    """What a writer makes of a report.

    Raises what the writer found wrong as a ConvertError, such as a StyleError; where it
    failed otherwise a WriterError names it.
    """
    try:
        return use(report, style)
    except ConvertError:
        raise
    # A plug-in may raise anything; the user needs to know whose fault it is.
    except Exception as error:
        raise _failed(name, error) from error


def _failed(name: str, error: Exception) -> WriterError:
    return WriterError("writer.failed", name=name, owner=owner(name), error=repr(error))


def refuse_doubt(report: Report, source: Path) -> None:
    """Raise UncertainError where rows wait for a person."""
    doubtful = to_check(report)
    if doubtful:
        rows = "、".join(doubtful)
        raise UncertainError("strict.doubt", name=source, count=len(doubtful), rows=rows)


def to_check(report: Report) -> list[str]:
    """The rows marked for review: their numbers as printed, or where they stand."""
    return [label for label, row in zip(labels(report), report.rows, strict=True) if row.review]


def labels(report: Report) -> list[str]:
    """What to call each row: its number as printed, or where it stands."""
    return [_label(row, at) for at, row in enumerate(report.rows, 1)]


def look(source: Path, options: Options) -> Report:
    """The report in an input, to be looked at only. Raises as `convert.reading.read`."""
    wanted = (options.encoding, options.columns, options.table)
    return read(source, *wanted, options.trusted, options.limits)


def _label(row: Row, at: int) -> str:
    first = row.cells[0].text if row.cells else ""
    return first if 0 < len(first) <= 8 and "\n" not in first else f"#{at}"


def make_folder(folder: Path) -> None:
    """Make a folder for outputs, and those above it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("output.unwritable", name=folder, error=error.strerror) from error
