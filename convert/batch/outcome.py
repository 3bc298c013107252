"""What became of one input: plain data that goes between processes and into the journal."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Made:
    """One output: the writer's name, the place below the output folder, bytes, SHA-256."""

    format: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An input's name and hash, its outputs, and its error, if any.

    `sha256` is "" where the input could not be read at all.
    """

    name: str
    sha256: str = ""
    outputs: tuple[Made, ...] = ()
    rows: int = 0
    """Rows of tasks and headings."""
    check: tuple[str, ...] = ()
    """Rows a person should check, by the numbers printed in them."""
    status: int = 0
    """The exit status (errors.py) a run with this input alone would have had."""
    error: str = ""
    """The sentence that says what is wrong; "" where all is well."""
    beside: str = ""
    """SHA-256 of the files that were read along with it, with a blank between."""
    fresh: bool = True
    """Whether it was made by this run; False where an earlier one had made it."""

    @property
    def failed(self) -> bool:
        """Whether no outputs came of it."""
        return self.status != 0


_KEPT = [field.name for field in fields(Outcome) if field.name != "fresh"]
_MADE = [field.name for field in fields(Made)]


def dump(outcome: Outcome) -> str:
    """The outcome as JSON, without what holds for one run only."""
    made = {name: getattr(outcome, name) for name in _KEPT}
    made["outputs"] = [{name: getattr(one, name) for name in _MADE} for one in outcome.outputs]
    return json.dumps(made, ensure_ascii=False)


def load(text: str) -> Outcome:
    """What `dump` wrote, as an outcome of an earlier run."""
    made: dict[str, Any] = json.loads(text)
    outputs: Iterable[dict[str, Any]] = made.pop("outputs")
    check = tuple(made.pop("check"))
    return Outcome(**made, outputs=tuple(Made(**one) for one in outputs), check=check, fresh=False)
