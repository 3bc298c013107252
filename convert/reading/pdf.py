"""PDF: by its structure tree where it has one with a table in it, else by its ruling lines."""

import io
import logging
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from convert import limits
from convert.errors import InputError
from convert.reading.grid import bare
from convert.reading.page import Grid, Line, Page, Stated
from convert.reading.printed import Known, fields_at
from convert.report import Note, Span

_HEADLINES = frozenset(("Title", "H", "H1", "H2"))
_OWN = "urn:x-convert:report:1.0#"
_ALIAS = re.compile(
    rb"(\d{1,10})[\s\0]{1,9}\d{1,10}[\s\0]{1,9}obj(?:[\s\0]|%[^\r\n]{0,99}[\r\n]){0,9}"
    rb"(\d{1,10})[\s\0]{1,9}\d{1,10}[\s\0]{1,9}R\b"
)
_WIDE = re.compile(rb"/(?:Columns|Colors)\s{1,9}0{0,9}[1-9]\d{6}")
_LEAST = 0.8
"""Share of a page's characters that a structure tree must hold to be believed."""


def page(data: bytes, name: str = "") -> Page:
    """The page in a PDF.

    Raises InputError where it is damaged, locked, or holds pictures of text only.
    """
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    malformed = (PDFException, PSException, PdfminerException, MalformedPDFException)
    told = _Told()
    limits.check("pdf_objects", data.count(b"endobj"))
    if _is_circular(data):
        raise InputError("input.damaged", name=name, error="objects that are each other")
    # pdfminer makes a row of them, however short the stream is.
    if _WIDE.search(data):
        raise InputError("input.damaged", name=name, error="rows of a million and more")
    try:
        with told:
            found = _tagged(data) or _ruled(data)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise InputError("input.locked", name=name) from error
    except (*malformed, *_BROKEN) as error:
        raise InputError("input.damaged", name=name, error=error) from error
    if not found.text.strip():
        raise InputError("pdf.pictures", name=name)
    if told.lost:
        return found._replace(notes=(*found.notes, Note("damaged", told.lost)))
    return found


def _is_circular(data: bytes) -> bool:
    """Whether an object is but a reference that leads back to itself; pdfminer never ends on it.

    Those in packed object streams are not seen; they end by the limit of time.
    """
    aliases = {int(found[1]): int(found[2]) for found in _ALIAS.finditer(data)}
    ends: set[int] = set()
    for start in aliases:
        seen: set[int] = set()
        at = start
        while at in aliases and at not in ends:
            if at in seen:
                return True
            seen.add(at)
            at = aliases[at]
        ends |= seen
    return False


class _Told(logging.Handler):
    """Takes what pdfminer logs, which would else go to standard error.

    It only warns where a part of the file is cut short, and goes on with the rest.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lost = ""

    def __enter__(self) -> None:
        logger = logging.getLogger("pdfminer")
        self._before, logger.propagate = logger.propagate, False
        logger.addHandler(self)

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("pdfminer")
        logger.propagate = self._before
        logger.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the first word of a loss."""
        message = record.getMessage()
        if "loss" in message.lower():
            self.lost = self.lost or message


# What pdfminer is known to raise on damaged files besides its own errors.
_BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    EOFError,
    struct.error,
    zlib.error,
)


def _document(data: bytes) -> Any:
    """Pdfminer's document, its pages found once so that no object in their way is another's name.

    What `_is_circular` cannot see, an object that is a reference in a damaged or packed place,
    pdfminer would follow round and round.
    """
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser, PDFSyntaxError
    from pdfminer.pdftypes import PDFObjRef

    class Document(PDFDocument):
        def getobj(self, objid: int) -> object:
            found, seen = super().getobj(objid), {objid}
            while isinstance(found, PDFObjRef):
                if found.objid in seen:
                    raise PDFSyntaxError("objects that are each other")
                seen.add(found.objid)
                found = super().getobj(found.objid)
            return found

    document = Document(PDFParser(io.BytesIO(data)))
    for count, _ in enumerate(PDFPage.create_pages(document), 1):
        limits.check("pdf_pages", count)
    return document


