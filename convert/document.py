"""The report as plain data: the machine contract, and all that the report knows of itself.

Keys `title`, `metadata`, `columns`, `rows`, `unplaced` and `source` are the contract;
`fields`, `notes`, `separators`, `title_span` and `column_spans` say where each character
of the source went. Spans are [start, end] in characters of the decoded source, or null.
docs/report.schema.json describes all of it.
"""

from typing import Any

from convert.report import Cell, Report, Row, Span


def document(report: Report) -> dict[str, Any]:
    """The report as plain dictionaries and lists, keys in the order of the contract."""
    source = report.source
    return {
        "title": report.title,
        "metadata": [[field.label, field.value] for field in report.fields],
        "columns": list(report.columns),
        "rows": [row_document(row) for row in report.rows],
        "unplaced": list(report.unplaced),
        "source": {"name": source.name, "encoding": source.encoding, "sha256": source.sha256},
        "fields": [
            {"label": f.label, "value": f.value, "mark": f.mark, "span": _span(f.span)}
            for f in report.fields
        ],
        "notes": [{"kind": n.kind, "text": n.text, "span": _span(n.span)} for n in report.notes],
        "title_span": _span(report.title_span),
        "column_spans": [_span(span) for span in report.column_spans],
        "separators": [_span(span) for span in report.separators],
    }


def row_document(row: Row) -> dict[str, Any]:
    """One row as plain dictionaries and lists."""
    made: dict[str, Any] = {"kind": row.kind, "review": row.review}
    made["cells"] = [_cell(cell) for cell in row.cells]
    if row.readings:
        made["readings"] = [
            {"cells": list(reading.cells), "probability": round(reading.probability, 4)}
            for reading in row.readings
        ]
    return made


def _cell(cell: Cell) -> dict[str, Any]:
    made: dict[str, Any] = {
        "text": cell.text,
        "confidence": round(cell.confidence, 4),
        "why": cell.why,
        "span": _span(cell.span),
    }
    if cell.rowspan > 1:
        made["rowspan"] = cell.rowspan
    if cell.colspan > 1:
        made["colspan"] = cell.colspan
    return made


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
