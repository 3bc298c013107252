"""Merged cells, as a format may draw them."""

from convert.report import Report, tall_or_wide

Areas = dict[tuple[int, int], tuple[int, int]]
"""By the row and column of a merged cell, both from 0: how many rows and columns it takes."""


def areas(report: Report) -> Areas:
    """The merged cells that can be drawn merged.

    Such an area lies within the table, crosses no heading row and no other area, and
    holds no text but its own: what does not is left as single cells, and nothing is lost.
    """
    found: Areas = {}
    taken: set[tuple[int, int]] = set()
    for at, column in tall_or_wide(report.rows):
        cell = report.rows[at].cells[column]
        block = _block(report, at, column)
        if block and not taken.intersection(block):
            found[at, column] = cell.rowspan, cell.colspan
            taken.update(block)
    return found


def covered(found: Areas) -> frozenset[tuple[int, int]]:
    """The cells that other cells cover, by row and column."""
    return frozenset(
        (row, column)
        for (at, left), (rows, columns) in found.items()
        for row in range(at, at + rows)
        for column in range(left, left + columns)
        if (row, column) != (at, left)
    )


def _block(report: Report, at: int, column: int) -> list[tuple[int, int]]:
    """The cells of an area, or nothing where they cannot be one."""
    cell = report.rows[at].cells[column]
    below, right = at + cell.rowspan, column + cell.colspan
    if below > len(report.rows) or right > len(report.columns):
        return []
    rows = report.rows[at:below]
    others = [text for row in rows for text in row.texts[column:right]][1:]
    if any(others) or any(row.kind == "heading" for row in rows):
        return []
    return [(row, place) for row in range(at, below) for place in range(column, right)]
