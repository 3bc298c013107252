"""Says how a row's cell borders were decided: for --explain and the review page.

It works on the Report alone, so that a report from any reader can be explained.
"""

from collections.abc import Iterator, Sequence

from convert.messages import say
from convert.recover.cues import cues
from convert.report import Cell, Report, Row

SHOWN = 8
"""Characters shown on either side of a border."""
_CUES = 3
_FINAL = "。；;！!？?"
_WHY = {
    "markup": "explain.why.markup",
    "separator": "explain.why.separator",
    "number": "explain.why.number",
    "person": "explain.why.person",
    "model": "explain.why.model",
}


def explain(report: Report, row: int) -> str:
    """Every border of a row, counted from 0, with its reasons; the other readings, if any.

    Raises IndexError where there is no such row.
    """
    found = report.rows[row]
    lines = [_headline(found, row)]
    if found.kind == "task":
        lines += _borders(report.columns, found.cells)
        lines += _rivals(report.columns, found)
    return "\n".join(lines)


def _headline(row: Row, place: int) -> str:
    name = _start(next((cell.text for cell in row.cells if cell.text), ""))
    if row.kind == "heading":
        return say("explain.heading", row=place + 1, text=name)
    key = "explain.check" if row.review else "explain.sure"
    return say(key, row=place + 1, number=name)


def _borders(columns: Sequence[str], cells: Sequence[Cell]) -> Iterator[str]:
    """A line for each filled cell: the border before it, and why it stands there."""
    before: Cell | None = None
    for column, cell in zip(columns, cells, strict=True):
        if not cell.text:
            yield say("explain.empty", column=column, share=_percent(cell.confidence))
            continue
        left = before.text[-SHOWN:].replace("\n", " ") if before else ""
        reasons = say("explain.comma").join(_reasons(column, cell, before))
        yield say(
            "explain.border",
            column=column,
            left=left,
            right=_start(cell.text),
            share=_percent(cell.confidence),
            reasons=reasons,
        )
        before = cell


def _start(text: str) -> str:
    return text[:SHOWN].replace("\n", " ")


def _reasons(column: str, cell: Cell, before: Cell | None) -> Iterator[str]:
    yield say(_WHY[cell.why])
    if cell.why != "model":
        return
    if before and before.why in ("model", "person"):
        yield say("explain.final" if before.text[-1] in _FINAL else "explain.unended")
    words = cues(cell.text, column)[:_CUES]
    if words:
        yield say("explain.cues", words=say("explain.between").join(words))


def _rivals(columns: Sequence[str], row: Row) -> Iterator[str]:
    """The other readings, each by the cells in which it differs from the first."""
    if not row.readings:
        return
    first = row.readings[0]
    for place, other in enumerate(row.readings[1:], 2):
        yield say(
            "explain.rival",
            place=place,
            share=_percent(other.probability),
            margin=_percent(first.probability - other.probability),
        )
        for column, mine, theirs in zip(columns, first.cells, other.cells, strict=True):
            if mine != theirs:
                yield say("explain.cell", column=column, text=_ends(theirs))


def _ends(text: str) -> str:
    """A cell by its first and last words."""
    line = text.replace("\n", " ")
    if not line:
        return say("explain.nothing")
    return line if len(line) <= 2 * SHOWN + 1 else f"{line[:SHOWN]}…{line[-SHOWN:]}"


def _percent(share: float) -> str:
    return f"{share:.0%}"
