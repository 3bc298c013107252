"""ReportLab's document, written as PDF 1.7 with object streams and as PDF/A wants it.

ReportLab's own writer puts no line end before "endstream" (ISO 19005-2 6.1.7.1 asks for
one) and knows no object streams, which make the many small objects of a structure tree a
tenth as large.
"""

import hashlib
import zlib
from struct import pack

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFIndirectObject, PDFObject

# zlib's level: 9 costs more time than it saves bytes; outlines pack badly at any (measured).
LEVEL, OUTLINES = 6, 4
# Objects in one object stream; a reader unpacks a whole one to get at any.
_PACK = 200


class Stream(PDFObject):
    """A stream, packed as it is made; `keys` are those of its dictionary but Length."""

    __RefOnly__ = 1

    def __init__(self, keys: str, data: bytes, level: int = LEVEL) -> None:
        if level:
            keys, data = f"{keys}/Filter/FlateDecode", zlib.compress(data, level)
        self.head = f"<<{keys}/Length {len(data)}>>\nstream\n".encode("ascii")
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        """Dictionary and data.

        The line end is CR LF: LF after data that happens to end in CR would read as one.
        """
        return self.head + self.data + b"\r\nendstream"


class Raw(PDFObject):
    """A direct object given as it stands in the file."""

    def __init__(self, body: str | bytes) -> None:
        self.body = body.encode("ascii") if isinstance(body, str) else body

    def format(self, document: PDFDocument) -> bytes:
        """The bytes."""
        return self.body


class Document(PDFDocument):
    """ReportLab's document with a place for small objects that leave in packs."""

    def __init__(self) -> None:
        super().__init__(invariant=1, pdfVersion=(1, 7), lang="zh-CN")
        self._places: dict[int, tuple[int, int, int]] = {}
        """Of each object: kind, offset or pack, 0 or index (ISO 32000-1 7.5.8.3)."""
        self._packs: list[tuple[int, Stream]] = []
        self._small: list[tuple[int, str]] = []

    def reserve(self) -> int:
        """The number of an object that `put` will be given."""
        self.objectcounter: int = self.objectcounter + 1
        return self.objectcounter

    def put(self, number: int, body: str) -> None:
        """A small object, in ASCII."""
        self._small.append((number, body))
        if len(self._small) == _PACK:
            self._pack()

    def number(self, made: PDFObject, name: str | None = None) -> int:
        """The number of one of ReportLab's objects, which it gets now if it has none."""
        reference = self.Reference(made, name)
        found: int = self.idToObjectNumberAndVersion[reference.name][0]
        return found

    def format(self) -> bytes:
        """The file."""
        self._pack()
        root, info = self.number(self.Catalog), self.number(self.info)
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        at = len(parts[0])
        done: set[int] = set()
        # Objects may ask for new ones while they are written.
        while left := self.numberToId.keys() - done:
            for number in sorted(left):
                name = self.numberToId[number]
                whole = PDFIndirectObject(name, self.idToObject[name])
                parts.append(whole.format(self))
                self._places[number] = (1, at, 0)
                at += len(parts[-1])
            done |= left
        for number, stream in self._packs:
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, stream.format(self)))
            self._places[number] = (1, at, 0)
            at += len(parts[-1])
        parts.append(self._table(root, info, at, parts))
        return b"".join(parts)

    def _pack(self) -> None:
        """Makes an object stream of the small objects at hand (ISO 32000-1 7.5.7)."""
        if not self._small:
            return
        number, heads, at = self.reserve(), [], 0
        for index, (small, body) in enumerate(self._small):
            heads.append(f"{small} {at}")
            self._places[small] = (2, number, index)
            at += len(body) + 1
        head = " ".join(heads) + "\n"
        data = (head + "\n".join(body for _, body in self._small)).encode("ascii")
        keys = f"/Type/ObjStm/N {len(self._small)}/First {len(head)}"
        self._packs.append((number, Stream(keys, data)))
        self._small = []

    def _table(self, root: int, info: int, at: int, parts: list[bytes]) -> bytes:
        """The cross-reference stream and the end of the file (ISO 32000-1 7.5.8)."""
        number = self.reserve()
        self._places[number] = (1, at, 0)
        rows = [pack(">BLH", *self._places[n]) for n in range(1, number + 1)]
        name = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        keys = (
            f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{name}><{name}>]"
        )
        table = Stream(keys, pack(">BLH", 0, 0, 65535) + b"".join(rows)).format(self)
        return b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, at)
