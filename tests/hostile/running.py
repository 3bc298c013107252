"""The command on one file, in a forked process with caps on memory and processor time."""

import io
import os
import resource
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from convert import cli
from tests.conftest import SAMPLES

SECONDS, MEGABYTES = 10, 512
DOCUMENTED = frozenset((0, 3, 10, 11, 12, 13))
"""Statuses that reading may end with (docs/using.md)."""


@dataclass(frozen=True, slots=True)
class Done:
    """How the run of a file ended."""

    status: int
    """Exit status; what a signal ended is below 0."""
    said: str
    seconds: float
    """Processor time, that of child processes with it."""
    megabytes: int
    """Most memory that it or a child process had."""
    left: list[str]
    """The files it wrote."""


@cache
def warm() -> None:
    """Loads all readers before the forks, or each of them would load them again."""
    from tests.hostile.office import SHEET_ROW, TABLE, book, word
    from tests.hostile.pages import page
    from tests.hostile.pdfs import PDFS

    with TemporaryDirectory() as folder:
        for at, data in enumerate(
            (word(TABLE), book(SHEET_ROW), page("").encode(), PDFS["rules.pdf"]())
        ):
            (Path(folder) / f"{at}").write_bytes(data if isinstance(data, bytes) else data.encode())
            _quietly([f"{folder}/{at}", "--to", "json", "-o", f"{folder}/{at}.json", "--trusted"])
        _quietly([str(SAMPLES / "report.txt"), "--to", "json", "-o", f"{folder}/a.json"])


def _quietly(arguments: list[str]) -> None:
    with suppress(SystemExit), redirect_stderr(io.StringIO()):
        cli.status(arguments)


def run(name: str, make: Callable[[], bytes | str], folder: Path, formats: str, *more: str) -> Done:
    """Converts the file into those formats, with more arguments if need be."""
    warm()
    made = make()
    source = folder / name
    source.write_bytes(made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made)
    del made
    out = folder / "out"
    out.mkdir()
    target = out / f"out.{formats}" if "," not in formats and formats != "all" else out
    process = os.fork()
    if process == 0:
        _child([str(source), "--to", formats, "-o", str(target), "-q", *more], folder / "said")
    _, status, used = os.wait4(process, 0)
    return Done(
        os.waitstatus_to_exitcode(status),
        (folder / "said").read_text(encoding="utf-8", errors="replace"),
        used.ru_utime + used.ru_stime,
        used.ru_maxrss >> 10,
        sorted(path.name for path in out.iterdir()),
    )


def _child(arguments: list[str], said: Path) -> None:
    """Runs the command and ends the process."""
    said_to = os.open(said, os.O_CREAT | os.O_WRONLY)
    os.dup2(said_to, 1)
    os.dup2(said_to, 2)
    status = 99
    try:
        import sys

        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")
        os.environ["XDG_STATE_HOME"] = str(said.parent / "state")
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            size = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (size + (MEGABYTES << 20),) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 5, SECONDS + 6))
        status = cli.status(arguments)
        sys.stderr.flush()
    finally:
        os._exit(status)
