"""File properties of Office files: Dublin Core where Office has a place for it, every field."""

from collections.abc import Iterable, Iterator

from convert.dublin import published, terms
from convert.report import Report
from convert.visible import visible

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
UNPLACED = "未归位"
"""The custom property that holds the page's left-over texts, a line each."""
_SOURCE = ("来源文件", "来源编码", "来源SHA-256")
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# As html.escape has them; html brings two thousand names of characters, 2 ms.
_ESCAPES = str.maketrans(
    {
        **{"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"},
        **{"\t": "&#9;", "\n": "&#10;"},
    }
)
# The longest name Office shows.
_NAME = 255
_SEVERAL = "；"


def inner(text: str) -> str:
    """A text as the content of an XML element or of a quoted attribute."""
    return visible(text).translate(_ESCAPES)


def core_xml(report: Report) -> str:
    """docProps/core.xml."""
    values = "".join(
        f"<{name}{_kind(name)}>{inner(text)}</{name}>" for name, text in core_values(report)
    )
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{values}</cp:coreProperties>'
    )


def core_values(report: Report) -> list[tuple[str, str]]:
    """Core properties by their elements' names; those without a value are left out."""
    found = {term: _SEVERAL.join(values) for term, values in terms(report).items()}
    subject, moment = found.get("subject", ""), published(report)
    date = moment.isoformat().replace("+00:00", "Z") if moment else ""
    made = (
        ("dc:title", report.title),
        ("dc:subject", subject),
        ("dc:creator", found.get("creator", "")),
        ("cp:category", subject),
        ("dc:identifier", found.get("identifier", "")),
        ("dc:language", "zh-CN"),
        ("dcterms:created", date),
        ("dcterms:modified", date),
    )
    return [(name, text) for name, text in made if text]


def _kind(name: str) -> str:
    return ' xsi:type="dcterms:W3CDTF"' if name.startswith("dcterms:") else ""


def custom_values(report: Report) -> list[tuple[str, str]]:
    """Custom properties: every field under its label, left-over texts, and the source."""
    source = report.source
    made = [(field.label, field.value) for field in report.fields]
    facts = zip(_SOURCE, (source.name, source.encoding, source.sha256), strict=True)
    more = ((UNPLACED, "\n".join(report.unplaced)), *facts)
    return made + [(name, text) for name, text in more if text]


def custom_xml(values: Iterable[tuple[str, str]]) -> str:
    """docProps/custom.xml."""
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{''.join(property_elements(values))}</Properties>"
    )


def property_elements(values: Iterable[tuple[str, str]], first: int = 2) -> Iterator[str]:
    """Custom properties as elements, their ids from `first`.

    A name that comes again is numbered, for names must be unique.
    """
    names: set[str] = set()
    for pid, (label, text) in enumerate(values, first):
        yield (
            f'<property fmtid="{_FORMAT}" pid="{pid}" name="{inner(_unique(label, names))}">'
            f"<vt:lpwstr>{inner(text)}</vt:lpwstr></property>"
        )


def _unique(label: str, names: set[str]) -> str:
    """The label, numbered from 2 where it is in `names`; added to them."""
    name = tried = " ".join(visible(label).split())[: _NAME - 8] or "字段"
    again = 1
    while tried.casefold() in names:
        again += 1
        tried = f"{name} ({again})"
    names.add(tried.casefold())
    return tried
