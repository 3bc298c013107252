"""What is shipped works away from the checkout: the wheel, in an environment of its own."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from convert.plugins import BUILT_IN
from tests.conftest import SAMPLES

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment in which the wheel is installed.

    What convert depends on is borrowed from the environment of the tests: a path file
    shows its packages, but not the path files in there that would show the checkout.
    """
    wheels, home = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("home")
    pip = [sys.executable, "-m", "pip"]
    quiet = ["--quiet", "--no-index", "--no-deps"]
    source = ["--no-build-isolation", "--wheel-dir", wheels, ROOT]
    subprocess.run([*pip, "wheel", *quiet, *source], check=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wheel = next(wheels.glob("*.whl"))
    subprocess.run([*pip, "--python", python, "install", *quiet, wheel], check=True)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", where], check=True, capture_output=True, text=True)
    borrowed = Path(site.stdout.strip()) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_wheel_converts_the_sample_to_every_format(python: Path, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    command = [python.parent / "convert", SAMPLES / "report.txt", "--to", "all", "-o", tmp_path]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for suffix in BUILT_IN:
        assert (tmp_path / f"report.{suffix}").read_bytes() == (
            SAMPLES / f"report.{suffix}"
        ).read_bytes()


def test_the_installed_package_is_the_wheels_and_holds_its_data(python: Path) -> None:
    code = (
        "import convert; from convert import style; from convert.resources import folder;"
        "print(convert.__file__); print(len(style.names()));"
        "print(len([f for f in folder('fonts').iterdir() if f.name.endswith('.ttf')]))"
    )
    done = subprocess.run([python, "-c", code], cwd="/", capture_output=True, text=True)
    where, styles, fonts = done.stdout.split()
    assert str(python.parent.parent) in where
    assert (int(styles), int(fonts)) == (3, 5)


def test_every_table_has_a_copy_that_loads_faster(python: Path) -> None:
    code = "import convert; print(convert.__path__[0])"
    done = subprocess.run([python, "-c", code], cwd="/", capture_output=True, text=True)
    home = Path(done.stdout.strip())
    tables = list(home.rglob("*.toml"))
    ours = [*(ROOT / "convert").rglob("*.toml"), *(ROOT / "styles").rglob("*.toml")]
    assert {file.name for file in tables} >= {file.name for file in ours}
    for file in tables:
        copy = file.with_name(f"{file.name}.json").read_bytes()
        assert json.loads(copy) == tomllib.loads(file.read_text(encoding="utf-8")), file
