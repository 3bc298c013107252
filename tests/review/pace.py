"""How quickly the page answers with very many rows: also run by benchmarks/review.py."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.review.browser import until

HEADER = "序号任务内容完成情况存在问题下一步打算"
ROW = "{at}推进第{at}项工程建设。已完成投资{at}万元,主体封顶。征地困难。继续推进。"

_SCROLL = """async (seconds) => {
  const frames = [];
  const ends = performance.now() + seconds * 1000;
  const far = document.documentElement.scrollHeight - innerHeight;
  let last = performance.now();
  await new Promise((done) => {
    const step = (now) => {
      frames.push(now - last);
      last = now;
      if (now >= ends) return done();
      scrollTo(0, far * (1 - (ends - now) / (seconds * 1000)));
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return frames.slice(2).sort((a, b) => a - b);
}"""
# From the key to the frame that shows it: the second callback runs after that frame.
_MOVE = """async (key) => {
  const begun = performance.now();
  const facts = { key, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", facts));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds."""

    median: float
    """Of the frames while the page scrolls from its first row to its last."""
    slowest: float
    """Of those, the one that only one in twenty exceeds."""
    redraw: float
    """From a key to the frame that shows the moved border, the middle of five."""


def report(rows: int) -> str:
    """A report of that many rows, without anything between its cells."""
    return "\n".join(
        ("某区重点任务", "", HEADER, *(ROW.format(at=at) for at in range(1, rows + 1)), "")
    )


def measured(page: Page, seconds: float = 4) -> Pace:
    """The pace of the page that is open."""
    frames: list[float] = page.evaluate(_SCROLL, seconds)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    row = page.locator(".rows .row").nth(700)
    row.locator(".state").click()
    page.locator(".row.selected .handle").nth(2).focus()
    moves = sorted(
        page.evaluate(_MOVE, key) for key in ("ArrowLeft", "ArrowRight") * 2 + ("ArrowLeft",)
    )
    until(page, "!document.querySelector('#bar [data-do=undo]').disabled")
    return Pace(frames[len(frames) // 2], frames[len(frames) * 19 // 20], moves[len(moves) // 2])
