"""How quickly the page answers with very many rows: also run by benchmarks/review.py."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

CELLS = ("推进第{at}项工程建设。", "已完成投资{at}万元,主体封顶。", "征地困难。", "继续推进。")
NAMES = ("序号", "任务内容", "完成情况", "存在问题", "下一步打算")

_STEPS, _FRAMES = 40, 300
# To a share of the page, and the two frames that show it.
_JUMP = """async (share) => {
  scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * share);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# As a wheel scrolls: 120 pixels a frame. The time of each frame.
_WHEEL = """async (frames) => {
  scrollTo(0, 0);
  await new Promise((done) => setTimeout(done, 500));
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (let i = 0; i < frames; i += 1) {
    scrollBy(0, 120);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times.sort((a, b) => a - b);
}"""
# From the key to the frame that shows it: the second callback runs after that frame.
_MOVE = """async (key) => {
  const begun = performance.now();
  const facts = { key, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", facts));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""
_DRAWN = "document.querySelectorAll('.rows .row:not(.light)').length"


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds, of the page's own thread where nothing else is said.

    Its processor time is what the page takes; the clock also counts what a busy machine does.
    """

    jump: float
    """Two frames after a jump to another part of the page, the middle of forty."""
    slowest: float
    """Of the slowest of them."""
    drawn: int
    """Rows that were drawn whole at the same time, at most."""
    turn: float
    """A frame while a wheel turns, on average."""
    wheel: float
    """The middle of those frames, on the clock."""
    late: float
    """What 95 in 100 of them do not take longer than."""
    redraw: float
    """From a key to the frame that shows the moved border, the middle of five."""
    clock: float
    """The same, on the clock."""


def report(rows: int, sign: str = "") -> str:
    """A report of that many rows, `sign` between its cells: by default nothing."""
    lines = [sign.join(NAMES)]
    lines += [sign.join((str(at), *CELLS)).format(at=at) for at in range(1, rows + 1)]
    return "\n".join(("某区重点任务", "", *lines, ""))


def measured(page: Page) -> Pace:
    """The pace of the page that is open."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy(script: str, argument: object) -> tuple[float, Any]:
        """What a script takes of the page's thread, and what it returns."""
        before = _busy(session)
        told = page.evaluate(script, argument)
        return _busy(session) - before, told

    jumps, drawn = [], 0
    for step in range(_STEPS):
        jumps.append(busy(_JUMP, (step + 1) / _STEPS)[0])
        drawn = max(drawn, page.evaluate(_DRAWN))
    jumps.sort()
    wheel, frames = busy(_WHEEL, _FRAMES)
    rows = page.locator(".rows .row")
    rows.nth(rows.count() // 2).locator(".state").click()
    page.locator(".row.selected .handle").nth(2).focus()
    moves = [busy(_MOVE, key) for key in ("ArrowLeft", "ArrowRight") * 2 + ("ArrowLeft",)]
    own, clock = (sorted(times) for times in zip(*moves, strict=True))
    return Pace(
        jump=jumps[_STEPS // 2],
        slowest=jumps[-1],
        drawn=drawn,
        turn=wheel / _FRAMES,
        wheel=frames[_FRAMES // 2],
        late=frames[_FRAMES * 95 // 100],
        redraw=own[2],
        clock=clock[2],
    )


def _busy(session: CDPSession) -> float:
    """Milliseconds that the page's thread has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")
