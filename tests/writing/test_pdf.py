import itertools
import shutil
import subprocess

import pytest

from convert.errors import StyleError
from convert.report import Source
from convert.resources import folder
from convert.style import style
from convert.typeset.attachment import Attachment
from convert.typeset.missing import missing
from convert.writing.pdf import write
from tests.typeset.readback import Pdf
from tests.typeset.reports import NAMES, brief, report
from tests.typeset.validators import page_failures

REPORT = brief()


@pytest.fixture(scope="module")
def data():
    return write(REPORT, style("brief"))


@pytest.fixture(scope="module")
def pdf(data):
    return Pdf(data)


def test_same_report_same_bytes(data):
    assert write(REPORT, style("brief")) == data


def test_every_cell_stands_in_the_structure_tree(pdf):
    expected = [list(row.texts) for row in REPORT.rows]
    expected[0] = expected[0][:1]
    assert pdf.table == expected
    assert [cell.text for cell in pdf.tree.all("THead")[0].kids[0].kids] == list(REPORT.columns)
    assert pdf.tree.all("H1")[0].text == REPORT.title


def test_fields_are_printed_with_the_sign_the_source_has(pdf):
    texts = [element.text for element in pdf.tree.kids if element.kind == "P"]
    assert texts == [
        "索引号 H002/2020-44648",
        "成文日期：2020-10-09",
        "发布机构 区发改局",
        "访问次数 ",
    ]


def test_header_and_page_number_stand_on_every_page(pdf):
    assert len(pdf.pages) > 3
    for number, page in enumerate(pdf.pages, 1):
        text = "".join(glyph.text for glyph in page.glyphs)
        assert text.count("工作举措与完成情况") == 1
        assert text.endswith(f"— {number} —")


def test_nothing_is_drawn_outside_the_page_or_over_other_glyphs(pdf):
    for page in pdf.pages:
        lines = {}
        for glyph in page.glyphs:
            assert glyph.left >= 0
            assert glyph.right <= page.width
            assert 0 <= glyph.base <= page.height
            if glyph.text.strip() and not glyph.turned:
                lines.setdefault(glyph.base, []).append((glyph.left, glyph.right))
        for places in lines.values():
            places.sort()
            assert all(a[1] <= b[0] + 0.05 for a, b in itertools.pairwise(places))


def test_left_over_text_is_printed_where_the_style_says_so(pdf):
    assert "分享：" not in "".join(e.text for e in pdf.tree.all("P"))
    archive = Pdf(write(REPORT, style("archive")))
    assert archive.tree.kids[-1].text == "分享："
    for made in (pdf, archive):
        assert "分享：" in made.file.Root.Metadata.read_bytes().decode()


def test_every_font_is_embedded(pdf):
    fonts = pdf.file.pages[0].Resources.Font
    assert len(fonts) == 5
    for font in fonts.values():
        assert "+" in str(font.BaseFont)
        assert len(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()) > 1000


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is missing")
def test_poppler_reads_the_text_in_order(data, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    command = ["pdftotext", "-raw", path, "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    bare = "".join(text.split())
    for row in REPORT.rows[:6]:
        assert "".join("".join(row.texts).split()) in bare


def test_a_report_without_rows():
    made = Pdf(write(report([]), style("brief")))
    assert made.table == [[*NAMES]]
    assert len(made.pages) == 1


def test_rows_to_check_are_marked_and_listed_only_where_the_style_asks():
    rows = tuple(row._replace(review=i in (2, 5)) for i, row in enumerate(REPORT.rows))
    doubtful = REPORT._replace(rows=rows)
    clean, marked = style("brief"), style("brief")._replace(doubtful=True)
    assert write(doubtful, clean) == write(REPORT, clean)
    made = Pdf(write(doubtful, marked))
    assert [element.text for element in made.tree.kids[-2:]] == ["序号2", "序号5"]
    signs = [glyph for page in made.pages for glyph in page.glyphs if glyph.text == "※"]
    assert [glyph.artifact for glyph in signs[:2]] == [True, True]


def test_the_archive_copy_says_where_it_came_from():
    source = Source("report.txt", "utf-8", "ab" * 32)
    made = Pdf(write(REPORT._replace(source=source), style("archive")))
    texts = [element.text for element in made.tree.kids]
    assert texts[texts.index("来源与核对") :] == [
        "来源与核对",
        "来源文件：report.txt",
        "SHA-256：" + "ab" * 32,
        "字符编码：utf-8",
        f"表格：5栏，{len(REPORT.rows)}行",
        "需要核对的行：无",
        "未归入表格的文字：",
        "分享：",
    ]


def test_attached_files_come_out_as_they_went_in(tmp_path):
    files = [
        Attachment("报告.txt", b"\xb1\xa8\xb8\xe6", "text/plain", "Source"),
        Attachment("report.csv", b"a,b\r\n", "text/csv", "Data"),
    ]
    data = write(REPORT, style("brief"), files)
    made = Pdf(data).file
    assert {name: made.attachments[name].get_file().read_bytes() for name in made.attachments} == {
        "报告.txt": b"\xb1\xa8\xb8\xe6",
        "report.csv": b"a,b\r\n",
    }
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    assert page_failures(path, "3a") == page_failures(path, "ua1") == []


def test_missing_characters_are_named_with_their_rows():
    made = report([["1", "𠮷", "", "", "野家"], ["2", "\ue815𠮷", "", "", ""]])
    assert missing(made, style("brief")) == {"\ue815": [2], "𠮷": [1, 2]}
    text = "".join(glyph.text for glyph in Pdf(write(made, style("brief"))).pages[0].glyphs)
    assert "𠮷" in text
    assert "[U+" not in text


def test_a_font_of_the_users_own_is_used_and_embedded(tmp_path):
    own = tmp_path / "own.ttf"
    own.write_bytes((folder("fonts") / "kai.ttf").read_bytes())
    made = Pdf(write(REPORT, style("brief")._replace(fonts={"fang": str(own)})))
    names = [str(font.BaseFont) for font in made.file.pages[0].Resources.Font.values()]
    assert not any("Fang" in name for name in names)
    with pytest.raises(StyleError, match="nothing"):
        write(REPORT, style("brief")._replace(fonts={"fang": str(tmp_path / "nothing.ttf")}))


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler's pdffonts is missing")
def test_poppler_finds_every_font_embedded_as_a_subset_with_unicode(data, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    shown = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    lines = shown.splitlines()[2:]
    assert len(lines) == 5
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines), shown
    assert "Helvetica" not in shown
