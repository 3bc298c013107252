"""Small linear models kept as tables: a feature's name, a TAB, its weight."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path


@cache
def weights(table: str) -> dict[str, str]:
    """The weights by feature name, not yet read; `table` is a file of this package.

    Of a table's weights a text asks for few: to read all of them as numbers took 8 ms.
    """
    text = Path(__file__).with_name(table).read_text("utf-8").partition("\n")[2]
    parts = text.replace("\n", "\t").split("\t")
    return dict(zip(parts[::2], parts[1::2], strict=False))


def log_odds(table: str, features: Iterable[str]) -> float:
    """What the features that are present add up to, as natural log odds."""
    known = weights(table)
    return sum(float(known.get(name, 0.0)) for name in features)
