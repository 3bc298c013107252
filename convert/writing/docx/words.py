"""The sentences the writer puts into the file, from words.toml."""

from functools import cache
from typing import Any

from convert.resources import table


@cache
def words() -> dict[str, Any]:
    """words.toml as it stands."""
    return table(__file__, "words.toml")


def phrase(key: str, /, **facts: object) -> str:
    """The sentence `key`, its gaps filled."""
    return str(words()["say"][key]).format(**facts)
