"""Comments, file properties and the record, added to those a template has."""

from lxml import etree

from convert.office import core_values, core_xml, custom_xml, property_elements
from convert.report import Report
from convert.writing.docx import looks
from convert.writing.docx.body import Remarks
from convert.writing.docx.opc import Package, Tree
from convert.writing.docx.record import item_xml, record_xml
from convert.writing.docx.remarks import comment_elements, comments_xml, properties

_CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def merge_parts(
    package: Package, document: str, report: Report, remarks: Remarks, look: str
) -> None:
    """Add what belongs to `report` beside its text; `look` is the style of comments."""
    if remarks:
        _comments(package, document, remarks, look)
    _core(package, report)
    _custom(package, report)
    text = record_xml(report, bool(remarks)).encode("utf-8")
    record = package.add(document, "customXml/item1.xml", text)
    package.add(record, "customXml/itemProps1.xml", item_xml().encode("utf-8"))


def _comments(package: Package, document: str, remarks: Remarks, look: str) -> None:
    part = package.related(document, "word/comments.xml")
    if part is None:
        data = comments_xml(remarks, look).encode("utf-8")
        package.add(document, "word/comments.xml", data)
        return
    tree = package.tree(part)
    tree.extend(_elements("".join(comment_elements(remarks, look)), {"w": looks.SPACE}))
    package.put(part, tree)


def _core(package: Package, report: Report) -> None:
    """Our values replace the template's; properties we have none for stay."""
    part = package.related("", "docProps/core.xml")
    if part is None:
        package.add("", "docProps/core.xml", core_xml(report).encode("utf-8"))
        return
    tree = package.tree(part)
    for name, text in core_values(report):
        prefix, _, local = name.partition(":")
        tag = f"{{{_CORE[prefix]}}}{local}"
        for old in tree.findall(tag):
            tree.remove(old)
        new = etree.SubElement(tree, tag)
        new.text = text
        if prefix == "dcterms":
            new.set(_TYPE, "dcterms:W3CDTF")
    package.put(part, tree)


def _custom(package: Package, report: Report) -> None:
    """Our properties come after the template's; one of the same name is replaced."""
    part = package.related("", "docProps/custom.xml")
    values = properties(report)
    if part is None:
        package.add("", "docProps/custom.xml", custom_xml(values).encode("utf-8"))
        return
    tree = package.tree(part)
    ours = {name.casefold() for name, _ in values}
    for old in [one for one in tree if one.get("name", "").casefold() in ours]:
        tree.remove(old)
    first = max((int(one.get("pid", 1)) for one in tree), default=1) + 1
    tree.extend(
        _elements("".join(property_elements(values, first)), {None: _CUSTOM, "vt": _VALUES})
    )
    package.put(part, tree)


def _elements(xml: str, spaces: dict[str | None, str] | dict[str, str]) -> Tree:
    """The children of an element with these namespaces that holds `xml`."""
    named = " ".join(f'xmlns{":" + key if key else ""}="{uri}"' for key, uri in spaces.items())
    return list(etree.fromstring(f"<x {named}>{xml}</x>"))
