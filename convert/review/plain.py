"""A report as the page shows it: plain data, each row with its source text and borders."""

from typing import Any

from convert.doubt import doubtful
from convert.person import RowWord
from convert.reading.amend import begins
from convert.report import Report, Row
from convert.visible import visible

_SIGNS = "|｜│┃"
_OTHERS = 3
"""How many other readings of a row are offered."""

Plain = dict[str, Any]


def row(found: Row, text: str, said: RowWord | None) -> Plain:
    """One row, and what a person has said of it; all offsets are the source's.

    Those of `cuts` are one for each column but the first.
    """
    start, end = extent(found)
    return {
        "start": start,
        "end": end,
        "kind": found.kind,
        "review": found.review,
        "accepted": said is not None and said.accepted,
        "source": text[start:end],
        "cuts": list(borders(found)),
        "pinned": sorted(column for column, _ in said.cuts) if said else [],
        "doubtful": list(doubtful(found)),
        "cells": [
            [cell.text, cell.why, round(cell.confidence, 2), _span(cell.span)]
            for cell in found.cells
        ],
        "readings": _readings(found, text) if found.review else [],
    }


def _span(span: Any) -> list[int] | None:
    return [span.start, span.end] if span else None


def extent(found: Row) -> tuple[int, int]:
    """Where a row stands in the source; 0, 0 where it has no characters there."""
    start = begins(found)
    if start is None:
        return 0, 0
    return start, max(cell.span.end for cell in found.cells if cell.span)


def borders(found: Row) -> tuple[int, ...]:
    """Where each column but the first begins: with its text or, empty, with the next one's."""
    cuts, after = [], extent(found)[1]
    for cell in reversed(found.cells[1:]):
        after = cell.span.start if cell.span else after
        cuts.append(after)
    return tuple(reversed(cuts))


def _readings(found: Row, text: str) -> list[Plain]:
    made = []
    own = borders(found)
    for reading in found.readings:
        cuts = aligned(text, *extent(found), reading.cells)
        if cuts and cuts != own:
            made.append({"cuts": list(cuts), "chance": round(reading.probability, 2)})
    return made[:_OTHERS]


def aligned(text: str, start: int, end: int, cells: tuple[str, ...]) -> tuple[int, ...] | None:
    """The borders in text[start:end] of cells whose white space was put in order.

    None where they are not the texts that stand there.
    """
    at, cuts = start, []
    for cell in cells:
        begin = None
        rest = "".join(cell.split())
        while rest:
            if at == end:
                return None
            seen = visible(text[at])
            if rest.startswith(seen):
                begin = at if begin is None else begin
                rest = rest[len(seen) :]
            elif not (seen.isspace() or seen in _SIGNS):
                return None
            at += 1
        cuts.append(begin)
    return _closed(cuts, end)


def _closed(begins_at: list[int | None], end: int) -> tuple[int, ...]:
    made, after = [], end
    for begin in reversed(begins_at[1:]):
        after = after if begin is None else begin
        made.append(after)
    return tuple(reversed(made))


def head(report: Report) -> Plain:
    """What stands above the table."""
    return {
        "title": report.title,
        "columns": list(report.columns),
        "fields": [
            {"at": f.span.start if f.span else f.label, "label": f.label, "value": f.value}
            for f in report.fields
        ],
    }


def changed(before: list[Plain], after: list[Plain]) -> Plain:
    """What has to be replaced so that `before` becomes `after`: one stretch of rows."""
    most = min(len(before), len(after))
    # Rows that are as they were are the same objects: to compare what they hold takes long.
    first = next((at for at in range(most) if before[at] is not after[at]), most)
    most -= first
    last = next((at for at in range(most) if before[-1 - at] is not after[-1 - at]), most)
    rows = after[first : len(after) - last]
    return {"at": first, "drop": len(before) - last - first, "rows": rows}
