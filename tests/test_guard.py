import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.guard import dangerous, guarded, harmless, unguarded
from convert.visible import visible

STARTS = st.text(st.sampled_from("'=+-@＝＋－＠\t\r\n \u00a0甲1.%"), max_size=6)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM", "＝1", "\t=1", " =1", "\u00a0=1", "-甲", "'=1", "\r甲"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "甲=1", "-", "-12", "+3.5%", "-1,234.5", "'甲", "''", "1-2"])
def test_what_runs_nothing_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.one_of(STARTS, st.text()))
def test_the_guard_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_only_what_no_text_format_holds_is_made_visible() -> None:
    assert visible("甲\x00\x0d\x85\ud800\uffff乙") == "甲[U+0000][U+000D][U+0085][U+D800][U+FFFF]乙"
    assert visible("甲\t\n\u00a0\u202e\ufeff\ue000𠮷") == "甲\t\n\u00a0\u202e\ufeff\ue000𠮷"


def test_every_white_space_may_hide_a_sign() -> None:
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    assert all(dangerous(f"{space}=1") for space in spaces)
    assert not any(harmless([space]) for space in spaces)
