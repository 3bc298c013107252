"""What kind of document some bytes are: signatures, parts of ZIP files, HTML among texts."""

import io
import zipfile

import pytest

from convert.reading.sniff import MARKUP, UNPACKED, is_html, is_risky, kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(**parts: str) -> bytes:
    """A ZIP file with these parts; __ in a name is a folder, _ a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (packed(word__document_xml=""), "docx"),
        (packed(word__document2_xml=""), "docx"),
        (packed(xl__workbook_xml=""), "xlsx"),
        (packed(xl__workbook_bin=""), "xlsb"),
        (packed(ppt__presentation_xml=""), "PPTX"),
        (packed(OFD_xml=""), "OFD"),
        (packed(other=""), "ZIP"),
        (packed(), "ZIP"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet\n"), "ods"),
        (packed(mimetype="application/epub+zip", word__document_xml=""), "ZIP"),
        (packed(mimetype=" " * 160 + "application/vnd.oasis.opendocument.text"), "odt"),
        (packed(mimetype=" " * 161 + "application/vnd.oasis.opendocument.text"), "ZIP"),
        (packed(mimetype="x" * 200, word__document_xml=""), "docx"),
        (packed(word__document_xml="")[:-30], "ZIP"),
        (OLE + "Book\0".encode("utf-16-le"), "xls"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "PPT"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        (b"WEBP", "text"),
        (b"a" * 257 + b"ustar\x0000", "tar"),
        (b"BM\x36\x00", "BMP"),
        (b"MZ" + b"\x90" * 61 + b"\x00", "EXE"),
        (b"MZ" + b"\x90" * 62 + b"\x00", "text"),
        (b"BM 2020", "text"),
        (b"GIF89a", "GIF"),
        (b"", "text"),
    ],
)
def test_what_a_file_is(data: bytes, found: str) -> None:
    assert kind(data) == found


@pytest.mark.parametrize(
    ("data", "risky"),
    [
        (b"%PDF-1.4", True),
        (b"%pdf", False),
        (b"<p>" + b" " * (MARKUP - 3), False),
        (b"<p>" + b" " * (MARKUP - 2), True),
        (b" " * 4095 + b"<" + b" " * MARKUP, True),
        (b" " * 4096 + b"<" + b" " * MARKUP, False),
        (b"," * (MARKUP + 1), False),
        (packed(a="a"), False),
        (b"PK\x03\x04", False),
    ],
)
def test_what_could_still_do_harm(data: bytes, risky: bool) -> None:
    assert is_risky(data) is risky


@pytest.mark.parametrize(("more", "risky"), [(0, False), (1, True)])
def test_a_zip_file_is_judged_by_what_it_says_to_unpack_to(more: int, risky: bool) -> None:
    data = packed(a="a" * 999)
    size, listed = (999).to_bytes(4, "little"), data.rindex(b"PK\x01\x02")
    at = data.index(size, listed + 24)
    said = (UNPACKED + more).to_bytes(4, "little")
    assert is_risky(data[:at] + said + data[at + 4 :]) is risky


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<p>甲</p>", True),
        ("<P>甲</P >", True),
        (" \n<!-- 甲 --> <?xml version='1.0'?><!DOCTYPE  html><div></div>", True),
        ("<table><tr><td>甲", True),
        ("<ul><li>甲", False),
        ("<p>甲", False),
        ("</p><p>甲", False),
        ("甲<p>乙</p>", False),
        ("<b>甲</b>", False),
        ("<para>甲</p>", False),
        ("<甲>乙</p>", False),
        ("", False),
        (" " * 4095 + "<p>甲</p>", True),
        (" " * 5000 + "<p>甲</p>", True),
        (" " * 4095 + "甲<p>乙</p>", False),
        (" " * 4096 + "甲<p>乙</p>", False),
        ("<p 甲", False),
        ("<td", False),
        ("<td>", False),
        ("<td><td>", True),
    ],
)
def test_html_begins_with_an_element_and_another_follows(text: str, html: bool) -> None:
    assert is_html(text) is html
