"""The side file of a CSV that convert wrote (CSV on the Web; see docs/formats.md)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from convert.errors import InputError
from convert.reading.normalise import line
from convert.reading.page import Box, Grid, Page
from convert.report import Field, Note

_OWN = "urn:x-convert:report:1.0#"
_ROW = re.compile(r"#row=(\d{1,9})$")
_AREA = re.compile(r"#cell=(\d{1,9}),(\d{1,9})-(\d{1,9}),(\d{1,9})$")


class Side(NamedTuple):
    """What the side file says of its table; rows are counted from 1, the header is the first."""

    title: str
    fields: tuple[Field, ...]
    unplaced: tuple[str, ...]
    guard: bool
    headings: frozenset[int]
    review: frozenset[int]
    merged: Mapping[tuple[int, int], tuple[int, int]]
    """Rows and columns that a merged cell takes, by its row and column from 1."""

    def applied(self, page: Page) -> Page:
        """The page with its title, fields and left-over texts, none of which it holds itself."""
        grids = tuple(self._merged(grid) for grid in page.grids)
        return page._replace(
            grids=grids,
            names=(self.title,) if self.title else (),
            fields=self.fields,
            notes=tuple(Note("unplaced", text) for text in self.unplaced),
        )

    def _merged(self, grid: Grid) -> Grid:
        """The table with its merged cells, as far as what they cover is still empty."""
        if not self.merged:
            return grid
        empty = {
            (at, box.column + 1)
            for at, one in enumerate(grid.lines, 1)
            for box in one.boxes
            if box.start == box.end
        }
        lines = (
            one._replace(boxes=tuple(self._box(at, box, empty) for box in one.boxes))
            for at, one in enumerate(grid.lines, 1)
        )
        return grid._replace(lines=tuple(lines))

    def _box(self, row: int, box: Box, empty: Set[tuple[int, int]]) -> Box:
        column = box.column + 1
        rows, columns = self.merged.get((row, column), (1, 1))
        if rows * columns > len(empty) + 1:
            return box
        block = {(r, c) for r in range(row, row + rows) for c in range(column, column + columns)}
        whole = block - {(row, column)} <= empty
        return box._replace(rows=rows, columns=columns) if whole else box


def side(data: bytes, name: str) -> Side | None:
    """The side file of the CSV called `name`; None where it is not one of ours.

    Raises InputError where it is no JSON, or has something in another form.
    """
    file = f"{name}-metadata.json"
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError("json.syntax", name=file, error=error) from error
    if not isinstance(found, Mapping) or f"{_OWN}guard" not in found:
        return None
    try:
        return _side(found)
    except (AttributeError, TypeError) as error:
        raise InputError("json.contract", name=file, error=error) from error


def _side(found: Mapping[str, Any]) -> Side:
    titles = _listed(found.get("dc:title"))
    return Side(
        line(titles[0]) if titles else "",
        tuple(map(_field, found.get("schema:additionalProperty", ()))),
        tuple(line(str(text)) for text in found.get(f"{_OWN}unplaced", ())),
        bool(found[f"{_OWN}guard"]),
        _rows(found, "heading"),
        _rows(found, "review"),
        dict(_areas(found)),
    )


def _listed(value: Any) -> list[str]:
    """One text or several, each perhaps typed."""
    many = value if isinstance(value, list) else [value] if value else []
    return [str(one.get("@value", "")) if isinstance(one, Mapping) else str(one) for one in many]


def _field(one: Mapping[str, Any]) -> Field:
    label, value = (line(str(one.get(f"schema:{key}", ""))) for key in ("name", "value"))
    return Field(label, value, None, str(one.get(f"{_OWN}mark", "")))


def _areas(found: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged cells: place, and how many rows and columns."""
    for note in found.get("notes", ()):
        area = _AREA.search(str(note.get("target", "")))
        if area and note.get("body") == "merged":
            top, left, foot, right = map(int, area.groups())
            if 0 < top <= foot and 0 < left <= right:
                yield (top, left), (foot - top + 1, right - left + 1)


def _rows(found: Mapping[str, Any], tag: str) -> frozenset[int]:
    """The numbers of the rows with that tag."""
    notes: Sequence[Mapping[str, Any]] = found.get("notes", ())
    targets = [str(note.get("target", "")) for note in notes if note.get("body") == tag]
    return frozenset(int(row[1]) for target in targets if (row := _ROW.search(target)))
