"""The sentences the writer puts into the file, from words.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words() -> dict[str, Any]:
    """words.toml as it stands."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def phrase(key: str, /, **facts: object) -> str:
    """The sentence `key`, its gaps filled."""
    return str(words()["say"][key]).format(**facts)
