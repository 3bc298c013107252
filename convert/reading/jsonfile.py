"""JSON: what our writer makes, and what other programs make to the same contract.

Only title, columns and rows with their cells' texts are required; a cell may be a plain
string, and a row a plain list of cells.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from convert import limits
from convert.errors import InputError
from convert.reading.normalise import line
from convert.reading.page import Box, Line, Page, Stated
from convert.reading.scribe import Scribe
from convert.report import Field, Note, Reading


def looks(text: str) -> bool:
    """Whether a text may be such a file."""
    start = text.lstrip()[:1]
    return start == "{" and '"columns"' in text and ('"rows"' in text or _is_lines(text))


def page(text: str, name: str = "") -> Page:
    """The report in a JSON file. Raises InputError where it is no such file."""
    try:
        return _page(_joined(text, name) if _is_lines(text) else _parsed(text, name))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InputError("json.contract", name=name, error=repr(error)) from error


def _is_lines(text: str) -> bool:
    """Whether a text is JSON Lines: its first line is an object by itself, of type report."""
    first = text.lstrip().partition("\n")[0]
    return first.startswith("{") and first.rstrip().endswith("}") and '"type"' in first[:40]


def _joined(text: str, name: str) -> dict[str, Any]:
    """The first report of a JSON Lines file as one object; what follows it is noted."""
    lines = [_parsed(one, name) for one in text.split("\n") if one.strip()]
    heads = [at for at, one in enumerate(lines) if _type(one) == "report"]
    end = heads[1] if len(heads) > 1 else len(lines)
    data = dict(lines[0])
    data["rows"] = [one for one in lines[1:end] if _type(one) == "row"]
    if len(heads) > 1:
        rest = [str(lines[at].get("title", "")) for at in heads[1:]]
        data["notes"] = [*data.get("notes", ()), {"kind": "reports", "text": " ".join(rest)}]
    return data


def _type(line: Any) -> str:
    return str(line.get("type", "")) if isinstance(line, Mapping) else ""


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InputError("json.syntax", name=name, error=error) from error
    except RecursionError as error:
        raise InputError("json.syntax", name=name, error="depth") from error


_ROWS = 100
"""Rows that are looked at together."""


class _Row(NamedTuple):
    """A row of the file."""

    kind: Stated
    review: bool
    texts: Sequence[str]
    cells: Sequence[Any] | None
    """Its cells as they stand there, if the file says more of one than its text."""
    readings: tuple[Reading, ...]


def _page(data: Mapping[str, Any]) -> Page:
    scribe = Scribe()
    title = scribe.put_line(_text(data["title"])) if data.get("title") else None
    fields = [put_field(scribe, *one) for one in _fields(data)]
    columns = [_text(name) for name in data["columns"]]
    more: dict[int, _Row] = {}
    rows = _rows(data["rows"], len(columns), more)
    scribe.put_table(chain([("head", columns)], rows))
    for text in data.get("unplaced", ()):
        scribe.put_line(_text(text))
    written, (grid,) = scribe.done()
    lines = tuple(_said(one, more.get(at)) for at, one in enumerate(grid.lines)) if more else ()
    return Page(
        written,
        (grid._replace(lines=lines or grid.lines, named=True),),
        title=title,
        fields=tuple(fields),
        notes=tuple(_notes(data)),
        complete=True,
    )


def _text(value: Any) -> str:
    """A text; numbers are welcome, anything else is a TypeError."""
    if isinstance(value, str):
        if _is_broken(value):
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"{value!r} is no text")


def _fields(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Label, mark and value of each field; `fields` knows the mark, `metadata` does not."""
    pairs = [(_text(label), _text(value)) for label, value in data.get("metadata", ())]
    known = [
        (_text(one["label"]), _text(one.get("mark", "")), _text(one["value"]))
        for one in data.get("fields", ())
    ]
    same = [(label, value) for label, _, value in known] == pairs
    yield from known if same or not pairs else ((label, "", value) for label, value in pairs)


