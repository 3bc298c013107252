"""Which cells a person should check, and what to tell him there."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from convert.report import Row
from convert.resources import table

# In a row to review, a cell less sure than this is pointed out.
SURE = 0.9
# A longer text of another reading is cut in its middle: what counts is where it begins
# and ends.
_LONG, _PART = 80, 36


def doubtful(row: Row) -> tuple[int, ...]:
    """The columns of a row that a person should look at; none unless it is to review."""
    if not row.review or not row.cells:
        return ()
    if row.kind == "heading":
        return (0,)
    least = min(range(len(row.cells)), key=lambda column: row.cells[column].confidence)
    return tuple(at for at, cell in enumerate(row.cells) if cell.confidence < SURE or at == least)


def remarks(row: Row) -> dict[int, tuple[str, ...]]:
    """Sentences by doubtful column: why, how sure, and the likeliest other reading."""
    return {column: tuple(_sentences(row, column)) for column in doubtful(row)}


def said(text: str) -> tuple[str, float] | None:
    """What the sentences at a doubtful cell say: why, how sure; None where they are not ours.

    How sure is known to the hundredth only.
    """
    why = next((why for why, sentence in _words()["why"].items() if sentence in text), None)
    before, _, behind = _words()["say"]["sure"].partition("{sure:.0%}")
    sure = re.search(rf"{re.escape(before)}(\d{{1,3}})%{re.escape(behind)}", text)
    return (why, min(int(sure[1]), 100) / 100 if sure else 1.0) if why else None


def _sentences(row: Row, column: int) -> Iterator[str]:
    cell = row.cells[column]
    yield str(_words()["why"].get(cell.why, _words()["why"]["model"]))
    if cell.confidence < 1:
        yield _say("sure", sure=cell.confidence)
    for reading in row.readings:
        # A reading may leave out the first cells, whose borders nobody had to guess.
        at = column - len(row.cells) + len(reading.cells)
        if at >= 0 and reading.cells[at] != cell.text:
            yield _say("other", sure=reading.probability, text=_short(reading.cells[at]))
            return


def _short(text: str) -> str:
    if not text:
        return _say("empty")
    return text if len(text) <= _LONG else f"{text[:_PART]}……{text[-_PART:]}"


def _say(key: str, /, **facts: object) -> str:
    return str(_words()["say"][key]).format(**facts)


@cache
def _words() -> dict[str, Any]:
    return table(__file__, "doubt.toml")
