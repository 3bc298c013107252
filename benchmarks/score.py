"""How much of a labelled report was read right; white space does not count.

header   share of reports whose columns are exactly right
rows     share of rows whose every cell is right
cells    share of cells that are right
bounds   F1 of the cells' borders
flagged  share of rows marked for review
silent   rows that are wrong and not marked, as a share of all rows
lost     characters of the table that reached no cell and no left-over text
"""

import sys
from collections import Counter
from typing import Any


def bare(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def score(labelled: dict[str, Any], converted: dict[str, Any]) -> Counter[str]:
    """The counts of one report, `converted` being its JSON."""
    count = Counter(reports=1)
    names = [bare(name) for name in labelled["columns"]]
    count["header"] = int([bare(name) for name in converted["columns"]] == names)
    unused = [([bare(c["text"]) for c in r["cells"]], r["review"]) for r in converted["rows"]]
    everything = [cell for cells, _ in unused for cell in cells]
    gold = [[bare(cell) for cell in row] for row in labelled["rows"]]
    for row in gold:
        match = _matching(row, unused)
        if match:
            unused.remove(match)
        count += _row(row, match)
    supply = Counter("".join(cell for row in gold for cell in row))
    kept = Counter("".join(everything) + bare("".join(converted["unplaced"])))
    count["lost"] = sum((supply - kept).values())
    return count


def _matching(row: list[str], found: list[tuple[list[str], bool]]) -> tuple[list[str], bool] | None:
    """The row with the same text, else one with the same first cell, else none."""
    whole = "".join(row)
    same = (one for one in found if "".join(one[0]) == whole)
    alike = (one for one in found if one[0] and one[0][0] == row[0])
    return next(same, None) or next(alike, None)


def _row(row: list[str], match: tuple[list[str], bool] | None) -> Counter[str]:
    truth = _borders(row)
    count = Counter(rows=1, cells=len(row), truth=len(truth))
    if match is None:
        count["silent"] = 1
        return count
    cells, review = match
    found = (cells + [""] * len(row))[: max(len(row), len(cells))]
    guess = _borders(found)
    count["row_ok"] = int(found == row)
    count["cell_ok"] = sum(a == b for a, b in zip(found, row, strict=False))
    count["guess"], count["both"] = len(guess), len(guess & truth)
    count["flagged"] = int(review)
    count["silent"] = int(found != row and not review)
    return count


def _borders(cells: list[str]) -> set[tuple[int, int, int]]:
    """Column, start and end of every filled cell."""
    found, at = set(), 0
    for column, cell in enumerate(cells):
        if cell:
            found.add((column, at, at + len(cell)))
        at += len(cell)
    return found


def report(name: str, count: Counter[str]) -> None:
    """Print one line of figures."""
    rows = count["rows"] or 1
    f1 = 2 * count["both"] / ((count["truth"] + count["guess"]) or 1)
    sys.stdout.write(
        f"{name:<10} header {count['header'] / (count['reports'] or 1):.2f}  "
        f"rows {count['row_ok'] / rows:.3f}  cells {count['cell_ok'] / (count['cells'] or 1):.3f}  "
        f"bounds {f1:.3f}  flagged {count['flagged'] / rows:.3f}  "
        f"silent {count['silent'] / rows:.3f}  lost {count['lost']}\n"
    )
