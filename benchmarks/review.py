"""How quickly the review page answers with 1,500 rows, in Debian's Chromium.

    python benchmarks/review.py [ROWS]
    python benchmarks/review.py --walk

The first prints the time until the rows are there, the frames of a scroll, how long a moved
border takes to be redrawn, and how long until the server has saved it and decided the rest anew.
The second counts what a new user does with the sample, from the open page to a printed PDF, all
rows right.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

# As the command has it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.conftest import SAMPLES
from tests.review import pace, walk
from tests.review.browser import saved, served
from tests.review.desks import written

PATIENCE = 350
"""Milliseconds that the page waits for another move before it sends one (desk.js)."""


@contextmanager
def opened(source: Path, folder: Path) -> Iterator[Page]:
    """The page with a report."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(600_000)
        with served(source, inbox=folder) as address:
            page.goto(address)
            page.wait_for_selector(".rows .row")
            yield page
            browser.close()


def main(rows: int) -> None:
    """Measure and print."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(written(folder, pace.report(rows)), folder) as page:
            there = time.perf_counter() - begun
            found = pace.measured(page)
            page.wait_for_timeout(2 * PATIENCE)
            saved(page)
            begun = time.perf_counter()
            with page.expect_response(lambda one: one.request.method == "POST"):
                page.keyboard.press("ArrowRight")
            answered = time.perf_counter() - begun
    sys.stdout.write(
        f"{rows} rows: there after {there:.1f} s\n"
        f"a frame of scrolling takes {found.wheel:.1f} ms, 95 in 100 at most {found.late:.1f} ms,\n"
        f"{found.turn:.1f} ms of the page's thread\n"
        f"a jump elsewhere {found.jump:.1f} ms of the page's thread, at most {found.slowest:.1f};\n"
        f"at most {found.drawn} rows are drawn\n"
        f"a moved border {found.clock:.0f} ms, {found.redraw:.1f} of them of the page's thread\n"
        f"saved, and the rest decided anew, after {answered:.2f} s\n"
    )


def walked() -> None:
    """Walk through the sample, and print what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(shutil.copy(SAMPLES / "report.txt", folder))
        with opened(source, folder) as page:
            page.wait_for_selector(".row.selected")
            took = walk.review(page)
            walk.printed(page, took)
    sys.stdout.write(
        f"{took.drags} drags, {took.keys} keys, {took.clicks} clicks: {took.steps} steps, "
        f"{took.seconds:.0f} s with nobody reading\n"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--walk"]:
        walked()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500)
