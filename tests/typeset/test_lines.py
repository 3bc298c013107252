import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.typeset.columns import ems
from convert.typeset.lines import break_lines

RULES = tomllib.loads((files("convert.typeset") / "breaks.toml").read_text(encoding="utf-8"))


def width(character):
    return 1.0 if ems(character) >= 1 else 0.5


def broken(text, room):
    return [text[line.start : line.ink] for line in break_lines(text, width, room)]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("确保落实到位。", 6, ["确保落实到", "位。"]),
        ("出台《关于》。", 5, ["出台《关", "于》。"]),
        ("实现目标——加快", 5, ["实现目", "标——加快"]),
        ("实现目标……加快", 5, ["实现目", "标……加快"]),
        ("资金共5.99亿元整", 5, ["资金共", "5.99亿元", "整"]),
        ("今年新增3个百分点", 6, ["今年新增", "3个百分点"]),
        ("完成率100%以上", 4, ["完成率", "100%以", "上"]),
        ("平台,2020年起", 4, ["平台,", "2020年", "起"]),
        ("同比-5.3%左右", 4, ["同比", "-5.3%左", "右"]),
        ("共1,896,000元", 5, ["共", "1,896,000", "元"]),
        ("见 http://a.cn/bcd/efg", 6, ["见", "http://a.cn/", "bcd/efg"]),
        ("the quick fox", 5, ["the quick", "fox"]),
        ("", 5, [""]),
        ("。。。。", 2, ["。。", "。。"]),
    ],
)
def test_where_lines_end(text, room, lines):
    assert broken(text, room) == lines


TEXTS = st.text(
    st.sampled_from("的一是在不了有和人，。、；：！？（）《》“”——……·%12345.,-abcDE /亿元万家年月日")
    | st.characters(codec="utf-8"),
    max_size=120,
)


@given(TEXTS, st.floats(1.5, 30))
def test_no_text_is_lost_and_no_line_too_wide(text, room):
    lines = break_lines(text, width, room)
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(text)
    assert all(line.width <= room + 1e-3 or line.ink - line.start == 1 for line in lines)
    assert not any(text[line.ink : line.end].strip(" \t\u00a0\u3000") for line in lines)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


BODY = st.lists(
    st.sampled_from(
        [
            "的一是",
            "不了有和",
            "（人",
            "）",
            "《在",
            "》。",
            "，",
            "、",
            "“好”",
            "12亿元",
            "——",
            "……",
        ]
    ),
    max_size=60,
).map("".join)


@given(BODY, st.floats(9, 30))
def test_no_line_begins_or_ends_with_a_forbidden_sign(text, room):
    lines = broken(text, room)
    runs = max((len(run) for run in _runs(text)), default=0)
    if runs > 6:
        return
    assert not any(line[0] in RULES["no_start"] for line in lines[1:])
    assert not any(line[-1] in RULES["no_end"] for line in lines[:-1])


def _runs(text):
    """Runs of signs between which nothing may be broken, in characters."""
    signs = set(RULES["no_start"]) | set(RULES["no_end"])
    return "".join(c if c in signs else " " for c in text).split()


def test_marks_that_meet_are_squeezed_where_asked():
    text = "《关于兑现的通知》（试行），等"
    (loose,) = break_lines(text, width, 30)
    (tight,) = break_lines(text, width, 30, squeeze=True)
    assert loose.gaps == {}
    assert tight.gaps == {9: -0.5, 13: -0.5}
    assert tight.width == loose.width - 1
