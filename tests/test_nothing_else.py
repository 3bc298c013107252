"""An audit hook watches whole runs: no network, no program, no file but the input's and ours."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import convert
from convert import plugins
from convert.resources import folder
from tests.conftest import SAMPLES
from tests.hostile.office import BOOKS, ENTITY, WORDS, word
from tests.hostile.pages import PAGES
from tests.hostile.pdfs import PDFS
from tests.hostile.texts import TEXTS

WATCH = """
import json, os, sys
seen = []
def watch(event, facts):
    if event == "open" and not isinstance(facts[0], int):
        seen.append(["open", os.path.abspath(os.fsdecode(facts[0]))])
    elif event.startswith(("socket.", "urllib.", "ftplib.", "http.", "smtplib.")):
        seen.append([event, ""])
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        seen.append([event, str(facts[0])])
sys.addaudithook(watch)
from convert import cli
status = cli.status(sys.argv[2:])
told = json.dumps([status, seen])
with open(sys.argv[1], "w") as log:
    log.write(told)
"""


def watched(source: Path, out: Path, formats: str) -> tuple[int, list[tuple[str, str]]]:
    """The status of a run, and what its hook saw."""
    log = out.parent / "log.json"
    arguments = [str(source), "--to", formats, "-o", str(out), "-q", "--trusted"]
    command = [sys.executable, "-B", "-c", WATCH, str(log), *arguments]
    subprocess.run(command, check=True, capture_output=True)
    status, seen = json.loads(log.read_text())
    return status, [(event, place) for event, place in seen]


def strange(seen: list[tuple[str, str]], source: Path, out: Path) -> list[tuple[str, str]]:
    """What a run should not have done."""
    ours = [Path(convert.__file__).parent, folder("styles"), folder("fonts"), out]
    system = [sys.prefix, sys.base_prefix, *filter(None, sys.path)]
    known = tuple(str(place) for place in (*ours, *system))
    state = (
        "/proc/",
        "/sys/",
        os.devnull,
        "/etc/mime.types",
        "/etc/localtime",
        "/usr/share/zoneinfo",
    )
    mine = {str(source), f"{source}-metadata.json", f"{source}.cells.json", str(out.parent)}
    return [
        (event, place)
        for event, place in seen
        if event != "open" or (place not in mine and not place.startswith((*known, *state)))
    ]


def test_a_run_opens_nothing_but_its_own(tmp_path: Path) -> None:
    source, out = tmp_path / "report.txt", tmp_path / "out"
    source.write_bytes((SAMPLES / "report.txt").read_bytes())
    status, seen = watched(source, out, ",".join(plugins.BUILT_IN))
    assert status == 0
    assert str(source) in [place for _, place in seen]
    assert not strange(seen, source, out)


HOSTILE = {
    **{name: WORDS[name] for name in ("entity.docx", "relation-out.docx", "doctype-wide.docx")},
    **{name: PAGES[name] for name in ("image.html", "object.html", "external.html", "base.html")},
    **{name: PDFS[name] for name in ("actions.pdf", "packet-entity.pdf", "font-map-name.pdf")},
    "formula.xlsx": BOOKS["formula.xlsx"],
    "paths.txt": TEXTS["paths.txt"],
    "core.docx": lambda: word("", {"docProps/core.xml": f"{ENTITY}<a>&e;</a>"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_reaches_nothing_else(name: str, tmp_path: Path) -> None:
    source, out = tmp_path / name, tmp_path / "out"
    made = HOSTILE[name]()
    source.write_bytes(made.encode() if isinstance(made, str) else made)
    _, seen = watched(source, out, "json,docx,pdf")
    assert not strange(seen, source, out)
    written = b"".join(path.read_bytes() for path in out.iterdir()) if out.exists() else b""
    assert b"root:" not in written
