"""The XMP packet: what the report is, for programs that read no Chinese tables.

Dublin Core where a field of the page has a place there, and every field, left-over text
and the source's fingerprint under our own schema, described as ISO 19005-2 6.6.2.3 asks.
"""

import re
from collections.abc import Iterable
from functools import cache

from convert.report import Report
from convert.resources import table
from convert.typeset.layout import printed

# A name, not an address: nothing needs to be found there.
SPACE = "urn:x-convert:report:1.0#"

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "report": SPACE,
}
_OWN = (
    ("field", "Seq Text", "A field of the page's head: label, sign, value"),
    ("label", "Seq Text", "The label of each field, which its text begins with"),
    ("unplaced", "Seq Text", "Text of the page that belongs to no field, heading or cell"),
    ("sourceName", "Text", "Name of the file that was converted"),
    ("sourceEncoding", "Text", "Character encoding of that file"),
    ("sourceDigest", "Text", "SHA-256 of that file"),
)


def packet(report: Report, part: int = 2) -> bytes:
    """The packet, in UTF-8; `part` is that of ISO 19005, 3 where files are attached."""
    spaces = "".join(f'\n xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{spaces}>\n<rdf:Description rdf:about="">\n'
        + "\n".join([*_standard(report, part), *_dublin(report), *_own(report), _schemas()])
        + '\n</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode("utf-8")


def _standard(report: Report, part: int) -> Iterable[str]:
    yield f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
    yield "<pdfuaid:part>1</pdfuaid:part>"
    yield _element("xmp:CreatorTool", "convert")
    date = _first(report, "date")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        yield _element("xmp:CreateDate", date)


def _dublin(report: Report) -> Iterable[str]:
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{_safe(report.title)}</rdf:li></rdf:Alt>'
    yield f"<dc:title>{title}</dc:title>"
    yield _list("dc:language", "Bag", ["zh-CN"])
    yield _element("dc:format", "application/pdf")
    for name, kind in (
        ("creator", "Seq"),
        ("publisher", "Bag"),
        ("subject", "Bag"),
        ("date", "Seq"),
    ):
        value = _first(report, name)
        if value:
            yield _list(f"dc:{name}", kind, [value])
    for name in ("identifier", "source"):
        value = _first(report, name)
        if value:
            yield _element(f"dc:{name}", value)


def _own(report: Report) -> Iterable[str]:
    source = report.source
    labels = (field.label for field in report.fields)
    for name, texts in (
        ("field", map(printed, report.fields)),
        ("label", labels),
        ("unplaced", report.unplaced),
    ):
        held = list(texts)
        if held:
            yield _list(f"report:{name}", "Seq", held)
    for name, value in (
        ("sourceName", source.name),
        ("sourceEncoding", source.encoding),
        ("sourceDigest", source.sha256),
    ):
        if value:
            yield _element(f"report:{name}", value)


def _schemas() -> str:
    """Descriptions of the two schemas that PDF/A does not know."""
    universal = [("part", "Integer", "Part of ISO 14289")]
    return (
        "<pdfaExtension:schemas><rdf:Bag>"
        + _schema("PDF/UA identification", _NAMES["pdfuaid"], "pdfuaid", universal)
        + _schema("Report", SPACE, "report", _OWN)
        + "</rdf:Bag></pdfaExtension:schemas>"
    )


def _schema(title: str, name: str, prefix: str, properties: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(
        '<rdf:li rdf:parseType="Resource">'
        + _element("pdfaProperty:name", key)
        + _element("pdfaProperty:valueType", kind)
        + _element("pdfaProperty:category", "internal" if prefix == "pdfuaid" else "external")
        + _element("pdfaProperty:description", text)
        + "</rdf:li>"
        for key, kind, text in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        + _element("pdfaSchema:schema", title)
        + _element("pdfaSchema:namespaceURI", name)
        + _element("pdfaSchema:prefix", prefix)
        + f"<pdfaSchema:property><rdf:Seq>{listed}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{_safe(text)}</{name}>"


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    listed = "".join(f"<rdf:li>{_safe(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{listed}</rdf:{kind}></{name}>"


def _safe(text: str) -> str:
    if not text.isprintable():
        text = "".join(character if _allowed(character) else "\ufffd" for character in text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _allowed(character: str) -> bool:
    """Whether XML 1.0 (2.2) lets a character stand in a document at all."""
    if character < " ":
        return character in "\t\n\r"
    return not ("\ud800" <= character <= "\udfff" or character in "\ufffe\uffff")


def _first(report: Report, name: str) -> str:
    """The first field with a value that Dublin Core calls `name`."""
    labels = _labels()[name]
    return next((f.value for f in report.fields if f.label in labels and f.value), "")


@cache
def _labels() -> dict[str, list[str]]:
    data = table(__file__, "metadata.toml")
    return {name: list(labels) for name, labels in data.items()}
