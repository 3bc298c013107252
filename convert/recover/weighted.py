"""Small linear models kept as tables: a feature's name, a TAB, its weight."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path


@cache
def weights(table: str) -> dict[str, float]:
    """The weights by feature name; `table` is a file of this package."""
    lines = Path(__file__).with_name(table).read_text("utf-8").split("\n")
    pairs = (line.split("\t") for line in lines[1:] if line)
    return {name: float(weight) for name, weight in pairs}


def log_odds(table: str, features: Iterable[str]) -> float:
    """What the features that are present add up to, as natural log odds."""
    known = weights(table)
    return sum(known.get(name, 0.0) for name in features)
