"""The page in a real browser, against a server in this process or in one of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from waitress.server import create_server

from convert import job
from convert.review.server import Session, create
from convert.review.shelf import Shelf
from convert.style import style

CHROMIUM = "chromium"
PATIENCE = 100_000
"""Milliseconds: machines that run tests may be busy with much else."""


@contextmanager
def served(*inputs: Path, inbox: Path, ahead: bool = False) -> Iterator[str]:
    """The address of a server in this process; whether it reads the reports ahead."""
    options = job.Options(style("brief"))
    shelf = Shelf(inputs, options, inbox)
    app = create(Session(shelf, "token", "cookie", options.style))
    if ahead:
        shelf.read_ahead()
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}/token/"
    finally:
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(5)


@dataclass(frozen=True, slots=True)
class Command:
    """`convert --review` as a process, and the page's address as it prints it."""

    process: "subprocess.Popen[str]"
    address: str

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stderr
        self.process.stderr.close()


def started(*inputs: Path, home: Path) -> Command:
    """The command, started on its own; no browser opens."""
    environment = {**os.environ, "BROWSER": "true", "XDG_DATA_HOME": str(home)}
    process = subprocess.Popen(
        [sys.executable, "-m", "convert", *map(str, inputs), "--review"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stderr
    found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]+/", process.stderr.readline())
    assert found
    return Command(process, found[0])


def until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression is true; the page's own policy forbids to wait in the page."""
    ends = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, argument):
        assert time.monotonic() < ends, expression
        page.wait_for_timeout(50)


def saved(page: Page) -> None:
    """Wait until nothing is under way."""
    until(page, "!document.body.classList.contains('busy')")


def cuts(page: Page) -> list[int]:
    """The borders of the selected row."""
    handles = page.locator(".row.selected .handle")
    return [int(one.get_attribute("aria-valuenow") or 0) for one in handles.all()]


def left(page: Page) -> str:
    """What the page says of how much is left to check."""
    return page.inner_text("#left")
