"""The door for writers by others, tried with a distribution that is really installed."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from configparser import ConfigParser
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from convert import plugins, read
from convert.errors import UnknownFormatError
from tests.conftest import SAMPLES

ROOT = Path(__file__).resolve().parent.parent
REPORT = read(SAMPLES / "report.txt")


def install(folder: str, where: Path) -> None:
    """Install a distribution that lies under tests/ into a folder of site-packages."""
    with tempfile.TemporaryDirectory() as source:
        shutil.copytree(ROOT / "tests" / folder, source, dirs_exist_ok=True)
        options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
        command = [sys.executable, "-m", "pip", "install", *options, "--target", where, source]
        subprocess.run(command, check=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Site-packages with a third party's writer."""
    site = tmp_path_factory.mktemp("site")
    install("plugin", site)
    return site


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Site-packages with writers that fail."""
    site = tmp_path_factory.mktemp("site")
    install("plugin_broken", site)
    return site


def bare(text: str) -> str:
    return "".join(text.split())


def convert(installed: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "convert", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )


def test_the_built_in_names_are_those_that_setup_cfg_declares() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    declared = config["options.entry_points"]["convert.writers"].strip().splitlines()
    assert tuple(line.split(" = ")[0] for line in declared) == plugins.BUILT_IN
    for line in declared:
        assert line == f"{line.split(' = ')[0]} = convert.writing.{line.split(' = ')[0]}:write"
    declared = config["options.entry_points"]["convert.companions"].strip().splitlines()
    known = plugins.BUILT_IN_COMPANIONS.items()
    assert declared == [f"{name} = convert.writing.{module}:write" for name, module in known]
    declared = config["options.entry_points"]["convert.streams"].strip().splitlines()
    streams = plugins.BUILT_IN_STREAMS
    assert declared == [f"{name} = convert.writing.{name}:write_to" for name in streams]


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError, match="docx, pdf, md, csv, json"):
        plugins.writer("odt")


def test_what_is_installed_is_listed_with_its_owner(installed: Path) -> None:
    listed = convert(installed, "--list").stdout.splitlines()
    assert ["rst", "convert-rst", "+", "rst-labels.txt"] in [line.split() for line in listed]


def test_what_is_broken_is_listed_with_what_is_wrong(broken: Path) -> None:
    listed = convert(broken, "--list").stdout.splitlines()
    at = listed.index("  missing  convert-broken")
    assert "convert-broken" in listed[at + 1]
    assert "nothing" in listed[at + 1]


def test_a_name_that_two_distributions_claim_is_refused_with_both(
    installed: Path, broken: Path, tmp_path: Path
) -> None:
    both = Path(f"{installed}{os.pathsep}{broken}")
    done = convert(both, SAMPLES / "report.txt", "--to", "rst", "-o", tmp_path / "x")
    assert done.returncode == 21
    assert "convert-broken, convert-rst" in done.stderr


def test_an_installed_writer_is_used_with_its_companion(installed: Path, tmp_path: Path) -> None:
    done = convert(installed, SAMPLES / "report.txt", "--to", "rst", "-o", tmp_path / "out.rst")
    assert done.returncode == 0, done.stderr
    labels = (tmp_path / "out.rst-labels.txt").read_text(encoding="utf-8").splitlines()
    assert labels == ["out.rst", *REPORT.columns]
    doctree = publish_doctree(
        (tmp_path / "out.rst").read_text(encoding="utf-8"),
        settings_overrides={"report_level": 2, "halt_level": 2},
    )
    assert str(doctree["title"]) == REPORT.title
    entries = [bare(entry.astext()) for entry in doctree.findall(nodes.entry)]
    texts = [*REPORT.columns, *(text for row in REPORT.rows for text in row.texts)]
    assert entries == [bare(text) for text in texts]
    fields = [[bare(part.astext()) for part in field] for field in doctree.findall(nodes.field)]
    assert fields == [[bare(field.label), bare(field.value)] for field in REPORT.fields]


@pytest.mark.parametrize("name", ["missing", "failing", "halting"])
def test_a_broken_writer_is_named_and_leaves_nothing(
    name: str, broken: Path, tmp_path: Path
) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    formats = f"csv,{name}"
    done = convert(broken, SAMPLES / "report.txt", "--to", formats, "-o", tmp_path, "--force")
    assert done.returncode == 21
    assert name in done.stderr
    assert "convert-broken" in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_guide_shows_the_distribution_as_it_stands() -> None:
    guide = (ROOT / "docs/writing-a-writer.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:python|toml)\n(.*?)```", guide, re.DOTALL)
    for name in ("convert_rst.py", "pyproject.toml"):
        assert (ROOT / "tests/plugin" / name).read_text(encoding="utf-8") in blocks
