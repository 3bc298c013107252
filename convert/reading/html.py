"""HTML, as content systems and Word write it: what a reader of the page would see.

The parser only tells where elements begin and end (events, no tree), so that depth and
size cost nothing but time. White space is collapsed as a browser does (CSS Text 3, 4.1).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from convert import limits
from convert.reading.htmlours import Mark, ours, role
from convert.reading.htmlwords import is_aside, is_centred, is_hidden, words
from convert.reading.markup import mended
from convert.reading.normalise import line
from convert.reading.page import Page, Stated
from convert.reading.scribe import Scribe
from convert.reading.titles import centred
from convert.report import Note, Span

_WHITE = re.compile(r"[ \t\n\r\f]+")
_HEADLINES = frozenset(("h1", "h2", "h3"))
_LINES = frozenset(("p", "div", "h4", "h5"))
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_TITLE = "标题"
"""What html.toml calls the page's title."""


@dataclass(slots=True)
class _Open:
    """An element while it is open."""

    name: str
    unseen: bool
    start: int = 0
    """Where its text begins."""
    aside: bool = False
    """Whether it is page furniture."""
    role: str = ""
    """What it is in a page of our own."""
    said: str = ""
    """What is to be told of it, if it is a cell."""
    centred: bool = False


@dataclass(slots=True)
class _Table:
    """Which parts of an open table are open."""

    row: bool = False
    cell: bool = False
    section: str = ""


def page(text: str) -> Page:
    """The page that some HTML shows."""
    from lxml import etree

    reader = _Reader()
    # huge_tree: text nodes of more than 10 MB are no error.
    parser = etree.HTMLParser(target=reader, huge_tree=True, encoding="utf-8")
    parser.feed(mended(text).encode("utf-8", "replace"))
    parser.close()
    made = reader.page()
    # lxml's parsers and their targets lie in cycles: until these are found, nothing is freed.
    reader.scribe, reader.marked = Scribe(), []
    return made


