"""Files inside a PDF, as PDF/A-3 allows them (ISO 19005-3 6.8, ISO 32000-1 7.11.4)."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from convert.typeset.pdffile import Document, Raw, Stream


class Attachment(NamedTuple):
    """A file to carry: what the report was made from, or its table as data."""

    name: str
    data: bytes
    media: str
    """Its media type, such as text/csv."""
    relation: Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]
    """How it is related to the document (ISO 19005-3 table 1)."""


def attach(attached: Sequence[Attachment], document: Document) -> None:
    """Adds the files to the document and its catalog."""
    places = [_specification(each, document) for each in attached]
    if not places:
        return
    listed = sorted((_text(each.name), place) for each, place in zip(attached, places, strict=True))
    names = "".join(f"{name}{place} 0 R" for name, place in listed)
    document.Catalog.Names = Raw(f"<</EmbeddedFiles<</Names[{names}]>>>>")
    document.Catalog.AF = Raw("[" + " ".join(f"{place} 0 R" for place in places) + "]")


def _specification(each: Attachment, document: Document) -> int:
    media = each.media.replace("/", "#2F")
    keys = f"/Type/EmbeddedFile/Subtype/{media}/Params<</Size {len(each.data)}>>"
    file = document.stream(Stream(keys, each.data))
    name = _text(each.name)
    return document.number(
        Raw(
            f"<</Type/Filespec/F{name}/UF{name}/EF<</F {file} 0 R/UF {file} 0 R>>"
            f"/AFRelationship/{each.relation}>>"
        )
    )


def _text(text: str) -> str:
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"
