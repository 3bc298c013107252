"""What the review page takes at most: limits.toml."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def limit(name: str) -> int:
    """The limit of that name."""
    text = Path(__file__).with_name("limits.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)[name])
