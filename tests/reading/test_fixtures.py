"""Files as offices have them, each with what it says: written by hand, like their originals."""

import json
from pathlib import Path
from typing import Any

import pytest

from convert.reading import read
from convert.report import Report, Row

FOLDER = Path(__file__).parent / "fixtures"
FILES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))


def row(one: Row) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": one.kind, "cells": list(one.texts)}
    merged = {
        str(at): [cell.rowspan, cell.colspan]
        for at, cell in enumerate(one.cells)
        if cell.rowspan > 1 or cell.colspan > 1
    }
    if merged:
        made["merged"] = merged
    if one.review:
        made["review"] = True
    return made


def shown(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "fields": [[f.label, f.mark, f.value] for f in report.fields],
        "columns": list(report.columns),
        "rows": [row(one) for one in report.rows],
        "notes": [[note.kind, note.text] for note in report.notes],
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_says_what_it_says(path: Path) -> None:
    expected = path.with_name(f"{path.name}.expected.json")
    assert shown(read(path)) == json.loads(expected.read_text(encoding="utf-8"))
