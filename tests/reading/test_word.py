"""Word files of offices: what their XML says, and what is refused."""

import io
import zipfile
from contextlib import suppress

import pytest

from convert.errors import InputError
from convert.reading import read_bytes
from convert.report import Report

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = "".join(
    f"<w:tc><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:tc>"
    for name in ("序号", "工作任务", "完成情况")
)


def packed(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


def word(body: str, numbering: str = "") -> bytes:
    """A Word file with that body."""
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    links = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="n" Type="{RELATIONS}/numbering" '
        'Target="numbering.xml"/></Relationships>'
    )
    return packed(
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
            f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": links,
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
        }
    )


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if '<' in inner else p(inner)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tr>{HEAD}</w:tr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def read(body: str, numbering: str = "") -> Report:
    return read_bytes(word(body, numbering), "report.docx")


def texts(report: Report) -> list[tuple[str, ...]]:
    return [row.texts for row in report.rows]


def notes(report: Report) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in report.notes]


def test_merged_cells_stand_once_and_move_no_neighbour() -> None:
    report = read(
        table(
            tc("一、农业", '<w:gridSpan w:val="3"/>'),
            tc("1") + tc("防汛", '<w:vMerge w:val="restart"/>') + tc("完成"),
            tc("2") + tc("", "<w:vMerge/>") + tc("一半"),
            tc("3") + tc("抗旱", '<w:gridSpan w:val="2"/>'),
        )
    )
    assert [row.kind for row in report.rows] == ["heading", "task", "task", "task"]
    assert texts(report)[1:] == [("1", "防汛", "完成"), ("2", "", "一半"), ("3", "抗旱", "")]
    assert (report.rows[1].cells[1].rowspan, report.rows[3].cells[1].colspan) == (2, 2)


def test_tracked_changes_are_taken_as_accepted_and_noted() -> None:
    change = (
        "<w:p><w:r><w:t>完成</w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>80%</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>92%</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3"><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p>'
    )
    gone = '<w:trPr><w:del w:id="9"/></w:trPr>' + "".join(
        f'<w:tc><w:p><w:del w:id="8"><w:r><w:delText>{t}</w:delText></w:r></w:del></w:p></w:tc>'
        for t in "甲乙丙"
    )
    report = read(table(tc("1") + tc("修路") + tc(change), gone))
    assert texts(report) == [("1", "修路", "完成92%")]
    assert notes(report) == [("tracked", "80%旧处甲乙丙")]
    assert notes(
        read(table(tc("1") + tc("修路") + tc("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>")))
    ) == [("tracked", "")]


def test_text_boxes_and_hidden_text_are_left_out_with_a_note() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent>"
    shape = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗注</w:t></w:r><w:r><w:t>明文</w:t></w:r></w:p>"
    )
    report = read(shape + table(tc("1") + tc("修路") + tc("完成")))
    assert sorted(notes(report)) == [
        ("hidden", "暗注"),
        ("textbox", "内部资料"),
        ("unplaced", "明文"),
    ]


