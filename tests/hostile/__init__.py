"""Reports that no reader makes but a program may: every cell a trap for some format."""

from convert.report import Cell, Field, Note, Reading, Report, Row, Source

CELLS = (
    "=1+1",
    "＝1+1",
    "@SUM(A1:A9)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "'=1+1",
    "''",
    " =1+1",
    "-12.5%",
    "-",
    "\t=1+1",
    "甲\t乙\t",
    "甲\r乙\r\n丙",
    "甲\x00乙",
    "\x01\x0b\x1f\x7f\x85\ufffe\uffff",
    "甲|乙\\|丙\\",
    "](x) [甲](javascript:alert(1)) ![图](x)",
    "`甲` **乙** _丙_ ~~丁~~ $x$ &amp; &lt; #1",
    "1. 甲\n- 乙\n> 丙\n# 丁\n+ 戊",
    "<script>alert(1)</script><!-- --> <b>甲</b>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "甲\u202e乙\u202c\u2066丙\u2069\u200f",
    "\ufeff甲\u200b乙\u2028丙\u2029丁",
    "\u3000 甲 \u00a0乙  丙\u00a0 ",
    "\n甲\n\n乙\n",
    "001",
    "1e5",
    "2020-10-09",
    "TRUE",
    "#N/A",
    "_x000D_ _x0041_ _X0041_",
    "𠮷😀é",
    "\ue000\uf8ff",
    '"甲","乙"\'丙\'',
    "{{7*7}} {% x %} ${x} %s {0}",
    "https://example.org/?a_b=1&c=<2> WWW.a_b.org www.a_b.org mailto:a_b@example.org",
    "长" * 40_000,
)


def report() -> Report:
    """One row a hostile cell, with it in title, fields, header and left-over text too."""
    rows = [
        Row("task", (Cell(str(at)), Cell(text, confidence=0.5, why="model"), Cell("")), at % 2 == 0)
        for at, text in enumerate(CELLS, 1)
    ]
    rows[0] = Row("task", rows[0].cells, True, (Reading((CELLS[0], CELLS[1], ""), 0.6),))
    rows.insert(3, Row("heading", (Cell("=一、**经济**|发展"), Cell(""), Cell(""))))
    short = [text for text in CELLS if len(text) < 100]
    return Report(
        title="=标题 <b>|&\x00\u202e](x)",
        fields=tuple(Field(f"{text.strip() or '甲'}", text, mark="：") for text in short),
        columns=("序号", "=栏\n名|<i>", "栏名"),
        rows=tuple(rows),
        notes=tuple(Note("unplaced", text) for text in short),
        source=Source("=甲 #1?.txt", "utf-8", "0" * 64),
    )
