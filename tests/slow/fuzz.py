"""Fuzzing of each front door with atheris: any bytes end in a report or one of our errors.

    pip install atheris
    python -m tests.slow.fuzz DOOR [--on FOLDER] [-runs=N] [-max_total_time=S] [libFuzzer's options]
    python -m tests.slow.fuzz all SECONDS          (each door so long, one after the other)

DOOR is text, csv, beside (what may lie beside a document), json, markdown, html, mail, docx, xlsx
or pdf. Seeds are the fixtures, the hostile files and what our writers make. What is not one of
our errors, or takes more than 10 seconds of the processor, ends the run and leaves the input in a
file crash-…; with --on it is kept in FOLDER, once for each place in the code, and the run goes
on. Counts and finds so far are in docs/fuzzing.md.
"""

import importlib
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

from convert import limits
from convert.errors import InputError, LimitError
from tests.slow.fuzzdoors import DOORS, SMALL, seeds, words

SECONDS = 10
"""Processor time that an input may take."""
QUICK = 0.005
"""Processor time that a seed may take: most take a tenth of it."""
_THEIRS = {"pdf": "pdfminer.high_level", "mail": "email._header_value_parser"}
"""What reads most of an input of a door where our own code is a small part."""
MEGABYTES = 1024
"""Memory that the fuzzer may take beyond what it starts with."""


def once(use: Callable[[bytes], None], data: bytes) -> None:
    """Reads one input; raises what is no documented error."""
    with limits.applied({"seconds": SECONDS}), limits.timed(), suppress(InputError):
        try:
            use(data)
        except LimitError as error:
            if error.facts["limit"] == "seconds":
                raise RuntimeError(f"more than {SECONDS} seconds") from error
            raise


def is_quick(use: Callable[[bytes], None], data: bytes) -> bool:
    """Whether an input is worth a place among the seeds: what is made from it is as slow."""
    times = []
    # The first time, tables are loaded that later ones have at hand.
    for _ in range(2):
        start = time.process_time()
        with suppress(Exception):
            once(use, data)
        times.append(time.process_time() - start)
    return min(times) < QUICK


def keeping(use: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """As `once`, but keeps in a folder what it would raise; of each place in the code one."""
    folder.mkdir(parents=True, exist_ok=True)

    def run(data: bytes) -> None:
        try:
            once(use, data)
        # Whatever it is, it is what is sought.
        except Exception as error:  # noqa: BLE001
            last = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
            if not (folder / name).exists():
                (folder / name).write_bytes(data)
                (folder / f"{name}.txt").write_text(traceback.format_exc(), encoding="utf-8")

    return run


def fuzz(door: str, options: list[str]) -> None:
    """Fuzzes one door; never returns."""
    use = DOORS[door][0]
    if door in _THEIRS:
        with atheris.instrument_imports(include=[_THEIRS[door].partition(".")[0]]):
            importlib.import_module(_THEIRS[door])
    confine()
    work = Path(tempfile.mkdtemp(prefix=f"fuzz-{door}-"))
    corpus = work / "corpus"
    corpus.mkdir()
    first = {name: data for name, data in seeds(door).items() if is_quick(use, data)}
    for name, data in first.items():
        (corpus / name.replace("/", "_")).write_bytes(data)
    listed = ("".join(f"\\x{byte:02x}" for byte in word) for word in words(first))
    (work / "words").write_text("".join(f'"{word}"\n' for word in listed), encoding="ascii")
    run: Callable[[bytes], None] = lambda data: once(use, data)  # noqa: E731
    if options[:1] == ["--on"]:
        run, options = keeping(use, Path(options[1])), options[2:]
    arguments = [
        sys.argv[0],
        # The clock runs on where a machine is busy: `once` counts the processor's time.
        "-timeout=900",
        f"-max_len={SMALL.get(door, 1000)}",
        "-rss_limit_mb=0",
        "-print_final_stats=1",
        f"-dict={work / 'words'}",
        *options,
        str(corpus),
    ]
    atheris.Setup(arguments, run)
    atheris.Fuzz()


def confine() -> None:
    """Lets too much memory be a MemoryError, here as in the process that reads PDFs."""
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        size = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + (MEGABYTES << 20),) * 2)


def main() -> int:
    """Fuzzes what the arguments say."""
    door, *options = sys.argv[1:]
    if door != "all":
        fuzz(door, options)
    seconds, failed = int(options[0]), []
    for name in DOORS:
        command = [sys.executable, "-m", "tests.slow.fuzz", name, f"-max_total_time={seconds}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        counted = [line for line in done.stderr.splitlines() if line.startswith("Done ")]
        print(name, *(counted or done.stderr.splitlines()[-12:]), sep="\n  ", flush=True)
        failed += [name] if done.returncode else []
    return len(failed)


if __name__ == "__main__":
    sys.exit(main() > 0)