def test_numbers_that_word_makes_are_shown() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="9"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )

    def numbered(text: str, number: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    rows = [
        tc(numbered("", 1)) + tc("修路") + tc(numbered(text, 2))
        for text in ("路基", "桥梁", "绿化")
    ]
    assert texts(read(table(*rows), numbering)) == [
        ("1", "修路", "（九）路基"),
        ("2", "修路", "（十）桥梁"),
        ("3", "修路", "（十一）绿化"),
    ]


@pytest.mark.parametrize(
    ("format", "start", "shown"),
    [
        ("lowerLetter", "28", "bb"),
        ("upperLetter", "780", "Z" * 30),
        ("lowerLetter", "781", "a"),
        ("upperRoman", "1994", "MCMXCIV"),
        ("lowerRoman", "999999999", "m" * 32 + "dcclxvii"),
        ("decimal", "9" * 5000, "1"),
        ("chineseCounting", "110", "一百一十"),
        ("japaneseCounting", "2005", "二千〇五"),
        ("chineseCounting", "10000", "10000"),
        ("decimalEnclosedCircle", "20", "⑳"),
        ("decimalEnclosedCircleChinese", "21", "21"),
        ("decimalFullWidth", "12", "１２"),
        ("decimalZero", "7", "07"),
        ("bullet", "7", ""),
    ],
)
def test_numbers_are_shown_as_word_does_up_to_its_highest(
    format: str, start: str, shown: str
) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{format}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    numbered = p("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    rows = [tc(numbered) + tc("修路") + tc("完成"), tc("8") + tc("架桥") + tc("完成")]
    assert texts(read(table(*rows), numbering))[0][0] == shown


def test_signs_and_nested_tables() -> None:
    signs = (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>5</w:t><w:noBreakHyphen/><w:t>6月</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    )
    inner = f"<w:tbl><w:tr>{tc('水位')}{tc('8')}</w:tr></w:tbl><w:p/>"
    report = read(table(tc("1") + tc(signs) + tc(p("站点") + inner)))
    assert texts(report) == [("1", "甲 乙\n5\u20116月\uf0fc", "站点\n水位 8")]


def test_of_several_tables_the_task_table_is_read_and_another_can_be_chosen() -> None:
    people = f"<w:tbl><w:tr>{tc('姓名')}{tc('电话')}</w:tr><w:tr>{tc('赵')}{tc('1')}</w:tr></w:tbl>"
    data = word(people + p("") + table(tc("1") + tc("修路") + tc("完成")))
    assert read_bytes(data).columns == ("序号", "工作任务", "完成情况")
    assert read_bytes(data, table=1).rows[-1].texts == ("赵", "1")
    with pytest.raises(InputError, match="2 个表格"):
        read_bytes(data, table=3)


def test_a_table_continued_with_its_header_repeated_is_one() -> None:
    report = read(
        p("一、农业") + table(tc("1") + tc("修路") + tc("完成"))
        + p("续表") + p("二、工业") + table(tc("2") + tc("建厂") + tc("开工"))
    )  # fmt: skip
    assert [row.texts[0] for row in report.rows] == ["一、农业", "1", "二、工业", "2"]
    assert notes(report) == [("unplaced", "续表")]


GOOD = word(table(tc("1") + tc("修路") + tc("完成")))


@pytest.mark.parametrize("size", range(1, len(GOOD), 97))
def test_a_cut_file_is_refused_in_one_sentence(size: int) -> None:
    with pytest.raises(InputError):
        read_bytes(GOOD[:size], "cut.docx")


@pytest.mark.parametrize("at", range(0, len(GOOD), 61))
def test_a_damaged_file_is_read_or_refused(at: int) -> None:
    broken = GOOD[:at] + bytes([GOOD[at] ^ 0x55]) + GOOD[at + 1 :]
    with suppress(InputError):
        read_bytes(broken, "broken.docx")


def test_entities_and_bombs_are_refused() -> None:
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        f'<w:document xmlns:w="{W}"><w:body>{p("&e;")}</w:body></w:document>',
    }
    with pytest.raises(InputError, match="文档类型"):
        read_bytes(packed(parts), "entity.docx")
    parts["word/document.xml"] = f'<w:document xmlns:w="{W}">{" " * 20_000_000}</w:document>'
    with pytest.raises(InputError, match="zip_ratio"):
        read_bytes(packed(parts), "bomb.docx")


def test_a_cell_of_many_columns_costs_nothing() -> None:
    report = read(table(tc("1", '<w:gridSpan w:val="100000000"/>') + tc("修路") + tc("完成")))
    assert len(report.columns) <= 5


def test_a_table_of_cells_in_cells_ends_where_it_begins() -> None:
    inner = f"<w:tc><w:tc>a</w:tc>{p('完成情况')}</w:tc>"
    nested = f"<w:tc>{p('序号')}<w:tc>{p('任务内容')}{inner}</w:tc></w:tc>"
    first = f"<w:tbl><w:tr>{HEAD}</w:tr><w:tr><w:tc>{p('')}</w:tc></w:tr></w:tbl>"
    report = read(f"{first}<w:tbl><w:tr>{nested}</w:tr></w:tbl>")
    assert report.columns == ("序号", "工作任务", "完成情况")
