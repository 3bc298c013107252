"""Every call that an output costs, failed once with each error: the old file or the new one."""

import errno
import io
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from convert import cli, plugins, saving, temporary
from tests.conftest import SAMPLES

CALLS = ("fsync", "replace", "link", "chmod", "open", "dup", "close")
CHECKED = ("md", "csv", "json", "jsonl", "xlsx", "html")
"""Formats faulted call by call here; docx and pdf, which take longer, in tests/slow."""


class Disk:
    """Counts the calls that reach the disk, and fails one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.count = self.failing = self.number = 0
        self.made: list[str] = []

    def call(self, name: str) -> None:
        """A call happens, or fails."""
        self.made.append(name)
        self.count += 1
        if self.count == self.failing:
            raise OSError(self.number, os.strerror(self.number))

    def watch(self) -> None:
        """From now on all calls of the saving code come by here."""
        for name in CALLS:
            self._patch.setattr(saving.os, name, self._counted(name, getattr(os, name)))
        self._patch.setattr(temporary.os, "fdopen", self._file)

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.call(name)
            return real(*given, **named)

        return counted

    def _file(self, handle: int, mode: str) -> io.BufferedWriter:
        return io.BufferedWriter(Raw(handle, self), buffer_size=4096)


class Raw(io.FileIO):
    """A file that tells of each write and of its closing."""

    def __init__(self, handle: int, disk: Disk) -> None:
        super().__init__(handle, "wb")
        self._disk = disk

    def write(self, data: Any) -> int:
        self._disk.call("write")
        return super().write(data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._disk.call("fclose")


def run(name: str, target: Path) -> int:
    return cli.status(
        [str(SAMPLES / "report.json"), "--to", name, "-o", str(target), "--force", "-q"]
    )


def faulted(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fails every call of one output once with each error; which calls there were."""
    target = folder / f"a.{name}"
    assert run(name, target) == 0
    new = {path.name: path.read_bytes() for path in folder.iterdir()}
    old = dict.fromkeys(new, b"old")
    calls, _ = _run(name, target, monkeypatch, 0, 0)
    for at in range(1, len(calls) + 1):
        for number in (errno.ENOSPC, errno.EIO):
            for file in old:
                (folder / file).write_bytes(b"old")
            made, status = _run(name, target, monkeypatch, at, number)
            found = {path.name: path.read_bytes() for path in folder.iterdir()}
            # A disk that fails between two renames may leave one old file and one new one.
            assert set(found) == set(old), (made, at)
            assert all(found[f] in (old[f], new[f]) for f in found), (made, at)
            assert status in (0, 40), (made, at)
            assert status == 40 or found == new, (made, at)
    return calls


def _run(
    name: str, target: Path, monkeypatch: pytest.MonkeyPatch, at: int, number: int
) -> tuple[list[str], int]:
    """Runs with the call at that place failing, from 1; the calls made and the status."""
    with monkeypatch.context() as patch:
        temporary.clean.cache_clear()
        disk = Disk(patch)
        disk.watch()
        disk.failing, disk.number = at, number
        return disk.made, run(name, target)


@pytest.mark.skipif(os.name != "posix", reason="calls differ")
@pytest.mark.parametrize("name", CHECKED)
def test_no_failing_call_damages_an_output(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = faulted(name, tmp_path, monkeypatch)
    assert {"open", "write", "fsync", "fclose", "replace", "chmod"} <= set(calls)


KILLED = """
import os, sys, time
from convert import cli
arguments = sys.argv[1:]
assert cli.status(arguments) == 0
print("ready", flush=True)
while True:
    cli.status(arguments)
"""


def test_a_killed_run_leaves_whole_outputs_and_the_next_one_tidies_up(tmp_path: Path) -> None:
    source = tmp_path / "report.json"
    shutil.copyfile(SAMPLES / "report.json", source)
    arguments = [str(source), "--to", "csv,md,jsonl", "-o", str(tmp_path / "out"), "--force", "-q"]
    assert cli.status(arguments) == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    for at in range(3):
        command = [sys.executable, "-c", KILLED, *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.05 * at)
            process.kill()
        found = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
        assert {name: data for name, data in found.items() if name in before} == before
    temporary.clean.cache_clear()
    assert cli.status(arguments) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_only_stale_files_of_ours_are_removed(tmp_path: Path) -> None:
    stale, named = tmp_path / ".convert-0123456789abcdef.tmp", tmp_path / ".convert-notes.tmp"
    stale.write_bytes(b"half")
    named.write_bytes(b"theirs")
    (tmp_path / ".convert-0123456789abcde0.tmp").symlink_to(named)
    with temporary.beside(tmp_path / "a") as (path, file):
        temporary.clean.cache_clear()
        temporary.clean(tmp_path)
        assert path.exists()
        assert not stale.exists()
        assert named.exists()
        file.write(b"new")
    assert not path.exists()
    temporary.clean(tmp_path / "nowhere")


def test_runs_side_by_side_leave_one_whole_output(tmp_path: Path) -> None:
    arguments = [str(SAMPLES / "report.json"), "--to", "csv,md", "-o", str(tmp_path), "-q"]
    command = [sys.executable, "-m", "convert", *arguments]
    running = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(4)]
    statuses = sorted(process.wait(120) for process in running)
    assert statuses == [0, 40, 40, 40]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("report.csv", "report.csv-metadata.json", "report.md")
    ]
    running = [subprocess.Popen([*command, "--force"]) for _ in range(3)]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_no_output(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert run("csv", tmp_path / "a.csv") == 40
    assert stat.S_ISFIFO((tmp_path / "a.csv").lstat().st_mode)


def test_every_format_is_faulted_here_or_in_the_slow_tests() -> None:
    assert {*CHECKED, "docx", "pdf"} == set(plugins.BUILT_IN)
