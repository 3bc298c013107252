"""The side file of a CSV that convert wrote (CSV on the Web; see docs/formats.md)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from convert.errors import InputError
from convert.reading.normalise import line
from convert.reading.page import Page
from convert.report import Field, Note

_OWN = "urn:x-convert:report:1.0#"
_ROW = re.compile(r"#row=(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class Side:
    """What the side file says of its table; rows are counted from 1, the header is the first."""

    title: str
    fields: tuple[Field, ...]
    unplaced: tuple[str, ...]
    guard: bool
    headings: frozenset[int]
    review: frozenset[int]

    def applied(self, page: Page) -> Page:
        """The page with its title, fields and left-over texts, none of which it holds itself."""
        return replace(
            page,
            names=(self.title,) if self.title else (),
            fields=self.fields,
            notes=tuple(Note("unplaced", text) for text in self.unplaced),
        )


def side(data: bytes, name: str) -> Side | None:
    """The side file of the CSV called `name`; None where it is not one of ours.

    Raises InputError where it is no JSON.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError("json.syntax", name=f"{name}-metadata.json", error=error) from error
    if not isinstance(found, Mapping) or f"{_OWN}guard" not in found:
        return None
    titles = _listed(found.get("dc:title"))
    return Side(
        line(titles[0]) if titles else "",
        tuple(map(_field, found.get("schema:additionalProperty", ()))),
        tuple(line(str(text)) for text in found.get(f"{_OWN}unplaced", ())),
        bool(found[f"{_OWN}guard"]),
        _rows(found, "heading"),
        _rows(found, "review"),
    )


def _listed(value: Any) -> list[str]:
    """One text or several, each perhaps typed."""
    many = value if isinstance(value, list) else [value] if value else []
    return [str(one.get("@value", "")) if isinstance(one, Mapping) else str(one) for one in many]


def _field(one: Mapping[str, Any]) -> Field:
    label, value = (line(str(one.get(f"schema:{key}", ""))) for key in ("name", "value"))
    return Field(label, value, None, str(one.get(f"{_OWN}mark", "")))


def _rows(found: Mapping[str, Any], tag: str) -> frozenset[int]:
    """The numbers of the rows with that tag."""
    notes: Sequence[Mapping[str, Any]] = found.get("notes", ())
    targets = [str(note.get("target", "")) for note in notes if note.get("body") == tag]
    return frozenset(int(row[1]) for target in targets if (row := _ROW.search(target)))