def put_field(scribe: Scribe, label: str, mark: str, value: str) -> Field:
    """Writes a field on a line of its own."""
    text = f"{label}{mark} {value}".strip()
    span = scribe.put_line(text)
    return Field(line(label), line(value), span if text else None, mark)


def _rows(
    rows: list[Any], width: int, more: dict[int, _Row]
) -> Iterator[tuple[Stated, Sequence[str]]]:
    """Kind and texts of each row; `more` takes those of which the file says more, by number.

    Rows go from the list as they are read, or their texts would lie in memory twice.
    """
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        rows[start : start + _ROWS] = [None] * len(some)
        if _is_plain(some, width):
            yield from zip(repeat("task"), some, strict=False)
            continue
        for at, one in enumerate(some, start + 1):
            row = _row(one, width)
            if row.review or row.readings or row.cells:
                more[at] = row
            yield row.kind, row.texts


def _is_plain(rows: Sequence[Any], width: int) -> bool:
    """Whether `_row` would take each row as it stands: a list of as many texts as are wanted."""
    if set(map(type, rows)) != {list} or set(map(len, rows)) != {width}:
        return False
    texts = [*chain.from_iterable(rows)]
    return set(map(type, texts)) <= {str} and not _is_broken("".join(texts))


def _is_broken(text: str) -> bool:
    """Whether a text holds half a surrogate pair; JSON can, nothing we write can."""
    try:
        # Faster than UTF-8 by half.
        text.encode("utf-16-le")
    except UnicodeEncodeError:
        return True
    return False


def _row(row: Any, width: int) -> _Row:
    if isinstance(row, dict):
        cells = row["cells"]
        kind: Stated = "heading" if row.get("kind") == "heading" else "task"
        review, readings = bool(row.get("review")), row.get("readings", ())
    else:
        cells, kind, review, readings = row, "task", False, ()
    if isinstance(cells, str) or len(cells) > width:
        raise ValueError(f"a row has more than {width} cells")
    made = (*cells, *[""] * (width - len(cells)))
    told = dict in set(map(type, made))
    texts = [cell["text"] if type(cell) is dict else cell for cell in made] if told else made
    if set(map(type, texts)) - {str} or not "".join(texts).isprintable():
        texts = list(map(_text, texts))
    more = made if told and any(type(cell) is dict and len(cell) > 1 for cell in made) else None
    return _Row(kind, review, texts, more, tuple(map(_reading, readings)))


def _reading(reading: Mapping[str, Any]) -> Reading:
    return Reading(tuple(map(_text, reading["cells"])), _share(reading["probability"]))


def _said(said: Line, row: _Row | None) -> Line:
    """The line with all that the file says of the row and its cells."""
    if row is None:
        return said
    boxes = tuple(map(_told, said.boxes, row.cells)) if row.cells else said.boxes
    return Line(boxes, said.kind, row.review, row.readings)


def _told(box: Box, cell: Any) -> Box:
    """The cell's box with all that the file says of it."""
    if type(cell) is not dict or len(cell) == 1:
        return box
    columns, rows = _count(cell.get("colspan", 1)), _count(cell.get("rowspan", 1))
    sure, why = _share(cell.get("confidence", 1)), _text(cell.get("why", "markup"))
    return Box(box.start, box.end, box.column, columns, rows, box.head, sure, why)


def _count(value: Any) -> int:
    """How many rows or columns a cell takes; ValueError where it is no such number."""
    found = int(value)
    if not 0 < found <= limits.most("span_rows"):
        raise ValueError(f"a cell takes {found} rows or columns")
    return found


def _share(value: Any) -> float:
    """A probability; ValueError where it is none."""
    found = float(value)
    if not 0 <= found <= 1:
        raise ValueError(f"{found} is no probability")
    return found


def _notes(data: Mapping[str, Any]) -> Iterator[Note]:
    """What the reader of the source noted, but for the left-over texts."""
    for note in data.get("notes", ()):
        if note["kind"] != "unplaced":
            yield Note(_text(note["kind"]), _text(note["text"]))
