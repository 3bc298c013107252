"""Fuzzing of each front door with atheris: any bytes end in a report or one of our errors.

    pip install atheris
    python -m tests.slow.fuzz DOOR [-runs=N] [-max_total_time=S] [libFuzzer's other options]
    python -m tests.slow.fuzz all SECONDS          (each door so long, one after the other)

DOOR is text, csv, json, markdown, html, mail, docx, xlsx or pdf. Seeds are the fixtures and the
hostile files of that kind. What is not one of our errors, or takes more than 10 seconds, ends
the run and leaves the input in a file crash-… or timeout-….
"""

import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["convert"]):
    from convert.errors import InputError
    from convert.reading import (
        csvfile,
        html,
        jsonfile,
        mail,
        markdown,
        pdf,
        read_bytes,
        sheet,
        word,
    )

from tests.hostile.test_hostile import FILES

FIXTURES = Path(__file__).resolve().parents[1] / "reading/fixtures"
SMALL = 20_000
"""Bytes of a seed at most: larger ones only cost time."""


def _text(use: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda data: use(data.decode("utf-8", "replace"))


def _parts(use: Callable[[bytes, str], object], name: str) -> Callable[[bytes], object]:
    """A ZIP's main part from the fuzzer, for a changed ZIP is only ever a damaged ZIP."""
    whole = _bytes(FILES[name]())
    main = "word/document.xml" if name.endswith("docx") else "xl/sheet.xml"

    def run(data: bytes) -> object:
        if data[:2] == b"PK":
            return use(data, name)
        made = BytesIO()
        with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
            for part in old.namelist():
                new.writestr(part, data if part == main else old.read(part))
        return use(made.getvalue(), name)

    return run


def _bytes(made: bytes | str) -> bytes:
    return made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made


DOORS: dict[str, tuple[Callable[[bytes], object], tuple[str, ...]]] = {
    "text": (read_bytes, (".txt",)),
    "csv": (_text(csvfile.page), (".csv", ".tsv")),
    "json": (_text(jsonfile.page), (".json", ".jsonl")),
    "markdown": (_text(markdown.page), (".md",)),
    "html": (_text(html.page), (".html", ".htm")),
    "mail": (mail.opened, (".eml", ".mht")),
    "docx": (_parts(word.page, "rows-empty.docx"), (".docx",)),
    "xlsx": (_parts(sheet.page, "inline.xlsx"), (".xlsx",)),
    "pdf": (pdf.page, (".pdf",)),
}


def _seeds(suffixes: tuple[str, ...], folder: Path) -> None:
    """Writes the seeds into a folder; of ZIPs the main part too."""
    found = {path.name: path.read_bytes() for path in FIXTURES.iterdir()}
    found |= {
        name: _bytes(made())
        for name, made in FILES.items()
        if name.endswith(suffixes) and not name.startswith(("bomb", "objects-too"))
    }
    for name, data in found.items():
        if name.endswith(suffixes) and len(data) <= SMALL:
            (folder / name.replace("/", "_")).write_bytes(data)
        if name.endswith((".docx", ".xlsx")) and len(data) <= SMALL:
            for part in ("word/document.xml", "xl/sheet.xml"):
                try:
                    inner = zipfile.ZipFile(BytesIO(data)).read(part)
                except (
                    zipfile.BadZipFile,
                    KeyError,
                    RuntimeError,
                    NotImplementedError,
                    EOFError,
                    ValueError,
                    OSError,
                    zlib.error,
                ):
                    continue
                if len(inner) <= SMALL:
                    (folder / f"{name}.xml").write_bytes(inner)


def fuzz(door: str, options: list[str]) -> None:
    """Fuzzes one door; never returns."""
    use, suffixes = DOORS[door]
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{door}-"))
    _seeds(suffixes, corpus)

    def once(data: bytes) -> None:
        with suppress(InputError):
            use(data)

    arguments = [sys.argv[0], "-timeout=10", f"-max_len={SMALL}", "-rss_limit_mb=2048", *options]
    atheris.Setup([*arguments, str(corpus)], once)
    atheris.Fuzz()


def main() -> int:
    """Fuzzes what the arguments say."""
    door, *options = sys.argv[1:]
    if door != "all":
        fuzz(door, options)
    seconds, failed = int(options[0]), []
    for name in DOORS:
        command = [sys.executable, "-m", "tests.slow.fuzz", name, f"-max_total_time={seconds}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        counted = [line for line in done.stderr.splitlines() if line.startswith("Done ")]
        print(name, *(counted or done.stderr.splitlines()[-12:]), sep="\n  ", flush=True)
        failed += [name] if done.returncode else []
    return len(failed)


if __name__ == "__main__":
    sys.exit(main() > 0)
