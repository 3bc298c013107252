"""An office's own template: filled where it says so, and otherwise left as it is."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from convert import read
from convert.cli import status
from convert.errors import StyleError
from convert.report import Cell, Field, Reading, Row
from convert.style import Style, style
from convert.writing.docx import write
from tests.conftest import SAMPLES
from tests.writing.office import PLACE, in_two_sections, office, saved, usual
from tests.writing.word import Word, expected, printed, table

SAMPLE = read(SAMPLES / "report.txt")


def using(path: str) -> Style:
    brief = style("brief")
    return brief._replace(docx=brief.docx._replace(template=path))


@pytest.fixture
def path(tmp_path: Path) -> str:
    return usual(tmp_path / "office.docx")


def test_the_report_stands_where_the_placeholder_stood(path: str) -> None:
    word = Word(write(SAMPLE, using(path)))
    texts = [paragraph.text for paragraph in word.file.paragraphs]
    assert texts[0] == "某区发展和改革局文件"
    assert texts[-1] == "联系人：张三"
    assert PLACE not in texts
    assert word.title == SAMPLE.title
    assert word.fields == printed(SAMPLE)
    assert word.columns == list(SAMPLE.columns)
    assert word.rows == expected(SAMPLE)


def test_everything_else_of_the_template_stays(path: str) -> None:
    before, after = Word(Path(path).read_bytes()), Word(write(SAMPLE, using(path)))
    touched = {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml",
        "word/_rels/document.xml.rels", "word/styles.xml", "word/comments.xml",
    }  # fmt: skip
    kept = before.parts.keys() - touched
    assert kept > {"word/header1.xml", "word/footer1.xml", "word/settings.xml"}
    assert all(after.parts[name] == before.parts[name] for name in kept)
    assert after.parts.keys() - before.parts.keys() == {
        "docProps/custom.xml", "customXml/item2.xml", "customXml/itemProps2.xml",
        "customXml/_rels/item2.xml.rels",
    }  # fmt: skip
    theirs = {one.style_id: one for one in before.file.styles}
    for one in after.file.styles:
        if one.style_id in theirs:
            assert one.element.xml == theirs[one.style_id].element.xml


def test_our_styles_map_to_the_offices_by_name(path: str) -> None:
    word = Word(write(SAMPLE, using(path)))
    body = [p for row in word.tables[0].rows[1:] for p in row.cells[1].paragraphs]
    assert {p.style.name for p in body} == {"表格正文"}
    assert word.file.styles["表格正文"].font.size.pt == 9
    centred = word.file.styles["表格居中"]
    assert centred.base_style.name == "表格正文"
    assert word.file.styles["表头"].font.size.pt == 12
    assert word.file.styles["表头"].paragraph_format.first_line_indent == 0
    assert word.tables[0].style.name == "报告表格"


def test_a_style_is_found_under_another_name_and_an_id_is_not_taken_twice(tmp_path: Path) -> None:
    made = office()
    made.styles.add_style("公文标题", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(30)
    made.styles.element.remove(made.styles["Title"].element)
    taken = made.styles.add_style("别的", WD_STYLE_TYPE.PARAGRAPH)
    taken.element.set(qn("w:styleId"), "TableHead")
    made.add_paragraph(PLACE)
    word = Word(write(SAMPLE, using(saved(made, tmp_path / "office.docx"))))
    assert "".join(word.texts("公文标题")).replace("\n", "") == SAMPLE.title
    assert word.tables[0].rows[0].cells[0].paragraphs[0].style.name == "表头"
    assert word.file.styles["表头"].style_id == "TableHead2"


def test_the_table_fits_the_section_and_column_it_stands_in(tmp_path: Path) -> None:
    word = Word(write(SAMPLE, using(in_two_sections(tmp_path / "office.docx"))))
    total = int(word.tables[0]._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
    assert abs(total - (Mm(170) / 635 - 567) / 2) <= 1
    assert len(word.file.sections) == 2
    assert round(word.file.sections[1].page_width / Mm(1)) == 297
    body = list(word.file.element.body)
    broken = [
        at for at, one in enumerate(body) if one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    assert body.index(word.tables[0]._tbl) < broken[0]


def test_comments_join_those_of_the_template(path: str) -> None:
    row = Row("task", (Cell("1"), Cell("甲", None, 0.5, "model")), review=True)
    row = row._replace(readings=(Reading(("甲",), 0.5), Reading(("乙",), 0.3)))
    word = Word(write(table()._replace(rows=(row,)), using(path)))
    assert [comment.comment_id for comment in word.file.comments] == [0, 1]
    assert next(iter(word.file.comments)).text == "模板自带的批注"
    assert word.comments[1, 1].endswith("另一种读法（约30%）：乙")


def test_a_template_without_comments_gets_them(tmp_path: Path) -> None:
    made = office()
    made.element.body.clear_content()
    ids = [id for id, one in made.part.rels.items() if one.reltype.endswith("/comments")]
    del made.part.rels[ids[0]]
    made.add_paragraph(PLACE)
    row = Row("task", (Cell("1"), Cell("甲", None, 0.5, "model")), review=True)
    template = saved(made, tmp_path / "office.docx")
    word = Word(write(table()._replace(rows=(row,)), using(template)))
    assert list(word.comments) == [(1, 1)]


def test_properties_join_those_of_the_template(path: str) -> None:
    report = table()._replace(fields=(Field("索引号", "A-1"), Field("发布机构", "区发改局")))
    first = write(report, using(path))
    core = Word(first).file.core_properties
    assert (core.title, core.author, core.keywords) == ("标题", "区发改局", "模板")
    # What we wrote can be a template again, with properties of its own.
    made = Word(first).file
    made.add_paragraph(PLACE)
    again = saved(made, Path(path))
    fields = (Field("索引号", "B-2"), Field("文号", "三"))
    word = Word(write(report._replace(fields=fields), using(again)))
    assert word.custom == [("发布机构", "区发改局"), ("索引号", "B-2"), ("文号", "三")]
    numbers = [int(one.get("pid")) for one in word.tree("docProps/custom.xml")]
    assert numbers == sorted(set(numbers))


def test_same_report_and_template_same_bytes(path: str) -> None:
    assert write(SAMPLE, using(path)) == write(SAMPLE, using(path))


def test_a_dotx_becomes_a_document(path: str) -> None:
    changed(path, "[Content_Types].xml", b"document.main+xml", b"template.main+xml")
    word = Word(write(SAMPLE, using(path)))
    assert word.rows == expected(SAMPLE)


def changed(path: str, part: str, old: bytes, new: bytes) -> None:
    """Replace bytes in a part of the file at `path`."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("part", "old", "new", "sentence"),
    [
        ("word/document.xml", "{{报告}}", "{{报 告}}", "有 0 处占位段落"),
        ("word/document.xml", "联系人：张三", "{{report}}", "有 2 处占位段落"),
        ("word/document.xml", "</w:body>", "", "无法读取"),
        ("word/document.xml", "<w:body>", "<w:body>&e;", "无法读取"),
        ("[Content_Types].xml", "document.main+xml", "document.macroEnabled", "不带宏的"),
        ("_rels/.rels", '/officeDocument"', '/other"', "不带宏的"),
    ],
)
def test_an_unfit_template_is_refused_in_one_sentence(
    path: str, part: str, old: str, new: str, sentence: str
) -> None:
    changed(path, part, old.encode(), new.encode())
    with pytest.raises(StyleError, match=sentence):
        write(table(), using(path))


