"""What a file is, is told by its contents; what cannot be read is refused in one sentence."""

import shutil
from pathlib import Path

import pytest

from convert import read, write
from convert.errors import ConvertError, InputError
from convert.reading import office, read_bytes
from convert.reading.sniff import kind
from tests.conftest import needs
from tests.reading.test_sample import CELLS, REPORT

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
