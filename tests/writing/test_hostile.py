"""The table of hostile cells in docs/formats.md is what the writers really make of them."""

import io
import re
import zipfile
from collections.abc import Callable

from convert.report import Cell, Report, Row
from convert.style import style
from convert.writing import csv, html, json, md, xlsx
from tests.conftest import SAMPLES

GUIDE = SAMPLES.parent / "docs/formats.md"
STYLE = style("brief")
CELLS = (
    *("=1+1", "'=1+1", "@SUM(A1:A9)", "甲\t乙", "甲\r乙", "甲\x00乙", "甲|乙\\丙", "](x)"),
    *("<script>", "甲\u202e乙", "_x000D_", "001", "#N/A", "长" * 40_000),
)


def _csv(report: Report) -> str:
    return csv.write(report, STYLE).decode("utf-8-sig").split("\r\n")[1]


def _md(report: Report) -> str:
    return md.write(report, STYLE).decode().split("\n")[2][2:-2]


def _html(report: Report) -> str:
    found = re.search(r"<td>(.*)</td>", html.write(report, STYLE).decode())
    assert found
    return found[1]


def _json(report: Report) -> str:
    found = re.search(r'"text": (".*"),', json.write(report, STYLE).decode())
    assert found
    return found[1]


def _xlsx(report: Report) -> str:
    with zipfile.ZipFile(io.BytesIO(xlsx.write(report, STYLE))) as archive:
        found = re.findall(r"<t [^>]*>(.*?)</t>", archive.read("xl/sharedStrings.xml").decode())
    # The first is the column's name.
    return str(found[1])


FORMATS: dict[str, Callable[[Report], str]] = {
    "CSV": _csv,
    "Markdown": _md,
    "XLSX": _xlsx,
    "HTML": _html,
    "JSON": _json,
}


def _shown(text: str) -> str:
    """Text as it stands in the file, as code in a table; what cannot be seen is named."""
    if len(text) > 100:
        kept = re.sub("长{2,}", lambda run: f"长×{len(run[0]):,}", text)
        return f"`{kept}`"
    named = re.sub("[\t\r\0\u202e]", lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
    return "`" + named.replace("|", "\\|") + "`"


def table() -> str:
    """The table, in GFM."""
    rows = [["cell", *FORMATS], ["---"] * (1 + len(FORMATS))]
    for text in CELLS:
        report = Report("", (), ("栏",), (Row("task", (Cell(text),)),))
        rows.append([_shown(text), *(_shown(made(report)) for made in FORMATS.values())])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def test_the_guide_shows_what_hostile_cells_become() -> None:
    assert table() in GUIDE.read_text(encoding="utf-8")


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201
