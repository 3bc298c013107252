"""ZIP files with XML in them (docx, xlsx), opened as files from strangers are.

Sizes are checked before anything is unpacked and again while it is; a document type
declaration, which no office file has, is refused, and with it every entity.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from convert import limits
from convert.errors import InputError

_CHUNK = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What zipfile raises on damaged files, but for ValueError."""
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A part's reference to another: its id, its kind (`styles`), the other's name."""

    id: str
    kind: str
    part: str


def opened(data: bytes) -> zipfile.ZipFile:
    """The ZIP file in `data`; LimitError before its list is read, where that is too long.

    Raises what zipfile does where it is damaged.
    """
    limits.check("zip_members", data.count(b"PK\x01\x02"))
    return zipfile.ZipFile(io.BytesIO(data))


def declared(packed: zipfile.ZipFile) -> int:
    """The bytes that a ZIP file unpacks to, as it says itself; no part is read further."""
    return sum(info.file_size for info in packed.infolist())


class Parcel:
    """An open ZIP file; `name` is the input's, for messages. Raises InputError."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = opened(data)
        except (*BROKEN, ValueError) as error:
            raise self._damaged(error) from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        limits.check("zip_total_mb", declared(self._zip) >> 20)

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def parts(self, start: str = "") -> list[str]:
        """The names of all parts that begin so."""
        return [part for part in self._parts if part.startswith(start)]

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part's bytes, piece by piece. InputError where it is damaged, missing or too large."""
        info = self._parts.get(part)
        if info is None:
            raise InputError("input.part", name=self.name, part=part)
        self._weigh(info, info.file_size)
        try:
            with self._zip.open(info) as stream:
                count = 0
                while chunk := stream.read(_CHUNK):
                    count += len(chunk)
                    self._weigh(info, count)
                    yield chunk
        except (*BROKEN, ValueError) as error:
            raise self._damaged(error) from error

    def _weigh(self, info: zipfile.ZipInfo, size: int) -> None:
        limits.check("zip_part_mb", size >> 20, info.filename)
        if size > 1 << 20:
            limits.check("zip_ratio", size // max(1, info.compress_size), info.filename)

    def read(self, part: str) -> bytes:
        """A part's bytes."""
        return b"".join(self.chunks(part))

    def parse(self, part: str, target: Any = None) -> Any:
        """Has a parser report a part's elements to `target`; what its close() returns.

        Without a target, the part's root element (lxml). InputError where the part is no
        XML or declares a document type.
        """
        from lxml import etree

        parser = etree.XMLParser(
            target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        tail = b""
        try:
            for chunk in self.chunks(part):
                if any(sign in tail + chunk for sign in _DOCTYPE):
                    raise InputError("input.doctype", name=self.name, part=part)
                tail = chunk[-32:]
                parser.feed(chunk)
            return parser.close()
        except etree.XMLSyntaxError as error:
            raise self._damaged(error) from error

    def relations(self, part: str = "") -> list[Relation]:
        """What a part, or the file itself, refers to inside the file.

        Open Packaging Conventions (ECMA-376 part 2), 6.5; none where nothing is listed.
        """
        folder, _, file = part.rpartition("/")
        listed = f"{folder}/_rels/{file}.rels".lstrip("/")
        found = []
        for one in self.parse(listed) if listed in self else ():
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                place = target if target.startswith("/") else posixpath.join("/", folder, target)
                kind = one.get("Type", "").rpartition("/")[2]
                found.append(Relation(one.get("Id", ""), kind, posixpath.normpath(place)[1:]))
        return found

    def main(self) -> str:
        """The name of the part that holds the document. InputError where there is none."""
        for relation in self.relations():
            if relation.kind == "officeDocument":
                return relation.part
        raise InputError("input.part", name=self.name, part="officeDocument")

    def of_kind(self, part: str, kind: str) -> str | None:
        """The first part of that kind that a part refers to and that is there."""
        found = (one.part for one in self.relations(part) if one.kind == kind)
        return next((one for one in found if one in self), None)

    def _damaged(self, error: Exception) -> InputError:
        return InputError("input.damaged", name=self.name, error=error)
