"""The front doors: which format some bytes are in, and the page they hold."""

from typing import TYPE_CHECKING

from convert.errors import InputError
from convert.reading import mail
from convert.reading.decode import Decoded, decode
from convert.reading.page import Page
from convert.reading.sniff import is_html, kind
from convert.report import Note

if TYPE_CHECKING:
    from convert.reading.csvside import Side


def page(
    data: bytes, name: str = "", encoding: str | None = None, beside: bytes | None = None
) -> tuple[Page, str]:
    """The page in `data` and the character encoding it is in ("" where a format has its own).

    `name` is the file's: its suffix decides where the bytes leave a doubt. `beside` is what
    the side file of a CSV holds. Raises InputError, or DecodeError where no encoding fits.
    """
    found = kind(data)
    if found != "text":
        return _binary(data, found, name), ""
    if mail.looks(data):
        return _letter(mail.opened(data, name), name, encoding)
    decoded = decode(data, encoding, name)
    # A large page's bytes take as much room as what is made of it.
    del data
    return _noted(_text(decoded.text, name, beside), decoded), decoded.encoding


def _binary(data: bytes, found: str, name: str) -> Page:
    """The page in a file of a format of its own."""
    from convert.reading import office

    if found in office.TARGETS:
        data, found = office.converted(data, found, name), office.TARGETS[found][1]
    if found == "docx":
        from convert.reading import word

        return word.page(data, name)
    if found == "xlsx":
        from convert.reading import sheet

        return sheet.page(data, name)
    if found == "PDF":
        from convert.reading import pdf

        return pdf.page(data, name)
    if found == "locked":
        raise InputError("input.locked", name=name)
    raise InputError("input.kind", name=name, kind=found)


def _letter(letter: mail.Letter, name: str, encoding: str | None) -> tuple[Page, str]:
    """The page in a message; its subject is what the page may be called."""
    decoded = decode(letter.body, encoding, name)
    made = _text(decoded.text, "", None)
    notes = [Note("attached", " ".join(letter.attached))] if letter.attached else []
    names = (*made.names, letter.subject) if letter.subject else made.names
    made = made._replace(names=names, notes=(*made.notes, *notes))
    return _noted(made, decoded), decoded.encoding


def _noted(page: Page, decoded: Decoded) -> Page:
    """The page, with a note of the private code points that were mapped."""
    if not decoded.mapped:
        return page
    return page._replace(notes=(*page.notes, Note("private", decoded.mapped)))


def _text(text: str, name: str, beside: bytes | None) -> Page:
    """The page in a text, told by what stands in it."""
    suffix = name.rpartition(".")[2].lower()
    if is_html(text):
        from convert.reading import html

        return html.page(text)
    # Each door is loaded when its turn comes: what is JSON needs no list of column names.
    from convert.reading import jsonfile

    if suffix in ("json", "jsonl") or jsonfile.looks(text):
        return jsonfile.page(text, name)
    from convert.reading import csvfile

    if suffix in ("csv", "tsv") or csvfile.looks(text):
        return csvfile.page(text, name, _side(beside, name))
    if "|" in text:
        from convert.reading import markdown

        if markdown.looks(text):
            return markdown.page(text)
    return Page(text)


def _side(beside: bytes | None, name: str) -> "Side | None":
    """What a side file says of its CSV."""
    if not beside:
        return None
    from convert.reading import csvside

    return csvside.side(beside, name)
