"""What the review page takes at most: limits.toml."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def limit(name: str) -> int:
    """The limit of that name."""
    text = (files(__package__) / "limits.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)[name])
