"""One run at a time in an output folder.

The parent and each of its workers hold the lock file; the system lets go of it when the last
of them is gone. So a run that follows a killed one waits until no worker of it is left that
could still write.
"""

import sys
import time
from pathlib import Path
from typing import BinaryIO

from convert.errors import OutputError

WAIT = 20.0
"""Seconds to wait for a killed run's workers, which end within one (measured)."""


def take(file: Path) -> BinaryIO:
    """Hold the folder for this run. Raises OutputError where another run has it."""
    handle = file.open("ab")
    if not _locked(handle, alone=True, wait=WAIT):
        handle.close()
        raise OutputError("batch.busy", name=file.parent.parent)
    # From now on shared: the workers take it too, and nobody else can have it alone.
    _locked(handle, alone=False, wait=WAIT)
    return handle


def join(file: Path) -> BinaryIO:
    """Hold the folder along with the parent, in a worker."""
    handle = file.open("ab")
    _locked(handle, alone=False, wait=WAIT)
    return handle


def _locked(handle: BinaryIO, alone: bool, wait: float) -> bool:
    """Whether the lock was had within `wait` seconds; on Windows it is not asked for."""
    if sys.platform == "win32":
        return True
    import fcntl

    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        else:
            return True
