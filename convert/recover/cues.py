"""Words that tell a column: 截至 and 已建成 stand in progress cells, 继续 in plans.

cues.tsv is made by training/cues.py from the lexicons and the labelled reports. It puts
decisions into words; they are made by the model.
"""

from functools import cache
from pathlib import Path

from convert.recover.vocabulary import role


def cues(cell: str, column: str) -> tuple[str, ...]:
    """The expressions in a cell that speak for a column of that name, in order, none twice."""
    have = _by_role().get(role(column), ())
    found = ((cell.find(expression), expression) for expression in have if expression in cell)
    kept: list[str] = []
    for _, expression in sorted(found, key=lambda pair: (pair[0], -len(pair[1]))):
        if not any(expression in other for other in kept):
            kept.append(expression)
    return tuple(kept)


@cache
def _by_role() -> dict[str, tuple[str, ...]]:
    lines = Path(__file__).with_name("cues.tsv").read_text("utf-8").splitlines()[1:]
    known: dict[str, list[str]] = {}
    for line in lines:
        one, expression = line.split("\t")[:2]
        known.setdefault(one, []).append(expression)
    return {one: tuple(expressions) for one, expressions in known.items()}
