"""A new user's way through the sample, every action counted: also benchmarks/review.py --walk."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from convert.review.plain import aligned
from tests.conftest import SAMPLES
from tests.review.browser import left, saved, until

TRUTH = Path(__file__).resolve().parent.parent / "reading" / "sample.json"
_POINT = """([row, at]) => {
  const parts = Array.from(document.querySelectorAll(`[data-start="${row}"] .part`));
  const filled = parts.filter((part) => part.textContent);
  const part = filled.findLast((one) => Number(one.dataset.from) <= at);
  part.scrollIntoView({ block: "center" });
  const end = Array.from(part.textContent).length;
  const place = Math.min(at - Number(part.dataset.from), end - 1);
  const text = part.firstChild;
  const range = document.createRange();
  const units = Array.from(part.textContent).slice(0, place).join("").length;
  range.setStart(text, units);
  range.setEnd(text, units + 1);
  const box = range.getClientRects()[0];
  const behind = at - Number(part.dataset.from) >= end;
  return [behind ? box.right - 1 : box.left + 1, box.top + box.height / 2];
}"""

# The key of the reading that is right, among those that the row offers in words.
_OFFERED = """async ([row, cuts]) => {
  const report = await (await fetch(`reports/${location.hash.slice(1)}`)).json();
  const { readings } = report.rows.find((one) => one.start === row);
  const at = readings.findIndex((one) => String(one.cuts) === String(cuts));
  return at < 0 ? "" : String(at + 1);
}"""


@dataclass(slots=True)
class Walk:
    """What it took."""

    clicks: int = 0
    drags: int = 0
    keys: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def steps(self) -> int:
        """Clicks, drags and keys."""
        return self.clicks + self.drags + self.keys

    @property
    def seconds(self) -> float:
        """So far, with nobody thinking."""
        return time.monotonic() - self.began


def true_cuts() -> dict[int, list[int]]:
    """The right borders of each row, by where the row begins."""
    text = (SAMPLES / "report.txt").read_text(encoding="utf-8")
    at = text.index("序号任务内容")
    found = {}
    for cells in json.loads(TRUTH.read_text(encoding="utf-8"))["rows"]:
        start = text.index("\n" + cells[0], at) + 1
        end = text.index("\n", start) if "\n" in text[start:] else len(text)
        cuts = aligned(text, start, len(text[:end].rstrip()), tuple(cells))
        assert cuts, cells
        found[start] = list(cuts)
        at = end - 1
    return found


def review(page: Page) -> Walk:
    """Settle every row of the sample on the page that is open, then look at all the others."""
    walk, truth = Walk(), true_cuts()
    while left(page).startswith("还有"):
        _settle(page, walk, truth)
    for start, cuts in truth.items():
        if _cuts(page, start) != cuts:
            page.locator(f'[data-start="{start}"] .state').click()
            walk.clicks += 1
            _settle(page, walk, truth)
    assert all(_cuts(page, start) == cuts for start, cuts in truth.items())
    return walk


def printed(page: Page, walk: Walk) -> bytes:
    """From the desk to the PDF in the browser's viewer, whose print button is one click more."""
    page.click("[data-do=take]")
    page.wait_for_selector(".pages img")
    with page.context.expect_page() as opened:
        page.click("[data-do=print]")
    walk.clicks += 3
    shown = opened.value.url
    opened.value.close()
    return page.request.get(shown).body()


def _cuts(page: Page, start: int) -> list[int]:
    """The borders of a row, which is scrolled to if it is far from sight."""
    row = f'[data-start="{start}"]'
    page.locator(row).scroll_into_view_if_needed()
    page.wait_for_selector(f"{row}:not(.light)")
    handles = page.locator(f'[data-start="{start}"] .handle')
    return [start + int(one.get_attribute("aria-valuenow") or 0) for one in handles.all()]


def _settle(page: Page, walk: Walk, truth: dict[int, list[int]]) -> None:
    """Take the reading that is right, or drag the row's borders where they belong; accept it."""
    start = int(page.locator(".row.selected").get_attribute("data-start") or 0)
    key = page.evaluate(_OFFERED, [start, truth[start]])
    for _ in range(0 if key else 8):
        wrong = [
            j
            for j, (a, b) in enumerate(zip(_cuts(page, start), truth[start], strict=True))
            if a != b
        ]
        if not wrong:
            break
        _drag(page, start, wrong[0], truth[start][wrong[0]])
        walk.drags += 1
        saved(page)
    page.keyboard.press(key or "Enter")
    walk.keys += 1
    until(page, f"document.querySelector('[data-start=\"{start}\"]').classList.contains('settled')")
    saved(page)


def _drag(page: Page, start: int, border: int, at: int) -> None:
    """Drag one border to an offset of the source."""
    page.evaluate(_POINT, [start, at - start])
    box = page.locator(f'[data-start="{start}"] .handle').nth(border).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for _ in range(2):
        # The words flow anew as the border moves: the place is looked up again.
        x, y = page.evaluate(_POINT, [start, at - start])
        page.mouse.move(x, y)
    page.mouse.up()
