"""What a report costs: the figures that docs/forecast.md is worked out from.

    python benchmarks/forecast.py          # CPU of reading and writing, a report; one fsync

Read are the reports that benchmarks/batch.py makes up (15 rows), and labelled reports of
training/corpus with about 14 rows, as text whose borders are lost.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from batch import contents, report
from flatten import flatten

from convert import write
from convert.reading import read_bytes

CORPUS = Path(__file__).resolve().parents[1] / "training/corpus"
FORMATS = ("csv", "json", "md", "html", "docx", "xlsx", "pdf")
WARM = 4


def milliseconds(use: Callable[[Any], object], each: Sequence[Any]) -> float:
    """CPU of one call, for different reports; the first ones only load what is needed."""
    for one in each[:WARM]:
        use(one)
    began = time.process_time()
    for one in each[WARM:]:
        use(one)
    return (time.process_time() - began) / (len(each) - WARM) * 1000


def glued() -> list[bytes]:
    """Labelled reports of about 14 rows as text with no border left."""
    made = [json.loads(path.read_bytes()) for path in sorted(CORPUS.glob("*.json"))]
    made.sort(key=lambda each: abs(len(each["rows"]) - 14))
    return [flatten(each, "glued").encode() for each in made[: WARM + 16]]


def made_up() -> dict[str, list[bytes]]:
    """Reports of 15 rows, by format."""
    found: dict[str, list[bytes]] = {}
    for number in range(1500):
        if len(report(number).rows) == 15:
            suffix, data = contents(number)
            found.setdefault(suffix, []).append(data)
    return {suffix: each[: WARM + 16] for suffix, each in sorted(found.items())}


def fsync() -> float:
    """Milliseconds of one sync of a small new file."""
    taken = []
    with tempfile.TemporaryDirectory(dir=".") as folder:
        for number in range(20):
            with (Path(folder) / f"{number}").open("wb") as file:
                file.write(b"x" * 9000)
                file.flush()
                began = time.monotonic()
                os.fsync(file.fileno())
                taken.append(time.monotonic() - began)
    return statistics.median(taken) * 1000


def main() -> None:
    """See the module's docstring."""
    taken = milliseconds(lambda data: read_bytes(data, "a.txt"), glued())
    tell("read text without borders", taken)
    for suffix, each in made_up().items():
        tell(
            f"read {suffix}", milliseconds(lambda data, n=suffix: read_bytes(data, f"a.{n}"), each)
        )
    reports = [each for each in map(report, range(200)) if len(each.rows) == 15]
    for name in FORMATS:
        tell(f"write {name}", milliseconds(lambda one, name=name: write(one, name), reports))
    tell("one fsync", fsync())


def tell(what: str, taken: float) -> None:
    """Print a figure at once."""
    sys.stdout.write(f"{what}: {taken:.1f} ms\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
