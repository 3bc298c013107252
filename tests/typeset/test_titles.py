from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.typeset.fonts import Fonts
from convert.typeset.titles import places

FACE = Fonts()["title"]


@pytest.mark.parametrize(
    "lines",
    [
        ["杭州市某区发展和改革局", "2020年《政府工作报告》第三季度重点任务执行情况"],
        ["某县民政局、人力资源和社会保障局", "2022年民生实事及重点工作进展情况通报"],
        ["某县残疾人联合会、某县红十字会", "2020年重点工作任务进展情况"],
        ["某市地方煤矿安全监督管理局", "关于省安全生产督察反馈问题整改情况的公示"],
    ],
)
def test_a_line_ends_where_the_meaning_pauses(lines):
    text = "".join(lines)
    assert places(text, FACE, 27) == [len(lines[0])]


def test_a_short_title_is_not_divided():
    assert places("重点任务执行情况", FACE, 27) == []


@given(
    st.text("某区发展和改革局2020年《政府工作报告》第三季度情况（）", max_size=90), st.floats(8, 30)
)
def test_lines_are_in_order_and_narrow_enough(text, room):
    found = places(text, FACE, room)
    cuts = [0, *found, len(text)]
    assert cuts == sorted(cuts)
    if found:
        lines = [text[a:b] for a, b in pairwise(cuts)]
        assert all(FACE.measure(line) <= room + 1e-6 for line in lines)
        assert min(map(len, lines)) > 0
