"""An office's own template: our text where its placeholder stands, the rest as it is.

Touched are: the paragraph with the placeholder, which the text replaces; the styles,
which gain those of ours that they have under no name; comments, file properties and the
record. Every other part is passed through byte by byte.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from convert.errors import StyleError
from convert.report import Report
from convert.style import Style, Type
from convert.writing.docx import looks
from convert.writing.docx.body import Remarks
from convert.writing.docx.geometry import Geometry
from convert.writing.docx.merge import merge_parts
from convert.writing.docx.opc import Package, Tree
from convert.writing.docx.package import MAIN, Shell
from convert.writing.docx.words import words

# Twips in a millimetre.
_TWIPS = 1440 / 25.4
W = f"{{{looks.SPACE}}}"
# A processing instruction that holds the place until the text comes.
_MARK = ("convert", "text")
# Left and right margin of a cell in twips where no style says it (ECMA-376 17.4.43).
_MARGIN = 115
_TEMPLATE = MAIN.replace("document.main", "template.main")


class Template:
    """The office's file at `path`, opened and found fit.

    Raises StyleError: it cannot be read, is no Word file, holds macros, or has not exactly
    one placeholder in a paragraph of its own.
    """

    def __init__(self, path: str) -> None:
        self._package = Package(path)
        self._document = self._package.related("", "word/document.xml") or ""
        if self._package.type_of(self._document) not in (MAIN, _TEMPLATE):
            raise StyleError("template.kind", file=path)
        self._root = _prefixed(self._package.tree(self._document), path)
        self._place = self._placeholder()

    @property
    def first_comment(self) -> int:
        """The least number that no comment of the template has."""
        part = self._package.related(self._document, "word/comments.xml")
        if part is None:
            return 0
        numbers = [int(one.get(f"{W}id")) for one in self._package.tree(part).iter(f"{W}comment")]
        return max(numbers, default=-1) + 1

    def filled(self, report: Report, style: Style, remarks: Remarks) -> tuple[Shell, Style]:
        """The file without our text, and `style` with the type sizes that the office has."""
        part = self._package.related(self._document, "word/styles.xml")
        if part is None:
            raise StyleError("template.kind", file=self._package.path)
        styles = self._package.tree(part)
        ids, style = _mapped(styles, style)
        self._package.put(part, styles)
        merge_parts(self._package, self._document, report, remarks, _comment_look(styles))
        self._package.set_type(self._document, MAIN)
        width, height = self._type_area(style)
        head, tail = self._around()
        parts = {**self._package.parts, self._document: b""}
        geometry = Geometry(report, style, width, height)
        return Shell(parts, self._document, head, tail, ids, geometry), style

    def _placeholder(self) -> Tree:
        marks = words()["placeholder"]
        found = [
            paragraph
            for paragraph in self._root.iter(f"{W}p")
            if "".join(one.text or "" for one in paragraph.iter(f"{W}t")).strip() in marks
        ]
        if len(found) != 1 or found[0].getparent().tag != f"{W}body":
            facts = {"file": self._package.path, "mark": marks[0], "count": len(found)}
            raise StyleError("template.place", **facts)
        return found[0]

    def _around(self) -> tuple[str, str]:
        """document.xml before and after the placeholder.

        A section that ends in the placeholder's paragraph ends behind our text instead.
        """
        body, place = self._place.getparent(), self._place
        body.insert(body.index(place), etree.ProcessingInstruction(*_MARK))
        if place.find(f"{W}pPr/{W}sectPr") is None:
            body.remove(place)
        else:
            for child in place.findall("*"):
                if child.tag != f"{W}pPr":
                    place.remove(child)
        text = etree.tostring(self._root, encoding="UTF-8", xml_declaration=True, standalone=True)
        head, _, tail = text.decode("utf-8").partition(f"<?{_MARK[0]} {_MARK[1]}?>")
        return head, tail

    def _type_area(self, style: Style) -> tuple[int, int]:
        """Width and height, in twips, of the column in which the placeholder stands."""
        section = self._section()
        size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        columns = section.find(f"{W}cols")
        page = style.page
        width = _twips(size, "w", page.width * _TWIPS)
        height = _twips(size, "h", page.height * _TWIPS)
        width -= _twips(margin, "left", page.left * _TWIPS) + _twips(margin, "gutter", 0)
        width -= _twips(margin, "right", page.right * _TWIPS)
        height -= abs(_twips(margin, "top", page.top * _TWIPS))
        height -= abs(_twips(margin, "bottom", page.bottom * _TWIPS))
        count = _twips(columns, "num", 1)
        if count > 1:
            width = (width - (count - 1) * _twips(columns, "space", 720)) // count
        return width, height

    def _section(self) -> Tree:
        """The properties of the section that holds the placeholder: those that come next."""
        at = self._place
        while at is not None:
            found = at if at.tag == f"{W}sectPr" else at.find(f"{W}pPr/{W}sectPr")
            if found is not None:
                return found
            at = at.getnext()
        return self._root.makeelement(f"{W}sectPr")


def _twips(element: Tree, name: str, default: float) -> int:
    value = None if element is None else element.get(f"{W}{name}")
    return round(default if value is None else float(value))


def _prefixed(root: Tree, path: str) -> Tree:
    """`root` with the prefix w for the namespace that our text is written in."""
    if root.nsmap.get("w") == looks.SPACE:
        return root
    if "w" in root.nsmap:
        raise StyleError("template.kind", file=path)
    made = etree.Element(root.tag, dict(root.attrib), nsmap={**root.nsmap, "w": looks.SPACE})
    made.extend(list(root))
    return made


def _mapped(styles: Tree, style: Style) -> tuple[dict[str, str], Style]:
    """Ids of the template's styles by role, ours added where it has none; sizes from them."""
    named = _by_name(styles)
    taken = {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}
    ids, missing = {}, []
    for role, look in looks.looks().items():
        kind = "table" if role == "table" else "paragraph"
        names = ((kind, name.casefold()) for name in (look.name, *look.also))
        found = next((named[name] for name in names if name in named), None)
        # Page numbers are the template's own.
        if found is None and role != "number":
            missing.append(role)
        ids[role] = found or _free(look.id, taken)
    paragraph, table = (_default(styles, kind) for kind in ("paragraph", "table"))
    added = ""
    if "body" not in missing:
        variants = [role for role in missing if role in looks.VARIANTS]
        missing = [role for role in missing if role not in looks.VARIANTS]
        added = "".join(looks.derived(role, ids[role], ids["body"]) for role in variants)
    added += "".join(looks.definitions(style, missing, paragraph, table, ids))
    styles.extend(etree.fromstring(f'<w:x xmlns:w="{looks.SPACE}">{added}</w:x>'))
    return ids, _sized(styles, style, {r: id for r, id in ids.items() if r not in missing})


