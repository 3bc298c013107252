"""What is read without click is read as click would: see convert/options.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.cli import command
from convert.options import _OPTIONS, plain

OPTIONS = [name for names, _ in _OPTIONS for name in names.split()]
FLAGS = [n for names, one in _OPTIONS for n in names.split() if one.get("is_flag")]
VALUES = [
    name
    for names, one in _OPTIONS
    for name in names.split()
    if not {"is_flag", "type", "flag_value"} & one.keys()
]
WORDS = [
    *("--", "-", "-qo", "--t", "--to=md", "--no-such", "--help", "--version"),
    *("report.txt", "报表.txt", "out", "docx,md", "", "1", "a b"),
]


def by_click(arguments: list[str]) -> tuple[tuple[str, ...], dict[str, object]]:
    asked = dict(command().make_context("convert", arguments).params)
    return asked.pop("inputs"), asked


@given(st.lists(st.sampled_from([*OPTIONS, *WORDS]), max_size=6))
def test_click_reads_the_same(words: list[str]) -> None:
    found = plain(words)
    if found is not None:
        assert found == by_click(words)


@pytest.mark.parametrize("name", VALUES)
def test_an_option_with_a_value(name: str) -> None:
    words = ["a.txt", name, "v", "b.txt"]
    assert plain(words) == by_click(words)


@pytest.mark.parametrize("name", FLAGS)
def test_an_option_without_one(name: str) -> None:
    words = [name, "a.txt"]
    assert plain(words) == by_click(words)


@pytest.mark.parametrize(
    "words", ["a.json --to csv", "a.txt b.txt --to all -o out --force -q", "a.txt -o - --to md", ""]
)
def test_the_ordinary_calls_need_no_click(words: str) -> None:
    assert plain(words.split()) == by_click(words.split())


@pytest.mark.parametrize(
    "words", ["--to", "a.txt --to -q", "-qo x", "--help", "--jobs 2", "--force=1", "--for", "--"]
)
def test_what_may_be_a_mistake_is_left_to_click(words: str) -> None:
    assert plain(words.split()) is None


def test_completion_is_left_to_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CONVERT_COMPLETE", "bash_source")
    assert plain(["a.txt"]) is None
