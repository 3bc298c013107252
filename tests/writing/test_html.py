import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given

from convert.report import Cell, Field, Note, Report, Row, Source
from convert.style import Style, names, style
from convert.typeset.columns import plan
from convert.visible import visible
from convert.writing.html import write
from tests import hostile
from tests.made import reports

STYLE = style("brief")
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]


def parsed(report: Report, name: str = "brief") -> Element:
    """The page as a browser reads it; html5lib raises where it would have to guess."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(write(report, style(name)).decode())
    return root


def text(element: Element) -> str:
    """An element's text, `br` as a line end."""
    inner = "".join(("\n" if kid.tag == "br" else text(kid)) + (kid.tail or "") for kid in element)
    return (element.text or "") + inner


def texts(root: Element, path: str) -> list[str]:
    return [text(element) for element in root.iterfind(f".//{path}")]


def check(report: Report) -> None:
    """Everything that a browser finds is the report's, to the last space."""
    root = parsed(report)
    assert texts(root, "h1") == [visible(report.title)] * bool(report.title)
    assert texts(root, "thead/tr/th") == [*map(visible, report.columns)]
    rows = [[text(cell) for cell in row] for row in root.iterfind(".//tbody/tr")]
    want = [r.texts[:1] if r.kind == "heading" else r.texts for r in report.rows]
    assert rows == [[*map(visible, row)] for row in want]
    items = [
        {part.get("class"): text(part) for part in item}
        for item in root.iterfind(".//ul[@class='fields']/li")
    ]
    parts = [{"label": f.label, "mark": f.mark, "value": f.value} for f in report.fields]
    assert items == [{k: visible(v) for k, v in part.items() if v} for part in parts]
    assert texts(root, "details/ul/li") == [*map(visible, report.unplaced)]


@given(reports())
def test_a_browser_finds_everything(report: Report) -> None:
    check(report)


def test_a_browser_finds_hostile_texts_as_they_are() -> None:
    check(hostile.report())


MADE = Report(
    "题目",
    (Field("索引号", "A-1"), Field("发布机构", "甲局")),
    ("序号", "内容"),
    (
        Row("task", (Cell("1"), Cell("甲\n乙", confidence=0.6, why="model")), review=True),
        Row("heading", (Cell("一、经济"), Cell(""))),
        Row("task", (Cell("2"), Cell("丙"))),
    ),
    (Note("unplaced", "分享:"),),
    Source("甲.txt", "utf-8", "0" * 64),
)


def test_the_page_says_its_language_its_title_and_its_metadata() -> None:
    root = parsed(MADE)
    assert root.get("lang") == "zh-CN"
    assert texts(root, "title") == ["题目"]
    found = {meta.get("name"): meta.get("content") for meta in root.iterfind(".//meta[@name]")}
    assert found["dcterms.identifier"] == "A-1"
    assert found["author"] == found["dcterms.creator"] == "甲局"
    assert found["convert.source.sha256"] == "0" * 64


def test_header_cells_have_scopes_and_a_heading_heads_its_group() -> None:
    root = parsed(MADE)
    assert [cell.get("scope") for cell in root.iterfind(".//thead//th")] == ["col", "col"]
    groups = [[len(row) for row in body] for body in root.iterfind(".//tbody")]
    assert groups == [[2], [1, 2]]
    heading = root.find(".//tbody/tr/th")
    assert heading is not None
    assert (heading.get("scope"), heading.get("colspan")) == ("rowgroup", "2")


def test_doubtful_cells_say_so() -> None:
    cells = parsed(MADE).findall(".//tr[@class='review']/td")
    assert [cell.get("title") for cell in cells] == [
        None,
        "请核对：原文没有留下这一格的边界，是程序推定的。\n把握：约60%。",
    ]


def test_left_over_text_is_folded_unless_the_style_prints_it() -> None:
    for name, opened in (("brief", False), ("archive", True)):
        details = parsed(MADE, name).find(".//details")
        assert details is not None
        assert ("open" in details.attrib) is opened


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    made = write(hostile.report(), STYLE).decode()
    tags = {tag.lower() for tag in re.findall(r"<([A-Za-z][\w-]*)", made)}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "a"}
    assert "url(" not in made
    assert "@import" not in made
    assert "default-src 'none'" in made


