"""Processes side by side, each doing one input at a time.

A process that dies (out of memory, a fault in a library) takes the whole pool with it. Those
inputs that were under way are then tried again one by one, so that the one at fault is named
and no other suffers.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
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
AHEAD = 4
"""Inputs handed out for each process, so that none waits; what is handed out is in memory."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What numpy asks for the number of its threads."""


def cores() -> int:
    """How many processes this machine runs at once, as far as we may use it."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def results(
    tasks: Iterator[T], use: Callable[[T], R], died: Callable[[T], R], jobs: int, held: Path | None
) -> Iterator[R]:
    """What `use` makes of each task, in the order in which they are done.

    `died` is what becomes of a task whose process died of it. `held` is the lock file that
    the processes hold along with the caller.
    """
    while True:
        lost: list[T] = []
        yield from _pooled(tasks, use, jobs, held, lost)
        if not lost:
            return
        for task in lost:
            alone: list[T] = []
            yield from _pooled(iter([task]), use, 1, held, alone)
            if alone:
                yield died(task)


def _pooled(
    tasks: Iterator[T], use: Callable[[T], R], jobs: int, held: Path | None, lost: list[T]
) -> Iterator[R]:
    """Results until the tasks, or the pool, come to an end; `lost` are those under way then."""
    pool = ProcessPoolExecutor(jobs, get_context(_method()), _begin, (held, dict(os.environ)))
    running: dict[Future[R], T] = {}
    try:
        while _hand_out(pool, tasks, use, jobs * AHEAD, running, lost):
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
    tasks: Iterator[T],
    use: Callable[[T], R],
    most: int,
    running: dict[Future[R], T],
    lost: list[T],
) -> bool:
    """Fill the pool up; whether anything is under way."""
    for task in islice(tasks, most - len(running)):
        try:
            running[pool.submit(use, task)] = task
        except BrokenProcessPool:
            lost.append(task)
            raise
    return bool(running)


def _method() -> str:
    """How processes start: from a small server that holds nothing of ours, where there is one."""
    return "spawn" if os.name == "nt" else "forkserver"


def _begin(held: Path | None, environment: dict[str, str]) -> None:
    """Make a process ready: it ends with its parent, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The server that starts processes has its caller's environment of when it was started.
    os.environ.clear()
    os.environ.update(environment)
    for variable in THREADS:
        # As many processes as cores: more threads would only get in each other's way.
        os.environ[variable] = "1"
    if held:
        _HELD.append(lock.join(held))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent: Any = parent_process()
    connection.wait([parent.sentinel])
    os._exit(1)
