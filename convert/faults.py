"""A fault of ours, kept on disk so that it can be reported: what happened, to which input.

The report holds the traceback, the versions, the arguments and the inputs' hashes; nothing of
what stands in an input, but for what a library may have put into its error.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from convert.messages import say


def told(error: BaseException, arguments: Sequence[str]) -> str:
    """What to tell the user of a fault, and where the report of it lies, which this writes."""
    kept = keep(error, arguments)
    said = " ".join(repr(error).split())[:200]
    return say("cli.unforeseen", error=said, kept=say("cli.kept", file=kept) if kept else "")


def keep(error: BaseException, arguments: Sequence[str]) -> Path | None:
    """Writes a report of `error` and says where; None where no folder can be written.

    The same fault of the same input has the same file, so that a fault met ten thousand
    times does not fill a disk.
    """
    import hashlib

    text = "\n".join(_lines(error, arguments)) + "\n"
    name = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:12]
    for folder in _folders():
        path = folder / f"fault-{name}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    return None


def _lines(error: BaseException, arguments: Sequence[str]) -> Iterator[str]:
    import platform
    import traceback

    from convert import __version__

    yield f"convert {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield f"arguments: {list(arguments)}"
    for argument in arguments:
        if Path(argument).is_file():
            yield f"file {argument}: {_hash(Path(argument))}"
    yield "".join(traceback.format_exception(error))


def _hash(path: Path) -> str:
    """The SHA-256 of a file."""
    import hashlib

    try:
        with path.open("rb") as file:
            return f"sha256 {hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        return str(error)


def _folders() -> Iterator[Path]:
    """Where reports may lie: where the system keeps programs' logs, else with passing files."""
    import tempfile

    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "convert"
    else:
        state = os.environ.get("XDG_STATE_HOME")
        yield (Path(state) if state else Path.home() / ".local/state") / "convert"
    yield Path(tempfile.gettempdir())
