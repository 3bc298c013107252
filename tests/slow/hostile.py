"""Every hostile file, the slow ones too, into every format: a table of what each came to.

python -m tests.slow.hostile [FORMATS [NAME...]]     (all formats, all files by default)

A name may be the end of one: .html. With FORMATS ending in ! PDFs are read as in the fast tests.
"""

import sys
import tempfile
from pathlib import Path

from tests.hostile.running import DOCUMENTED, MEGABYTES, SECONDS, run
from tests.hostile.test_hostile import FILES, here


def main(formats: str, names: list[str]) -> int:
    """Runs the files; how many did not end well."""
    bad, total = [], 0.0
    chosen = [name for name in FILES if not names or name.endswith(tuple(names))]
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            more = here(name) if formats.endswith("!") else []
            done = run(name, FILES[name], Path(folder), formats.rstrip("!"), *more)
        well = done.status in DOCUMENTED and "Traceback" not in done.said
        well = well and done.seconds <= SECONDS and done.megabytes <= MEGABYTES
        total += done.seconds
        bad += [] if well else [name]
        said = " ".join(done.said.split())[:150]
        print(
            f"{'' if well else 'BAD '}{name}: {done.status}, {done.seconds:.2f} s, "
            f"{done.megabytes} MB {said}",
            flush=True,
        )
    print(f"{len(chosen)} files, {total:.0f} s, {len(bad)} bad: {' '.join(bad)}")
    return len(bad)


if __name__ == "__main__":
    sys.exit(main((sys.argv[1:] or ["all"])[0], sys.argv[2:]) > 0)
