"""Where styles/ and fonts/ lie: in the installed package, or in a checkout.

Data is read by paths everywhere: importlib.resources brings half of the standard library
with it, 20 ms at every start (measured).
"""

from importlib import import_module
from pathlib import Path


def folder(kind: str) -> Path:
    """The folder "styles" or "fonts".

    Run from a checkout that is not installed, `convert.styles` does not exist, and the
    folder beside the package serves.
    """
    try:
        return Path(import_module(f"convert.{kind}").__path__[0])
    except ModuleNotFoundError:
        return Path(__file__).resolve().parent.parent / kind
