"""Where styles/ and fonts/ lie: in the installed package, or in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def folder(kind: str) -> Traversable:
    """The folder "styles" or "fonts".

    Run from a checkout that is not installed, `convert.styles` does not exist, and the
    folder beside the package serves.
    """
    try:
        return files(f"convert.{kind}")
    except ModuleNotFoundError:
        return Path(__file__).resolve().parent.parent / kind