@dataclass
class _Reader:
    """Takes the parser's events and writes the page down."""

    scribe: Scribe = field(default_factory=Scribe)
    stack: list[_Open] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    deepest: int = field(default_factory=lambda: limits.most("html_depth"))
    unseen: int = 0
    pre: int = 0
    gap: str = ""
    """White space seen and not yet written: a space, or a line feed if one was among it."""
    hidden: list[str] = field(default_factory=list)
    headlines: list[Span] = field(default_factory=list)
    centred: list[Span] = field(default_factory=list)
    """Centred lines outside tables."""
    furniture: list[Span] = field(default_factory=list)
    marked: list[Mark] = field(default_factory=list)
    """The parts of a page of our own, as they end."""
    properties: dict[str, str] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name == "meta":
            self._meta(attributes)
        elif name in ("br", "hr") and not self.unseen:
            self._line()
        one = _Open(name, name in words().unseen or is_hidden(attributes))
        self.stack.append(one)
        if len(self.stack) > self.deepest:
            raise limits.over("html_depth")
        self.unseen += one.unseen
        if not self.unseen:
            self._begin(one, attributes)

    def _begin(self, one: _Open, attributes: Mapping[str, str]) -> None:
        name = one.name
        if name in words().opens:
            self._line()
        elif name == "dd":
            # A value on the line of its label, as a browser's reader has it in mind.
            self.gap = self.gap or " "
        self.pre += name == "pre"
        one.start = self.scribe.next
        one.aside = is_aside(name, attributes)
        one.role = role(name, attributes)
        one.centred = name in _LINES and is_centred(attributes)
        if name == "table":
            self._line()
            self.tables.append(_Table())
            self.scribe.open_table()
        elif name in _SECTIONS and self.tables:
            self.tables[-1].section = name
        elif name == "tr":
            self._row(attributes)
        elif name in ("td", "th"):
            self._cell(name, attributes)
            one.start = self.scribe.at
            one.said = attributes.get("title", "")

    def end(self, name: str) -> None:
        """The innermost element ends; the parser sees to it that its name is `name`."""
        one = self.stack.pop()
        if self.unseen:
            self.unseen -= one.unseen
            return
        self.pre -= name == "pre"
        if name in ("td", "th", "tr", "table"):
            self._close(name)
        if name in words().closes:
            self._line()
        span = Span(one.start, max(one.start, self.scribe.at))
        if name in _HEADLINES and span.start < span.end:
            self.headlines.append(span)
        if one.centred and span.start < span.end and not self.tables:
            self.centred.append(span)
        if one.aside and span.start < span.end:
            self.furniture.append(span)
        if one.role or one.said:
            self.marked.append((one.role or name, span, one.said))

    def data(self, text: str) -> None:
        """Text, in pieces."""
        if self.unseen:
            self._unseen(text)
        elif self.pre:
            self._preformatted(text)
        else:
            self._flow(text)

    def close(self) -> None:
        """The document ends."""
        while self.tables:
            self._close("table")

    def _line(self) -> None:
        self.gap = ""
        self.scribe.line()

    def _flow(self, text: str) -> None:
        at = 0
        for white in _WHITE.finditer(text):
            self._word(text[at : white.start()])
            self.gap = "\n" if "\n" in white[0] or self.gap == "\n" else " "
            at = white.end()
        self._word(text[at:])

    def _word(self, word: str) -> None:
        """Text without white space that collapses, the gap before it written first."""
        if not word:
            return
        if self.gap and not self.scribe.fresh:
            wide = self.gap == "\n" and _is_wide(self.scribe.last) and _is_wide(word[0])
            self.scribe.write("" if wide else " ")
        self.gap = ""
        self.scribe.write(word)

    def _preformatted(self, text: str) -> None:
        for at, part in enumerate(re.split(r"\r\n|[\n\r]", text)):
            if at:
                self._line()
            self.scribe.write(part)

    def _unseen(self, text: str) -> None:
        """Keeps what a style hides from view; scripts and the like are no text."""
        kinds = [one.name for one in self.stack if one.unseen]
        if kinds[0] == "title" or kinds[:2] == ["head", "title"]:
            self.called.append(text)
        elif not any(kind in words().unseen for kind in kinds) and text.strip():
            self.hidden.append(text)

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        label, value = words().properties.get(name), attributes.get("content", "")
        if label and value.strip():
            self.properties.setdefault(label, line(value))

    def _row(self, attributes: Mapping[str, str]) -> None:
        if not self.tables:
            self.tables.append(_Table())
            self.scribe.open_table()
        self._close("tr")
        self.gap = ""
        table = self.tables[-1]
        heading = "heading" in attributes.get("class", "").split()
        kind: Stated = "head" if table.section == "thead" else "heading" if heading else ""
        self.scribe.open_row(kind)
        table.row = True

    def _cell(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self.tables or not self.tables[-1].row:
            self._row({})
        self._close("td")
        self.gap = ""
        columns, rows = (_number(attributes.get(key)) for key in ("colspan", "rowspan"))
        self.scribe.open_cell(columns, rows or limits.most("span_rows"), name == "th")
        self.tables[-1].cell = True

    def _close(self, name: str) -> None:
        """Closes a cell, row or table, and what is open in it."""
        if not self.tables:
            return
        self.gap = ""
        table = self.tables[-1]
        if table.cell:
            self.scribe.close_cell()
            table.cell = False
        if name in ("tr", "table") and table.row:
            self.scribe.close_row()
            table.row = False
        if name == "table":
            self.tables.pop()
            self.scribe.close_table()

    def page(self) -> Page:
        """What has been written down."""
        text, grids = self.scribe.done()
        called = [self.properties.pop(_TITLE, ""), line("".join(self.called))]
        hidden = line("".join(self.hidden))
        made = Page(
            text,
            grids,
            headlines=tuple(_outer([*self.headlines, *centred(text, self.centred)])),
            furniture=tuple(self.furniture),
            properties=tuple(self.properties.items()),
            names=tuple(filter(None, called)),
            notes=(Note("hidden", hidden),) if hidden else (),
        )
        return ours(made, self.marked)


def _outer(spans: list[Span]) -> Iterator[Span]:
    """The spans that do not stand in another one."""
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            end = span.end
            yield span


def _is_wide(char: str) -> bool:
    return bool(char) and east_asian_width(char) in "WFH"


def _number(value: str | None) -> int:
    """A span as an attribute gives it; 1 where it gives none."""
    found = re.match(r"\s*(\d{1,9})", value or "")
    return int(found[1]) if found else 1
