"""Formats that only an office suite can read (.doc .xls .wps .et .rtf .odt .ods): by LibreOffice.

It runs as a program of its own, with a profile of its own that is thrown away, so that an
open LibreOffice is not disturbed; macros do not run in a file that is only converted.
"""

from pathlib import Path

from convert.errors import InputError

_NAMES = ("soffice", "libreoffice")
_LIMIT = 180
"""Seconds a conversion may take."""
# What each kind is turned into: the suffix that says to LibreOffice what it is, and the target.
TARGETS = {
    "doc": ("doc", "docx"),
    "wps": ("wps", "docx"),
    "rtf": ("rtf", "docx"),
    "odt": ("odt", "docx"),
    "xls": ("xls", "xlsx"),
    "et": ("et", "xlsx"),
    "ods": ("ods", "xlsx"),
    "xlsb": ("xlsb", "xlsx"),
}


def converted(data: bytes, kind: str, name: str = "") -> bytes:
    """`data` of such a kind as the docx or xlsx that LibreOffice makes of it.

    Raises InputError where LibreOffice is not installed, takes too long, or cannot read it:
    it ends with status 0 even then, so what counts is whether there is a file.
    """
    import shutil
    import tempfile

    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise InputError("office.missing", name=name, kind=f".{kind}")
    suffix, target = TARGETS[kind]
    with tempfile.TemporaryDirectory(prefix="convert-") as folder:
        source = Path(folder) / f"input.{suffix}"
        source.write_bytes(data)
        said = _run(program, Path(folder), source, target, name)
        made = Path(folder) / "out" / f"input.{target}"
        if not made.is_file():
            raise InputError("office.failed", name=name, error=said or "?")
        return made.read_bytes()


def _run(program: str, folder: Path, source: Path, target: str, name: str) -> str:
    """Runs the program on a file; what it says."""
    import os
    import signal
    import subprocess

    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", target),
        *("--outdir", str(folder / "out"), str(source)),
    ]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=_LIMIT)
        except subprocess.TimeoutExpired as error:
            # The program is a script that starts another: both must end.
            os.killpg(process.pid, signal.SIGKILL)
            raise InputError("office.slow", name=name, seconds=_LIMIT) from error
    return " ".join(said.decode("utf-8", "replace").split())[-200:]
