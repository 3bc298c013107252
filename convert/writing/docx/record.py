"""The record: what a program needs to read the file back and see what a person changed.

A custom XML part, which Word keeps as it is when it saves. It holds the source's
fingerprint, the fields as label, sign and value, the left-over texts, and every row to
review with its number in the table, its cells as they were written, and the other readings.
Whoever reads the file compares: a cell that differs, or whose comment is gone or resolved,
has been looked at.
"""

from collections.abc import Iterator

from convert.doubt import doubtful
from convert.office import DECLARATION
from convert.report import Cell, Report, Row
from convert.writing.docx.xml import escape, quoted

SPACE = "urn:x-convert:report:1.0"
"""Namespace of the record: a name, not an address."""
# uuid5(UUID(int=0), SPACE): a test keeps it, as uuid and platform take 3 ms to load.
_ID = "033902A1-A288-5912-B6C1-75CFDCBA2CC8"


def record_xml(report: Report, commented: bool) -> str:
    """customXml/item1.xml; `commented` says whether the file was made with comments.

    Where it was and none is left, Word has dropped the part that held them: a person has
    deleted them all.
    """
    mark = str(commented).lower()
    parts = "".join(_parts(report))
    return f'{DECLARATION}<report xmlns="{SPACE}" comments="{mark}">{parts}</report>'


def item_xml() -> str:
    """customXml/itemProps1.xml: the record's identity, the same in every file."""
    return (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{_ID}}}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _parts(report: Report) -> Iterator[str]:
    source = report.source
    yield (
        f"<source name={quoted(source.name)} encoding={quoted(source.encoding)} "
        f"sha256={quoted(source.sha256)}/>"
    )
    for field in report.fields:
        yield (
            f"<field><label>{escape(field.label)}</label><mark>{escape(field.mark)}</mark>"
            f"<value>{escape(field.value)}</value></field>"
        )
    for text in report.unplaced:
        yield f"<unplaced>{escape(text)}</unplaced>"
    for number, row in enumerate(report.rows, 1):
        if row.review:
            yield _row(number, row)


def _row(number: int, row: Row) -> str:
    """A row to review; `number` counts the table's rows below the header from 1."""
    asked = doubtful(row)
    cells = "".join(_cell(cell, column in asked) for column, cell in enumerate(row.cells))
    readings = "".join(
        f'<reading probability="{reading.probability:.4f}">'
        f"{''.join(f'<cell>{escape(text)}</cell>' for text in reading.cells)}</reading>"
        for reading in row.readings
    )
    return f'<row number="{number}" kind="{row.kind}">{cells}{readings}</row>'


def _cell(cell: Cell, asked: bool) -> str:
    mark = ' doubtful="true"' if asked else ""
    return (
        f'<cell confidence="{cell.confidence:.4f}" why={quoted(cell.why)}{mark}>'
        f"{escape(cell.text)}</cell>"
    )
