"""How the Word file looks: what converters that offices use today get wrong."""

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from convert import read
from convert.style import names, style
from convert.writing.docx import write
from tests.conftest import SAMPLES
from tests.writing.word import Word, table

STYLE = style("brief")
ARCHIVE = style("archive")
SAMPLE = read(SAMPLES / "report.txt")


@pytest.fixture(scope="module")
def sample() -> Word:
    return Word(write(SAMPLE, STYLE))


@pytest.mark.parametrize("name", names())
def test_the_paper_is_a4(name: str) -> None:
    section = Word(write(SAMPLE, style(name))).file.sections[0]
    sides = sorted((section.page_width, section.page_height))
    assert [round(side / Mm(1)) for side in sides] == [210, 297]
    lies = section.page_width > section.page_height
    assert (section.orientation == WD_ORIENT.LANDSCAPE) == lies


def test_the_table_has_borders(sample: Word) -> None:
    look = sample.tables[0].style
    assert look.name == "报告表格"
    borders = look.element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    assert {edge.tag.split("}")[1] for edge in borders} == {
        "top", "left", "bottom", "right", "insideH", "insideV",
    }  # fmt: skip
    assert all(edge.get(qn("w:val")) == "single" for edge in borders)
    assert all(int(edge.get(qn("w:sz"))) > 0 for edge in borders)


@pytest.mark.parametrize("name", names())
def test_the_table_fills_the_type_area_and_no_more(name: str) -> None:
    word = Word(write(SAMPLE, style(name)))
    section = word.file.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    grid = [int(one.get(qn("w:w"))) for one in word.tables[0]._tbl.tblGrid]
    total = word.tables[0]._tbl.tblPr.find(qn("w:tblW"))
    assert total.get(qn("w:type")) == "dxa"
    assert sum(grid) == int(total.get(qn("w:w")))
    assert abs(sum(grid) - room / 635) <= 1
    assert word.tables[0]._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_columns_are_as_wide_as_their_texts_need(sample: Word) -> None:
    grid = [int(one.get(qn("w:w"))) for one in sample.tables[0]._tbl.tblGrid]
    assert grid[0] < sum(grid) / 15
    assert grid[2] > sum(grid) / 4
    for row in sample.tables[0].rows:
        widths = [cell.tcPr.find(qn("w:tcW")).get(qn("w:w")) for cell in row._tr.tc_lst]
        assert list(map(int, widths)) == grid


def test_the_header_row_repeats_and_rows_stay_whole(sample: Word) -> None:
    first, *rest = sample.tables[0]._tbl.tr_lst
    assert first.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rest)
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in sample.tables[0]._tbl.tr_lst)


def test_a_row_taller_than_a_page_may_split() -> None:
    word = Word(write(table(["1", "短"], ["2", "长文本" * 2000], ["3", "段\n" * 60]), STYLE))
    whole = [
        row.trPr is not None and row.trPr.find(qn("w:cantSplit")) is not None
        for row in word.tables[0]._tbl.tr_lst
    ]
    assert whole == [True, True, False, False]


@pytest.mark.parametrize("name", names())
def test_every_style_names_its_chinese_face(name: str) -> None:
    look = style(name)
    word = Word(write(SAMPLE, look))
    roles = {
        "Title": look.title, "报告要素": look.fields, "表头": look.head, "表格正文": look.body,
        "表格居中": look.body, "页码": look.number,
    }  # fmt: skip
    for called, type in roles.items():
        fonts = word.file.styles[called].element.rPr.rFonts
        faces = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert faces == {look.faces[type.face]}
        assert word.file.styles[called].font.size.pt == type.size
    assert b"Theme=" not in word.parts["word/styles.xml"]
    assert b"rFonts" not in word.parts["word/document.xml"]


def test_the_font_table_has_every_face_and_what_stands_in_for_it(sample: Word) -> None:
    fonts = {font.get(qn("w:name")): font for font in sample.tree("word/fontTable.xml")}
    assert set(fonts) == set(STYLE.faces.values())
    stand_in = fonts["仿宋_GB2312"].find(qn("w:altName")).get(qn("w:val"))
    assert stand_in == "仿宋"


def test_quotation_marks_are_set_as_chinese(sample: Word) -> None:
    for look in sample.file.styles.element.iter(qn("w:rFonts")):
        assert look.get(qn("w:hint")) == "eastAsia"


def test_the_language_is_chinese(sample: Word) -> None:
    langs = list(sample.file.styles.element.iter(qn("w:lang")))
    assert [one.get(qn("w:eastAsia")) for one in langs] == ["zh-CN"]
    assert sample.file.core_properties.language == "zh-CN"


def test_the_page_grid_leaves_the_table_alone(sample: Word) -> None:
    grid = sample.file.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:linePitch")) == "591"
    for called in ("Title", "报告要素", "表头", "表格正文", "表格居中", "表格小标题"):
        properties = sample.file.styles[called].element
        for part in (properties.pPr, properties.rPr):
            assert part.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
        assert properties.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "atLeast"
    assert b"adjustLineHeightInTable" not in sample.parts["word/settings.xml"]


@pytest.mark.parametrize("name", names())
def test_odd_and_even_pages_are_numbered_with_real_fields(name: str) -> None:
    word = Word(write(SAMPLE, style(name)))
    assert word.file.settings.odd_and_even_pages_header_footer
    sides = []
    for part in ("word/footer1.xml", "word/footer2.xml"):
        root = word.tree(part)
        assert [one.text for one in root.iter(qn("w:instrText"))] == [" PAGE "]
        assert "".join(one.text for one in root.iter(qn("w:t"))) == "— 1 —"
        sides.append([one.get(qn("w:val")) for one in root.iter(qn("w:jc"))])
    assert sides == [["right"], ["left"]]


def test_the_table_can_be_read_aloud(sample: Word) -> None:
    properties = sample.tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == SAMPLE.title
    about = properties.find(qn("w:tblDescription")).get(qn("w:val"))
    assert about.startswith("共15行5列：序号、任务内容、")
    assert properties.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_nothing_of_another_template_is_left(sample: Word) -> None:
    assert sorted(sample.parts) == [
        "[Content_Types].xml", "_rels/.rels", "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml", "customXml/itemProps1.xml", "docProps/core.xml",
        "docProps/custom.xml", "word/_rels/document.xml.rels", "word/comments.xml",
        "word/document.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml",
        "word/settings.xml", "word/styles.xml", "word/theme/theme1.xml",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "across"), [("brief", [4, 4]), ("archive", [3, 3, 2])])
def test_fields_stand_side_by_side_in_the_fewest_lines(name: str, across: list[int]) -> None:
    word = Word(write(SAMPLE, style(name)))
    lines = [p for p in word.file.paragraphs if p.style.name == "报告要素"]
    assert [len(line.text.split("\t")) for line in lines] == across
    for line in lines:
        assert len(line.paragraph_format.tab_stops) == line.text.count("\t")
