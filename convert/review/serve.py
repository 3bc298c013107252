"""Runs the page's server on this computer alone, until its last page is closed."""

import secrets
import socket
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Lock, Thread

from waitress.server import create_server

from convert import job
from convert.errors import InputError
from convert.review.limits import limit
from convert.review.server import Session, create
from convert.review.shelf import Shelf, inbox

_TICK = 1.0
"""Seconds between two looks at who is there."""
_CLOSED = 8
"""Looks after the last page was closed before the server ends: a reload takes fewer."""
_SILENT = 900
"""Looks without a word from any page before the server ends: a browser may have died."""
_THREADS = 6


class Watch:
    """Knows which pages are open; time is counted in looks, so that sleep does not count."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: set[str] = set()
        self._met = False
        self._quiet = 0

    def seen(self, page: str) -> None:
        """A page is there."""
        with self._lock:
            self._pages.add(page)
            self._met, self._quiet = True, 0

    def left(self, page: str) -> None:
        """A page was closed."""
        with self._lock:
            self._pages.discard(page)
            self._quiet = 0

    def look(self) -> bool:
        """Counts one look; whether nobody is there any more."""
        with self._lock:
            self._quiet += 1
            most = _SILENT if self._pages or not self._met else _CLOSED
            return self._quiet > most


def serve(
    inputs: Sequence[Path],
    options: job.Options,
    tell: Callable[[str], None],
    opened: Callable[[str], object] = webbrowser.open,
) -> None:
    """Serve the reports in `inputs` until the last page is closed or the user interrupts.

    `tell` is given the page's address, and so is `opened`, which shows it.
    Raises InputError where an input does not exist, OSError without a free port.
    """
    for path in inputs:
        if not path.exists():
            raise InputError("input.missing", name=path)
    watch = Watch()
    shelf = Shelf(inputs, options, inbox())
    token, cookie = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    app = create(Session(shelf, token, cookie, options.style, watch.seen, watch.left))
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(
        app,
        sockets=[listening],
        threads=_THREADS,
        ident="convert",
        max_request_body_size=limit("upload"),
    )
    Thread(target=server.run, daemon=True).start()
    shelf.read_ahead()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/{token}/"
    tell(address)
    opened(address)
    try:
        _wait(watch)
    finally:
        server.task_dispatcher.shutdown()
        shelf.end()


def _wait(watch: Watch) -> None:
    pause = Event()
    while not watch.look():
        pause.wait(_TICK)