def _by_name(styles: Tree) -> dict[tuple[str, str], str]:
    """Ids of styles by type and name, or other name, in small letters."""
    found: dict[tuple[str, str], str] = {}
    for one in styles.iter(f"{W}style"):
        for tag in ("name", "aliases"):
            value = one.find(f"{W}{tag}")
            for name in () if value is None else value.get(f"{W}val", "").split(","):
                key = (one.get(f"{W}type", ""), name.strip().casefold())
                found.setdefault(key, one.get(f"{W}styleId"))
    return found


def _free(id: str, taken: set[Any]) -> str:
    """`id`, or that with a number where the template uses it for something else."""
    number, tried = 1, id
    while tried in taken:
        number += 1
        tried = f"{id}{number}"
    return tried


def _default(styles: Tree, kind: str) -> str:
    """The id of the default style of that type; "" where there is none."""
    for one in styles.iter(f"{W}style"):
        if one.get(f"{W}type") == kind and one.get(f"{W}default") in ("1", "true", "on"):
            return str(one.get(f"{W}styleId"))
    return ""


def _comment_look(styles: Tree) -> str:
    return _by_name(styles).get(("paragraph", "annotation text"), "")


def _sized(styles: Tree, style: Style, theirs: Mapping[str, str]) -> Style:
    """`style` with the sizes of the template's own styles, by which columns are measured."""
    for role in ("title", "fields", "head", "body"):
        if role in theirs:
            type: Type = getattr(style, role)
            size = int(_inherited(styles, theirs[role], "rPr/sz", "val", 20)) / 2
            scaled = type._replace(size=size, leading=type.leading * size / type.size)
            style = style._replace(**{role: scaled})  # type: ignore[arg-type]
    if "table" in theirs:
        margin = _inherited(styles, theirs["table"], "tblPr/tblCellMar/left", "w", _MARGIN)
        style = style._replace(grid=style.grid._replace(padding=int(margin) / 20))
    return style


def _inherited(styles: Tree, id: str, path: str, attribute: str, default: int) -> str:
    """What a style says there, or those it is based on, or the document's defaults."""
    where = "/".join(f"{W}{tag}" for tag in path.split("/"))
    by_id = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
    while id in by_id:
        one = by_id.pop(id)
        found, base = one.find(where), one.find(f"{W}basedOn")
        if found is not None:
            return str(found.get(f"{W}{attribute}"))
        id = "" if base is None else base.get(f"{W}val")
    found = styles.find(f"{W}docDefaults/{W}rPrDefault/{where}")
    return str(default) if found is None else str(found.get(f"{W}{attribute}"))
