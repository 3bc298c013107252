"""PDFs: ours by its structure, others by their ruling lines."""

import io
import time
from pathlib import Path

import pikepdf
import pytest

from convert import write
from convert.errors import InputError
from convert.reading import read_bytes
from convert.report import Cell, Field, Report, Row
from tests.hostile.pdfs import PDFS
from tests.reading.test_sample import CELLS, REPORT, SAMPLE


def changed(data: bytes, **security: object) -> bytes:
    """A PDF without its tags, as most programs write them."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata"):
            del file.Root[key]
        made = io.BytesIO()
        file.save(made, **security)
    return made.getvalue()


@pytest.mark.parametrize("style", ["brief", "archive", "plain"])
def test_our_own_by_its_structure(style: str) -> None:
    report = read_bytes(write(REPORT, "pdf", style), "report.pdf")
    assert [row.texts for row in report.rows] == CELLS
    assert report.title == SAMPLE["title"]
    assert [[f.label, f.value] for f in report.fields] == SAMPLE["metadata"]


@pytest.mark.parametrize("style", ["brief", "plain"])
def test_a_pdf_without_tags_by_its_ruling_lines(style: str) -> None:
    """Row by row, white space aside: rows cut by a page are made whole, headers left out."""
    report = read_bytes(changed(write(REPORT, "pdf", style)), "print.pdf")
    assert [bare(row.texts) for row in report.rows] == [bare(row) for row in CELLS]
    assert list(report.columns) == SAMPLE["columns"]
    assert report.title == SAMPLE["title"]
    assert [[f.label, f.value] for f in report.fields] == SAMPLE["metadata"]
    assert {note.kind for note in report.notes} <= {"furniture"}


def bare(texts: tuple[str, ...]) -> list[str]:
    return ["".join(text.split()) for text in texts]


def test_paragraphs_and_heading_rows_of_a_pdf_without_tags() -> None:
    text = f"一是{'推进项目建设，' * 30}完成投资。\n二是加快开工。\n三是竣工。"
    rows = (
        Row("heading", (Cell("一、经济发展"), Cell(""), Cell(""))),
        Row("task", (Cell("1"), Cell("扩大投资"), Cell(text))),
    )
    report = Report(
        "某县重点任务进展情况", (Field("索引号", "A-1"),), ("序号", "任务内容", "完成情况"), rows
    )
    found = read_bytes(changed(write(report, "pdf")), "print.pdf")
    assert [row.kind for row in found.rows] == ["heading", "task"]
    assert found.rows[0].texts == rows[0].texts
    # A paragraph whose last line fills the cell cannot be told from one that goes on.
    assert found.rows[1].texts[2].endswith("二是加快开工。\n三是竣工。")
    assert bare(found.rows[1].texts) == bare(rows[1].texts)


def test_locked_damaged_and_scanned_files_are_refused() -> None:
    lock = pikepdf.Encryption(owner="a", user="b")
    with pytest.raises(InputError, match="密码"):
        read_bytes(changed(write(REPORT, "pdf"), encryption=lock), "locked.pdf")
    with pytest.raises(InputError, match="损坏"):
        read_bytes(write(REPORT, "pdf")[:3000], "cut.pdf")
    empty = pikepdf.new()
    empty.add_blank_page()
    scan = io.BytesIO()
    empty.save(scan)
    with pytest.raises(InputError, match="扫描件"):
        read_bytes(scan.getvalue(), "scan.pdf")


@pytest.mark.parametrize("at", range(0, 40_000, 3_001))
def test_a_pdf_with_a_wrong_byte_is_read_or_refused(at: int, tmp_path: Path) -> None:
    data = bytearray(write(REPORT, "pdf"))
    data[at % len(data)] ^= 0x55
    try:
        read_bytes(bytes(data), "broken.pdf")
    except InputError:
        return


REFUSED = (
    "predictor.pdf",
    "predictor-colours.pdf",
    "xref-no-trailer.pdf",
    "root-itself.pdf",
    "loop-two.pdf",
    "loop-zeros.pdf",
    "loop-open.pdf",
    "loop-damaged.pdf",
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_of_absurd_rows_or_objects_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="损坏"):
        read_bytes(PDFS[name](), name)


def test_an_element_that_stands_in_two_places_is_read_once() -> None:
    started = time.process_time()
    with pytest.raises(InputError):
        read_bytes(PDFS["tree-doubling.pdf"](), "tree.pdf")
    assert time.process_time() - started < 5