def _tagged(data: bytes) -> Page | None:
    """The page by its structure tree; None where that is missing or leaves text out."""
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import resolve1

    from convert.reading.pdfmarks import Marks, weigh
    from convert.reading.pdftree import Reader

    document = _document(data)
    limits.check("pdf_objects", sum(len(list(xref.get_objids())) for xref in document.xrefs))
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not root:
        return None
    manager = PDFResourceManager()
    marks = Marks(manager)
    interpreter = PDFPageInterpreter(manager, marks)
    for one in PDFPage.create_pages(document):
        weigh(one)
        interpreter.process_page(one)
    whole = marks.loose + sum(len(text) for texts in marks.texts.values() for text in texts)
    read = Reader(root, marks.texts)
    text, grids = read.scribe.done()
    if not grids or len(text) < _LEAST * whole:
        return None
    made = Page(text, grids)
    packet = resolve1(document.catalog.get("Metadata"))
    own = _Own.of(packet.get_data()) if packet else None
    if own:
        return own.applied(made, read.blocks)
    return made._replace(headlines=tuple(span for kind, span in read.blocks if kind in _HEADLINES))


@dataclass(frozen=True, slots=True)
class _Own:
    """What the metadata of a PDF remember of the report that convert made it of."""

    title: str
    fields: tuple[Known, ...]
    unplaced: tuple[str, ...]

    @classmethod
    def of(cls, packet: bytes) -> "_Own | None":
        """What an XMP packet says; None where it is not one of ours."""
        if _OWN.encode() not in packet or b"<!DOCTYPE" in packet:
            return None
        lists = _lists(packet)
        labels = lists.get(f"{{{_OWN}}}label", [])
        printed = lists.get(f"{{{_OWN}}}field", [])
        fields = tuple(_known(label, text) for label, text in zip(labels, printed, strict=False))
        titles = lists.get("{http://purl.org/dc/elements/1.1/}title", [])
        return cls("".join(titles[:1]), fields, tuple(lists.get(f"{{{_OWN}}}unplaced", [])))

    def applied(self, page: Page, blocks: Sequence[tuple[str, Span]]) -> Page:
        """The page with its title and fields known, and every row's kind."""
        start = page.grids[0].start
        titles = [span for kind, span in blocks if kind == "H1" and span.end <= start]
        pieces = [span for kind, span in blocks if kind == "P" and span.end <= start]
        left = [bare(text) for text in self.unplaced]
        behind = [span for _, span in blocks if span.start >= start]
        added = [span for span in behind if bare(page.text[span.start : span.end]) not in left]
        return page._replace(
            title=titles[0] if titles else None,
            names=(self.title,) if titles else (),
            fields=tuple(fields_at(page.text, pieces, self.fields)),
            furniture=tuple(added),
            grids=tuple(map(_told, page.grids)),
            complete=True,
        )


def _lists(packet: bytes) -> dict[str, list[str]]:
    """The lists of texts in an XMP packet, by the names of their properties."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(packet.strip(), parser)
    except etree.XMLSyntaxError:
        return {}
    found: dict[str, list[str]] = {}
    for item in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"):
        owner = item.getparent().getparent()
        found.setdefault(str(owner.tag), []).append(item.text or "")
    return found


def _known(label: str, printed: str) -> Known:
    """A field of which the label and the whole are known."""
    rest = printed[len(label) :]
    mark = rest[:1].strip()
    return label, mark, rest[1:]


def _told(grid: Grid) -> Grid:
    """The table with every row's kind: its header stands first, headings are header cells."""
    kinds = ["head", *(_kind(one) for one in grid.lines[1:])]
    lines = (one._replace(kind=kind) for one, kind in zip(grid.lines, kinds, strict=True))
    return grid._replace(lines=tuple(lines), named=True)


def _kind(one: Line) -> Stated:
    return "heading" if one.boxes and one.boxes[0].head else "task"


def _ruled(data: bytes) -> Page:
    """The page of a PDF without tags: tables by their ruling lines, the rest line by line."""
    from convert.reading.pdflines import read

    return read(data)
