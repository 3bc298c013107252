"""Writers by name, through entry points: the built-in ones and those of other people.

A writer is a function `write(report, style) -> bytes` in entry-point group
`convert.writers`; its name is the value of --to and the suffix of the output.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from convert.errors import UnknownFormatError, WriterError

if TYPE_CHECKING:
    from convert.report import Report
    from convert.style import Style

Writer = Callable[["Report", "Style"], bytes]

GROUP = "convert.writers"
# Looking through all installed distributions costs some 50 ms (measured), so the names
# that setup.cfg declares for this distribution are known here too; a test compares them.
BUILT_IN = ("docx", "pdf", "md", "csv", "json")


def writer(name: str) -> Writer:
    """The writer called `name`.

    Raises UnknownFormatError where there is none, WriterError where it does not load or
    where two distributions claim the name.
    """
    if name in BUILT_IN:
        found: Writer = import_module(f"convert.writing.{name}").write
        return found
    return _load(_the_one(name, list(entry_points(group=GROUP, name=name))))


def names() -> dict[str, str]:
    """Every writer's name and the distribution it comes from, built-in ones first."""
    found = dict.fromkeys(BUILT_IN, "convert")
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        found.setdefault(entry.name, distribution(entry))
    return found


def distribution(entry: EntryPoint) -> str:
    """The distribution that declares an entry point."""
    return entry.dist.name if entry.dist else "?"


def _the_one(name: str, found: list[EntryPoint]) -> EntryPoint:
    if not found:
        raise UnknownFormatError("format.unknown", name=name, known=_listed(names()))
    if len(found) > 1:
        owners = _listed(sorted(distribution(entry) for entry in found))
        raise WriterError("writer.twice", name=name, owners=owners)
    return found[0]


def _load(entry: EntryPoint) -> Writer:
    try:
        loaded: Writer = entry.load()
    # Whatever a stranger's module raises at import must not end in a traceback.
    except Exception as error:
        owner = distribution(entry)
        raise WriterError("writer.load", name=entry.name, owner=owner, error=error) from error
    return loaded


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