def test_the_paper_is_a4_lying() -> None:
    assert b"@page { size: 297mm 210mm; margin: 28mm 37mm 26mm 35mm;" in write(MADE, STYLE)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
@pytest.mark.parametrize("report", [MADE, hostile.report()], ids=["made", "hostile"])
def test_chromium_prints_everything_with_the_header_on_every_page(
    report: Report, tmp_path: Path
) -> None:
    """What is printed, page by page; signs that need a font of their own are left aside."""
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_bytes(write(report, style("archive")))
    command = [*CHROMIUM, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True)
    pages = shown.stdout.decode().split("\f")[:-1]
    for number, printed in enumerate(pages, 1):
        assert f"— {number} —" in printed
    bare = "".join("".join(pages).split())
    for row in report.rows:
        for cell in row.texts:
            if cell.isprintable() and len(cell) < 200 and max(cell, default="") < "\ue000":
                assert "".join(cell.split()) in bare


def validator(module: str) -> Path | None:
    """Where npm put a validator that somebody installed for this checkout."""
    found = Path(__file__).resolve().parents[2] / "node_modules" / module
    return found if found.exists() else None


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("java") is None or validator("vnu-jar") is None, reason="npm install vnu-jar"
)
@pytest.mark.parametrize("name", names())
def test_the_nu_html_checker_finds_nothing(name: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(write(MADE, style(name)))
    jar = Path(str(validator("vnu-jar"))) / "build/dist/vnu.jar"
    done = subprocess.run(
        ["java", "-jar", jar, "--Werror", "--format", "json", page], capture_output=True
    )
    found: Any = json.loads(done.stderr)
    assert found["messages"] == []


def test_merged_cells_stay_merged() -> None:
    rows = (
        Row("task", (Cell("1", rowspan=2), Cell("甲", colspan=2), Cell(""))),
        Row("task", (Cell(""), Cell("乙"), Cell("丙"))),
    )
    root = parsed(Report("", (), ("序号", "内容", "情况"), rows))
    got = [[(text(c), dict(c.attrib)) for c in row] for row in root.iterfind(".//tbody/tr")]
    assert got == [
        [("1", {"rowspan": "2"}), ("甲", {"colspan": "2"})],
        [("乙", {}), ("丙", {})],
    ]


WHOLE = Report(
    "题\n目",
    (Field("索引号", "A-1"), Field("体裁", "", mark="：")),
    ("序号", "内容\n二", "完成"),
    (
        Row("heading", (Cell("一、经济"), Cell(""), Cell(""))),
        Row(
            "task",
            (Cell("1", rowspan=2), Cell('甲\n"乙"', confidence=0.6, why="model"), Cell("<")),
            review=True,
        ),
        Row("task", (Cell(""), Cell("丙", colspan=2), Cell(""))),
        Row("heading", (Cell("二"), Cell(""), Cell(""))),
    ),
    (Note("unplaced", "分享:"),),
    Source("甲\t.txt", "utf-8", "00"),
)
HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>题 目</title>
<meta name="dcterms.title" content="题&#10;目">
<meta name="dcterms.identifier" content="A-1">
<meta name="convert.source.name" content="甲&#9;.txt">
<meta name="convert.source.encoding" content="utf-8">
<meta name="convert.source.sha256" content="00">
"""
BODY = """
</head>
<body>
<main>
<h1 id="title">题<br>目</h1>
<ul class="fields">
<li><span class="label">索引号</span> <span class="value">A-1</span></li>
<li><span class="label">体裁</span><span class="mark">：</span> </li>
</ul>
<figure class="sheet" aria-labelledby="title" tabindex="0">
<table>
<thead>
<tr><th scope="col">序号</th><th scope="col">内容<br>二</th><th scope="col">完成</th></tr>
</thead>
<tbody>
<tr class="heading"><th scope="rowgroup" colspan="3">一、经济</th></tr>
<tr class="review"><td rowspan="2">1</td><td title="REMARK">甲<br>"乙"</td><td>&lt;</td></tr>
<tr><td colspan="2">丙</td></tr>
</tbody>
<tbody>
<tr class="heading"><th scope="rowgroup" colspan="3">二</th></tr>
</tbody>
</table>
</figure>
<details class="leftovers">
<summary>未归入表格的文字</summary>
<ul>
<li>分享:</li>
</ul>
</details>
</main>
</body>
</html>
"""


def test_the_page_is_written_to_the_letter() -> None:
    made = write(WHOLE, STYLE).decode()
    head, _, rest = made.partition("<style>\n")
    assert head == HEAD
    remark = "请核对：原文没有留下这一格的边界，是程序推定的。&#10;把握：约60%。"
    assert rest.partition("</style>")[2] == BODY.replace("REMARK", remark)


def test_a_table_without_a_title_has_a_name_all_the_same() -> None:
    made = write(Report("", (), ("序号",), ()), STYLE).decode()
    assert "<title>工作进展表</title>" in made
    assert '<figure class="sheet" aria-label="工作进展表" tabindex="0">' in made
    assert "<h1" not in made
    assert "<ul" not in made
    assert "<details" not in made


def rules(report: Report, chosen: Style = STYLE) -> list[str]:
    """The page's own rules, line by line."""
    return write(report, chosen).decode().partition("<style>\n")[2].split("\n")


def test_the_style_s_sizes_faces_and_lines_are_the_page_s() -> None:
    chosen = STYLE._replace(
        page=STYLE.page._replace(orientation="portrait"),
        grid=STYLE.grid._replace(rule=0.75, padding=3, shade=0.2),
        faces={**STYLE.faces, "fang": '仿宋";}\\</style>'},
    )
    fang = r"仿宋\22 \3b \7d \5c \3c \2f style\3e "
    assert rules(MADE, chosen)[:6] == [
        "@page { size: 210mm 297mm; margin: 28mm 37mm 26mm 35mm; @bottom-center { "
        'content: "— " counter(page) " —"; font: 14pt/14pt "宋体", "SimSun", "STSong", '
        '"Noto Serif CJK SC", serif; } }',
        'h1 { font: 22pt/36pt "方正小标宋简体", "FZXiaoBiaoSong-B05S", "STZhongsong", '
        '"Noto Serif CJK SC", serif; text-align: center; }',
        '.fields, .leftovers { font: 10.5pt/16pt "楷体_GB2312", "KaiTi_GB2312", "KaiTi", '
        '"STKaiti", serif; }',
        f'td {{ font: 11pt/15.5pt "{fang}", "FangSong_GB2312", "FangSong", "STFangsong", serif; '
        "text-align: justify; }",
        'th { font: 12pt/16pt "黑体", "SimHei", "STHeiti", "Noto Sans CJK SC", sans-serif; '
        "text-align: center; background: rgb(204 204 204); }",
        "th, td { border-width: 0.75pt; padding: 1.5pt 3pt; }",
    ]


def shares(report: Report, chosen: Style = STYLE) -> list[float]:
    """The columns' parts of the width, in percent."""
    found = [
        re.fullmatch(r"th:nth-child\((\d)\) { width: ([\d.]+)%; }", line)
        for line in rules(report, chosen)
    ]
    kept = [one for one in found if one]
    assert [int(one[1]) for one in kept] == [*range(1, len(report.columns) + 1)]
    return [float(one[2]) for one in kept]


def test_columns_are_as_wide_as_on_the_printed_page() -> None:
    rows = (
        Row("heading", (Cell("一、" + "经济" * 40), Cell(""))),
        Row("task", (Cell("1"), Cell("甲" * 200))),
        Row("task", (Cell("2"), Cell("乙" * 150))),
    )
    report = Report("", (), ("序号", "内容"), rows)
    page, grid = STYLE.page, STYLE.grid
    for chosen, sheet in ((STYLE, page.height), (upright(), page.width)):
        room = (sheet - page.left - page.right) * 72 / 25.4
        texts = [row.texts for row in rows[1:]]
        sizes = {"head": STYLE.head.size}
        widths = plan(report.columns, texts, room, STYLE.body.size, grid.padding + 1, **sizes)
        want = [100 * width / sum(widths) for width in widths]
        assert shares(report, chosen) == pytest.approx(want, abs=0.005)
    assert shares(report)[0] < shares(report, upright())[0]


def upright() -> Style:
    return STYLE._replace(page=STYLE.page._replace(orientation="portrait"))
