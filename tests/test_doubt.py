from convert.doubt import doubtful, remarks
from convert.report import Cell, Reading, Row

SURE, GUESS = Cell("1", why="number"), Cell("甲", confidence=0.6, why="model")
REST = Cell("", confidence=0.97, why="model")


def test_only_a_row_to_review_has_cells_to_check() -> None:
    assert doubtful(Row("task", (SURE, GUESS))) == ()
    assert doubtful(Row("task", (SURE, GUESS, REST), review=True)) == (1,)
    assert doubtful(Row("task", (SURE, REST), review=True)) == (1,)
    assert doubtful(Row("heading", (SURE, REST), review=True)) == (0,)
    assert doubtful(Row("task", (), review=True)) == ()


def test_a_remark_says_why_how_sure_and_what_else_it_could_be() -> None:
    other = (Reading(("甲", ""), 0.6), Reading(("甲乙", ""), 0.3), Reading(("", "甲"), 0.1))
    assert remarks(Row("task", (SURE, GUESS, REST), True, other)) == {
        1: (
            "请核对：原文没有留下这一格的边界，是程序推定的。",
            "把握：约60%。",
            "另一种读法（约30%）：甲乙",
        )
    }


def test_a_long_other_reading_is_cut_in_its_middle_and_an_empty_one_is_named() -> None:
    for text, said in (("乙" * 100, "乙" * 36 + "……" + "乙" * 36), ("", "此格为空")):
        row = Row("task", (GUESS,), True, (Reading((text,), 0.3),))
        assert remarks(row)[0][-1] == f"另一种读法（约30%）：{said}"
