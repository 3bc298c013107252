"""Cells that take several rows or columns, as far as the cells they cover are empty."""

from collections.abc import Container, Iterator, Sequence

from convert.report import Row, tall_or_wide

Place = tuple[int, int]
"""Row and column, both from 0."""


class Spans:
    """The merged cells of a table; of two that overlap, the first keeps what it has."""

    def __init__(self, rows: Sequence[Row], longest: int, busy: Container[Place]) -> None:
        """No cell reaches beyond each `longest` rows, where another table begins.

        Cells at the places in `busy` are never covered: comments stand on them.
        """
        self._rows, self._longest, self._busy = rows, longest, busy
        self._sizes: dict[Place, tuple[int, int]] = {}
        self._covered: dict[Place, Place] = {}
        for at, column in tall_or_wide(rows):
            self._take(at, column)
        self._merged = frozenset(at for at, _ in self._covered)

    def _take(self, at: int, column: int) -> None:
        """Merge a cell with those it covers, and that stand free."""
        row = self._rows[at]
        cell = row.cells[column]
        if row.kind == "heading" or (at, column) in self._covered:
            return
        # A row of one cell would be read as a heading.
        widest = len(row.cells) - (column == 0)
        width = 1
        while width < cell.colspan and column + width < widest and self._free(at, column + width):
            width += 1
        last = min(at + cell.rowspan, len(self._rows), at - at % self._longest + self._longest)
        columns = range(column, column + width)
        height = 1
        while at + height < last and all(self._free(at + height, each) for each in columns):
            height += 1
        if height == width == 1:
            return
        self._sizes[at, column] = height, width
        for down in range(at, at + height):
            self._covered |= {(down, each): (at, column) for each in columns}

    def _free(self, at: int, column: int) -> bool:
        row, place = self._rows[at], (at, column)
        empty = row.kind == "task" and not row.cells[column].text
        return empty and place not in self._covered and place not in self._busy

    def __contains__(self, at: int) -> bool:
        """Whether any cell of that row is merged with another."""
        return at in self._merged

    def cells(self, at: int) -> Iterator[tuple[int, int, str]]:
        """The cells a row has: column, width, and its part in a merge of rows.

        That part is "restart" for the uppermost cell, "continue" for those below it, ""
        where rows are not merged.
        """
        column = 0
        while column < len(self._rows[at].cells):
            top, left = self._covered.get((at, column), (at, column))
            height, width = self._sizes.get((top, left), (1, 1))
            yield column, width, "" if height == 1 else ("restart" if top == at else "continue")
            column += width
