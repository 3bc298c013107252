"""File properties: Dublin Core where Office has a place for it, and every field."""

from collections.abc import Iterator

from convert.dublin import published, terms
from convert.report import Report
from convert.writing.xlsx.text import DECLARATION, inner

UNPLACED = "未归位"
"""The custom property that holds the page's left-over texts, a line each."""
_SOURCE = ("来源文件", "来源编码", "来源SHA-256")
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# The longest name Office shows.
_NAME = 255


def core_xml(report: Report) -> str:
    """docProps/core.xml."""
    values = "".join(
        f"<{name}{kind}>{inner(text)}</{name}>" for name, kind, text in _core(report) if text
    )
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{values}</cp:coreProperties>'
    )


def _core(report: Report) -> Iterator[tuple[str, str, str]]:
    """Element, its type, and its text."""
    found = terms(report)
    subject = "；".join(found.get("subject", ()))
    moment = published(report)
    date = moment.isoformat().replace("+00:00", "Z") if moment else ""
    for name, text in (
        ("dc:title", report.title),
        ("dc:subject", subject),
        ("dc:creator", "；".join(found.get("creator", ()))),
        ("cp:category", subject),
        ("dc:identifier", "；".join(found.get("identifier", ()))),
        ("dc:language", "zh-CN"),
    ):
        yield name, "", text
    for name in ("dcterms:created", "dcterms:modified"):
        yield name, ' xsi:type="dcterms:W3CDTF"', date


def custom_xml(report: Report) -> str:
    """docProps/custom.xml; a name that comes again is numbered, for names must be unique."""
    names: set[str] = set()
    listed = "".join(
        f'<property fmtid="{_FORMAT}" pid="{pid}" name="{inner(_unique(label, names))}">'
        f"<vt:lpwstr>{inner(text)}</vt:lpwstr></property>"
        for pid, (label, text) in enumerate(_custom(report), 2)
    )
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{listed}</Properties>"
    )


def _custom(report: Report) -> Iterator[tuple[str, str]]:
    source = report.source
    yield from ((field.label, field.value) for field in report.fields)
    if report.unplaced:
        yield UNPLACED, "\n".join(report.unplaced)
    facts = zip(_SOURCE, (source.name, source.encoding, source.sha256), strict=True)
    yield from ((name, text) for name, text in facts if text)


def _unique(label: str, names: set[str]) -> str:
    """The label, numbered from 2 where it is in `names`; added to them."""
    name = tried = " ".join(label.split())[: _NAME - 8] or "字段"
    again = 1
    while tried.casefold() in names:
        again += 1
        tried = f"{name} ({again})"
    names.add(tried.casefold())
    return tried
