"""The PDF file: ReportLab's document with what PDF/A-2a and PDF/UA-1 ask for.

ReportLab keeps the objects, their numbers and the page tree; the fonts, the structure tree
and the file's body are written here, because ReportLab has no CID fonts from TrueType and
no tags, and its streams lack the line end that ISO 19005-2 6.1.7.1 wants.
"""

import hashlib
import zlib
from collections.abc import Iterable

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFString

from convert.typeset.fonts import Face
from convert.typeset.srgb import PROFILE
from convert.typeset.tags import Element, Mark, Tree

# zlib's level 6: 9 costs more than it saves (measured).
LEVEL = 6


class Raw(PDFObject):
    """An object whose bytes are made here, without "obj" and "endobj"."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: PDFDocument) -> bytes:
        """The bytes."""
        return self.body


class File:
    """A PDF in the making: pages come one by one, the rest when it is closed."""

    def __init__(self, width: float, height: float) -> None:
        self._document = PDFDocument(invariant=1, pdfVersion=(1, 7), lang="zh-CN")
        self._objects: list[Raw] = []
        self._digest = hashlib.sha256()
        self._pages: list[int] = []
        self._catalog, self._tree = self._reserve(), self._reserve()
        self._page_tree, self._resources = self._reserve(), self._reserve()
        self._box = f"[0 0 {width:.2f} {height:.2f}]"

    def page(self, content: str) -> None:
        """Adds a page with that content."""
        stream = self._stream("", content.encode("ascii"))
        number = len(self._pages)
        self._pages.append(
            self._add(
                f"<</Type /Page /Parent {self._page_tree} 0 R /MediaBox {self._box} "
                f"/Resources {self._resources} 0 R /Contents {stream} 0 R "
                f"/StructParents {number} /Tabs /S>>"
            )
        )

    def close(self, title: str, xmp: bytes, faces: Iterable[Face], tree: Tree) -> bytes:
        """The whole file."""
        fonts = " ".join(f"/{face.key} {self._font(face)} 0 R" for face in faces)
        self._set(self._resources, f"<</ProcSet [/PDF /Text] /Font <<{fonts}>>>>")
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._set(self._page_tree, f"<</Type /Pages /Count {len(self._pages)} /Kids [{kids}]>>")
        self._structure(tree)
        metadata = self._stream("/Type /Metadata /Subtype /XML", xmp, pack=False)
        profile = self._stream("/N 3", PROFILE)
        intent = (
            "<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
            f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} 0 R>>"
        )
        self._set(
            self._catalog,
            f"<</Type /Catalog /Pages {self._page_tree} 0 R /Lang (zh-CN) "
            f"/MarkInfo <</Marked true>> /StructTreeRoot {self._tree} 0 R "
            f"/Metadata {metadata} 0 R /OutputIntents [{intent}] "
            "/ViewerPreferences <</DisplayDocTitle true>>>>",
        )
        info = self._add(b"<</Title " + PDFString(title).format(self._document) + b">>")
        return self._write(info)

    def _reserve(self) -> int:
        made = Raw()
        self._document.Reference(made)  # type: ignore[no-untyped-call]
        self._objects.append(made)
        return len(self._objects)

    def _set(self, number: int, body: str | bytes) -> None:
        self._objects[number - 1].body = body.encode("ascii") if isinstance(body, str) else body

    def _add(self, body: str | bytes) -> int:
        number = self._reserve()
        self._set(number, body)
        return number

    def _stream(self, keys: str, data: bytes, *, pack: bool = True) -> int:
        """A stream; the line end before "endstream" is not part of its length."""
        self._digest.update(data)
        if pack:
            data, keys = zlib.compress(data, LEVEL), f"{keys} /Filter /FlateDecode"
        head = f"<<{keys} /Length {len(data)}>>\nstream\n".encode("ascii")
        return self._add(head + data + b"\nendstream")

    def _font(self, face: Face) -> int:
        """A Type0 font whose codes are UTF-16 units, with its own glyf subset."""
        font, codes = face.font, sorted((face.code(c), c) for c in face.used)
        program, numbers = font.subset(face.used[character] for _, character in codes)
        body = self._stream(f"/Length1 {len(program)}", program)
        places = bytearray(2 * 0x10000)
        for code, character in codes:
            places[2 * code : 2 * code + 2] = numbers[face.used[character]].to_bytes(2, "big")
        glyphs = self._stream("", bytes(places))
        unicode = self._stream("", _to_unicode(codes))
        tag = hashlib.sha256("".join(c for _, c in codes).encode("utf-8", "replace")).digest()
        name = "".join(chr(65 + byte % 26) for byte in tag[:6]) + f"+{face.font.postscript}"
        scale = 1000 / font.units
        box = " ".join(f"{edge * scale:.0f}" for edge in font.box)
        descriptor = self._add(
            f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] "
            f"/ItalicAngle 0 /Ascent {font.ascent * scale:.0f} "
            f"/Descent {font.descent * scale:.0f} /CapHeight 700 /StemV 80 "
            f"/FontFile2 {body} 0 R>>"
        )
        widths = "".join(_width(code, font.advance(face.used[c])) for code, c in codes)
        descendant = self._add(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/FontDescriptor {descriptor} 0 R /DW 1000 /W [{widths}] "
            f"/CIDToGIDMap {glyphs} 0 R>>"
        )
        return self._add(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R>>"
        )

    def _structure(self, tree: Tree) -> None:
        places: dict[int, int] = {}
        self._element(tree.root, self._tree, places)
        rows = []
        for page, elements in enumerate(tree.pages):
            marks = " ".join(f"{places[id(element)]} 0 R" for element in elements)
            rows.append(f"{page} [{marks}]")
        parents = self._add(f"<</Nums [{' '.join(rows)}]>>")
        self._set(
            self._tree,
            f"<</Type /StructTreeRoot /K {places[id(tree.root)]} 0 R "
            f"/ParentTree {parents} 0 R /ParentTreeNextKey {len(tree.pages)}>>",
        )

    def _element(self, element: Element, parent: int, places: dict[int, int]) -> int:
        number = places[id(element)] = self._reserve()
        kids = []
        for kid in element.kids:
            if isinstance(kid, Mark):
                page = self._pages[kid.page]
                kids.append(f"<</Type /MCR /Pg {page} 0 R /MCID {kid.number}>>")
            else:
                kids.append(f"{self._element(kid, number, places)} 0 R")
        held = f" /K [{' '.join(kids)}]" if kids else ""
        extra = f" /A {element.attributes}" if element.attributes else ""
        self._set(number, f"<</Type /StructElem /S /{element.kind} /P {parent} 0 R{held}{extra}>>")
        return number

    def _write(self, info: int) -> bytes:
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        places, at = [], len(parts[0])
        for number, made in enumerate(self._objects, 1):
            places.append(at)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, made.format(self._document)))
            at += len(parts[-1])
        name = self._digest.hexdigest()[:32].encode("ascii")
        table = [b"%010d 00000 n \n" % place for place in places]
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(table))
        parts.append(
            b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>]>>\n"
            % (len(places) + 1, self._catalog, info, name, name)
            + b"startxref\n%d\n%%%%EOF\n" % at
        )
        return b"".join(parts)


def _width(code: int, width: float) -> str:
    return f"{code} [{width:.0f}] " if round(width) != 1000 else ""


def _to_unicode(codes: list[tuple[int, str]]) -> bytes:
    """Which text each code stands for, in UTF-16BE, at most 100 codes a block."""
    parts = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    ]
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        parts.append(f"{len(block)} beginbfchar\n")
        parts.extend(f"<{code:04x}> <{c.encode('utf-16-be').hex()}>\n" for code, c in block)
        parts.append("endbfchar\n")
    parts.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
    return "".join(parts).encode("ascii")
