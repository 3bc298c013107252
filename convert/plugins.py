"""Writers by name, through entry points: the built-in ones and those of other people.

A writer is a function `write(report, style) -> bytes` in entry-point group
`convert.writers`; its name is the value of --to and the suffix of the output.

A companion is a file that is always written beside a writer's own. It is a function
`write(report, style, name) -> bytes` in group `convert.companions`, where `name` is the
file name of the writer's output. Its own name is the writer's, a hyphen and the rest, and
it too is the suffix of its output: `csv-metadata.json` makes report.csv-metadata.json of
report.csv.

A writer may have a second form for very long tables, `write_to(report, style, file)` in
group `convert.streams` under the same name, which writes the same bytes piece by piece.
"""

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from convert.errors import UnknownFormatError, WriterError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from convert.report import Report
    from convert.style import Style

Writer = Callable[["Report", "Style"], bytes]
Companion = Callable[["Report", "Style", str], bytes]
Streamer = Callable[["Report", "Style", BinaryIO], None]

WRITERS = "convert.writers"
COMPANIONS = "convert.companions"
STREAMS = "convert.streams"
# Looking through all installed distributions costs some 50 ms (measured), so the names
# that setup.cfg declares for this distribution are known here too; a test compares them.
BUILT_IN = ("docx", "pdf", "md", "csv", "json", "jsonl", "xlsx", "html")
BUILT_IN_COMPANIONS = {"csv-metadata.json": "csvw"}
BUILT_IN_STREAMS = BUILT_IN


def maker(name: str, file: str) -> Writer:
    """The writer or companion called `name`, for an output whose file name is `file`.

    Raises as `writer` does.
    """
    _, hyphen, rest = name.partition("-")
    if not hyphen:
        return writer(name)
    return partial(_beside, _companion(name), file.removesuffix(f"-{rest}"))


def streamer(name: str) -> Streamer | None:
    """The second form of the writer called `name`; None where it has none.

    Raises WriterError where it does not load or two distributions claim the name.
    """
    if name in BUILT_IN_STREAMS:
        found: Streamer = import_module(f"convert.writing.{name}").write_to
        return found
    listed = [] if name in (*BUILT_IN, *BUILT_IN_COMPANIONS) else _entries(STREAMS, name)
    made: Streamer | None = _load(_the_one(name, listed)) if listed else None
    return made


def companions(name: str) -> tuple[str, ...]:
    """The names of what is always written beside the output of the writer `name`."""
    known: Iterable[str] = BUILT_IN_COMPANIONS
    if name not in BUILT_IN:
        known = {entry.name for entry in _entries(COMPANIONS)}
    return tuple(sorted(each for each in known if each.partition("-")[0] == name))


def writer(name: str) -> Writer:
    """The writer called `name`.

    Raises UnknownFormatError where there is none, WriterError where it does not load or
    where two distributions claim the name.
    """
    if name in BUILT_IN:
        found: Writer = import_module(f"convert.writing.{name}").write
        return found
    made: Writer = _load(_the_one(name, _entries(WRITERS, name)))
    return made


def _companion(name: str) -> Companion:
    if name in BUILT_IN_COMPANIONS:
        found: Companion = import_module(f"convert.writing.{BUILT_IN_COMPANIONS[name]}").write
        return found
    made: Companion = _load(_the_one(name, _entries(COMPANIONS, name)))
    return made


def _beside(made: Companion, file: str, report: "Report", style: "Style") -> bytes:
    return made(report, style, file)


def names() -> dict[str, str]:
    """Every writer's name and the distribution it comes from, built-in ones first."""
    found = dict.fromkeys(BUILT_IN, "convert")
    for entry in sorted(_entries(WRITERS), key=lambda entry: entry.name):
        found.setdefault(entry.name, distribution(entry))
    return found


def owner(name: str) -> str:
    """The distribution that the writer called `name`, or its companion, comes from."""
    return names().get(name.partition("-")[0], "?")


def distribution(entry: "EntryPoint") -> str:
    """The distribution that declares an entry point."""
    return entry.dist.name if entry.dist else "?"


def _entries(group: str, name: str | None = None) -> "list[EntryPoint]":
    """What the installed distributions declare, of that name or all."""
    # Costs some 25 ms to import, and is not needed for what is built in.
    from importlib.metadata import entry_points

    return list(entry_points(group=group) if name is None else entry_points(group=group, name=name))


def _the_one(name: str, found: "list[EntryPoint]") -> "EntryPoint":
    if not found:
        raise UnknownFormatError("format.unknown", name=name, known=_listed(names()))
    if len(found) > 1:
        owners = _listed(sorted(distribution(entry) for entry in found))
        raise WriterError("writer.twice", name=name, owners=owners)
    return found[0]


def _load(entry: "EntryPoint") -> Any:
    try:
        loaded = entry.load()
    # Whatever a stranger's module raises at import must not end in a traceback.
    except Exception as error:
        owner = distribution(entry)
        raise WriterError("writer.load", name=entry.name, owner=owner, error=error) from error
    return loaded


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
