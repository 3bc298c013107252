"""An existing Office package: its parts, relations and types, to be added to."""

import io
import posixpath
import zlib
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from convert.errors import StyleError
from convert.writing.docx.package import KINDS, TYPES

TYPES_PART = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# Templates hold letterheads and pictures, but not more than this many bytes, unpacked.
_MOST = 256 * 2**20
_BROKEN = (OSError, BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

Tree = Any
"""An element of lxml."""


class Package:
    """The file at `path`, unpacked. Raises StyleError where it cannot be read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.parts = _unpacked(path)

    def tree(self, part: str) -> Tree:
        """A part as a tree; StyleError where it is missing or no well-formed XML."""
        data = self.parts.get(part, b"")
        # Nothing in an Office file needs a document type; entities are a way to attack.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise StyleError("template.unreadable", file=self.path, error=error) from error
        if root.getroottree().docinfo.doctype:
            raise StyleError("template.unreadable", file=self.path, error=f"DOCTYPE ({part})")
        return root

    def put(self, part: str, tree: Tree) -> None:
        """Replace a part by a tree."""
        self.parts[part] = etree.tostring(
            tree, encoding="UTF-8", xml_declaration=True, standalone=True
        )

    def type_of(self, part: str) -> str:
        """A part's content type; "" where only its suffix has one."""
        for one in self.tree(TYPES_PART).iter(f"{_TYPES}Override"):
            if one.get("PartName", "").lstrip("/").casefold() == part.casefold():
                return str(one.get("ContentType"))
        return ""

    def set_type(self, part: str, type: str) -> None:
        """Give a part a content type, in place of one it may have."""
        tree = self.tree(TYPES_PART)
        for one in list(tree.iter(f"{_TYPES}Override")):
            if one.get("PartName") == f"/{part}":
                tree.remove(one)
        tree.append(tree.makeelement(f"{_TYPES}Override", PartName=f"/{part}", ContentType=type))
        self.put(TYPES_PART, tree)

    def related(self, source: str, kind: str) -> str | None:
        """The part to which `source` ("" is the package) has a relation of that kind.

        `kind` is the part that has it in a file of our own.
        """
        rels = _rels(source)
        if rels not in self.parts:
            return None
        for one in self.tree(rels).iter(f"{_RELATIONS}Relationship"):
            if one.get("Type") == KINDS[kind] and one.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(source), one.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return None

    def add(self, source: str, kind: str, data: bytes) -> str:
        """A new part of that kind, related to `source`; its name, the first that is free."""
        part, number = kind, 1
        while part in self.parts:
            number += 1
            stem, suffix = posixpath.splitext(kind)
            part = f"{stem.rstrip('0123456789')}{number}{suffix}"
        self.parts[part] = data
        if kind in TYPES:
            self.set_type(part, TYPES[kind])
        self._relate(source, kind, part)
        return part

    def _relate(self, source: str, kind: str, part: str) -> None:
        rels = _rels(source)
        tree = (
            self.tree(rels)
            if rels in self.parts
            else etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]})
        )
        taken = {one.get("Id") for one in tree}
        id = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        new = tree.makeelement(
            f"{_RELATIONS}Relationship", Id=id, Type=KINDS[kind], Target=f"/{part}"
        )
        tree.append(new)
        self.put(rels, tree)


def _unpacked(path: str) -> dict[str, bytes]:
    try:
        with ZipFile(io.BytesIO(Path(path).read_bytes())) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _MOST:
                raise StyleError("template.large", file=path, most=_MOST // 2**20)
            return {entry.filename: archive.read(entry) for entry in entries}
    except _BROKEN as error:
        raise StyleError("template.unreadable", file=path, error=error) from error


def _rels(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
