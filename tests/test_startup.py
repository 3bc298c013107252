"""What a job loads: names of modules, for seconds depend on the machine (docs/performance.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES

# Packages of others, and of Python's own, that cost tens of milliseconds to load.
HEAVY = {
    *("numpy", "lxml", "docx", "pdfminer", "pdfplumber", "reportlab", "PIL", "openpyxl"),
    *("email", "html.parser", "importlib.metadata", "importlib.resources", "socket", "tempfile"),
    *("xml.etree", "click", "dataclasses", "inspect", "uuid", "platform"),
}
MOST = {"csv": 39, "md": 36, "json": 36, "jsonl": 36, "html": 40, "docx": 58, "xlsx": 47, "pdf": 63}
"""Modules of ours that a job from JSON loads: each costs a third of a millisecond."""
RECOVERY = {"convert.recover.cells", "convert.recover.locate", "convert.recover.vocabulary"}
READERS = {f"convert.reading.{name}" for name in ("csvfile", "html", "markdown", "pdf", "sheet")}

RUN = """
import sys
from convert.cli import status
code = status(sys.argv[1:])
print(*sorted(sys.modules))
sys.exit(code)
"""


def loaded(code: str, *arguments: object) -> set[str]:
    """The modules that a fresh interpreter has loaded in the end."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


def heavy(modules: set[str]) -> set[str]:
    return {name for name in HEAVY for module in modules if f"{module}.".startswith(f"{name}.")}


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("csv", set()),
        ("md", set()),
        ("json", set()),
        ("jsonl", set()),
        ("html", set()),
        ("docx", set()),
        ("xlsx", set()),
        ("pdf", {"reportlab", "PIL", "tempfile", "inspect", "platform", "dataclasses", "uuid"}),
    ],
)
def test_from_json_only_the_writer_is_loaded(name: str, needed: set[str], tmp_path: Path) -> None:
    target = tmp_path / f"out.{name}"
    modules = loaded(RUN, SAMPLES / "report.json", "-o", target)
    assert heavy(modules) <= needed
    assert not modules & (RECOVERY | READERS)
    assert len({one for one in modules if one.startswith("convert")}) <= MOST[name]
    writers = {one for one in modules if one.count(".") == 2 and one.startswith("convert.writing.")}
    assert writers <= {f"convert.writing.{name}", "convert.writing.csvw"}


def test_saved_text_loads_numpy_and_no_reader_of_documents(tmp_path: Path) -> None:
    modules = loaded(RUN, SAMPLES / "report.txt", "-o", tmp_path / "out.csv")
    # numpy brings the others.
    assert heavy(modules) <= {"numpy", "dataclasses", "inspect", "platform"}
    assert not modules & (READERS - {"convert.reading.csvfile"})


def test_importing_the_package_loads_nothing_else() -> None:
    modules = loaded("import sys, convert; print(*sys.modules)")
    assert {one for one in modules if one.startswith("convert")} == {"convert"}
