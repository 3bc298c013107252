"""The record in a Word file that convert made, and what a person has changed since.

See convert/writing/docx/record.py: the fields, the left-over texts and the doubtful rows
as they were written. A row whose cells still stand as they were, with their comments, is
as doubtful as it was; any other has been looked at.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convert.reading.grid import bare
from convert.reading.page import Box, Grid, Line, Page
from convert.reading.parcel import Parcel
from convert.reading.printed import Known, fields_at
from convert.reading.scribe import trim
from convert.report import Reading, Span

_SPACE = "{urn:x-convert:report:1.0}"
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A row to review as it was written: (text, confidence, why, doubtful) a cell."""

    cells: tuple[tuple[str, float, str, bool], ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What the file remembers of the report it was made of."""

    fields: tuple[Known, ...]
    doubts: tuple[_Doubt, ...]
    commented: bool
    """Whether the file was made with comments; if none is left, all have been deleted."""

    @classmethod
    def of(cls, parcel: Parcel) -> "Record | None":
        """The record in a file; None where convert did not make it."""
        for part in parcel.parts("customXml/item"):
            if "/_rels/" in part or "Props" in part:
                continue
            root = parcel.parse(part)
            if root.tag == f"{_SPACE}report":
                fields = tuple(map(_triple, root.iter(f"{_SPACE}field")))
                return cls(fields, tuple(_doubts(root)), root.get("comments") in _TRUE)
        return None

    def applied(
        self, page: Page, found: Mapping[str, Sequence[Span]], comments: Sequence[int] | None
    ) -> Page:
        """The page with its title and fields known, and its doubts those still open.

        `found` are the paragraphs by role; `comments` where open comments stand in the
        text, None where the file holds none at all.
        """
        if comments is None and self.commented:
            comments = ()
        titles = found.get("title", ())
        pieces = [one for span in found.get("fields", ()) for one in _pieces(page.text, span)]
        return page._replace(
            title=Span(titles[0].start, titles[-1].end) if titles else None,
            fields=tuple(fields_at(page.text, pieces, self.fields)),
            grids=tuple(self._doubted(page.text, grid, comments) for grid in page.grids),
            complete=True,
        )

    def _doubted(self, text: str, grid: Grid, comments: Sequence[int] | None) -> Grid:
        known = {tuple(bare(cell[0]) for cell in doubt.cells): doubt for doubt in self.doubts}
        lines = (_line(text, one, known, comments, grid.width) for one in grid.lines)
        return grid._replace(lines=tuple(_told(line, grid.width) for line in lines))


def _told(line: Line, width: int) -> Line:
    """A row whose kind is known: a heading by its style, or merged across by a person."""
    across = len(line.boxes) == 1 and line.boxes[0].columns == width > 1
    return line._replace(kind=line.kind or ("heading" if across else "task"))


def _line(
    text: str,
    line: Line,
    known: Mapping[tuple[str, ...], _Doubt],
    comments: Sequence[int] | None,
    width: int,
) -> Line:
    """A row with its doubt, if nobody has changed or settled it."""
    texts = [bare(text[box.start : box.end]) for box in line.boxes]
    doubt = known.get((*texts, *[""] * (width - len(texts))))
    if doubt is None:
        return line
    pairs = list(zip(line.boxes, doubt.cells, strict=False))
    asked = [box for box, cell in pairs if cell[3]]
    if comments is not None and not any(_has(box, comments) for box in asked):
        return line
    boxes = tuple(box._replace(confidence=cell[1], why=cell[2]) for box, cell in pairs)
    return line._replace(boxes=boxes, review=True, readings=doubt.readings)


def _has(box: Box, comments: Sequence[int]) -> bool:
    """Whether a comment stands in a cell; `comments` are in the order of the text."""
    at = bisect_left(comments, box.start)
    return at < len(comments) and comments[at] <= box.end


def _triple(element: Any) -> Known:
    parts = {child.tag.removeprefix(_SPACE): child.text or "" for child in element}
    return parts.get("label", ""), parts.get("mark", ""), parts.get("value", "")


def _doubts(root: Any) -> Iterator[_Doubt]:
    for row in root.iter(f"{_SPACE}row"):
        cells = tuple(
            (
                cell.text or "",
                float(cell.get("confidence", "1")),
                cell.get("why", "markup"),
                cell.get("doubtful") == "true",
            )
            for cell in row.findall(f"{_SPACE}cell")
        )
        yield _Doubt(cells, tuple(_reading(one) for one in row.findall(f"{_SPACE}reading")))


def _reading(element: Any) -> Reading:
    cells = tuple(cell.text or "" for cell in element.findall(f"{_SPACE}cell"))
    return Reading(cells, float(element.get("probability", "0")))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The fields that stand side by side in a paragraph, kept apart by TABs."""
    at = span.start
    for piece in text[span.start : span.end].split("\t"):
        start, end = trim(text, at, at + len(piece))
        at += len(piece) + 1
        if start < end:
            yield Span(start, end)


def open_comments(parcel: Parcel, places: Mapping[str, int]) -> list[int] | None:
    """Where the comments stand that nobody has resolved; None where the file has no comments.

    Resolved ones are marked in commentsExtended.xml, by the id of a paragraph of theirs.
    """
    parts = [part for part in parcel.parts("word/comments") if part.endswith(".xml")]
    if not any(part.endswith("comments.xml") for part in parts):
        return None
    extended = [part for part in parts if part.endswith("commentsExtended.xml")]
    threads = [thread for part in extended for thread in parcel.parse(part)]
    done = {_attribute(one, "paraId") for one in threads if _attribute(one, "done") in _TRUE}
    settled = set()
    for comment in parcel.parse("word/comments.xml") if done else ():
        if any(_attribute(one, "paraId") in done for one in comment.iter()):
            settled.add(_attribute(comment, "id"))
    return sorted(at for id, at in places.items() if id not in settled)


def _attribute(element: Any, name: str) -> str | None:
    """An attribute, whatever vocabulary it is from; Word's versions have several."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)
