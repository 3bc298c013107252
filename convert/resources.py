"""Our data: tables in TOML, and where styles/ and fonts/ lie, installed or in a checkout.

Data is read by paths everywhere: importlib.resources brings half of the standard library
with it, 20 ms at every start (measured).
"""

import json
from importlib import import_module
from pathlib import Path
from typing import Any


def folder(kind: str) -> Path:
    """The folder "styles" or "fonts".

    Run from a checkout that is not installed, `convert.styles` does not exist, and the
    folder beside the package serves.
    """
    try:
        return Path(import_module(f"convert.{kind}").__path__[0])
    except ModuleNotFoundError:
        return Path(__file__).resolve().parent.parent / kind


def table(module: str, name: str) -> dict[str, Any]:
    """The TOML file of that name beside a module whose file is `module`."""
    return parsed(Path(module).with_name(name))


def parsed(file: Path) -> dict[str, Any]:
    """What a TOML file of ours holds.

    An installed package has a copy of each as JSON (setup.py): at every start tomllib and the
    parsing of the sentences took 0.02 s (measured), as JSON 0.001.
    """
    try:
        made: dict[str, Any] = json.loads(file.with_name(f"{file.name}.json").read_bytes())
    except FileNotFoundError:
        import tomllib

        made = tomllib.loads(file.read_text(encoding="utf-8"))
    return made
