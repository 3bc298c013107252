"""The door for writers by others, tried with a distribution that is really installed."""

import os
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from convert import plugins
from convert.errors import UnknownFormatError
from tests.conftest import SAMPLES

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of site-packages that holds the third-party distribution."""
    site = tmp_path_factory.mktemp("site")
    source = tmp_path_factory.mktemp("source")
    for file in (ROOT / "tests/plugin").iterdir():
        if file.is_file():
            (source / file.name).write_bytes(file.read_bytes())
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, "--target", site, source], check=True
    )
    return site


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


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError, match="docx, pdf, md, csv, json"):
        plugins.writer("odt")


def test_an_installed_writer_is_listed_with_its_owner_and_used(
    installed: Path, tmp_path: Path
) -> None:
    listed = convert(installed, "--list").stdout
    assert ["rst", "convert-rst"] in [line.split() for line in listed.splitlines()]
    done = convert(installed, SAMPLES / "report.txt", "--to", "rst", "-o", tmp_path / "out.rst")
    assert done.returncode == 0, done.stderr
    made = (tmp_path / "out.rst").read_text(encoding="utf-8")
    assert ":索引号: H002/2020-44648" in made
    assert made.count("\n   * - ") == 16


def test_a_broken_writer_is_named_with_its_distribution(installed: Path, tmp_path: Path) -> None:
    done = convert(installed, SAMPLES / "report.txt", "--to", "broken", "-o", tmp_path / "x")
    assert done.returncode == 21
    assert "convert-rst" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
