"""XLSX: the sheets of a workbook, each a table.

Hidden rows, columns and sheets are left out, with a note.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from convert.reading.book import Merged, Sheet, sheets
from convert.reading.page import Page
from convert.reading.parcel import Parcel
from convert.reading.scribe import Scribe
from convert.reading.sheetours import is_ours, ours
from convert.report import Note


def page(data: bytes, name: str = "") -> Page:
    """The page in a workbook. Raises InputError where it is damaged or no workbook."""
    found = sheets(Parcel(data, name))
    notes = tuple(note for sheet in found for note in _notes(sheet))
    if is_ours(found):
        return ours(found, notes)
    scribe = Scribe()
    for sheet in found:
        if sheet.visible:
            _write(scribe, sheet)
    text, grids = scribe.done()
    return Page(text, grids, notes=notes)


def _notes(sheet: Sheet) -> Iterator[Note]:
    """What of a sheet is not shown."""
    if not sheet.visible:
        texts = [text for row in sheet.cells.values() for text in row.values() if text.strip()]
        yield Note("sheet", " ".join([sheet.name, *texts]))
        return
    if hidden := " ".join([*sheet.hidden, *_under(sheet)]):
        yield Note("hidden", " ".join(hidden.split()))
    if sheet.empty:
        yield Note("formula", f"{sheet.name}: {sheet.empty}")


def _under(sheet: Sheet) -> Iterator[str]:
    """Texts that a merged cell covers."""
    rows = sorted(sheet.cells)
    for at, merged in zip(rows, _reaching(rows, sheet.merged), strict=True):
        for column, text in sheet.cells[at].items():
            over = _over(merged, column)
            if over and (over.top, over.left) != (at, column):
                yield text


def _over(merged: Sequence[Merged], column: int) -> Merged | None:
    return next((one for one in merged if one.left <= column <= one.right), None)


def _write(scribe: Scribe, sheet: Sheet) -> None:
    """Writes a sheet as a table; rows in which nothing stands are left out."""
    scribe.open_table()
    rows = sorted(sheet.cells)
    for at, merged in zip(rows, _reaching(rows, sheet.merged), strict=True):
        scribe.open_row()
        reached = 0
        for column, text in sorted(sheet.cells[at].items()):
            over = _over(merged, column)
            if over and (over.top, over.left) != (at, column):
                continue
            columns = over.right - over.left + 1 if over else 1
            tall = bisect_right(rows, over.foot) - bisect_left(rows, at) if over else 1
            scribe.skip(max(0, column - 1 - reached))
            scribe.open_cell(columns, tall)
            scribe.write(text)
            scribe.close_cell()
            reached = column - 1 + columns
        scribe.close_row()
    scribe.close_table()


def _reaching(rows: Sequence[int], merged: Sequence[Merged]) -> Iterator[list[Merged]]:
    """For each row, the merged cells that take a part of it."""
    waiting = sorted(merged, key=lambda one: -one.top)
    here: list[Merged] = []
    for at in rows:
        while waiting and waiting[-1].top <= at:
            here.append(waiting.pop())
        here = [one for one in here if one.foot >= at]
        yield here
