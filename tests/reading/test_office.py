"""Formats of an office suite, with a stand-in for the suite."""

import os
import time
from pathlib import Path

import pytest

from convert.errors import InputError
from convert.reading import office, read_bytes
from tests.conftest import SAMPLES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a script stands in")
OUT = 'while [ "$1" != --outdir ]; do shift; done; out="$2"; in="$3"'


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a program called soffice is looked for; nothing lies there yet."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(office, "_NAMES", ("soffice",))
    return tmp_path / "soffice"


def stand_in(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_what_the_suite_makes_is_read(suite: Path) -> None:
    made = SAMPLES / "report.docx"
    stand_in(suite, f'{OUT}; echo "$in" >&2; mkdir -p "$out"; cp "{made}" "$out/input.docx"')
    assert office.converted(b"{\\rtf1", "rtf") == made.read_bytes()
    assert read_bytes(b"{\\rtf1 a}", "a.rtf").rows == read_bytes(made.read_bytes()).rows


def test_the_suite_has_the_bytes_and_a_folder_of_its_own(suite: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    stand_in(suite, f'echo "$@" > {log}; {OUT}; mkdir -p "$out"; cp "$in" "$out/input.xlsx"')
    assert office.converted(b"PK of a book", "ods") == b"PK of a book"
    said = log.read_text().split()
    assert said[0].startswith("-env:UserInstallation=file:///")
    assert said[-1].endswith("/input.ods")
    assert said[said.index("--convert-to") + 1] == "xlsx"
    assert "--headless" in said
    assert not Path(said[-1]).parent.exists()


def test_without_the_suite_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError) as caught:
        office.converted(b"", "doc", "a.doc")
    assert caught.value.sentence == "office.missing"
    assert caught.value.facts == {"name": "a.doc", "kind": ".doc"}


@pytest.mark.parametrize(
    ("script", "said"), [("echo no; echo filter >&2; exit 0", "no filter"), ("exit 0", "?")]
)
def test_what_the_suite_cannot_read_is_an_error(suite: Path, script: str, said: str) -> None:
    stand_in(suite, script)
    with pytest.raises(InputError) as caught:
        office.converted(b"", "xls", "a.xls")
    assert caught.value.sentence == "office.failed"
    assert caught.value.facts["error"] == said


def test_a_suite_that_takes_too_long_ends_with_all_it_started(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_LIMIT", 0.5)
    stand_in(suite, f"sleep 60 & echo $! > {tmp_path}/pid; wait")
    with pytest.raises(InputError) as caught:
        office.converted(b"", "doc", "a.doc")
    assert caught.value.sentence == "office.slow"
    process = (tmp_path / "pid").read_text().strip()
    ends = time.monotonic() + 5
    while is_alive(process) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not is_alive(process)


def is_alive(process: str) -> bool:
    """Whether a process runs still; one that nobody has asked about yet has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
