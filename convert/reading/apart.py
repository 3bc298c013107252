"""Documents from strangers, read in a process of its own that may take so much and no more.

Why some and not all. Text, CSV, JSON and Markdown are read by our own code and Python's,
whose cost grows with the input; a small ZIP cannot unpack to more than it declares, and its
XML is taken as a stream. For those the limits and the timer in `limits` are enough, and a
process would double the time of a short run. A PDF may hold anything at any size: streams
that unpack a thousandfold, objects that refer to each other without an end. So all PDFs, and
ZIPs and HTML above a size, are read here, where running out of memory or time, or a crash of
a C library, ends that process only.

The process can open no network connection, start no program and write no file; what it may
read are Python's own folders. What it answers is unpickled by a reader that knows our
records only. It is no sandbox against code that runs inside it: see SECURITY.md.
"""

import io
import json
import os
import pickle
import sys
from collections.abc import Sequence
from typing import Any

from convert import limits
from convert.errors import DecodeError, InputError, LayoutError
from convert.report import Report

_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from convert.reading.child import main; main()"
)
_SLACK = 10
"""Times the processor time that may pass on the clock: the machine may be busy."""
_ERRORS = {error.__name__: error for error in (InputError, DecodeError, LayoutError)}
_RECORDS = frozenset(("Report", "Row", "Cell", "Field", "Note", "Span", "Source", "Reading"))


def read_bytes(
    data: bytes,
    name: str = "",
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    table: int | None = None,
    beside: bytes | None = None,
    cells: bytes | None = None,
) -> Report:
    """As `convert.reading.read_bytes`, which another process runs.

    Raises also LimitError where the process takes too long or too much memory, and
    InputError where it breaks down.
    """
    import subprocess

    asked = (data, name, encoding, columns, table, beside, cells)
    seconds = limits.most("seconds")
    command = [sys.executable, "-I", "-B", "-c", _CODE, json.dumps(sys.path)]
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps((dict(limits.raised()), asked)),
            capture_output=True,
            # Each thread of numpy's would take its share of the memory allowed.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            timeout=_SLACK * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise limits.over("seconds").of(name) from error
    if done.returncode:
        raise _broken(done.returncode, done.stderr, name)
    return _taken(done.stdout, name)


def _taken(answer: bytes, name: str) -> Report:
    """The report that the process answers with, or raises the error that it met."""
    kind, *facts = _Records(io.BytesIO(answer)).load()
    if kind == "report":
        report: Report = facts[0]
        return report
    if kind == "limit":
        raise limits.over(*facts).of(name)
    if kind == "error":
        error, sentence, filling = facts
        raise _ERRORS.get(error, InputError)(sentence, **filling)
    fault = RuntimeError(facts[0])
    fault.add_note(facts[1])
    raise fault


class _Records(pickle.Unpickler):
    """Makes our frozen records and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a record."""
        if module != "convert.report" or name not in _RECORDS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _broken(status: int, said: bytes, name: str) -> InputError:
    """The error for a process that ended without an answer."""
    import signal

    # Linux ends a process with SIGXCPU at the soft limit, others with SIGKILL at the hard one.
    if status in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)):
        return limits.over("seconds").of(name)
    if b"MemoryError" in said or b"bad_alloc" in said:
        return limits.over("memory_mb").of(name)
    return InputError("input.crashed", name=name, error=status)
