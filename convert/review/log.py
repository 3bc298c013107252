"""What a person has said of a report, step by step, each of which can be taken back."""

import json
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from convert.person import FORMAT, RowWord, Word, document, of_document, with_rows
from convert.report import Source

What = Literal["title", "columns", "fields", "rows"]


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what a part of the word was before it, and is after it."""

    what: What
    before: Word
    after: Word
    start: int = 0
    """Of rows, the stretch of source that both speak of."""
    end: int = 0

    def applied(self, said: Word, back: bool = False) -> Word:
        """The word after the step, or taken `back`, before it."""
        part = self.before if back else self.after
        if self.what == "rows":
            return with_rows(said, self.start, self.end, part.rows)
        return said._replace(**{self.what: getattr(part, self.what)})


@dataclass(frozen=True, slots=True)
class Log:
    """The word, and the steps that led to it; those from `at` on have been taken back."""

    word: Word = field(default_factory=Word)
    steps: tuple[Step, ...] = ()
    at: int = 0

    def done(self, step: Step) -> "Log":
        """With one more step; what had been taken back is forgotten."""
        steps = (*self.steps[: self.at], step)
        return Log(step.applied(self.word), steps, len(steps))

    def undone(self) -> "Log":
        """One step back, if there is one."""
        if not self.at:
            return self
        word = self.steps[self.at - 1].applied(self.word, back=True)
        return replace(self, word=word, at=self.at - 1)

    def redone(self) -> "Log":
        """The step that was taken back last, done again."""
        if self.at == len(self.steps):
            return self
        return replace(self, word=self.steps[self.at].applied(self.word), at=self.at + 1)


def rows_step(said: Word, start: int, end: int, rows: tuple[RowWord, ...]) -> Step:
    """The step that has `rows` say what text[start:end] is."""
    before = tuple(row for row in said.rows if row.end > start and row.start < end)
    every = (*before, *rows)
    start, end = min(row.start for row in every), max(row.end for row in every)
    return Step("rows", Word(before), Word(rows), start, end)


def written(log: Log, source: Source) -> bytes:
    """The state file."""
    held = {
        "format": FORMAT,
        "source": {"name": source.name, "sha256": source.sha256},
        "word": document(log.word),
        "log": [_plain(step) for step in log.steps],
        "at": log.at,
    }
    # Not indented: that is done by slow code, and this is written at every step.
    return (json.dumps(held, ensure_ascii=False) + "\n").encode()


def _plain(step: Step) -> dict[str, Any]:
    made: dict[str, Any] = {"what": step.what, "start": step.start, "end": step.end}
    for side in ("before", "after"):
        made[side] = document(getattr(step, side))[step.what]
    return made


def restored(data: bytes, word: Word) -> Log:
    """The log in a state file whose word is `word`; without its steps where they are damaged."""
    held = json.loads(data)
    try:
        steps = tuple(map(_step, held.get("log", ())))
        at = held.get("at", 0)
        if type(at) is not int or not 0 <= at <= len(steps):
            raise ValueError("at")
    except (TypeError, KeyError, AttributeError, ValueError):
        return Log(word)
    return Log(word, steps, at)


def _step(held: dict[str, Any]) -> Step:
    what = held["what"]
    if what not in ("title", "columns", "fields", "rows"):
        raise ValueError(what)
    before, after = (of_document({what: held[side]}) for side in ("before", "after"))
    return Step(what, before, after, int(held["start"]), int(held["end"]))
