"""kill -9 at random moments: the outputs are the old ones or the new ones, and nothing strays.

    python -m tests.slow.kills [KILLS]         (500 by default; some 20 minutes of one processor)

A child process writes all formats over and over, two reports in turn, and is killed without
warning; then every output is compared with what either report gives. At the end one more
run must leave no file but the outputs.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from convert import cli, plugins, temporary

SAMPLE = Path(__file__).resolve().parents[2] / "samples/report.json"
MOST = 0.6
"""Seconds that a child lives at most, once it writes."""


def arguments(source: Path, out: Path) -> list[str]:
    """The command that writes every format."""
    return [str(source), "--to", "all", "-o", str(out), "--force", "-q"]


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder, strays too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def child(sources: list[Path], out: Path) -> None:
    """Writes until it is killed."""
    while True:
        for source in sources:
            cli.status(arguments(source, out))


def main(kills: int) -> int:
    """Kills so many runs; the number of damaged or missing outputs and of strays."""
    random.seed(8)
    folder = Path(tempfile.mkdtemp())
    sources, made = [], []
    for name, old in (("a", "完成"), ("b", "办结")):
        source = folder / name / "report.json"
        source.parent.mkdir()
        source.write_text(SAMPLE.read_text(encoding="utf-8").replace("完成", old), encoding="utf-8")
        assert cli.status(arguments(source, folder / f"out-{name}")) == 0
        sources.append(source)
        made.append(contents(folder / f"out-{name}"))
    out = folder / "out"
    shutil.copytree(folder / "out-a", out)
    damaged = strays = 0
    for at in range(kills):
        process = os.fork()
        if process == 0:
            temporary.clean.cache_clear()
            child(sources, out)
        time.sleep(random.uniform(0.02, MOST))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        found = contents(out)
        damaged += sum(found.get(name) not in (one[name] for one in made) for name in made[0])
        strays += len(found) - len(made[0])
        if at % 50 == 49:
            print(f"{at + 1} kills: {damaged} damaged or missing, {strays} strays seen", flush=True)
    temporary.clean.cache_clear()
    assert cli.status(arguments(sources[1], out)) == 0
    left = set(contents(out)) - set(made[0])
    print(
        f"{len(plugins.BUILT_IN)} formats, {kills} kills: {damaged} damaged or missing outputs, "
        f"{strays} temporary files seen after kills, {len(left)} left after the next run"
    )
    assert contents(out) == made[1], "the last run"
    shutil.rmtree(folder)
    return damaged + len(left)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500) > 0)
