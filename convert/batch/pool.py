"""Processes side by side, each doing a few inputs at a time.

A process that dies (out of memory, a fault in a library) takes the whole pool with it. Those
inputs that were under way are then tried again one by one, so that the one at fault is named
and no other suffers.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from convert.batch import lock

T = TypeVar("T")
R = TypeVar("R")
_HELD: list[BinaryIO] = []
"""The lock file of a process, held as long as it lives."""
_USE: list[Callable[[Sequence[Any]], Any]] = []
"""What a process does, told once and not with each portion."""
AHEAD = 3
"""Portions handed out for each process, so that none waits; what is handed out is in memory."""
LOADED = ["convert.batch.work", "convert.reading.page"]
"""What the server that starts processes has loaded, so that not each of them has to."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What numpy asks for the number of its threads."""


def cores() -> int:
    """How many processes this machine runs at once, as far as we may use it."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ready() -> None:
    """Have the server that starts processes load what they need, while there is else to do."""
    if _method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(LOADED)
        forkserver.ensure_running()


def results(
    portions: Iterator[Sequence[T]],
    use: Callable[[Sequence[T]], Sequence[R]],
    died: Callable[[T], R],
    jobs: int,
    held: Path | None,
) -> Iterator[Sequence[R]]:
    """What `use` makes of each portion of tasks, in the order in which they are done.

    `died` is what becomes of a task whose process died of it. `held` is the lock file that
    the processes hold along with the caller.
    """
    while True:
        lost: list[Sequence[T]] = []
        yield from _pooled(portions, use, jobs, jobs * AHEAD, held, lost)
        if not lost:
            return
        singly = iter([[task] for portion in lost for task in portion])
        while True:
            alone: list[Sequence[T]] = []
            yield from _pooled(singly, use, 1, 1, held, alone)
            if not alone:
                break
            yield [died(task) for (task,) in alone]


def _pooled(
    portions: Iterator[Sequence[T]],
    use: Callable[[Sequence[T]], Sequence[R]],
    jobs: int,
    most: int,
    held: Path | None,
    lost: list[Sequence[T]],
) -> Iterator[Sequence[R]]:
    """Results until the portions, or the pool, come to an end; `lost` are those under way then."""
    first = (use, held, dict(os.environ))
    pool = ProcessPoolExecutor(jobs, get_context(_method()), _begin, first)
    running: dict[Future[Sequence[R]], Sequence[T]] = {}
    try:
        while _hand_out(pool, portions, most, running, lost):
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
                del running[future]
    except BrokenProcessPool:
        lost.extend(running.values())
    finally:
        pool.shutdown(cancel_futures=True)


def _hand_out(
    pool: ProcessPoolExecutor,
    portions: Iterator[Sequence[T]],
    most: int,
    running: dict[Future[Sequence[R]], Sequence[T]],
    lost: list[Sequence[T]],
) -> bool:
    """Fill the pool up; whether anything is under way."""
    for portion in islice(portions, most - len(running)):
        try:
            running[pool.submit(_do, portion)] = portion
        except BrokenProcessPool:
            lost.append(portion)
            raise
    return bool(running)


def _do(portion: Sequence[Any]) -> Any:
    return _USE[-1](portion)


def _method() -> str:
    """How processes start: from a small server that has no threads, where there is one."""
    return "spawn" if os.name == "nt" else "forkserver"


def _begin(use: Callable[..., Any], held: Path | None, environment: dict[str, str]) -> None:
    """Make a process ready: it ends with its parent, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The server that starts processes has its caller's environment of when it was started.
    os.environ.clear()
    os.environ.update(environment)
    for variable in THREADS:
        # As many processes as cores: more threads would only get in each other's way.
        os.environ[variable] = "1"
    # As in __main__: looking for cycles is in vain.
    gc.set_threshold(200_000)
    _USE.append(use)
    if held:
        _HELD.append(lock.join(held))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent: Any = parent_process()
    connection.wait([parent.sentinel])
    os._exit(1)
