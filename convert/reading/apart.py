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

A server, such as the review page, cannot time its own threads: it reads everything here, by
`Readers`, whose processes take one document after another, each under its own limits.
"""

import io
import json
import os
import pickle
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock, Thread, Timer
from typing import TYPE_CHECKING, Any

from convert import limits
from convert.errors import DecodeError, InputError, LayoutError, LimitError
from convert.reading import child
from convert.reading.rowpack import unpacked
from convert.report import Report, Row

if TYPE_CHECKING:
    from convert.reading.study import Studied

_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from convert.reading.child import main; main()"
)
_SLACK = 10
"""Times the processor time that may pass on the clock: the machine may be busy."""
_LINES = 50
"""Of what a process says before it breaks down: the last ones tell why."""
_ERRORS = {error.__name__: error for error in (InputError, DecodeError, LayoutError)}
_RECORDS = {
    "convert.report": {"Report", "Row", "Cell", "Field", "Note", "Span", "Source", "Reading"},
    "convert.reading.study": {"Studied"},
    "convert.reading.page": {"Page", "Grid", "Line", "Box"},
    "convert.reading.text": {"Found"},
    "convert.reading.head": {"Head"},
    "convert.recover.strips": {"Strips", "Strip"},
    "convert.recover.table": {"Region", "Piece"},
}


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
    reader = _Reader()
    try:
        report: Report = reader.read("read", data, name, encoding, columns, table, beside, cells)
    finally:
        reader.end()
    return report


class Readers:
    """Processes that read document after document, as many as are asked at the same time."""

    def __init__(self) -> None:
        self._idle: list[_Reader] = []
        self._lock = Lock()

    def studied(self, data: bytes, name: str = "", *asked: Any) -> "Studied":
        """As `convert.reading.study.studied`; raises as `read_bytes` here does."""
        with self._lock:
            reader = self._idle.pop() if self._idle else _Reader()
        try:
            study: Studied = reader.read("study", data, name, *asked)
        finally:
            self._back(reader)
        return study

    def _back(self, reader: "_Reader") -> None:
        """Keep a process for the next document, unless it has broken down."""
        if reader.answers:
            with self._lock:
                self._idle.append(reader)
        else:
            reader.end()

    def end(self) -> None:
        """End the processes."""
        with self._lock:
            while self._idle:
                self._idle.pop().end()


class _Reader:
    """A process that reads one document at a time."""

    def __init__(self) -> None:
        import subprocess

        self.answers = False
        """Whether it has read the last document to its end, even to an error."""
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _CODE, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Each thread of numpy's would take its share of the memory allowed.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        self._said: deque[bytes] = deque(maxlen=_LINES)
        # Nobody else empties that pipe, and the process would wait for it for ever.
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stderr
        self._said.extend(self._process.stderr)

    def read(self, task: str, data: bytes, name: str, *asked: Any) -> Any:
        """What the process makes of a document, or raises the error that it met."""
        self.answers = False
        request = pickle.dumps((dict(limits.raised()), task, (data, name, *asked)))
        clock = Timer(_SLACK * limits.most("seconds"), self._process.kill)
        clock.start()
        try:
            answer = self._answer(request)
        finally:
            clock.cancel()
        if answer is None:
            raise self._broken(name)
        self.answers = True
        try:
            return _taken(answer, name)
        except LimitError:
            # It was cut off in the middle: who knows what state it is in.
            self.answers = False
            raise

    def _answer(self, request: bytes) -> tuple[Any, ...] | None:
        """What the process says to a request; None where it ends instead."""
        to = self._process.stdin
        assert to
        with suppress(BrokenPipeError):
            to.write(request)
            to.flush()
        piece = self._piece()
        if piece is None:
            return None
        *answer, pieces = _unpickled(piece)
        if not pieces:
            return tuple(answer)
        rows: list[Row] = []
        for _ in range(pieces):
            piece = self._piece()
            if piece is None:
                return None
            rows.extend(unpacked(_unpickled(piece)))
        kind, report = answer
        return kind, report._replace(rows=tuple(rows))

    def _piece(self) -> bytes | None:
        """The next piece of an answer; None where the process ends instead."""
        back = self._process.stdout
        assert back
        size = int.from_bytes(back.read(child.HEAD))
        piece = back.read(size)
        return piece if size and len(piece) == size else None

    def _broken(self, name: str) -> InputError:
        """The error for a process that ended without an answer."""
        status = self._process.wait()
        self._listener.join()
        return _broken(status, b"".join(self._said), name)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._listener.join()
        with suppress(BrokenPipeError), self._process:
            pass


def _unpickled(piece: bytes) -> Any:
    return _Records(io.BytesIO(piece)).load()


def _taken(answer: tuple[Any, ...], name: str) -> Any:
    """What the process answers with, or raises the error that it met."""
    kind, *facts = answer
    if kind == "read":
        return facts[0]
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
        if name not in _RECORDS.get(module, ()):
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
