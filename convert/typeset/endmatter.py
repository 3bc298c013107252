"""What follows the table where the style asks for it: doubts, source, left-over text."""

from collections.abc import Iterator
from functools import cache

from convert.report import Report
from convert.resources import table
from convert.style import Style


def words(key: str, **facts: object) -> str:
    """A phrase of words.toml."""
    return _words()[key].format(**facts)


def sections(report: Report, style: Style) -> Iterator[tuple[bool, list[tuple[str, str]]]]:
    """Sections: whether on a page of their own, and their paragraphs by structure type."""
    if style.doubtful and any(row.review for row in report.rows):
        listed = [("P", name) for name in _doubtful(report)]
        yield False, [("H2", words("doubtful")), *listed]
    left = [("P", text) for text in report.unplaced] if style.leftovers else []
    if style.provenance:
        yield True, [("H2", words("provenance")), *_provenance(report), *_titled(left)]
    elif left:
        yield False, left


def _titled(left: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("P", words("unplaced")), *left] if left else []


def _provenance(report: Report) -> Iterator[tuple[str, str]]:
    source = report.source
    if source.name:
        yield "P", words("name", name=source.name)
    if source.sha256:
        yield "P", words("digest", sha256=source.sha256)
    if source.encoding:
        yield "P", words("encoding", encoding=source.encoding)
    yield "P", words("counts", columns=len(report.columns), rows=len(report.rows))
    doubtful = "、".join(_doubtful(report))
    yield "P", words("review", rows=doubtful) if doubtful else words("sure")


def _doubtful(report: Report) -> Iterator[str]:
    """The rows to check, by their number if they have one."""
    for at, row in enumerate(report.rows, 1):
        if row.review:
            number = row.cells[0].text.strip()
            if number.isdigit():
                yield words("row", column=report.columns[0], number=number)
            else:
                yield words("nth", number=at)


@cache
def _words() -> dict[str, str]:
    return {key: str(value) for key, value in table(__file__, "words.toml").items()}
