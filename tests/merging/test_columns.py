"""Which columns are one: every labelled report, and single names."""

import json
from collections import Counter
from pathlib import Path

import pytest

from convert.merging.columns import placed, places
from convert.merging.number import number, ranges

HERE = Path(__file__).parent
CORPUS = sorted((HERE.parents[1] / "training/corpus").glob("*.json"))


def expected() -> Counter[tuple[str, str]]:
    """columns.tsv, looked over by hand: place, name, and how many reports have it."""
    lines = (HERE / "columns.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return Counter({(key, name): int(count) for key, name, count in rows})


def test_the_columns_of_every_labelled_report_are_placed_as_expected() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for path in CORPUS:
        columns = tuple(json.loads(path.read_bytes())["columns"])
        keys = placed(columns)
        assert len(set(keys)) == len(columns)
        found.update(zip(keys, columns, strict=True))
    assert found == expected()
    assert len(CORPUS) >= 1166


@pytest.mark.parametrize(
    ("columns", "keys"),
    [
        ("序号 重点任务 落实情况 存在的困难 下步打算", "number task progress problem next"),
        ("序号 工作任务 推进情况 制约因素 后续安排", "number task progress problem next"),
        # What is to be done is the task, whatever it is called.
        ("序号 反馈问题 整改进展 存在困难", "number task progress problem"),
        ("序号 项目名称 形象进度 下月计划", "number task progress next"),
        ("序号 项目名称 年度任务 形象进度", "number name task progress"),
        ("序号 任务 牵头单位 配合单位 完成情况", "number task unit support progress"),
        # Before the progress it is how, behind it it is what comes next.
        ("序号 任务 推进措施 进展情况", "number task measures progress"),
        ("序号 任务 进展情况 存在问题 推进措施", "number task progress problem next"),
        # Sums in different units are never one column.
        ("序号 项目名称 总投资(亿元) 总投资（万元）", "number task 总投资(亿元) 总投资(万元)"),
        # With a unit or without, a sum is not what is aimed at.
        ("序号 项目名称 年度计划投资 形象进度", "number task 年度计划投资 progress"),
        # What is built is one column, whether built, rebuilt or put in order.
        ("序号 项目名称 改造内容 形象进度", "number task content progress"),
        ("序号 目标要求 推进情况 需县里协调事项 下步工作", "number task progress problem next"),
        ("序号 任务 进展 问题 需市里解决问题", "number task progress problem help"),
        ("序号 任务 进展 需协调解决事项 存在困难", "number task progress help problem"),
        ("编号 建议内容 领衔代表 办理进展", "number task proposer progress"),
        ("序号 任务 亮灯颜色 亮灯颜色", "number task 亮灯颜色 亮灯颜色#4"),
    ],
)
def test_where_columns_are_placed(columns: str, keys: str) -> None:
    assert placed(tuple(columns.split())) == tuple(keys.split())


def test_every_place_has_a_title_of_its_own() -> None:
    assert len({place.title for place in places().values()}) == len(places())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("12", (12,)), ("1.2", (1, 2)), ("2-03", (2, 3)), ("三", (3,)), ("（三）", (3,))],
        *[("十二、", (12,)), ("③", (3,)), ("007", (7,)), (" 5 ", (5,)), ("3、", (3,))],
        *[("", None), ("合计", None), ("一、经济发展", None)],
    ],
)
def test_row_numbers(text: str, value: tuple[int, ...] | None) -> None:
    assert number(text) == value


def test_ranges() -> None:
    assert ranges("1-20,35，40—41") == ((1, 20), (35, 35), (40, 41))
    for wrong in ("", "a", "1-", "3,,4"):
        with pytest.raises(ValueError, match="invalid literal"):
            ranges(wrong)
