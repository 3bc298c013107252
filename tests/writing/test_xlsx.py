import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given

from convert.report import Cell, Field, Note, Report, Row, Source
from convert.style import names, style
from convert.visible import visible
from convert.writing.xlsx import write
from tests import hostile
from tests.made import reports

STYLE = style("brief")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_GOES_ON = re.compile(r"(.*)〔下接“长文”表第(\d+)条〕", re.DOTALL)


def expected(text: str) -> str:
    """What openpyxl makes of a text: it drops each x005F_, also one that is no escape."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", visible(text)).replace("x005F_", "")


def opened(report: Report, name: str = "brief") -> Any:
    return openpyxl.load_workbook(io.BytesIO(write(report, style(name))))


def plain(value: object) -> str:
    return "" if value is None else str(value)


def grid(book: Any, sheet: str) -> list[list[str]]:
    """All texts of a sheet; what goes on in the sheet of long texts is put together."""
    return [[_whole(book, plain(cell)) for cell in row] for row in book[sheet].values]


def _whole(book: Any, text: str) -> str:
    found = _GOES_ON.fullmatch(text)
    if not found or "长文" not in book.sheetnames:
        return text
    rest = [plain(p) for entry, _, p in book["长文"].values if str(entry) == found[2]]
    return "".join([found[1], *rest])


def check(report: Report) -> None:
    book = opened(report)
    texts = [report.columns, *(row.texts for row in report.rows)]
    assert grid(book, "任务表") == [[*map(expected, row)] for row in texts]
    kinds = [row[0].style for row in book["任务表"].iter_rows(min_row=2)]
    assert [kind == "标题行" for kind in kinds] == [row.kind == "heading" for row in report.rows]
    head, title, *about = grid(book, "说明")
    assert head == ["类别", "名称", "符号", "内容"]
    assert title == ["标题", "", "", expected(report.title)]
    fields = [["信息项", f.label, f.mark, f.value] for f in report.fields]
    unplaced = [["未归位", "", "", text] for text in report.unplaced]
    source = report.source
    facts = {"文件名": source.name, "编码": source.encoding, "SHA-256": source.sha256}
    facts_rows = [["来源", name, "", text] for name, text in facts.items()]
    assert about == [[*map(expected, row)] for row in (*fields, *facts_rows, *unplaced)]


@given(reports())
def test_openpyxl_reads_everything(report: Report) -> None:
    check(report)


def test_hostile_texts_come_back() -> None:
    check(hostile.report())


def test_no_cell_is_a_formula_and_row_numbers_are_numbers() -> None:
    sheet = opened(hostile.report())["任务表"]
    for at, *cells in sheet.iter_rows(min_row=2):
        heading = at.style == "标题行"
        assert at.data_type == ("s" if heading else "n")
        assert all(cell.data_type == "s" for cell in cells if cell.value is not None)
    assert sheet["B2"].quotePrefix


def test_no_text_is_longer_than_a_cell_may_be() -> None:
    text = "𠮷" * 40_000
    report = Report("题目", (), ("序号", "内容"), (Row("task", (Cell("1"), Cell(text))),))
    check(report)
    book = opened(report)
    longest = max(
        len(str(c).encode("utf-16-le")) // 2 for s in book for row in s.values for c in row
    )
    assert 32_000 < longest <= 32_767
    assert book.sheetnames == ["任务表", "说明", "长文"]


MADE = Report(
    "题目 & 甲",
    (Field("索引号", "A-1"), Field("发布日期", "2020-10-09 11:30"), Field("发布机构", "甲局")),
    ("序号", "内容"),
    (
        Row("task", (Cell("1"), Cell("甲\n乙", confidence=0.6, why="model")), review=True),
        Row("heading", (Cell("一、经济"), Cell(""))),
        Row("task", (Cell("02"), Cell("丙"))),
    ),
    (Note("unplaced", "分享:"),),
    Source("甲.txt", "utf-8", "0" * 64),
)


def test_the_header_is_frozen_filtered_and_printed_on_every_page_of_a4() -> None:
    sheet = opened(MADE)["任务表"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B4"
    assert sheet.print_title_rows == "$1:$1"
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), int(setup.fitToHeight)) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddHeader.center.text.endswith("题目 && 甲")
    assert sheet.oddFooter.center.text == "— &P —"
    assert sheet["B2"].alignment.wrap_text


def test_a_long_title_is_cut_above_the_page_only() -> None:
    book = opened(MADE._replace(title="&" * 400))
    with zipfile.ZipFile(io.BytesIO(write(MADE._replace(title="&" * 400), STYLE))) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    header = sheet.findtext(f".//{MAIN}oddHeader", "")
    assert len(header) in (254, 255)
    assert header.endswith('"' + "黑体,Regular" + '"' + "&" * (header.count("&") - 3) + "…")
    assert header.count("&") % 2 == 1
    assert book.properties.title == "&" * 400
    assert book["说明"]["D2"].value == "&" * 400


def test_what_excel_would_read_as_a_code_is_escaped() -> None:
    row = Row("task", (Cell("1"), Cell("_x0041_x005F_ _x41_")))
    with zipfile.ZipFile(io.BytesIO(write(MADE._replace(rows=(row,)), STYLE))) as archive:
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    assert "_x005F_x0041_x005F_x005F_ _x41_" in strings.itertext()


def test_columns_are_as_wide_as_their_texts_ask_for() -> None:
    row = Row("task", (Cell("1"), Cell("长" * 300)))
    widths = opened(MADE._replace(rows=(row,)))["任务表"].column_dimensions
    assert 4 < widths["A"].width < 10 < 80 < widths["B"].width


def test_only_what_excel_shows_as_written_is_a_number() -> None:
    sheet = opened(MADE)["任务表"]
    assert (sheet["A2"].value, sheet["A4"].value) == (1, "02")


def test_doubtful_cells_carry_notes() -> None:
    sheet = opened(MADE)["任务表"]
    assert sheet["A2"].comment is None
    note = sheet["B2"].comment.text
    assert note == "请核对：原文没有留下这一格的边界，是程序推定的。\n把握：约60%。"


def test_fields_are_properties_of_the_file_too() -> None:
    book = opened(MADE)
    properties = book.properties
    assert (properties.title, properties.creator) == ("题目 & 甲", "甲局")
    assert (properties.identifier, properties.language) == ("A-1", "zh-CN")
    assert properties.created.isoformat() == "2020-10-09T03:30:00"
    custom = {item.name: item.value for item in book.custom_doc_props.props}
    assert custom["索引号"] == "A-1"
    assert custom["未归位"] == "分享:"
    assert custom["来源SHA-256"] == "0" * 64


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("report", [MADE, hostile.report(), Report("", (), (), ())])
def test_every_part_is_xml_and_tells_no_time(report: Report, name: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(write(report, style(name))))
    for entry in archive.infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        ElementTree.fromstring(archive.read(entry))
    types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    parts = {str(part.get("PartName"))[1:] for part in types if part.get("PartName")}
    assert parts <= {entry.filename for entry in archive.infolist()}


def test_a_report_without_a_table_opens() -> None:
    assert opened(Report("题目", (), (), ())).sheetnames == ["任务表", "说明"]


def test_merged_cells_stay_merged_and_share_their_height() -> None:
    rows = (
        Row("task", (Cell("1", rowspan=2), Cell("长" * 900, rowspan=2))),
        Row("task", (Cell(""), Cell(""))),
        Row("task", (Cell("2"), Cell("短"))),
    )
    sheet = opened(Report("", (), ("序号", "内容"), rows))["任务表"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:A3", "B2:B3"]
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert heights[0] == heights[1] > 100 > heights[2]
