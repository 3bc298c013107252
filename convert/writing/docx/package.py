"""The file: parts, their types and relations, in a ZIP that is the same every time."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from convert.office import DECLARATION
from convert.writing.docx.geometry import Geometry
from convert.writing.docx.xml import quoted

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OPEN = "application/vnd.openxmlformats-officedocument."

MAIN = f"{_WORD}document.main+xml"
TYPES = {
    "word/document.xml": MAIN,
    "word/styles.xml": f"{_WORD}styles+xml",
    "word/fontTable.xml": f"{_WORD}fontTable+xml",
    "word/settings.xml": f"{_WORD}settings+xml",
    "word/theme/theme1.xml": f"{_OPEN}theme+xml",
    "word/footer1.xml": f"{_WORD}footer+xml",
    "word/footer2.xml": f"{_WORD}footer+xml",
    "word/comments.xml": f"{_WORD}comments+xml",
    "customXml/itemProps1.xml": f"{_OPEN}customXmlProperties+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": f"{_OPEN}custom-properties+xml",
}
"""Content types by part."""
KINDS = {
    "word/document.xml": f"{_OFFICE}officeDocument",
    "word/styles.xml": f"{_OFFICE}styles",
    "word/fontTable.xml": f"{_OFFICE}fontTable",
    "word/settings.xml": f"{_OFFICE}settings",
    "word/theme/theme1.xml": f"{_OFFICE}theme",
    "word/footer1.xml": f"{_OFFICE}footer",
    "word/footer2.xml": f"{_OFFICE}footer",
    "word/comments.xml": f"{_OFFICE}comments",
    "customXml/item1.xml": f"{_OFFICE}customXml",
    "customXml/itemProps1.xml": f"{_OFFICE}customXmlProps",
    "docProps/core.xml": f"{_PACKAGE}relationships/metadata/core-properties",
    "docProps/custom.xml": f"{_OFFICE}custom-properties",
}
"""Kinds of relation by the part they lead to."""
# Pieces of a streamed part are compressed so many characters at a time.
_CHUNK = 1 << 16
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Shell(NamedTuple):
    """A file without its text: what stands before and after it, and all other parts."""

    parts: Mapping[str, bytes]
    """In the order of the ZIP; that of the text is there, with nothing in it."""
    document: str
    """The name of the part that takes the text."""
    head: str
    tail: str
    ids: Mapping[str, str]
    """Ids of the styles by role."""
    geometry: Geometry


def types_xml(parts: Iterable[str]) -> str:
    """[Content_Types].xml for these parts."""
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{TYPES[part]}"/>'
        for part in parts
        if part in TYPES
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def relations_xml(targets: Iterable[tuple[str, str]]) -> str:
    """A .rels part: parts and where they lie as seen from the part they belong to.

    The relations' ids are rId1, rId2 … in the order given.
    """
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{KINDS[part]}" Target={quoted(target)}/>'
        for number, (part, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships">{listed}</Relationships>'


def save(shell: Shell, text: Iterable[str], file: BinaryIO) -> None:
    """Write the whole file; `text` is taken piece by piece."""
    with ZipFile(file, "w") as archive:
        for name, data in shell.parts.items():
            if name == shell.document:
                _stream(archive, name, chain((shell.head,), text, (shell.tail,)))
            else:
                archive.writestr(_entry(name), data)


def _stream(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(_entry(name), "w") as part:
        for chunk in _chunks(pieces):
            part.write(chunk.encode("utf-8"))


def _chunks(pieces: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _entry(name: str) -> ZipInfo:
    """An entry that tells neither the time nor the machine it was made on."""
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry
