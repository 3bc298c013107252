"""A labelled report as the text that a page leaves behind, in the six ways it loses its borders.

glued      cells of a row joined by nothing, one row a line (what samples/report.txt is)
spaced     as glued, with one space between non-empty cells
tabbed     cells joined by tabs, empty cells kept, one row a line
piped      | a | b | rows, as in Markdown, no rule line
celllines  each non-empty cell on a line of its own
block      header and all rows glued into one single line
"""

from typing import Any

MODES = ("glued", "spaced", "tabbed", "piped", "celllines", "block")


def flatten(report: dict[str, Any], mode: str) -> str:
    """The page of a labelled report: its head, the flattened table, a line of furniture."""
    return f"{_head(report)}{_table(report, mode)}\n\n扫一扫在手机打开当前页\n"


def _head(report: dict[str, Any]) -> str:
    pairs = [f"{label} {value}".rstrip() for label, value in report["metadata"]]
    lines = [" ".join(pairs[at : at + 2]) for at in range(0, len(pairs), 2)]
    return "\n".join(lines) + f"\n\n{report['title']}\n\n"


def _table(report: dict[str, Any], mode: str) -> str:
    rows: list[list[str]] = [report["columns"], *report["rows"]]
    if mode in ("glued", "block"):
        return ("\n" if mode == "glued" else "").join("".join(row) for row in rows)
    if mode == "spaced":
        return "\n".join(" ".join(filter(None, row)) for row in rows)
    if mode == "tabbed":
        return "\n".join("\t".join(row) for row in rows)
    if mode == "piped":
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return "\n".join(cell for row in rows for cell in row if cell)
