"""One full table of many reports."""

import json
from collections import Counter
from pathlib import Path

import pytest

from convert import read
from convert.merging import merge
from convert.merging.headings import is_heading
from convert.report import Cell, Field, Report, Row, Source
from tests.batch.folders import run
from tests.merging.test_columns import CORPUS

HASH = "0" * 64


def made(unit: str, columns: str, *rows: str, title: str = "", unplaced: str = "") -> Report:
    """A report; a row's cells stand between bars, a heading has no bar."""
    names = tuple(columns.split())
    found = []
    for row in rows:
        texts = row.split("|")
        texts += [""] * (len(names) - len(texts))
        kind = "task" if "|" in row else "heading"
        found.append(Row(kind, tuple(map(Cell, texts))))
    fields = (Field("发布机构", unit),) if unit else ()
    return Report(title, fields, names, tuple(found), source=Source(f"{unit}.txt", "", HASH))


def table(report: Report) -> list[str]:
    return ["|".join(row.texts).rstrip("|") for row in report.rows]


FIRST = made("甲局", "序号 重点任务 落实情况 困难", "2|修路|在修|", "10|架桥|已完|缺钱", title="甲")
SECOND = made("乙局", "序号 工作任务 责任科室 进展情况", "3|植树|林科|三百株", "2|清淤|水科|未动")


def test_rows_are_sorted_and_columns_brought_together() -> None:
    merged = merge([FIRST, SECOND])
    assert merged.report.columns == (
        *("序号", "来源单位", "任务内容", "进展情况", "存在问题", "责任单位"),
    )
    assert table(merged.report) == [
        "2|甲局|修路|在修",
        "2|乙局|清淤|未动||水科",
        "3|乙局|植树|三百株||林科",
        "10|甲局|架桥|已完|缺钱",
    ]
    assert merged.report.title == "任务汇总表"
    assert merged.doubles == (("2", ("甲局", "乙局")),)
    assert dict(merged.mapping)["任务内容"] == (("工作任务", 1), ("重点任务", 1))


def test_sources_doublings_and_failures_are_told_at_the_end() -> None:
    assert merge([FIRST, SECOND], [("丙.txt", "空文件")]).report.unplaced == (
        f"来源1：甲局.txt（甲局），2行，SHA-256 {HASH}；发布机构：甲局；"
        "栏名：重点任务→任务内容、落实情况→进展情况、困难→存在问题",
        f"来源2：乙局.txt（乙局），2行，SHA-256 {HASH}；发布机构：乙局；"
        "栏名：工作任务→任务内容、责任科室→责任单位",
        "序号2有2行：甲局、乙局",
        "未能读取：丙.txt：空文件",
    )


def test_headings_stand_before_the_rows_that_were_under_them() -> None:
    first = made("甲局", "序号 任务 进展", "一、经济", "1|a|", "4|d|", "二、民生", "5|e|")
    second = made("乙局", "序号 任务 进展", "一、经济", "2|b|", "二、民生", "6|f|")
    third = made("", "序号 任务 进展", "3|c|")
    assert table(merge([first, second]).report) == [
        *("一、经济", "1|甲局|a", "2|乙局|b", "4|甲局|d", "二、民生", "5|甲局|e", "6|乙局|f"),
    ]
    assert table(merge([first, third]).report)[2:5] == ["（无标题）", "3|.txt|c", "一、经济"]


def test_headings_under_headings_stay_so() -> None:
    first = made(
        "甲局", "序号 任务", "一、经济", "（一）工业", "1|a", "（二）农业", "3|c", "二、民生", "4|d"
    )
    second = made("乙局", "序号 任务", "一、经济", "（一）工业", "2|b")
    assert table(merge([first, second]).report) == [
        *("一、经济", "（一）工业", "1|甲局|a", "2|乙局|b", "（二）农业", "3|甲局|c"),
        *("二、民生", "4|甲局|d"),
    ]


def test_a_row_without_number_stays_behind_the_one_before_it() -> None:
    report = made("甲局", "序号 任务 进展", "1|a|", "|b|", "2|c|")
    other = made("乙局", "序号 任务 进展", "1|d|", "2|e|")
    assert [line[-1] for line in table(merge([report, other]).report)] == list("abdce")


def test_a_merged_cell_is_repeated_in_each_row_it_stood_for() -> None:
    tall = Row("task", (Cell("1"), Cell("任务", rowspan=2), Cell("完")))
    below = Row("task", (Cell("2"), Cell(""), Cell("")))
    report = Report("", (), ("序号", "任务", "进展"), (tall, below))
    rows = merge([report]).report.rows
    assert [row.texts[2] for row in rows] == ["任务", "任务"]
    assert all(cell.rowspan == 1 for row in rows for cell in row.cells)


def test_no_cell_of_the_labelled_reports_is_lost() -> None:
    reports = [read(path) for path in CORPUS]
    merged = merge(reports)
    tasks = [row for report in reports for row in report.rows if not is_heading(row)]
    found = [row for row in merged.report.rows if row.kind == "task"]
    assert len(found) == len(tasks) == len({*map(id, tasks)})
    texts = Counter(text for row in tasks for text in row.texts if text)
    whose = merged.report.columns.index("来源单位")
    cells = ((at, text) for row in found for at, text in enumerate(row.texts))
    assert Counter(text for at, text in cells if text and at != whose) == texts
    headings = {row.texts[0] for report in reports for row in report.rows if is_heading(row)}
    kept = {row.texts[0] for row in merged.report.rows if row.kind == "heading"}
    assert kept - {"（无标题）"} == headings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, report in (("a", FIRST), ("b", SECOND)):
        rows = [row.texts for row in report.rows]
        fields = [[field.label, field.value] for field in report.fields]
        one = {"metadata": fields, "columns": report.columns, "rows": rows}
        (tmp_path / f"in/{name}.json").parent.mkdir(exist_ok=True)
        (tmp_path / f"in/{name}.json").write_text(json.dumps(one), encoding="utf-8")
    return tmp_path / "in"


def test_the_command(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--merge", "--to", "csv,md", "-o", tmp_path / "out") == 0
    shown = capfd.readouterr().err
    assert "合并 2 份报告：4 行，6 列" in shown
    assert "  任务内容 ← 工作任务(1)、重点任务(1)\n" in shown
    assert "  序号 2 有 2 行：甲局、乙局\n" in shown
    lines = (tmp_path / "out/任务汇总表.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:3] == ["2,甲局,修路,在修,,", "2,乙局,清淤,未动,,水科"]
    assert "SHA-256" in (tmp_path / "out/任务汇总表.md").read_text(encoding="utf-8")


def test_the_command_goes_on_without_what_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_bytes(b"")
    out = tmp_path / "all.json"
    assert run(folder, "--merge", "-o", out, "--quiet") == 4
    made = json.loads(out.read_bytes())
    assert len(made["rows"]) == 4
    assert made["unplaced"][-1].startswith("未能读取：c.txt：")
    assert run(folder / "c.txt", "--merge", "-o", out, "--quiet", "--force") == 10
    assert json.loads(out.read_bytes()) == made


def test_the_command_selects(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    options = ["--rows", "2-3", "--select", "来源单位,工作任务", "--sort", "-任务"]
    assert run(folder, "--merge", "-o", out, "--quiet", *options) == 0
    assert out.read_text(encoding="utf-8-sig").splitlines() == [
        *("来源单位,任务内容", "乙局,清淤", "乙局,植树", "甲局,修路"),
    ]
