"""The PDF file: pages, fonts, structure, bookmarks and what PDF/A-2a and PDF/UA-1 ask for.

ReportLab keeps the objects: catalog, page tree, pages and outlines are its own.
"""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from convert.typeset.attachment import Attachment, attach
from convert.typeset.engine import PDFArray, PDFCatalog, PDFPage, PDFString
from convert.typeset.fontfile import embed
from convert.typeset.fonts import Face
from convert.typeset.pdffile import Document, Raw, Stream
from convert.typeset.srgb import PROFILE
from convert.typeset.tags import Tree


class _Bookmarks:
    """What ReportLab's outlines ask of a canvas: a place by its name."""

    def __init__(self) -> None:
        self._places: list[Raw] = []

    def add(self, place: str) -> str:
        """The name of a place."""
        self._places.append(Raw(place))
        return str(len(self._places) - 1)

    def _bookmarkReference(self, name: str) -> Raw:  # noqa: N802 - ReportLab's name
        return self._places[int(name)]


class File:
    """A PDF in the making: pages come one by one, the rest when it is closed."""

    def __init__(self, width: float, height: float, file: BinaryIO) -> None:
        self._document = Document(file)
        self._box = PDFArray([0, 0, round(width, 2), round(height, 2)])
        self._pages: list[PDFPage] = []
        self._height = height
        self._bookmarks = _Bookmarks()
        self.tree = Tree(self._document)

    def turn(self) -> int:
        """Begins a page; its object's number."""
        page = PDFPage()
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.MediaBox, page.StructParents, page.Tabs = (
            self._box,
            self._document.pageCounter - 1,
            Raw("/S"),
        )
        self._document.addPage(page)
        self._pages.append(page)
        number = self._document.number(page)
        self.tree.turn(number)
        return number

    def bookmark(self, text: str, top: float, level: int) -> None:
        """A bookmark to a place on the page begun last, `top` from its upper edge."""
        page = self._document.number(self._pages[-1])
        name = self._bookmarks.add(f"[{page} 0 R /XYZ 0 {self._height - top:.2f} null]")
        self._document.outline.addOutlineEntry(name, level, text)

    def draw(self, content: str) -> None:
        """The content of the page begun last."""
        number = self._document.stream(Stream("", content.encode("ascii")))
        self._pages[-1].Contents = f"{number} 0 R"

    def close(
        self, title: str, xmp: bytes, faces: Iterable[Face], attached: Sequence[Attachment] = ()
    ) -> None:
        """Writes the rest of the file."""
        document = self._document
        fonts = "".join(f"/{face.key} {embed(face, document)} 0 R" for face in faces)
        shared = document.Reference(Raw(f"<</ProcSet[/PDF/Text]/Font<<{fonts}>>>>"))
        for page in self._pages:
            page.Resources = shared
        self._catalog(document.Catalog, xmp)
        attach(attached, document)
        heading = PDFString(title).format(document)
        document.info = Raw(b"<</Title " + heading + b">>")
        document.outline.prepare(document, self._bookmarks)
        document.close()

    def _catalog(self, catalog: PDFCatalog, xmp: bytes) -> None:
        document = self._document
        catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents", "AF"]
        catalog.StructTreeRoot = f"{self.tree.close()} 0 R"
        catalog.MarkInfo = Raw("<</Marked true>>")
        catalog.ViewerPreferences = Raw("<</DisplayDocTitle true>>")
        catalog.Metadata = Stream("/Type/Metadata/Subtype/XML", xmp, level=0)
        profile = document.number(Stream("/N 3", PROFILE))
        catalog.OutputIntents = Raw(
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]"
        )
