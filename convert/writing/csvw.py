"""The side file of a CSV: what the table is and what CSV has no place for.

CSV on the Web (W3C Recommendations of 17 December 2015): Metadata Vocabulary for Tabular
Data; cells and rows are pointed at by the fragments of RFC 7111. `report.csv` has
`report.csv-metadata.json`, the name under which programs look for it (Model for Tabular
Data and Metadata on the Web, 5.3).
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from convert.dublin import SPACE, terms
from convert.guard import dangerous, guarded, harmless
from convert.merged import areas
from convert.report import Field, Report, all_texts, texts_by_column
from convert.style import Style
from convert.visible import visible

_WHOLE = re.compile(r"(?:0|[1-9]\d{0,17})", re.ASCII)
_MOMENT = r"(\d{4}-\d\d-\d\d) ([01]\d:[0-5]\d|2[0-3]:[0-5]\d)(:[0-5]\d)?"
_DATES = ("created", "issued")
_ROWS = 100
"""Rows that are looked at together."""


def write(report: Report, style: Style, name: str) -> bytes:
    """The metadata of the CSV file called `name`: UTF-8 JSON, indented by one space."""
    url = _url(name)
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "url": url,
        **_dublin(report),
        "schema:additionalProperty": [_field(field) for field in report.fields],
        **_own(report, style),
        "dialect": _dialect(style),
        "tableSchema": {"columns": _columns(report, style)},
        "notes": list(_notes(report, style, url)),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _url(name: str) -> str:
    """A relative reference to the file beside; only what means something is escaped.

    Chinese letters and spaces stay: csvw (Python) opens the name as it stands.
    """
    return re.sub(r"[%#?\\:]", lambda found: quote(found[0], safe=""), name)


def _dublin(report: Report) -> dict[str, Any]:
    """Dublin Core terms; a date is typed as one where it is one."""
    made: dict[str, Any] = {}
    for term, values in terms(report).items():
        shown = [_date(value) if term in _DATES else visible(value) for value in values]
        made[f"dc:{term}"] = shown if len(shown) > 1 else shown[0]
    return {**made, "dc:language": "zh-CN"}


def _date(value: str) -> Any:
    """A date, or a date and time, typed as such; else the text."""
    if _is_date(value):
        return {"@value": value, "@type": "xsd:date"}
    if (found := re.fullmatch(_MOMENT, value, re.ASCII)) and _is_date(found[1]):
        day, time, seconds = found.groups(":00")
        return {"@value": f"{day}T{time}{seconds}", "@type": "xsd:dateTime"}
    return visible(value)


def _field(field: Field) -> dict[str, str]:
    """A field as it stands on the page: label, mark and value."""
    return {
        "@type": "schema:PropertyValue",
        "schema:name": visible(field.label),
        f"{SPACE}mark": visible(field.mark),
        "schema:value": visible(field.value),
    }


def _own(report: Report, style: Style) -> dict[str, Any]:
    """What no public vocabulary has a word for."""
    source = report.source
    return {
        f"{SPACE}unplaced": [visible(text) for text in report.unplaced],
        f"{SPACE}guard": style.csv.guard,
        f"{SPACE}source": {
            "schema:name": visible(source.name),
            "schema:encoding": source.encoding,
            "schema:sha256": source.sha256,
        },
    }


def _dialect(style: Style) -> dict[str, Any]:
    return {
        "encoding": style.csv.encoding.removesuffix("-sig"),
        "delimiter": ",",
        "quoteChar": '"',
        "doubleQuote": True,
        "lineTerminators": ["\r\n"],
        "header": True,
    }


def _columns(report: Report, style: Style) -> list[dict[str, Any]]:
    """Names, headers as they stand in the file, and types."""
    shown = guarded if style.csv.guard else str
    columns = zip(report.columns, texts_by_column(report), strict=True)
    return [
        {"name": f"column{at}", "titles": shown(visible(title)), "datatype": _type(column)}
        for at, (title, column) in enumerate(columns, 1)
    ]


def _type(texts: Sequence[str]) -> str:
    """The narrowest type that all the texts fit as they are written; empty fits all."""
    held = [text for text in texts if text]
    if held and all(map(_WHOLE.fullmatch, held)):
        return "integer"
    return "date" if held and all(map(_is_date, held)) else "string"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _notes(report: Report, style: Style, url: str) -> Iterator[dict[str, str]]:
    """Web Annotations: merged cells, headings, rows to check, guarded cells."""
    yield from (_note(url, f"cell=1,{at}", "guarded") for at in _guarded(report.columns, style))
    # The header is row 1.
    for (at, column), (rows, columns) in areas(report).items():
        ends = f"{at + 1 + rows},{column + columns}"
        yield _note(url, f"cell={at + 2},{column + 1}-{ends}", "merged")
    for start in range(0, len(report.rows), _ROWS):
        some = report.rows[start : start + _ROWS]
        safe = harmless(all_texts(some))
        for number, row in enumerate(some, start + 2):
            if row.kind == "heading":
                yield _note(url, f"row={number}", "heading")
            if row.review:
                yield _note(url, f"row={number}", "review")
            for at in () if safe else _guarded(row.texts, style):
                yield _note(url, f"cell={number},{at}", "guarded")


def _guarded(texts: Sequence[str], style: Style) -> list[int]:
    """Which columns, from 1, the guard has touched in a record."""
    if not style.csv.guard or harmless(texts):
        return []
    return [at for at, text in enumerate(texts, 1) if dangerous(visible(text))]


def _note(url: str, fragment: str, tag: str) -> dict[str, str]:
    return {
        "type": "Annotation",
        "target": f"{url}#{fragment}",
        "motivation": "tagging",
        "body": tag,
    }
