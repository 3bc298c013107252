"""Which lines of a page are its title."""

import pytest

from convert.reading.page import Page
from convert.reading.titles import centred, title_of, written
from convert.report import Span

TITLE = "某县2020年重点任务进展情况"


def spans(text: str) -> list[Span]:
    """Its lines that hold something."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def chosen(text: str, end: int | None = None, **said: tuple) -> str | None:
    """The line, or lines, taken for the title of a page of which this is said."""
    page = Page(text, **said)
    found = title_of(page, spans(text), len(text) if end is None else end)
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"甲局文件\n{TITLE}\n各单位推进有力。", TITLE),
        (f"{TITLE}\n{TITLE}（三季度）\n", f"{TITLE}（三季度）"),
        (f"{TITLE}。\n甲乙丙丁戊情况", "甲乙丙丁戊情况"),
        (f"政务>{TITLE}\n{TITLE}", TITLE),
        ("情况\n甲乙丙丁戊情况", "甲乙丙丁戊情况"),
        ("甲乙丙丁戊己\n甲乙丙丁戊己表", "甲乙丙丁戊己表"),
        ("2020年甲乙丙丁\n某某甲乙丙丁", "2020年甲乙丙丁"),
        ("某某甲乙丙丁戊（表）\n某甲乙丙丁戊表（1）", "某甲乙丙丁戊表（1）"),
        ("（甲乙丙丁表）", "（甲乙丙丁表）"),
        ("打印 关闭", None),
        ("甲", None),
        ("", None),
    ],
)
def test_the_line_most_like_a_title_is_it(text: str, title: str | None) -> None:
    assert chosen(text) == title


def test_a_title_stands_before_the_table() -> None:
    text = f"甲乙丙丁戊己\n{TITLE}"
    assert chosen(text) == TITLE
    assert chosen(text, 7) == "甲乙丙丁戊己"
    assert chosen(text, 8) == TITLE
    assert chosen(text, 0) is None


def test_what_the_page_says_of_a_line_counts() -> None:
    text = "甲乙丙丁戊己庚\n子丑寅卯辰巳午"
    first, second = spans(text)
    assert chosen(text) == "甲乙丙丁戊己庚"
    assert chosen(text, headlines=(second,)) == "子丑寅卯辰巳午"
    assert chosen(text, headlines=(Span(3, 8),)) == "甲乙丙丁戊己庚"
    assert chosen(text, names=("子丑寅卯辰巳午",)) == "子丑寅卯辰巳午"
    assert chosen(text, names=("某网 子丑寅卯 辰巳午 - 首页",)) == "子丑寅卯辰巳午"
    assert chosen(text, names=("丙", "子丑寅卯辰巳午")) == "子丑寅卯辰巳午"
    assert chosen(text, furniture=(first,)) == "子丑寅卯辰巳午"
    assert chosen(text, furniture=(Span(1, 9),)) == "甲乙丙丁戊己庚"
    assert chosen("甲乙丙丁戊己", furniture=(Span(0, 6),)) is None


def test_a_short_line_in_the_document_s_name_is_no_title_for_that() -> None:
    assert chosen("甲乙丙丁戊\n子丑寅卯辰巳", names=("甲乙丙丁戊 - 某网",)) == "子丑寅卯辰巳"
    assert chosen("甲乙丙丁戊", names=("甲乙丙丁戊",)) is None
    assert chosen("甲乙丙丁戊表己庚\n甲乙丙丁戊表", names=("甲乙丙丁戊表",)) == "甲乙丙丁戊表"


def test_several_lines_are_the_title_where_the_document_calls_itself_so() -> None:
    lines = ["某县政府工作", "报告重点任务", "三季度落实的", "情况通报一览"]
    text = "\n".join(lines)
    for count in (2, 3, 4):
        assert chosen(text, names=("".join(lines[:count]),)) == "\n".join(lines[:count])
    assert chosen(text, names=("".join(lines[1:3]),)) == "\n".join(lines[1:3])
    assert (
        chosen(text + "\n又一行题目", names=("".join([*lines, "又一行题目"]),))
        != text + "\n又一行题目"
    )
    assert chosen(text) in lines


def test_lines_with_others_between_are_no_run() -> None:
    text = "某县政府工作\n甲\n报告重点任务"
    first, _, last = spans(text)
    page = Page(text, names=("某县政府工作报告重点任务",))
    assert title_of(page, [first, last], len(text)) != Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("甲\n乙", ["甲\n乙"]),
        ("甲\n\n乙\n丙", ["甲\n\n乙\n丙"]),
        ("甲\n（2020年3月1日）\n乙", ["甲", "乙"]),
        ("甲\n2020年3月", ["甲"]),
        ("甲\n来源：乙", ["甲"]),
        ("来源：乙\n甲", ["甲"]),
        ("甲" * 100 + "\n乙", ["甲" * 100 + "\n乙"]),
        ("甲" * 101 + "\n乙", ["乙"]),
        ("", []),
    ],
)
def test_centred_lines_are_one_title_but_for_dates_and_fields(text: str, runs: list[str]) -> None:
    assert [text[one.start : one.end] for one in centred(text, spans(text))] == runs


@pytest.mark.parametrize("count", [4, 5])
def test_a_centred_block_of_many_lines_is_no_title(count: int) -> None:
    block = "\n".join("甲乙丙丁戊"[:count])
    text = f"{block}\n乙"
    parts = [Span(0, len(block)), Span(len(block) + 1, len(text))]
    whole, last = Span(0, len(text)), parts[1]
    assert list(centred(text, parts)) == [whole if count == 4 else last]
    assert list(centred("甲\n2020年\n乙", [Span(0, 7), Span(8, 9)])) == [Span(8, 9)]
    assert list(centred("甲\n来源：乙\n丙", [Span(0, 6), Span(7, 8)])) == [Span(7, 8)]


def test_centred_text_with_other_text_between_is_apart() -> None:
    assert list(centred("甲x乙", [Span(0, 1), Span(2, 3)])) == [Span(0, 1), Span(2, 3)]


def test_the_title_is_written_as_the_document_calls_itself() -> None:
    text = "甲 乙\n丙"
    whole = Span(0, len(text))
    assert written(Page(text), whole) == "甲 乙丙"
    assert written(Page(text, names=("某网", "甲  乙 丙")), whole) == "甲 乙 丙"
    assert written(Page(text, names=("某网",)), whole) == "甲 乙丙"
    assert written(Page(text, names=(" 某 \n 网 ", "别名")), None) == "某 网"
    assert written(Page(text), None) == ""
