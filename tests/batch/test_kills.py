"""A run that is killed, at any moment, is finished by the next as if nothing had been."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.folders import fill, hashes, run

OPTIONS = ["--to", "csv,docx", "--jobs", "2", "--quiet"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")


def begin(folder: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "convert", str(folder), "-o", str(out), *OPTIONS]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def killed(folder: Path, out: Path, made: int, after: float) -> bool:
    """Whether a run was still at work when it was killed, `after` it had made so many files.

    Not after a time: how long a run takes depends on what else the machine does.
    """
    parent = begin(folder, out)
    while parent.poll() is None and len(list(out.rglob("*.csv"))) < made:
        time.sleep(0.005)
    time.sleep(after)
    alive = parent.poll() is None
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    return alive


def tried(folder: Path, kills: int, work: Path) -> int:
    """Kill at `kills` random moments, each time resume and compare; how many struck a run."""
    assert begin(folder, work / "whole").wait() == 0
    whole = hashes(work / "whole")
    struck = 0
    for number in range(kills):
        out = work / f"{number}"
        chance = random.Random(number)
        made = chance.randrange(len(list(folder.rglob("*.json"))))
        struck += killed(folder, out, made, chance.random() / 10)
        assert run(folder, "-o", out, *OPTIONS) == 0
        assert hashes(out) == whole
        assert sorted(path.name for path in (out / ".convert").iterdir()) == [
            "journal.sqlite",
            "lock",
        ]
    return struck


def test_a_killed_run_is_resumed(tmp_path: Path) -> None:
    assert tried(fill(tmp_path / "in", 12), 3, tmp_path)


@pytest.mark.slow
def test_twenty_killed_runs_are_resumed(tmp_path: Path) -> None:
    assert tried(fill(tmp_path / "in", 120), 20, tmp_path) >= 15


def test_temporary_files_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", 2), tmp_path / "out"
    assert run(folder, "-o", out, *OPTIONS) == 0
    whole = hashes(out)
    with sqlite3.connect(out / ".convert/journal.sqlite") as base:
        base.execute("pragma user_version = 1")
    (out / "区0/.convert-0123456789abcdef.tmp").write_bytes(b"half")
    (out / "区0/.convert-notes").write_bytes(b"a file of somebody's")
    assert run(folder, "-o", out, *OPTIONS) == 0
    (out / "区0/.convert-notes").unlink()
    assert hashes(out) == whole
