"""The process a batch is converted in; `work` starts it and takes its answers, a line an input."""

import gc
import os
import pickle
import shutil
import sys
import threading
from pathlib import Path

from convert.batch import work
from convert.batch.outcome import dump


def main() -> None:
    """Reads a setting and tasks from standard input and writes outcomes to standard output."""
    setting, tasks = pickle.load(sys.stdin.buffer)
    answer = sys.stdout.buffer
    # Nothing that a library prints may get into the answers.
    sys.stdout = sys.stderr
    gc.set_threshold(200_000)
    threading.Thread(target=_end_with_caller, args=(setting.out.parent,), daemon=True).start()
    for task in tasks:
        (outcome,) = work.convert(setting, [task])
        answer.write(f"{dump(outcome)}\n".encode())
        answer.flush()
    # The thread still waits; nothing else is left to be done.
    os._exit(0)


def _end_with_caller(folder: Path) -> None:
    """Nobody is left to take an answer, or to remove the folder, where the caller is gone."""
    sys.stdin.buffer.read(1)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
