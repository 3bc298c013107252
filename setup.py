"""Lays a copy as JSON beside every table in TOML of the package that is built.

All else about the build stands in setup.cfg; convert/resources.py says what the copies are for.
"""

import json
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class Build(build_py):
    """The usual build, and the copies; a checkout that is installed in place needs none."""

    def run(self) -> None:
        """Build the package."""
        super().run()
        if self.editable_mode:
            return
        for file in Path(self.build_lib).rglob("*.toml"):
            held = tomllib.loads(file.read_text(encoding="utf-8"))
            copy = file.with_name(f"{file.name}.json")
            copy.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


setup(cmdclass={"build_py": Build})
