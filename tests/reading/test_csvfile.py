"""CSV as offices and programs write it: the sign, the header, the kinds of rows."""

import csv

import pytest

from convert.errors import InputError
from convert.reading import csvfile
from convert.reading.page import Page

HEAD = ("序号", "任务内容", "完成情况")


def shape(page: Page) -> list[tuple[str, list[str]]]:
    """The kind and the texts of each row."""
    (grid,) = page.grids
    return [(one.kind, [page.text[box.start : box.end] for box in one.boxes]) for one in grid.lines]


def table(sign: str, *more: str) -> str:
    rows = (HEAD, ("一、发展", "", ""), ("1", "甲", "建成"), ("", "", ""), ("2", "乙", ""))
    return "\r\n".join((*more, *(sign.join(row) for row in rows)))


@pytest.mark.parametrize("sign", [",", "\t", ";", "|", "，"])
def test_the_sign_is_told_by_the_names_of_the_header(sign: str) -> None:
    page = csvfile.page(table(sign))
    assert shape(page) == [
        ("head", [*HEAD]),
        ("heading", ["一、发展", "", ""]),
        ("task", ["1", "甲", "建成"]),
        ("", ["", "", ""]),
        ("task", ["2", "乙", ""]),
    ]
    assert page.complete is True
    assert page.grids[0].named is True


@pytest.mark.parametrize("sign", [";", "|", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_excel_may_say_the_sign_itself(sign: str, end: str) -> None:
    page = csvfile.page(f"sep={sign}{end}a,x{sign}b,y{sign}c,z{end}1{sign}2{sign}3{end}")
    assert shape(page) == [("head", ["a,x", "b,y", "c,z"]), ("task", ["1", "2", "3"])]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("a;b;c\n1,0;2;3\n4;5;6", 3),
        ("a|b\nc|d\ne|f", 2),
        ("a;b;c\nd;e\nf;g;h", 1),
        ("a;b\nc;d", 1),
        ("a,b\nc,d,e", 2),
        ("a b\nc d", 1),
    ],
)
def test_without_names_the_sign_is_the_one_that_cuts_evenly(text: str, width: int) -> None:
    assert len(shape(csvfile.page(text))[0][1]) == width


def test_only_the_beginning_is_looked_at_for_the_sign() -> None:
    rows = ["甲;乙;丙"] * 60
    assert len(shape(csvfile.page("\n".join(rows)))[0][1]) == 3
    rows[55] = "甲"
    assert len(shape(csvfile.page("\n".join(rows)))[0][1]) == 3
    rows[40] = "甲"
    assert len(shape(csvfile.page("\n".join(rows)))[0][1]) == 1
    late = "\n".join([*["a"] * 11, ";".join(HEAD), "1;2;3"])
    assert len(shape(csvfile.page(late))[-1][1]) == 3
    later = "\n".join([*["a"] * 12, ";".join(HEAD), "1;2;3"])
    assert len(shape(csvfile.page(later))[-1][1]) == 1


def test_what_stands_above_the_header_leaves_the_rows_to_be_told() -> None:
    page = csvfile.page(table(",", "某市重点任务", "单位：某局,,", ""))
    assert page.complete is False
    assert [kind for kind, _ in shape(page)] == ["", "", "head", "", "", "", ""]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("一、发展", "heading"),
        ("12", "task"),
        ("（三）", "task"),
        (" ", "task"),
        ("十 一.", "task"),
    ],
)
def test_a_heading_is_a_text_alone_that_is_no_number(first: str, kind: str) -> None:
    rows = shape(csvfile.page(f"{','.join(HEAD)}\n{first},,"))
    assert rows[1][0] == kind


def test_a_column_alone_has_no_headings() -> None:
    assert [kind for kind, _ in shape(csvfile.page("任务\n修路"))] == ["head", "task"]


def test_line_breaks_in_a_field_stay() -> None:
    page = csvfile.page('序号,任务内容,完成情况\r\n1,"甲\r\n""乙"", 丙",\r\n')
    assert shape(page)[1] == ("task", ["1", '甲\r\n"乙", 丙', ""])


def test_the_guard_against_formulas_is_undone() -> None:
    page = csvfile.page("序号,任务内容,完成情况\n1,'=1+1,'+86")  # a number needs no guard
    assert shape(page)[1] == ("task", ["1", "=1+1", "'+86"])


@pytest.mark.parametrize(
    ("text", "line"),
    [('序号,任务内容\n1,"甲', 2), ('序号,任务内容\n1,"甲"乙\n', 2), ('"a"b,c', 1)],
)
def test_marks_that_do_not_match_are_told_with_their_line(text: str, line: int) -> None:
    before = csv.field_size_limit()
    with pytest.raises(InputError) as caught:
        csvfile.page(text, "a.csv")
    assert caught.value.sentence == "csv.quotes"
    assert caught.value.facts["name"] == "a.csv"
    assert caught.value.facts["line"] == line
    assert isinstance(caught.value.facts["error"], csv.Error)
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("sign", [",", "\t"])
def test_a_text_looks_like_one_where_its_records_are_even(sign: str) -> None:
    row = sign.join(("1", "甲", "乙"))
    head = sign.join(HEAD)
    assert csvfile.looks("\n".join((head, row)))
    assert csvfile.looks("\n".join(("某市", head, row, row)))
    assert csvfile.looks("\n".join((head, *[row] * 18, "甲"))) == (sign == ",")
    assert csvfile.looks("\n".join((head, *[row] * 8, "甲"))) == (sign == ",")
    assert not csvfile.looks("\n".join((head, *[row] * 7, "甲")))
    assert not csvfile.looks("\n".join((sign.join(HEAD[:2]), sign.join("12"))))
    assert not csvfile.looks(f'{head}\n1{sign}"甲')


def test_prose_and_other_signs_look_like_none() -> None:
    for text in ("序号;任务内容;完成情况\n1;2;3", "甲,乙,丙\n1,2,3", "", "序号"):
        assert not csvfile.looks(text)


def test_a_header_is_half_of_known_names() -> None:
    two = ",".join((*HEAD[:2], "x", "y"))
    assert csvfile.looks(f"{two}\n1,2,3,4")
    assert not csvfile.looks(f"{two},z\n1,2,3,4,5")
