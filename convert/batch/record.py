"""run.json: every input, its hash, what was made of it, or why nothing was.

The same inputs and options give the same bytes: no time, no order of completion.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from convert.batch.journal import Journal, Left
from convert.batch.outcome import Outcome
from convert.saving import save

NAME = "run.json"


def write(file: Path, recipe: dict[str, Any], journal: Journal) -> None:
    """Write the record beside the outputs, whole or not at all. Raises OutputError."""
    save([(file, partial(pour, recipe, journal))], force=True)


def pour(recipe: dict[str, Any], journal: Journal, file: BinaryIO) -> None:
    """The record, one input a line, so that a long one need not be held in memory."""
    for piece in _pieces(recipe, journal):
        file.write(piece.encode())


def _pieces(recipe: dict[str, Any], journal: Journal) -> Iterator[str]:
    totals = dict.fromkeys(("inputs", "done", "failed", "left", "rows", "check"), 0)
    yield f'{{"recipe": {_json(recipe)},\n"inputs": [\n'
    comma = ""
    for path, outcome in journal.all():
        yield comma + _json(line(path, outcome))
        _count(totals, outcome)
        comma = ",\n"
    yield f'\n],\n"totals": {_json(totals)}}}\n'


def line(path: str, outcome: Outcome | Left) -> dict[str, Any]:
    """One input as run.json has it."""
    source = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    made: dict[str, Any] = {"name": outcome.name, "path": source}
    if isinstance(outcome, Left):
        return {**made, "state": "left", "reason": outcome.reason}
    made |= {"state": "failed" if outcome.failed else "done", "sha256": outcome.sha256}
    if outcome.failed:
        return {**made, "status": outcome.status, "error": outcome.error}
    if outcome.beside:
        made["beside"] = outcome.beside
    made |= {"rows": outcome.rows, "check": list(outcome.check)}
    return {**made, "outputs": [_output(one) for one in outcome.outputs]}


def _output(made: Any) -> dict[str, Any]:
    return {"format": made.format, "name": made.name, "size": made.size, "sha256": made.sha256}


def _count(totals: dict[str, int], outcome: Outcome | Left) -> None:
    totals["inputs"] += 1
    if isinstance(outcome, Left):
        totals["left"] += 1
        return
    totals["failed" if outcome.failed else "done"] += 1
    totals["rows"] += outcome.rows
    totals["check"] += len(outcome.check)


_json: Callable[[Any], str] = partial(json.dumps, ensure_ascii=False)
