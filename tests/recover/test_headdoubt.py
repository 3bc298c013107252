"""How sure a header's names are, and what follows where they are not."""

from itertools import pairwise

import pytest

from convert.reading import read_bytes
from convert.recover.headdoubt import certainty
from convert.recover.header import Name
from convert.recover.locate import locate

ROWS = "".join(
    f"{n}推进甲工程建设，新开工{n}处。已完成投资3亿元。征地进度慢。继续推进。\n" for n in (1, 2, 3)
)
PLAIN = "序号 任务内容 工作举措与完成情况 问题与困难 下一步工作打算"
UNSURE = "序号 重点工作 年度目标完成情况 存在的难点 下一步打算"


def test_common_names_are_sure_glued_or_not() -> None:
    assert locate(f"{PLAIN.replace(' ', '')}\n{ROWS}").sure > 0.95
    assert locate(PLAIN.replace(" ", "\t") + f"\n{ROWS}").sure > 0.95


def test_names_that_might_be_two_are_less_sure() -> None:
    assert locate(f"{UNSURE.replace(' ', '')}\n{ROWS}").sure < 0.83
    assert locate(UNSURE.replace(" ", "\t") + f"\n{ROWS}").sure > 0.83


@pytest.mark.parametrize(
    "last", ["2。5", "一个长得没有任何一份表格会这样写而且没有人见过的名称名称名称"]
)
def test_a_name_that_the_search_would_not_take_is_unsure(last: str) -> None:
    text = f"序号任务内容完成情况{last}"
    ends = [0, 2, 6, 10, len(text)]
    names = [Name(start, end, "unknown") for start, end in pairwise(ends)]
    assert certainty(text, names) < 0.01


def test_names_given_by_the_user_are_sure() -> None:
    text = f"{UNSURE.replace(' ', '')}\n{ROWS}"
    assert locate(text, UNSURE.split()).sure == 1


@pytest.mark.parametrize("columns", [None, tuple(UNSURE.split())])
def test_all_rows_under_an_unsure_header_are_to_review(columns: tuple[str, ...] | None) -> None:
    text = f"{UNSURE.replace(' ', '')}\n{ROWS}"
    report = read_bytes(text.encode(), "a.txt", columns=columns)
    told = [note.text for note in report.notes if note.kind == "header"]
    if columns:
        assert not told
    else:
        assert told == ["|".join(report.columns)]
        assert all(row.review for row in report.rows)
