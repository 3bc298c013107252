"""The front doors as the fuzzer uses them, small and fast, and the seeds of each.

Office files come as their parts, for a changed ZIP is only ever a damaged ZIP; text stops before
the recovery of its borders, which takes a second. What holds a table is assembled and counted.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["convert"]):
    from convert import plugins
    from convert.errors import InputError
    from convert.reading import (
        checked,
        csvfile,
        doors,
        html,
        jsonfile,
        mail,
        markdown,
        pdf,
        sheet,
        sniff,
        word,
    )
    from convert.reading.amend import told
    from convert.reading.assemble import sought
    from convert.reading.choose import choose
    from convert.reading.page import Page
    from convert.reading.parcel import Parcel
    from convert.report import Cell, Field, Note, Reading, Report, Row, Source

from convert.style import style
from convert.writing import csvw
from tests.hostile.test_hostile import FILES

FIXTURES = Path(__file__).resolve().parents[1] / "reading/fixtures"
SMALL = {"docx": 6000, "xlsx": 6000, "pdf": 2000}
"""Bytes of an input at most, 1000 if a door is not named: more only costs time."""
_APART = b"\0\0"
"""Between the parts of an Office file; no XML has it."""
_SOURCE = Source("a", "", "")
_READING = Reading(("2", "丙", ""), 0.6)
_OURS = Report(
    title="题",
    fields=(Field("索引号", "A-1", mark="："),),
    columns=("序号", "任务内容", "完成情况"),
    rows=(
        Row("heading", (Cell("一、发展"), Cell(""), Cell(""))),
        Row("task", (Cell("1"), Cell("甲", None, 0.5, "border"), Cell("=乙"))),
        Row(
            "task",
            (Cell("2"), Cell("丙\n丁"), Cell("\x01")),
            True,
            (Reading(("2", "丙", ""), 0.6),),
        ),
    ),
    notes=(Note("unplaced", "页脚"),),
    source=_SOURCE,
)
_CSV = "序号,任务内容,完成情况\r\n一、发展,,\r\n1,甲,\r\n2,丙,丁\r\n".encode()
_SAID = (
    b'{"format": "convert cells 1", "source": {"sha256": ""}, "word": {"title": "a", '
    b'"columns": [[0, "b"]], "fields": [{"at": 0, "label": "c", "value": "d"}], "rows": '
    b'[{"start": 0, "end": 9, "kind": "task", "cuts": [[1, 3]], "accepted": true}]}}'
)
_BAD = (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError)
_RELATION = '<Relationship Id="{}" Type="x/{}" Target="{}"/>'


def _relations(*facts: tuple[str, str, str]) -> bytes:
    made = "".join(_RELATION.format(*one) for one in facts)
    return f"<Relationships>{made}</Relationships>".encode()


_WORD = ("document.xml", "numbering.xml", "styles.xml", "comments.xml", "/customXml/item1.xml")
_BOOK = ("book.xml", "strings.xml", "styles.xml", "1.xml", "2.xml", "3.xml", "comments.xml")
_NAMED = ("", "sharedStrings", "styles", "worksheet", "worksheet", "worksheet", "comments")
_FIXED = {
    "_rels/.rels": _relations(("a", "officeDocument", "document.xml")),
    "_rels/document.xml.rels": _relations(
        *((part, part.partition(".")[0], part) for part in _WORD[1:4])
    ),
}
_FIXED_BOOK = {
    "_rels/.rels": _relations(("a", "officeDocument", "book.xml")),
    "_rels/book.xml.rels": _relations(
        ("s", "worksheet", "1.xml"),
        *(
            (f"rId{at}", kind, part)
            for at, (kind, part) in enumerate(zip(_NAMED, _BOOK, strict=True))
            if kind
        ),
    ),
    "_rels/1.xml.rels": _relations(("c", "comments", "comments.xml")),
}


class _Loose(Parcel):
    """The parts of an Office file without their ZIP."""

    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        self.name, self._held = name, parts

    def __contains__(self, part: str) -> bool:
        return part in self._held

    def parts(self, start: str = "") -> list[str]:
        """The names of all parts that begin so."""
        return [part for part in self._held if part.startswith(start)]

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part's bytes; of four that are no XML, three are made some, or few would be read."""
        if part not in self._held:
            raise InputError("input.part", name=self.name, part=part)
        data = self._held[part]
        yield data if len(data) % 4 == 0 or b"<!" in data else _mended(data)


