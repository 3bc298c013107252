"""What comes out, as pictures: the pages of the PDF, and the names of the Word file's styles."""

import io
import zipfile
from functools import lru_cache
from threading import Lock
from xml.etree import ElementTree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_USES = ("pStyle", "rStyle", "tblStyle")
_KEPT = 24
"""Pictures that are remembered."""

# PDFium is not made for several threads at once.
_lock = Lock()


def count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdfium2 import PdfDocument

    with _lock:
        document = PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


@lru_cache(_KEPT)
def picture(pdf: bytes, page: int, width: int) -> bytes:
    """A page, counted from 0, as a PNG of that many pixels. Raises IndexError beyond the last."""
    from pypdfium2 import PdfDocument

    held = io.BytesIO()
    with _lock:
        document = PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            shown = document[page]
            scale = width / shown.get_width()
            shown.render(scale=scale).to_pil().save(held, "PNG")
        finally:
            document.close()
    return held.getvalue()


def word_styles(docx: bytes) -> list[str]:
    """The names of the styles that a Word file uses, in the order it defines them."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        # Our own writer has just made it: no document type, no bombs.
        text = ElementTree.fromstring(package.read("word/document.xml"))
        styles = ElementTree.fromstring(package.read("word/styles.xml"))
    used = {one.get(f"{_WORD}val") for use in _USES for one in text.iter(f"{_WORD}{use}")}
    named = ((one.get(f"{_WORD}styleId"), one.find(f"{_WORD}name")) for one in styles)
    return [str(name.get(f"{_WORD}val")) for key, name in named if key in used and name is not None]
