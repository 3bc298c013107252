"""What programs of others find in Markdown and HTML, as plain texts."""

import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt


@dataclass
class Found:
    """Texts of a rendered document by what they stand in."""

    h1: list[str] = field(default_factory=list)
    li: list[str] = field(default_factory=list)
    quote: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects `Found` from the HTML that a Markdown program makes."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found()
        self._into: list[str] | None = None
        self._bold: list[str] | None = None
        self._quoted = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.found.rows.append([])
        elif tag == "blockquote":
            self._quoted = True
        elif tag == "p" and self._quoted:
            self._into = self.found.quote
        elif tag in ("td", "th"):
            self._into = self.found.rows[-1]
        elif tag in ("h1", "li"):
            self._into = getattr(self.found, tag)
        elif tag == "strong":
            self._bold = self.found.bold
            self._bold.append("")
            return
        elif tag == "br":
            self.handle_data("\n")
            return
        else:
            return
        if self._into is not None:
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self._bold = None
        elif tag in ("td", "th", "h1", "li", "p"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data
        if self._bold is not None:
            self._bold[-1] += data


def _read(html: str) -> Found:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def by_markdown_it(data: bytes) -> Found:
    """What markdown-it-py, a GFM reader in Python, makes of Markdown."""
    return _read(MarkdownIt("commonmark").enable("table").render(data.decode()))


def by_cmark(data: bytes) -> Found:
    """What cmark-gfm, GitHub's own program, makes of Markdown."""
    extensions = ["-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tagfilter"]
    command = ["cmark-gfm", "--unsafe", "--to", "html", *extensions]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return _read(done.stdout.decode())
