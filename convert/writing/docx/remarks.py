"""Word comments: what a person should check, on the cells it is about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from convert.report import Report, Row
from convert.writing.docx.looks import SPACE
from convert.writing.docx.words import phrase, words
from convert.writing.docx.xml import DECLARATION, impossible, quoted, run_text

HEAD = -1
"""The header's row number; the table's own rows count from 0."""
# In a row to review, a cell less sure than this carries a comment.
SURE = 0.9
# A longer text of another reading is cut in its middle: what counts is where it begins
# and ends.
_LONG, _PART = 80, 36


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: its number in the file, and its paragraphs."""

    id: int
    lines: tuple[str, ...]


def remarks(report: Report, first: int = 0) -> dict[tuple[int, int], Remark]:
    """The comments by row and column, numbered from `first` in the order they are read."""
    made: dict[tuple[int, int], Remark] = {}
    for place, lines in _found(report):
        made[place] = Remark(first + len(made), lines)
    return made


def _found(report: Report) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    for column, name in enumerate(report.columns):
        if signs := impossible(name):
            yield (HEAD, column), (_replaced(signs),)
    for at, row in enumerate(report.rows):
        if not (row.review or impossible("".join(row.texts))):
            continue
        asked = doubtful(row)
        for column, text in enumerate(row.texts):
            lines = list(_doubt(row, column)) if column in asked else []
            if signs := impossible(text):
                lines.append(_replaced(signs))
            if lines:
                yield (at, column), tuple(lines)


def doubtful(row: Row) -> frozenset[int]:
    """The columns of a row that a person should look at; none unless it is to review."""
    if not row.review or not row.cells:
        return frozenset()
    if row.kind == "heading":
        return frozenset((0,))
    least = min(range(len(row.cells)), key=lambda column: row.cells[column].confidence)
    return frozenset(
        column for column, cell in enumerate(row.cells) if cell.confidence < SURE or column == least
    )


def _doubt(row: Row, column: int) -> Iterator[str]:
    """Why, how sure, and the likeliest other reading of one cell."""
    cell = row.cells[column]
    yield str(words()["why"].get(cell.why, words()["why"]["model"]))
    if cell.confidence < 1:
        yield phrase("sure", sure=cell.confidence)
    for reading in row.readings:
        # A reading may leave out the first cells, whose borders nobody had to guess.
        at = column - len(row.cells) + len(reading.cells)
        if at >= 0 and reading.cells[at] != cell.text:
            yield phrase("other", sure=reading.probability, text=_short(reading.cells[at]))
            return


def _short(text: str) -> str:
    if not text:
        return phrase("empty")
    return text if len(text) <= _LONG else f"{text[:_PART]}……{text[-_PART:]}"


def _replaced(signs: Iterable[str]) -> str:
    return phrase("replaced", signs="".join(dict.fromkeys(signs)))


def comment_elements(found: Mapping[tuple[int, int], Remark], look: str) -> Iterator[str]:
    """w:comment elements; `look` is the id of their paragraphs' style, or empty."""
    author, initials = quoted(words()["author"]), quoted(words()["initials"])
    style = f"<w:pPr><w:pStyle w:val={quoted(look)}/></w:pPr>" if look else ""
    for remark in found.values():
        lines = "".join(f"<w:p>{style}<w:r>{run_text(line)}</w:r></w:p>" for line in remark.lines)
        yield (
            f'<w:comment w:id="{remark.id}" w:author={author} w:initials={initials}>'
            f"{lines}</w:comment>"
        )


def comments_xml(found: Mapping[tuple[int, int], Remark], look: str) -> str:
    """comments.xml; `look` is the id of its paragraphs' style, or empty."""
    listed = "".join(comment_elements(found, look))
    return f'{DECLARATION}<w:comments xmlns:w="{SPACE}">{listed}</w:comments>'
