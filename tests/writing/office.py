"""An office's own Word templates, made for tests by python-docx."""

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

PLACE = "{{报告}}"


def office() -> Any:
    """A letterhead with styles, a comment and properties of its own; no placeholder yet."""
    made = docx.Document()
    for relation in list(made.part.rels.values()):
        # A left-over part of python-docx's own template, which validators object to.
        if relation.reltype.endswith("stylesWithEffects"):
            del made.part.rels[relation.rId]
    section = made.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(30)
    section.header.paragraphs[0].text = "某区发展和改革局"
    section.footer.paragraphs[0].text = "内部资料"
    made.styles["Normal"].font.size = Pt(16)
    made.styles["Normal"].paragraph_format.first_line_indent = Pt(32)
    body = made.styles.add_style("表格正文", WD_STYLE_TYPE.PARAGRAPH)
    body.font.size = Pt(9)
    made.styles.add_style("CommentReference", WD_STYLE_TYPE.CHARACTER)
    head = made.add_paragraph("某区发展和改革局文件")
    made.add_comment(head.runs, text="模板自带的批注", author="办公室", initials="办")
    made.core_properties.keywords, made.core_properties.title = "模板", "模板的标题"
    return made


def saved(made: Any, path: Path) -> str:
    """The template as a file; its path."""
    data = io.BytesIO()
    made.save(data)
    path.write_bytes(data.getvalue())
    return str(path)


def usual(path: Path) -> str:
    """A template with the placeholder between the letterhead and a last line."""
    made = office()
    made.add_paragraph(PLACE)
    made.add_paragraph("联系人：张三")
    return saved(made, path)


def in_two_sections(path: Path) -> str:
    """A template whose placeholder ends a first section of two columns, upright A4."""
    made = office()
    made.add_paragraph(PLACE)
    made.add_section(WD_SECTION.NEW_PAGE)
    first = made.sections[0]
    first.page_width, first.page_height = Mm(210), Mm(297)
    first.left_margin = first.right_margin = Mm(20)
    columns = first._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "567")
    made.add_paragraph("附件")
    return saved(made, path)
