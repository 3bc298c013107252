"""Patterns of names, read as one machine, mean what the regular expressions mean."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.recover import vocabulary
from convert.recover.wording import Wording
from convert.resources import table

TOLD = table(vocabulary.__file__, "headers.toml")
WORDS = sorted({word for part in TOLD.values() for word in re.findall("[一-龥]+", str(part))})
PIECES = st.sampled_from([*WORDS, *"0123456789、,/—-“”的及两步"])


def expression(pattern: str) -> str:
    while "{" in (wider := re.sub(r"\{([a-z]+)\}", lambda slot: TOLD["slots"][slot[1]], pattern)):
        if wider == pattern:
            break
        pattern = wider
    return wider


EXPRESSIONS = {
    role: re.compile("|".join(f"(?:{expression(one)})" for one in many), re.ASCII)
    for role, many in TOLD["patterns"].items()
}


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_the_headers_patterns_match_what_re_matches(name: str) -> None:
    expected = [role for role, pattern in EXPRESSIONS.items() if pattern.fullmatch(name)]
    assert vocabulary.rules().wording.roles(name) == expected


@pytest.mark.parametrize("role", EXPRESSIONS)
@given(data=st.data())
def test_what_re_makes_of_a_pattern_has_its_role(role: str, data: st.DataObject) -> None:
    name = data.draw(st.from_regex(EXPRESSIONS[role], fullmatch=True))
    assert role in vocabulary.rules().wording.roles(name)
    assert name[-1] in vocabulary.rules().ends or role == "status"


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        ("下一?步", ["下步", "下一步"], ["下一一步", "步"]),
        ("(?:年|月度?){1,2}[一二]{2}", ["年一二", "月度年二二"], ["年年年一一", "月度一"]),
        (r"第\d+[3-5]号", ["第13号", "第115号"], ["第3号", "第12号"]),
        ("是[一-龥]{0,2}(?:甲|乙)+", ["是甲", "是非非乙甲"], ["是a甲", "是非非非"]),
        ("{what}*的", ["的", "任务的", "任务事项的"], ["任务", "任的"]),
    ],
)
def test_the_notation(pattern: str, good: list[str], bad: list[str]) -> None:
    wording = Wording({"role": [pattern]}, {"what": "(?:任务|事项?)"})
    assert all(wording.roles(name) == ["role"] for name in good)
    assert not any(wording.roles(name) for name in bad)
