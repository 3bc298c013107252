"""What a file is, is told by its contents; what cannot be read is refused in one sentence."""

import shutil
from pathlib import Path

import pytest

from convert import read, write
from convert.errors import ConvertError, DecodeError, InputError
from convert.reading import office, read_bytes
from convert.reading.doors import page
from convert.reading.page import Page
from convert.reading.sniff import kind
from convert.report import Note
from convert.style import style
from convert.writing import csvw
from tests.conftest import needs
from tests.reading.test_sample import CELLS, REPORT
from tests.reading.test_sniff import packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize("to", ["docx", "xlsx", "pdf", "html", "md", "json", "jsonl"])
@pytest.mark.parametrize("name", ["report", "report.txt", "report.doc"])
def test_a_format_is_told_by_its_contents(to: str, name: str) -> None:
    assert [row.texts for row in read_bytes(write(REPORT, to), name).rows] == CELLS


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (OLE, "OLE"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"PK\x03\x04", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        ("序号".encode(), "text"),
    ],
)
def test_signatures(data: bytes, found: str) -> None:
    assert kind(data) == found


HEAD = "序号,任务内容,完成情况"
CSV = f"{HEAD}\n1,甲,乙\n"


def shape(page: Page) -> list[list[str]]:
    """The texts of the rows of the only table."""
    (grid,) = page.grids
    return [[page.text[box.start : box.end] for box in line.boxes] for line in grid.lines]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04", r"a\.x .*ZIP"),
        (b"\x89PNG\r\n\x1a\n", r"a\.x .*PNG"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), r"^a\.x .*密码"),
        (b"%PDF-1.7", r"a\.x"),
        (packed(word__document_xml=""), r"a\.x"),
        (packed(xl__workbook_xml=""), r"a\.x"),
        (b"\xff\xfe\xfd\x00\x81", r"a\.x"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\n", r"a\.x"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\n\xff\x00\x01", r"a\.x"),
    ],
)
def test_what_is_refused_is_told_by_name(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        page(data, "a.x")


def test_an_old_format_is_read_as_what_libreoffice_makes_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = {"doc": write(REPORT, "docx"), "xls": write(REPORT, "xlsx")}
    asked = []

    def converted(data: bytes, found: str, name: str) -> bytes:
        asked.append((data, found, name))
        return made[found]

    monkeypatch.setattr(office, "converted", converted)
    for found, stream in (("doc", "WordDocument"), ("xls", "Workbook")):
        data = OLE + stream.encode("utf-16-le")
        read_page, encoding = page(data, "a.x")
        assert read_page == page(made[found], "a.x")[0]
        assert encoding == ""
        assert asked.pop() == (data, found, "a.x")


def test_a_given_encoding_is_obeyed() -> None:
    found, encoding = page(CSV.encode("gbk"), "a.csv", "gb18030")
    assert (shape(found)[1], encoding) == (["1", "甲", "乙"], "gb18030")
    with pytest.raises(DecodeError, match=r"a\.csv"):
        page(CSV.encode("gbk"), "a.csv", "utf-8")


@pytest.mark.parametrize(
    ("text", "name", "rows"),
    [
        ("甲,乙\n1,2\n", "a.csv", [["甲", "乙"], ["1", "2"]]),
        ("甲\t乙\n1\t2\n3\t4", "a.b.TSV", [["甲", "乙"], ["1", "2"], ["3", "4"]]),
        (CSV, "a", [["序号", "任务内容", "完成情况"], ["1", "甲", "乙"]]),
        ("甲|乙\n-|-\n1|2", "a.md", [["甲", "乙"], ["1", "2"]]),
        ("甲|乙\n-|-\n1|2", "a", [["甲", "乙"], ["1", "2"]]),
        ("<table><tr><td>甲<td>乙</table>", "a.csv", [["甲", "乙"]]),
    ],
)
def test_a_text_is_told_by_its_contents_and_its_suffix(
    text: str, name: str, rows: list[list[str]]
) -> None:
    assert shape(page(text.encode(), name)[0]) == rows


@pytest.mark.parametrize("name", ["a.json", "a.x.JSONL"])
def test_what_calls_itself_json_must_be(name: str) -> None:
    with pytest.raises(InputError, match=name):
        page("序号任务内容".encode(), name)


@pytest.mark.parametrize("text", ["甲乙", "甲|乙", ""])
def test_a_text_without_a_table_of_its_own_is_only_text(text: str) -> None:
    assert page(text.encode(), "a.txt") == (Page(text), "utf-8")


def test_a_side_file_is_heeded_for_its_csv() -> None:
    beside = csvw.write(REPORT, style("brief"), "a.csv")
    assert page(write(REPORT, "csv"), "a.csv", None, beside)[0].names == (REPORT.title,)
    assert page(write(REPORT, "csv"), "a.csv")[0].names == ()
    with pytest.raises(InputError, match=r"a\.csv"):
        page(CSV.encode(), "a.csv", None, b"[")


def letter(*lines: str, body: str = "<p>甲</p><p>乙</p>") -> bytes:
    head = ["MIME-Version: 1.0", 'Content-Type: text/html; charset="x-none"', *lines]
    return "\n".join([*head, "", body]).encode()


def test_a_message_is_the_page_in_it_and_its_subject_a_name() -> None:
    made, encoding = page(letter("Subject: a  report"), "a.csv")
    assert (made.text.split(), made.names, made.notes, encoding) == (
        ["甲", "乙"],
        ("a report",),
        (),
        "utf-8",
    )
    assert page(letter(), "a.eml")[0].names == ()
    with pytest.raises(DecodeError, match=r"a\.eml.*ascii"):
        page(letter(), "a.eml", "ascii")


def test_what_is_attached_to_a_message_is_noted() -> None:
    parts = "\n".join(
        f"--b\nContent-Type: text/plain\nContent-Disposition: {how}\n\n{text}"
        for how, text in (
            ("inline", "甲"),
            ('attachment; filename="a.txt"', "x"),
            ("attachment", "y"),
        )
    )
    head = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\nX: y\n\n"
    made, _ = page(f"{head}{parts}\n--b--\n".encode(), "a.eml")
    assert made.notes == (Note("attached", "a.txt text/plain"),)
    assert made.text.strip() == "甲"


def test_private_code_points_that_were_mapped_are_noted() -> None:
    data = f"{HEAD}推进甲工程建设。".encode("gb18030") + b"\xa6\xd9"
    assert page(data, "a.txt")[0].notes == (Note("private", "\ufe10"),)
    body = letter(body="<p>BODY").replace(b"BODY", data) + b"</p>"
    assert page(body, "a.eml")[0].notes == (Note("private", "\ufe10"),)


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"\x89PNG\r\n\x1a\n", OLE, b"PK\x03\x04", bytes(range(256)) * 9]
)
@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.html", "a.pdf"])
def test_no_document_is_refused(data: bytes, name: str) -> None:
    """pandoc, LibreOffice and markitdown end such runs with status 0, or with a traceback."""
    with pytest.raises(InputError) as refused:
        read_bytes(data, name)
    assert refused.value.status in (10, 11)
    assert "\n" not in str(refused.value)


def test_a_locked_file_is_refused() -> None:
    with pytest.raises(InputError, match="密码"):
        read_bytes(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx")


def test_an_old_format_without_libreoffice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(InputError, match="LibreOffice"):
        read_bytes(b"{\\rtf1 a}", "a.rtf")


@needs("soffice")
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_old_formats_through_libreoffice(suffix: str, tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.docx").write_bytes(write(REPORT, "docx"))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"]
    command += ["--convert-to", suffix, "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True)
    assert [row.texts for row in read(tmp_path / f"a.{suffix}").rows] == CELLS


@needs("soffice")
@pytest.mark.slow
def test_a_file_that_libreoffice_cannot_read_is_refused() -> None:
    """It ends with status 0 then; what counts is whether there is a file."""
    with pytest.raises(ConvertError):
        read_bytes(OLE + "WordDocument".encode("utf-16-le"), "broken.doc")
    assert set(office.TARGETS) == {"doc", "wps", "rtf", "odt", "xls", "et", "ods", "xlsb"}
