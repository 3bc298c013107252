"""The Word file as a file: its properties, the same bytes every time, and its limits."""

import os
import subprocess
import sys

import pytest
from docx.oxml.ns import qn

from convert import read
from convert.report import Field, Note
from convert.style import names, style
from convert.writing.docx import write
from tests.conftest import SAMPLES
from tests.writing.word import Word, table

STYLE = style("brief")
ARCHIVE = style("archive")
SAMPLE = read(SAMPLES / "report.txt")


@pytest.fixture(scope="module")
def sample() -> Word:
    return Word(write(SAMPLE, STYLE))


def test_fields_become_properties_of_the_file(sample: Word) -> None:
    core = sample.file.core_properties
    assert (core.title, core.author, core.identifier, core.subject, core.category) == (
        SAMPLE.title, "区发改局", "H002/2020-44648", "综合政务", "综合政务",
    )  # fmt: skip
    assert core.created.isoformat() == "2020-10-09T03:30:00+00:00"
    fields = [(field.label, field.value) for field in SAMPLE.fields]
    assert sample.custom == [
        *fields,
        ("未归位", "分享:\n扫一扫在手机打开当前页"),
        ("来源文件", "report.txt"),
        ("来源编码", SAMPLE.source.encoding),
        ("来源SHA-256", SAMPLE.source.sha256),
    ]


def test_properties_of_one_name_are_numbered() -> None:
    fields = (Field("附件", "甲"), Field("附件", "乙"), Field(" ", "丙"), Field("未归位", "丁"))
    report = table()._replace(fields=fields, notes=(Note("unplaced", "戊"),))
    assert Word(write(report, STYLE)).custom == [
        ("附件", "甲"), ("附件 (2)", "乙"), ("字段", "丙"), ("未归位", "丁"), ("未归位 (2)", "戊"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2020-10-09", "2020-10-09T00:00:00Z"),
        ("2020年1月9日 7:05", "2020-01-08T23:05:00Z"),
        ("2020.10.9 11:30:59", "2020-10-09T03:30:59Z"),
        ("2020-13-09", ""),
        ("0001-01-01 01:00", ""),
        ("去年", ""),
    ],
)
def test_the_date_of_publication_is_when_the_file_was_made(value: str, moment: str) -> None:
    report = table()._replace(fields=(Field("发布日期", value),))
    dates = Word(write(report, STYLE)).tree("docProps/core.xml").xpath("//*[@*]/text()")
    assert dates == ([moment, moment] if moment else [])


def test_source_date_epoch_dates_a_report_without_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert b"2020-09-13T12:26:40Z" in Word(write(table(), STYLE)).parts["docProps/core.xml"]


def test_left_over_text_is_printed_only_where_the_style_says_so(sample: Word) -> None:
    assert sample.texts("附注") == []
    assert Word(write(SAMPLE, ARCHIVE)).texts("附注") == list(SAMPLE.unplaced)


# The same bytes, in time and memory that grow with the rows alone.


@pytest.mark.parametrize("name", names())
def test_same_report_same_bytes(name: str) -> None:
    assert write(SAMPLE, style(name)) == write(SAMPLE, style(name))


def test_clock_time_zone_and_hash_order_change_nothing(sample: Word) -> None:
    code = (
        "import sys; from convert import read, write;"
        "sys.stdout.buffer.write(write(read(sys.argv[1]), 'docx'))"
    )
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", code, SAMPLES / "report.txt"]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        assert done.stdout == sample.data


def test_a_table_longer_than_words_longest_goes_on_in_another() -> None:
    report = table(*[[str(n), "甲"] for n in range(1, 32_101)])
    word = Word(write(report, STYLE))
    assert [len(table._tbl.tr_lst) for table in word.tables] == [32_001, 101]
    headers = [table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) for table in word.tables]
    assert all(header is not None for header in headers)


def test_the_writer_starts_without_python_docx() -> None:
    code = (
        "import sys, convert; report = convert.read(sys.argv[1]); convert.write(report, 'docx');"
        "print([name for name in ('docx', 'lxml', 'reportlab') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, SAMPLES / "report.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