def test_a_document_type_is_refused(path: str) -> None:
    with ZipFile(path) as archive:
        start = archive.read("word/document.xml").partition(b"<w:document")[0]
    bomb = b'<!DOCTYPE x [<!ENTITY e "x">]>'
    changed(path, "word/document.xml", start, start + bomb)
    with pytest.raises(StyleError, match="DOCTYPE"):
        write(table(), using(path))


def test_a_placeholder_within_a_table_is_refused(tmp_path: Path) -> None:
    made = office()
    made.add_table(1, 1).rows[0].cells[0].paragraphs[0].text = PLACE
    with pytest.raises(StyleError, match="占位段落"):
        write(table(), using(saved(made, tmp_path / "office.docx")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text"])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "office.docx").write_bytes(data)
    with pytest.raises(StyleError, match="无法读取"):
        write(table(), using(str(tmp_path / "office.docx")))


def test_the_command_fills_a_template_and_leaves_comments_out(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.docx"
    asked = [str(SAMPLES / "report.txt"), "-o", str(target), "-q", "--no-comments"]
    assert status([*asked, "--template", path]) == 0
    word = Word(target.read_bytes())
    assert word.rows == expected(SAMPLE)
    assert [comment.text for comment in word.file.comments] == ["模板自带的批注"]
    assert status([*asked, "--force", "--template", str(tmp_path / "none.docx")]) == 30
    assert "none.docx 无法读取" in capsys.readouterr().err
    assert Word(target.read_bytes()).rows == expected(SAMPLE)
