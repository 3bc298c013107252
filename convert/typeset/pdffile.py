"""ReportLab's document, written as PDF 1.7 with object streams and as PDF/A wants it.

ReportLab's own writer puts no line end before "endstream" (ISO 19005-2 6.1.7.1 asks for
one) and knows no object streams, which make the many small objects of a structure tree a
tenth as large.
"""

import hashlib
import zlib
from struct import pack, pack_into
from typing import BinaryIO

from convert.typeset.engine import PDFDocument, PDFIndirectObject, PDFObject

# zlib's level: 9 costs more time than it saves bytes; outlines pack badly at any (measured).
LEVEL, OUTLINES = 6, 4
# Objects in one object stream; a reader unpacks a whole one to get at any.
_PACK = 200
# Bytes of an entry of the cross-reference stream.
_ENTRY = 7


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
    """ReportLab's document, written to `file` as it is made.

    Small objects leave in packs, streams at once, ReportLab's own objects at the end.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(invariant=1, pdfVersion=(1, 7), lang="zh-CN")
        self._file, self._at, self._digest = file, 0, hashlib.sha256()
        self._table = bytearray(pack(">BLH", 0, 0, 65535))
        """Of each object: kind, offset or pack, 0 or index (ISO 32000-1 7.5.8.3)."""
        self._small: list[tuple[int, str]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """The number of an object that `put` will be given."""
        self.objectcounter: int = self.objectcounter + 1
        return self.objectcounter

    def put(self, number: int, body: str) -> None:
        """A small object, in ASCII."""
        self._small.append((number, body))
        if len(self._small) == _PACK:
            self._pack()

    def stream(self, stream: Stream) -> int:
        """Writes a stream, which nothing refers to yet; its number."""
        number = self.reserve()
        self._object(number, b"%d 0 obj\n%b\nendobj\n" % (number, stream.format(self)))
        return number

    def number(self, made: PDFObject, name: str | None = None) -> int:
        """The number of one of ReportLab's objects, which it gets now if it has none."""
        reference = self.Reference(made, name)
        found: int = self.idToObjectNumberAndVersion[reference.name][0]
        return found

    def close(self) -> None:
        """Writes what is left, and the end of the file."""
        self._pack()
        root, info = self.number(self.Catalog), self.number(self.info)
        done: set[int] = set()
        # Objects may ask for new ones while they are written.
        while left := self.numberToId.keys() - done:
            for number in sorted(left):
                name = self.numberToId[number]
                whole = PDFIndirectObject(name, self.idToObject[name])
                self._object(number, whole.format(self))
            done |= left
        self._end(root, info)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._at += len(data)

    def _object(self, number: int, whole: bytes) -> None:
        self._place(number, 1, self._at)
        self._write(whole)

    def _place(self, number: int, kind: int, at: int, index: int = 0) -> None:
        """Notes where an object stands."""
        missing = _ENTRY * (number + 1) - len(self._table)
        if missing > 0:
            self._table.extend(bytes(missing))
        pack_into(">BLH", self._table, _ENTRY * number, kind, at, index)

    def _pack(self) -> None:
        """Writes an object stream of the small objects at hand (ISO 32000-1 7.5.7)."""
        if not self._small:
            return
        heads, at = [], 0
        for small, body in self._small:
            heads.append(f"{small} {at}")
            at += len(body) + 1
        head = " ".join(heads) + "\n"
        data = (head + "\n".join(body for _, body in self._small)).encode("ascii")
        keys = f"/Type/ObjStm/N {len(self._small)}/First {len(head)}"
        number = self.stream(Stream(keys, data))
        for index, (small, _) in enumerate(self._small):
            self._place(small, 2, number, index)
        self._small = []

    def _end(self, root: int, info: int) -> None:
        """The cross-reference stream and the end of the file (ISO 32000-1 7.5.8)."""
        number, at = self.reserve(), self._at
        self._place(number, 1, at)
        name = self._digest.hexdigest()[:32]
        keys = (
            f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{name}><{name}>]"
        )
        table = Stream(keys, bytes(self._table)).format(self)
        self._write(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, at))
