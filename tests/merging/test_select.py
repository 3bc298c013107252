"""Part of a table."""

import json
from pathlib import Path

import pytest

from convert import read
from convert.errors import SelectionError
from convert.merging.columns import placed
from convert.merging.select import Selection, select, tells
from convert.report import Report
from tests.batch.folders import run
from tests.conftest import SAMPLES
from tests.merging.test_columns import CORPUS
from tests.merging.test_merge import made, table

POINTERS = {"同上", "同前", "见上", "详见附件", "待定", "待补", "待填"}
"""Fillers of other columns; in a problem cell they may stand for a problem."""
LEXICON = Path(__file__).parents[2] / "training/lexicon/fillers.tsv"


@pytest.fixture
def report() -> Report:
    return made(
        "甲局",
        "序号 任务 进展 存在问题",
        *("一、经济", "1|修路|在修|无", "2|架桥|停工|缺钱。", "二、民生", "3|植树|完成|——"),
        *("三、其他", "12|清淤|未动|暂无困难", "20|办学|在建|同上"),
    )


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        (Selection(rows="2-3,20"), ["一、经济", "2", "二、民生", "3", "三、其他", "20"]),
        (Selection(rows="12"), ["三、其他", "12"]),
        (Selection(problems=True), ["一、经济", "2", "三、其他", "20"]),
        (Selection(rows="1-12", problems=True), ["一、经济", "2"]),
        (Selection(sort="序号"), ["1", "2", "3", "12", "20"]),
        (Selection(sort="-编号"), ["20", "12", "3", "2", "1"]),
        (Selection(sort="工作任务"), ["1", "20", "2", "3", "12"]),
    ],
)
def test_rows(report: Report, selection: Selection, rows: list[str]) -> None:
    assert [row.texts[0] for row in select(report, selection).rows] == rows


def test_columns_are_known_by_what_they_mean(report: Report) -> None:
    found = select(report, Selection(columns=("困难", "重点任务", "序号")))
    assert found.columns == ("存在问题", "任务", "序号")
    assert table(found)[:2] == ["一、经济", "无|修路|1"]


def test_what_is_not_there_is_refused(report: Report) -> None:
    for selection in (Selection(columns=("责任人",)), Selection(rows="x"), Selection(sort="备注")):
        with pytest.raises(SelectionError):
            select(report, selection)


def test_every_filler_of_the_lexicon_says_nothing() -> None:
    rows = (line.split("\t") for line in LEXICON.read_text(encoding="utf-8").splitlines()[1:])
    fillers = {row[1] for row in rows if row[0] == "filler"}
    assert {word for word in fillers if tells(word)} == POINTERS


def test_no_problem_of_the_labelled_reports_is_taken_for_a_filler() -> None:
    found = set()
    for path in CORPUS:
        report = json.loads(path.read_bytes())
        keys = placed(tuple(report["columns"]))
        if "problem" in keys:
            found |= {row[keys.index("problem")] for row in report["rows"]}
    assert {text for text in found if not tells(text)} == {
        *("", "无", "无。", "暂无", "暂无。", "/", "—", "——"),
    }


def test_a_single_report_is_selected_from_too(tmp_path: Path) -> None:
    out = tmp_path / "part.json"
    whole = read(SAMPLES / "report.json")
    number = whole.rows[2].texts[0]
    options = ["--rows", number, "--select", "序号,任务内容"]
    assert run(SAMPLES / "report.json", "-o", out, "--quiet", *options) == 0
    part = read(out)
    assert [row.texts for row in part.rows] == [whole.rows[2].texts[:2]]
    assert run(SAMPLES / "report.json", "-o", out, "--quiet", "--force", "--rows", "x") == 2
