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
from convert.style import names, style
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
