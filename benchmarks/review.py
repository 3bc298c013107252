"""How quickly the review page answers with 1,500 rows, in Debian's Chromium.

    python benchmarks/review.py [ROWS]

Prints the time until the rows are there, the frames of a scroll through all of them, how
long a moved border takes to be redrawn (both in processor time of the page's thread), and how
long until the server has saved it and decided the rest anew.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.review import pace
from tests.review.browser import saved, served
from tests.review.desks import written


def main(rows: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        source = written(folder, pace.report(rows))
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(600_000)
        with served(source, inbox=folder) as address:
            begun = time.perf_counter()
            page.goto(address)
            page.wait_for_selector(".rows .row")
            there = time.perf_counter() - begun
            found = pace.measured(page)
            begun = time.perf_counter()
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(400)
            saved(page)
            answered = time.perf_counter() - begun
            browser.close()
    sys.stdout.write(
        f"{rows} rows: there after {there:.1f} s\n"
        f"a frame of scrolling takes {found.frame:.1f} ms, the slowest {found.slowest:.1f} ms\n"
        f"a moved border {found.redraw:.1f} ms, {found.clock:.0f} ms on the clock\n"
        f"saved, and the rest decided anew, after {answered:.1f} s\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500)
