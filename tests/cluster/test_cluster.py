"""The same job on three machines of one's own making: three loopback addresses and an S3 server.

Each worker has its own address and its own empty folder; inputs and outputs go through moto's S3
server only. A worker is killed, another stopped so that it answers no more, as one cut off from
the network does, and later woken up to finish what it had begun.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from convert.batch.journal import Task
from convert.cluster import command, stores, work
from tests.batch.folders import fill, hashes, run

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs 127.0.0.2"),
    # Dask and moto leave sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
Workers = list["subprocess.Popen[bytes]"]


@contextmanager
def cluster(folder: Path, patience: str) -> Iterator[tuple[str, Workers]]:
    """A scheduler and three workers, each a process with an address of its own.

    `patience` is how long the scheduler waits for a silent worker; minutes in real life.
    """
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": patience}
    address = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    begun = [begin(["scheduler", *options, "--scheduler-file", str(address)], folder, environment)]
    while not address.exists():
        time.sleep(0.1)
    for number in (1, 2, 3):
        place = folder / f"worker{number}"
        place.mkdir()
        options = ["--host", f"127.0.0.{number}", "--nthreads", "1", "--no-nanny"]
        options += ["--no-dashboard", "--local-directory", str(place)]
        begun.append(
            begin(["worker", "--scheduler-file", str(address), *options], place, environment)
        )
    try:
        yield json.loads(address.read_bytes())["address"], begun[1:]
    finally:
        for process in reversed(begun):
            process.send_signal(signal.SIGKILL)
            process.wait()


def begin(
    arguments: list[str], folder: Path, environment: dict[str, str]
) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "dask", *arguments]
    with (folder / f"{arguments[0]}.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)


def fetched(url: str) -> dict[str, str]:
    """SHA-256 of every file below a URL, by name."""
    return {
        found.name: hashlib.sha256(stores.read(found.url) or b"").hexdigest()
        for found in stores.walk((url,), f"{url}/none")
    }


def uploaded(folder: Path, url: str) -> None:
    for path in folder.rglob("*.*"):
        stores.write(f"{url}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def same_as_one_machine(store: str, folder: Path, count: int, patience: str, begun: int) -> None:
    """Convert here and there, where two machines are lost; all outputs are the same for good."""
    source = fill(folder / "in", count)
    (source / "坏.docx").write_bytes(b"PK\x03\x04")
    (source / ".hidden").write_bytes(b"?")
    assert run(source, "--to", "csv,md", "-o", folder / "out", "--quiet") == 4
    there = f"{store}/{count}"
    uploaded(source, f"{there}/in")
    options = ["--to", "csv,md", "-o", f"{there}/out", "--quiet"]
    with cluster(folder, patience) as (scheduler, workers):
        options += ["--scheduler", scheduler]
        harming = threading.Thread(target=lose_two, args=(workers, f"{there}/out", begun))
        harming.start()
        assert run(f"{there}/in", *options) == 4
        harming.join()
        assert same(there, folder)
        workers[1].send_signal(signal.SIGCONT)
        # The one that was cut off finishes what it had begun.
        time.sleep(2)
        assert same(there, folder)
        assert run(f"{there}/in", *options) == 4
        assert same(there, folder)


def same(there: str, folder: Path) -> bool:
    """Whether a run there made what one made here, to the byte but for where inputs were."""
    here, found = hashes(folder / "out"), fetched(f"{there}/out")
    here.pop("run.json")
    found.pop("run.json")
    one = (folder / "out/run.json").read_text(encoding="utf-8")
    other = (stores.read(f"{there}/out/run.json") or b"").decode()
    return found == here and other.replace(f"{there}/in", str(folder / "in")) == one


def outputs(url: str) -> int:
    import s3fs

    files = s3fs.S3FileSystem()
    files.invalidate_cache()
    return len(files.find(url)) if files.exists(url) else 0


def wait_for(url: str, count: int) -> None:
    end = time.monotonic() + 120
    while outputs(url) < count and time.monotonic() < end:
        time.sleep(0.2)


def lose_two(workers: Workers, out: str, begun: int) -> None:
    """Kill one worker and cut another off, once there are some outputs."""
    wait_for(out, begun)
    workers[0].send_signal(signal.SIGKILL)
    workers[1].send_signal(signal.SIGSTOP)


def test_of_three_machines_two_are_lost(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "FILES", 5)
    same_as_one_machine(store, tmp_path, 30, "3s", begun=3)


@pytest.mark.slow
def test_of_three_machines_two_are_lost_among_a_thousand_files(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "FILES", 20)
    same_as_one_machine(store, tmp_path, 1000, "15s", begun=300)


def test_what_cannot_be_run(
    store: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "PATIENCE", 1)
    options = ["--to", "md", "--scheduler", "tcp://127.0.0.1:1"]
    assert run(tmp_path, "-o", f"{store}/out", *options) == 2
    assert run(f"{store}/in", "-o", f"{store}/out", "--merge", *options) == 2
    assert run(f"{store}/in", "-o", f"{store}/in/", *options) == 40
    assert run(f"{store}/in", "-o", f"{store}/out", *options) == 23
    assert "调度器 tcp://127.0.0.1:1 没有应答" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(f"{store}/in", "-o", f"{store}/out", *options) == 22
    assert "pip install 'convert[cluster]'" in capsys.readouterr().err


class Machines:
    """A cluster that has these versions."""

    def __init__(self, scheduler: object, worker: object) -> None:
        self.scheduler, self.worker = scheduler, worker

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return {"tcp://10.0.0.2:1": self.worker}

    def run_on_scheduler(self, *_: object) -> object:
        if isinstance(self.scheduler, Exception):
            raise self.scheduler
        return self.scheduler


def test_a_cluster_of_other_versions_is_refused() -> None:
    here, none = work.__version__, PackageNotFoundError("convert")
    command._refuse(Machines(here, here))
    for machines in (Machines(here, "9"), Machines(here, none), Machines(none, here)):
        with pytest.raises(stores.ConvertError, match=r"装的 convert 是 (9|—) 版"):
            command._refuse(machines)


def test_batches_are_of_a_size() -> None:
    most, count = command.BYTES, command.FILES
    sizes = [10] * (count + 1) + [most] + [most // 2 + 1] * 2
    tasks = (Task(f"{at}", Path(), size, "", "") for at, size in enumerate(sizes))
    assert [len(batch) for batch in command.batches(tasks)] == [count, 1, 1, 1, 1]