def _mended(data: bytes) -> bytes:
    """The XML that is left of some bytes."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False))
        return data if root is None else etree.tostring(root)
    except (etree.LxmlError, ValueError):
        return data


def _parcel(names: tuple[str, ...], fixed: dict[str, bytes]) -> Callable[[bytes, str], Parcel]:
    def opened(data: bytes, name: str) -> Parcel:
        if data[:2] == b"PK":
            return Parcel(data, name)
        held = zip(names, data.split(_APART), strict=False)
        return _Loose(fixed | {part.lstrip("/"): text for part, text in held if text}, name)

    return opened


def _rest(page: Page) -> None:
    """What becomes of a page that holds a table; without one it would be saved text."""
    if choose(page):
        checked(page, _SOURCE)


def _text(data: bytes) -> None:
    """Saved text up to where its table stands."""
    if sniff.kind(data) != "text":
        return
    page, _ = doors.page(data, "a.txt")
    if choose(page):
        checked(page, _SOURCE)
    else:
        sought(page)


def _decoded(use: Callable[[str], Page]) -> Callable[[bytes], None]:
    return lambda data: _rest(use(data.decode("utf-8", "replace")))


def _mail(data: bytes) -> None:
    mail.opened(data)


def _pdf(data: bytes) -> None:
    # A process of its own reads PDFs, capped in memory: it says so, and is gone.
    with suppress(MemoryError):
        _rest(pdf.page(data))


def _beside(data: bytes) -> None:
    """What may lie beside a document: a CSV's side file, a person's word."""
    told(data, _SOURCE)
    _rest(doors.page(_CSV, "a.csv", None, data)[0])


def _packed(use: Callable[[bytes], Page]) -> Callable[[bytes], None]:
    return lambda data: _rest(use(data))


word.Parcel = _parcel(_WORD, _FIXED)  # type: ignore[assignment, misc]
sheet.Parcel = _parcel(_BOOK, _FIXED_BOOK)  # type: ignore[assignment, misc]

DOORS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "text": (_text, (".txt", ".html", ".eml", ".csv", ".md", ".json")),
    "csv": (_decoded(csvfile.page), (".csv", ".tsv")),
    "beside": (_beside, (".csv-metadata.json", ".cells.json")),
    "json": (_decoded(jsonfile.page), (".json", ".jsonl")),
    "markdown": (_decoded(markdown.page), (".md",)),
    "html": (_decoded(html.page), (".html", ".htm")),
    "mail": (_mail, (".eml", ".mht")),
    "docx": (_packed(word.page), (".docx",)),
    "xlsx": (_packed(sheet.page), (".xlsx",)),
    "pdf": (_pdf, (".pdf",)),
}


def seeds(door: str) -> dict[str, bytes]:
    """The seeds of a door, by their names: fixtures, hostile files, what our writers make."""
    suffixes = DOORS[door][1]
    found = {path.name: path.read_bytes() for path in FIXTURES.iterdir()}
    found |= {name: _bytes(made()) for name, made in _hostile(suffixes).items()}
    for name in plugins.BUILT_IN:
        found[f"ours.{name}"] = plugins.writer(name)(_OURS, style("brief"))
    found["ours.csv-metadata.json"] = csvw.write(_OURS, style("brief"), "a.csv")
    found["ours.cells.json"] = _SAID
    chosen = {name: data for name, data in found.items() if name.endswith(suffixes)}
    glued = {f"{name}.parts": _glued(data) for name, data in chosen.items() if data[:2] == b"PK"}
    most = SMALL.get(door, 1000)
    return {name: data for name, data in (chosen | glued).items() if 0 < len(data) <= most}


def _hostile(suffixes: tuple[str, ...]) -> dict[str, Callable[[], bytes | str]]:
    """The hostile files, without those that take long to make."""
    large = ("bomb", "objects-too", "many", "deep", "long")
    return {
        name: made
        for name, made in FILES.items()
        if name.endswith(suffixes) and not any(word in name for word in large)
    }


def _bytes(made: bytes | str) -> bytes:
    return made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made


def _glued(data: bytes) -> bytes:
    """The parts of an Office file, one after the other; nothing where it cannot be opened."""
    try:
        parcel = Parcel(data, "")
        main = parcel.main()
        return _APART.join(parcel.read(part) if part else b"" for part in _parts(parcel, main))
    except (InputError, *_BAD):
        return b""


def _parts(parcel: Parcel, main: str) -> list[str | None]:
    """The names of a file's parts in the order of _WORD or _BOOK."""
    if main.endswith("document.xml"):
        kinds = (parcel.of_kind(main, part.partition(".")[0]) for part in _WORD[1:4])
        items = [p for p in parcel.parts("customXml/item") if "Props" not in p and "rels" not in p]
        return [main, *kinds, *items[:1]]
    sheets = [one.part for one in parcel.relations(main) if one.kind == "worksheet"][:3]
    more = [parcel.of_kind(main, kind) for kind in _NAMED[1:3]]
    missing = [None] * (3 - len(sheets))
    return [main, *more, *sheets, *missing, parcel.of_kind(sheets[0], "comments")]


def words(found: dict[str, bytes]) -> list[bytes]:
    """What a fuzzer may put together: the tags, names and numbers of the seeds."""
    pattern = re.compile(rb"</?[\w:]+>?|[\w:]+=\"|/[A-Z]\w+|\"\w+\"|&#?\w+;|\b\w{2,12}\b")
    counts: dict[bytes, int] = {}
    for data in found.values():
        for word in set(pattern.findall(data)):
            counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))[:400]
