"""The process that `apart` starts: limits itself, reads what it is given, answers, ends."""

import gc
import os
import pickle
import sys
import traceback
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from convert import limits
from convert.errors import InputError, LimitError
from convert.reading.rowpack import packed
from convert.report import Report

HEAD = 8
"""Bytes before a piece of an answer that say how long it is: a process that ends has said less."""
_ROWS = 500
"""Rows that are sent together."""
_NEVER = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system")
_STATM = "/proc/self/statm"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    """Reads requests from standard input until it ends; writes their answers to standard output.

    A request is the limits that are not limits.toml's, "read" or "study", and what
    `reading.read_bytes` or `study.studied` is asked; each has its own share of time and memory.
    """
    # As in the command (__main__): a document holds no cycles.
    gc.set_threshold(200_000)
    answer = sys.stdout.buffer
    # Nothing that a library prints may get into the answer.
    sys.stdout = sys.stderr
    hooked = False
    while (request := _request()) is not None:
        raised, task, asked = request
        with limits.applied(raised):
            _limit_resources()
            if not hooked:
                sys.addaudithook(_refuse)
                hooked = True
            found = _read(task, asked)
        for held in _pieces(found):
            answer.write(len(held).to_bytes(HEAD) + held)
        answer.flush()
        del found
    # Nothing is left to tidy up, and taking down a large document costs time.
    sys.stderr.flush()
    os._exit(0)


def _pieces(found: tuple[object, ...]) -> Iterator[bytes]:
    """What is answered: a report without its rows and how many pieces follow, then its rows.

    As one piece, a long report lay in memory three times on either side.
    """
    report = found[1]
    if not isinstance(report, Report):
        yield pickle.dumps((*found, 0), pickle.HIGHEST_PROTOCOL)
        return
    starts = range(0, len(report.rows), _ROWS)
    head = (found[0], report._replace(rows=()), len(starts))
    yield pickle.dumps(head, pickle.HIGHEST_PROTOCOL)
    for at in starts:
        yield pickle.dumps(packed(report.rows[at : at + _ROWS]), pickle.HIGHEST_PROTOCOL)


def _request() -> tuple[Any, str, list[Any]] | None:
    """The next request; None where there is no more."""
    try:
        raised, task, asked = pickle.load(sys.stdin.buffer)
    except EOFError:
        return None
    return raised, task, list(asked)


def _read(task: str, asked: list[Any]) -> tuple[object, ...]:
    """What was read, or the error met, in a form that can be sent."""
    try:
        return ("read", _TASKS[task](asked))
    except LimitError as error:
        return ("limit", error.facts["limit"], str(error.facts["part"]))
    except InputError as error:
        filling = {key: _plain(fact) for key, fact in error.facts.items()}
        return ("error", type(error).__name__, error.sentence, filling)
    # As in the command: a fault of ours is told, here to the process that asked.
    except Exception as error:  # noqa: BLE001
        return ("fault", repr(error), traceback.format_exc())


def _report(asked: list[Any]) -> object:
    from convert.reading import read_bytes

    if not asked[0].startswith(b"%PDF"):
        # pdfminer's objects alone lie in cycles; to look for some took a tenth of the time.
        gc.disable()
    # Taken out of the list, the bytes of a large document go as soon as they are decoded.
    name, encoding, columns, table, beside, cells = asked[1:]
    return read_bytes(asked.pop(0), name, encoding, columns, table, beside, cells)


def _studied(asked: list[Any]) -> object:
    # It brings the recovery of borders with it, which most documents can do without.
    from convert.reading.study import studied

    return studied(*asked)


_TASKS = {"read": _report, "study": _studied}


def _plain(fact: object) -> object:
    return fact if isinstance(fact, int | str) else str(fact)


def _limit_resources() -> None:
    """Caps memory, processor time and files of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    memory = _size() + (limits.most("memory_mb") << 20)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.most("seconds")
    for what, soft in (
        (resource.RLIMIT_AS, memory),
        # The timer in `limits` rings first; this is for code that never comes back to Python.
        (resource.RLIMIT_CPU, seconds + 2),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        resource.setrlimit(what, (most, hard))


def _size() -> int:
    """Bytes of address space taken already; Python, numpy and the request are not counted."""
    try:
        with open(_STATM, encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 256 << 20


def _refuse(event: str, facts: tuple[Any, ...]) -> None:
    """Audit hook: no connection, no program, no file written, none read but Python's own."""
    if event.startswith(_NEVER):
        raise PermissionError(event)
    if event == "open":
        path, mode, flags = facts
        if isinstance(path, int):
            return
        writes = flags & _WRITING if isinstance(flags, int) else "r" not in (mode or "r")
        if writes or not os.fsdecode(path).startswith(_readable()):
            raise PermissionError(f"open {os.fsdecode(path)}")


@cache
def _readable() -> tuple[str, ...]:
    """Where modules and their data lie; ours may be installed in place, outside sys.path."""
    ours = str(Path(limits.__file__).parent)
    return tuple(filter(None, (*sys.path, ours, sys.prefix, sys.base_prefix, _STATM)))
