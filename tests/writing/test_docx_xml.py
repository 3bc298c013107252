"""Text into the XML of a Word file."""

from xml.etree.ElementTree import fromstring

import pytest

from convert.writing.docx.xml import RUN, escape, is_bare, quoted, run_text

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HARD = [
    "甲",
    "",
    " 甲  乙 ",
    "a&b",
    "a<b",
    "a>b",
    "]]>",
    '"甲"',
    "甲\n乙",
    "\t甲\t\t乙\n\n",
    "\x01",
]


@pytest.mark.parametrize("text", HARD)
def test_a_reader_of_xml_finds_the_text(text: str) -> None:
    seen = text.replace("\x01", "[U+0001]")
    root = fromstring(f"<a b={quoted(text)}>{escape(text)}</a>")
    assert (root.text or "", root.get("b")) == (seen, seen)
    run = fromstring(f'<w:r xmlns:w="{WORD}">{run_text(text)}</w:r>')
    signs = {"t": None, "tab": "\t", "br": "\n"}
    parts = [(signs[one.tag.rpartition("}")[2]], one.text) for one in run]
    assert "".join(sign or shown or "" for sign, shown in parts) == seen
    assert all(shown for sign, shown in parts if sign is None)


def test_white_space_in_a_run_is_kept() -> None:
    assert run_text(" 甲 ") == '<w:t xml:space="preserve"> 甲 </w:t>'
    assert run_text("甲\n") == '<w:t xml:space="preserve">甲</w:t><w:br/>'
    assert run_text("\t") == "<w:tab/>"


@pytest.mark.parametrize("text", HARD)
def test_a_bare_text_is_one_that_stands_in_xml_as_it_is(text: str) -> None:
    assert is_bare(text) is (escape(text) == text and text.isprintable())
    if is_bare(text) and text:
        assert text.join(RUN) == f"<w:r>{run_text(text)}</w:r>"
