"""How quickly the page answers with very many rows: also run by benchmarks/review.py."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

HEADER = "序号任务内容完成情况存在问题下一步打算"
ROW = "{at}推进第{at}项工程建设。已完成投资{at}万元,主体封顶。征地困难。继续推进。"

_STEPS = 40
_SCROLL = """async (share) => {
  scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * share);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
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
    """Milliseconds, of the page's own thread where nothing else is said.

    Its processor time is what the page takes; the clock also counts what a busy machine does.
    """

    frame: float
    """Of a scrolled screenful, the middle of forty from the first row to the last."""
    slowest: float
    """Of the slowest of them."""
    redraw: float
    """From a key to the frame that shows the moved border, the middle of five."""
    clock: float
    """The same, on the clock."""


def report(rows: int) -> str:
    """A report of that many rows, without anything between its cells."""
    return "\n".join(
        ("某区重点任务", "", HEADER, *(ROW.format(at=at) for at in range(1, rows + 1)), "")
    )


def measured(page: Page) -> Pace:
    """The pace of the page that is open."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy(script: str, argument: object) -> tuple[float, float]:
        """What a script takes of the page's thread, and what it returns."""
        before = _busy(session)
        told = page.evaluate(script, argument)
        return _busy(session) - before, told

    frames = sorted(busy(_SCROLL, (step + 1) / _STEPS)[0] for step in range(_STEPS))
    rows = page.locator(".rows .row")
    rows.nth(rows.count() // 2).locator(".state").click()
    page.locator(".row.selected .handle").nth(2).focus()
    moves = [busy(_MOVE, key) for key in ("ArrowLeft", "ArrowRight") * 2 + ("ArrowLeft",)]
    own, clock = (sorted(times) for times in zip(*moves, strict=True))
    return Pace(frames[_STEPS // 2], frames[-1], own[2], clock[2])


def _busy(session: CDPSession) -> float:
    """Milliseconds that the page's thread has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")
