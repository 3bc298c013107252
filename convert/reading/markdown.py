r"""Markdown: GFM pipe tables, and what our own writer puts round them.

GFM 4.10 (tables), CommonMark 2.4 (backslash escapes), 2.5 (character references), 6.1 and 6.2
(code, strong emphasis; all other marks stay as they are written). A row whose first cell
alone holds something, all of it strong, is a heading.
"""

import re
from collections.abc import Iterator, Sequence

from convert.reading.jsonfile import put_field
from convert.reading.page import Page, Stated
from convert.reading.scribe import Scribe
from convert.report import Field, Note, Span

# Possessive (++), here and below: a line made to harm must not cost its length squared.
_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
_CELL = re.compile(r"((?:\\.|[^|\\]|\\$)*)(\||$)")
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<break><br\s*/?>)"
    r"|(?<!`)(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|\*\*(?!\s)(?P<strong>(?:\\.|[^\\])+?)\*\*"
    r"|(?P<reference>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__)(?!\s)((?:\\.|[^\\])+?)\1")
_HEADLINE = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:(?<![ \t])[ \t]++#++)?(?:(?<![ \t])[ \t]++)?")
_FIELD = re.compile(r"[-*+] \*\*((?:\\.|[^\\])+?)\*\*([:：]?)(?:[ \t](.*))?")
_QUOTE = re.compile(r" {0,3}>[ \t]?(.*)")
_FRONT = re.compile(r"---\n(.*?\n)?---(?:\n|$)", re.DOTALL)


def looks(text: str) -> bool:
    """Whether a text holds a pipe table: a line of cells and a rule with as many."""
    lines = text.split("\n")
    return any(_begins(lines, at) for at in range(len(lines)) if "|" in lines[at])


def page(text: str) -> Page:
    """The page in a Markdown file."""
    text = re.sub(r"\r\n?", "\n", text)
    front = _FRONT.match(text)
    lines = text[front.end() if front else 0 :].split("\n")
    reader = _Reader(_is_ours(lines))
    at = 0
    while at < len(lines):
        at = reader.table(lines, at) if _begins(lines, at) else reader.line(lines[at], at)
    notes = [Note("furniture", " ".join(front[0].split()))] if front else []
    return reader.page(notes)


def _is_ours(lines: Sequence[str]) -> bool:
    """Whether all is as our writer lays it out, so that nothing has to be looked for.

    That is a headline, a list of fields with bold labels, one table, and quotations.
    """
    marks = "".join(_marks(lines))
    return re.fullmatch(r"h?f*tq*", marks) is not None


def _marks(lines: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if _begins(lines, at - 1):
            at = _end(lines, at - 1)
            yield "t"
        elif line.strip():
            kinds = (("h", _HEADLINE), ("f", _FIELD), ("q", _QUOTE))
            yield next((mark for mark, kind in kinds if kind.fullmatch(line)), "?")


def _begins(lines: Sequence[str], at: int) -> bool:
    """Whether a table begins with line `at`: a rule with as many cells stands below it."""
    if at + 1 >= len(lines) or not _RULE.fullmatch(lines[at + 1]):
        return False
    head, rule = lines[at], lines[at + 1]
    return bool("|" in head and "|" in rule and len(cells(head)) == len(cells(rule)))


def _end(lines: Sequence[str], at: int) -> int:
    """The line behind a table that begins with line `at`."""
    at += 2
    while at < len(lines) and "|" in lines[at]:
        at += 1
    return at


def cells(line: str) -> list[str]:
    r"""The cells of a table row, still escaped; `\|` separates nothing (GFM, 4.10)."""
    line = line.strip(" \t")
    found = [match[1].strip(" \t") for match in _CELL.finditer(line)]
    # The expression matches once more at the end of the line, whether a | ends it or not.
    return found[1 if line.startswith("|") else 0 : -1]


def inline(text: str) -> str:
    """Text as a reader of the rendered page sees it."""
    return _INLINE.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    if found["escaped"] or found["code"]:
        return found["escaped"] or found["code"]
    if found["strong"]:
        return inline(found["strong"])
    if found["break"]:
        return "\n"
    # Brings two thousand names of characters; most texts are no Markdown.
    from html import unescape

    return unescape(found["reference"])


class _Reader:
    """Writes the page down, line by line."""

    def __init__(self, ours: bool) -> None:
        self._ours = ours
        self._scribe = Scribe()
        self._headlines: list[Span] = []
        self._fields: list[Field] = []

    def line(self, line: str, at: int) -> int:
        """Takes a line that belongs to no table; the number of the next one."""
        headline, field = _HEADLINE.fullmatch(line), _FIELD.fullmatch(line)
        quote = _QUOTE.fullmatch(line)
        if headline and headline[1]:
            self._headlines.append(self._scribe.put_line(inline(headline[1])))
        elif field:
            parts = (inline(field[1]), field[2], inline(field[3] or ""))
            self._fields.append(put_field(self._scribe, *parts))
        else:
            self._scribe.put_line(inline(quote[1] if quote else line))
        return at + 1

    def table(self, lines: Sequence[str], at: int) -> int:
        """Takes the table that begins with line `at`; the number of the line behind it."""
        width, end = len(cells(lines[at])), _end(lines, at)
        self._scribe.open_table()
        self._row(cells(lines[at]), width, "head")
        for row in lines[at + 2 : end]:
            found = cells(row)
            self._row(found, width, self._kind(found))
        self._scribe.close_table(named=True)
        return end

    def _kind(self, found: Sequence[str]) -> Stated:
        """A heading row is bold, and nothing else stands in it."""
        if found and _BOLD.fullmatch(found[0]) and not any(found[1:]):
            return "heading"
        return "task" if self._ours else ""

    def _row(self, found: Sequence[str], width: int, kind: Stated) -> None:
        """One row; cells beyond the header's are kept, though GFM would drop them."""
        self._scribe.open_row(kind)
        for cell in [*found, *[""] * (width - len(found))]:
            bold = _BOLD.fullmatch(cell)
            self._scribe.open_cell()
            self._scribe.write(inline(bold[2] if bold else cell))
            self._scribe.close_cell()
        self._scribe.close_row()

    def page(self, notes: Sequence[Note]) -> Page:
        """What has been written down."""
        text, grids = self._scribe.done()
        title = self._headlines[0] if self._ours and self._headlines else None
        return Page(
            text,
            grids,
            title=title,
            headlines=() if self._ours else tuple(self._headlines),
            fields=tuple(self._fields),
            notes=tuple(notes),
            complete=self._ours,
        )
