"""Headers whose names stand apart are read as they stand, known or not."""

import pytest

from convert.errors import LayoutError
from convert.recover.locate import locate

ODD = ["序号", "要办的事", "办到几分了", "绊脚石", "谁搭把手", "往后咋走"]
ROWS = [
    ["1", "修桥", "桥墩浇好了，桥面没铺", "缺沙子，涨水", "水利站", "等水退了铺"],
    ["2", "清淤", "清了两里，剩三里", "没钱，没车", "镇里", "借车，十月清完"],
]


def flat(header: list[str], rows: list[list[str]], cell: str, row: str = "\n") -> str:
    return "某村今年的事\n\n" + row.join(cell.join(one) for one in [header, *rows]) + "\n"


@pytest.mark.parametrize("cell", [" ", "\n", "\t", "|", " | ", "\u3000"])
def test_unknown_names_that_stand_apart(cell: str) -> None:
    region = locate(flat(ODD, ROWS, cell))
    assert list(region.names) == ODD


def test_names_that_stand_apart_are_certain_however_long() -> None:
    long = "群众会上定下来、镇里又催了三遍的这几件事如今办到了哪一步还差些什么"
    header = [*ODD[:2], long, *ODD[3:]]
    region = locate(flat(header, ROWS, " "))
    assert list(region.names) == header
    assert region.sure == 1.0


@pytest.mark.parametrize("number", ["7", "一", "(1)", "1.", "01"])
def test_the_first_row_may_have_any_number(number: str) -> None:
    rows = [[number, *ROWS[0][1:]], *ROWS[1:]]
    assert list(locate(flat(ODD, rows, " ")).names) == ODD


def test_a_heading_may_stand_before_the_first_row() -> None:
    text = flat(ODD, [["一、水利"], *ROWS], " ")
    assert list(locate(text).names) == ODD


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("序 号 要办的事 备 注 谁搭把手", ["序号", "要办的事", "备注", "谁搭把手"]),
        ("序号 要办的事 绊脚石 和难处 往后咋走", ["序号", "要办的事", "绊脚石和难处", "往后咋走"]),
        ("序号 要办的事 （件） 绊脚石 往后咋走", ["序号", "要办的事（件）", "绊脚石", "往后咋走"]),
    ],
)
def test_what_breaks_off_is_one_name(written: str, names: list[str]) -> None:
    text = flat(written.split(" "), [row[:1] + row[2:] for row in ROWS], " ")
    assert list(locate(text).names) == names


def test_a_name_that_is_known_as_two_stays_one_where_names_stand_apart() -> None:
    header = ["序号", "年度目标推进情况", "存在问题", "下步打算"]
    assert list(locate(flat(header, [row[:1] + row[2:5] for row in ROWS], " ")).names) == header


def test_names_that_lost_what_was_between_are_parted_though_others_stand_apart() -> None:
    text = flat(["序号", "任务名称责任单位", "推进情况", "存在问题下步打算"], ROWS, " ")
    names = ["序号", "任务名称", "责任单位", "推进情况", "存在问题", "下步打算"]
    assert list(locate(text).names) == names


def test_unknown_names_glued_before_a_first_row_are_a_header() -> None:
    assert locate(flat(ODD, ROWS, "")).names[0] == "序号"


@pytest.mark.parametrize("cell", ["\t", " | "])
def test_without_numbers_lines_with_as_many_signs_are_a_table(cell: str) -> None:
    rows = [row[1:] for row in ROWS]
    assert list(locate(flat(ODD[1:], rows, cell)).names) == ODD[1:]


@pytest.mark.parametrize("cell", ["\t", " | "])
def test_without_numbers_or_sentences_they_are_none(cell: str) -> None:
    rows = [["甲", "乙", "丙", "丁", "戊"]] * 20
    with pytest.raises(LayoutError):
        locate(flat(ODD[1:], rows, cell))


@pytest.mark.parametrize("cell", [" ", "\n", "\t", ""])
def test_a_list_without_sentences_is_refused(cell: str) -> None:
    header = ["序号", "姓名", "性别", "籍贯", "特长"]
    rows = [[str(at), f"张{at}", "男", "某县", "钢琴"] for at in range(1, 40)]
    with pytest.raises(LayoutError):
        locate(flat(header, rows, cell))


def test_a_line_of_a_million_pieces_is_no_header() -> None:
    with pytest.raises(LayoutError):
        locate("序号 " + "及 " * 500_000 + "\n1 修桥，清淤，补路，建房。\n")


@pytest.mark.parametrize(
    "text",
    [
        "文件编号 甲〔2024〕1号 发布日期 2024-05-06\n1.本市今年的任务，已经分解，各单位抓紧。\n",
        "序号 任务\n1 修桥，清淤，补路，建房。\n",
        "序号 说明。 本表 如下\n1 修桥，清淤，补路，建房。\n",
        "我们 要办的事 绊脚石 谁搭把手\n1 修桥，清淤，补路，建房。\n",
    ],
)
def test_what_only_looks_like_a_header_is_none(text: str) -> None:
    with pytest.raises(LayoutError):
        locate(text)
