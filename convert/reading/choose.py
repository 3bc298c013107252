"""Which table of a document is the task table, and which others only go on with it."""

import re
from collections.abc import Iterator, Sequence

from convert.errors import LayoutError
from convert.reading.grid import Header, Table, bare, header
from convert.reading.page import Grid, Page
from convert.reading.scribe import trim
from convert.report import Span

_OUTCOMES = frozenset(("progress", "next", "measures", "problem"))
"""Roles of columns that lists of people and of things do not have."""
_KNOWN = 3
"""Known column names that make a table a task table for certain."""


def choose(
    page: Page, columns: Sequence[str] | None = None, number: int | None = None
) -> list[Table]:
    """The task table of a page, and the tables that go on with it; none if there is none.

    `number` is the table's place among all of the page's tables, from 1, as the user
    gives it; LayoutError where there are not so many.
    """
    alone = page.complete and len(page.grids) == 1
    tables = [
        Table(page.text, grid, header(page.text, grid, columns, trusted=alone))
        for grid in page.grids
    ]
    if number is not None:
        if not 1 <= number <= len(tables):
            raise LayoutError("table.number", number=number, count=len(tables))
        chosen = tables[number - 1]
        if not (chosen.header.height or columns):
            tables[number - 1] = Table(page.text, chosen.grid, Header(0, 1, 0))
        return _with_rest(page, tables, number - 1)
    usable = [i for i, table in enumerate(tables) if _usable(table, columns)]
    if not usable:
        return []
    best = max(usable, key=lambda i: (_score(tables[i]), -i)) if usable[1:] else usable[0]
    return _with_rest(page, tables, best)


def others(page: Page, chosen: Sequence[Table], columns: Sequence[str] | None) -> Iterator[str]:
    """The other tables that look like task tables: their places, from 1, and their names."""
    taken = [table.grid for table in chosen]
    for at, grid in enumerate(page.grids, 1):
        if any(grid is one for one in taken) or _holds_another(grid, page.grids):
            continue
        table = Table(page.text, grid, header(page.text, grid, columns))
        if table.header.known >= _KNOWN and _is_task_table(table):
            yield f"{at}：{'、'.join(filter(None, table.names))}"


def _is_task_table(table: Table) -> bool:
    """Whether a column tells what became of something, or what is in its way."""
    from convert.recover.vocabulary import role

    return any(role(name) in _OUTCOMES for name in table.names if name)


def _usable(table: Table, columns: Sequence[str] | None) -> bool:
    if columns:
        return table.grid.width == len(columns) and bool(table.body)
    return table.header.height > 0 and (table.header.known >= 2 or table.header.stated)


def _score(table: Table) -> tuple[bool, bool, float]:
    """A task table's names before all, then the header's make, then rows and text."""
    kind = table.header
    rows, size = len(table.body), table.end - table.start
    points = 3 * kind.known + 2 * kind.stated + min(rows, 20) / 5 + min(size, 4000) / 1000
    return _is_task_table(table), kind.known >= _KNOWN, points


def largest(page: Page) -> list[Table]:
    """The largest table with three columns and three lines, its first line its header.

    For pages whose tables have no header that is known; none where all are smaller.
    """
    able = [grid for grid in page.grids if grid.width >= 3 and len(grid.lines) >= 3]
    able = [grid for grid in able if not _holds_another(grid, page.grids)]
    best = max(able, key=lambda grid: grid.end - grid.start, default=None)
    return [Table(page.text, best, Header(0, 1, 0))] if best else []


def _holds_another(grid: Grid, grids: Sequence[Grid]) -> bool:
    return any(grid.start <= g.start and g.end <= grid.end and g is not grid for g in grids)


def _with_rest(page: Page, tables: Sequence[Table], at: int) -> list[Table]:
    """The table and those that repeat its header, or its rows' numbering.

    A table before it with the same header is the one that it goes on with.
    """
    at = next(
        (i for i in range(at) if tables[i].header.height and _same(tables[i], tables[at])), at
    )
    found = [tables[at]]
    for table in tables[at + 1 :]:
        if table.grid.start < found[-1].grid.end:
            continue
        go_on = _going_on(page.text, found[-1], table)
        if go_on:
            found.append(go_on)
        elif table.header.known >= _KNOWN:
            break
    return found


def _going_on(text: str, before: Table, table: Table) -> Table | None:
    """`table` as the rest of `before`; None where it is a table of its own."""
    if before.header.height and table.header.height and _same(before, table):
        return table
    if not before.body and not table.header.known and before.grid.width == table.grid.width:
        # Scripts that keep the header in sight make a table of it alone.
        return Table(text, table.grid, Header(0, 0, 0))
    if table.header.known or table.grid.width != before.grid.width or not table.grid.lines:
        return None
    from convert.recover.tails import is_folio

    if not all(is_folio(line) for line in between(text, before, table)):
        return None
    last, first = _number(text, before), _number(text, table, first=True)
    if last is None or first != last + 1:
        return None
    return Table(text, table.grid, Header(0, 0, 0))


def _same(a: Table, b: Table) -> bool:
    return [n for n in map(bare, a.names) if n] == [n for n in map(bare, b.names) if n]


def between(text: str, before: Table, after: Table) -> list[str]:
    """The lines that stand between two tables."""
    return [line for line in text[before.end : after.start].split("\n") if line.strip()]


def _number(text: str, table: Table, first: bool = False) -> int | None:
    """The row number in the last task row of a table, or in its first one."""
    lines = table.grid.lines[:1] if first else table.body[::-1]
    for line in lines:
        box = line.boxes[0] if line.boxes else None
        found = re.fullmatch(r"\d{1,5}", text[box.start : box.end]) if box else None
        if found:
            return int(found[0])
    return None


def headings_before(text: str, tables: Sequence[Table], at: int) -> list[Span]:
    """The lines before table number `at` that are written as heading rows are.

    Those that stand between it and the table before; before the first table only the last
    line, and that only if other tables have such a heading.
    """
    if at:
        return _headings(text, tables[at - 1].end, tables[at].start)
    if not any(headings_before(text, tables, i) for i in range(1, len(tables))):
        return []
    start = text.rfind("\n", 0, len(text[: tables[0].start].rstrip())) + 1
    return _headings(text, start, tables[0].start)


def _headings(text: str, start: int, end: int) -> list[Span]:
    from convert.recover.tails import is_heading

    found, at = [], start
    for line in text[start:end].split("\n"):
        left, right = trim(text, at, at + len(line))
        at += len(line) + 1
        if left < right and is_heading(text[left:right]):
            found.append(Span(left, right))
    return found
