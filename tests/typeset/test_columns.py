from hypothesis import given
from hypothesis import strategies as st

from convert.typeset.columns import ems, plan

WIDE, SIZE, PAD = 638.0, 11.0, 4.0
LONG = "对照年度目标任务逐项推进，建立台账，按月调度。" * 6


def test_number_and_date_columns_stay_on_one_line():
    rows = [[str(i), LONG, "2020年10月10日", LONG] for i in range(1, 40)]
    number, task, date, text = plan(["序号", "任务", "时限", "进展"], rows, WIDE, SIZE, PAD)
    assert number < 36
    assert ems("2020年10月10日") * SIZE <= date - 2 * PAD < 100
    assert min(task, text) > 2 * date


def test_longer_text_gets_the_wider_column():
    rows = [["1", LONG, LONG * 3, ""] for _ in range(20)]
    _, short, long, empty = plan(["序号", "甲", "乙", "丙"], rows, WIDE, SIZE, PAD)
    assert long > 1.5 * short > 1.5 * empty


def test_no_column_is_narrower_than_its_longest_piece():
    word = "ZJ-2020-0044648"
    rows = [["1", f"编号为{word}的项目" + LONG, LONG * 8] for _ in range(20)]
    widths = plan(["序号", "项目", "进展"], rows, WIDE, SIZE, PAD)
    assert widths[1] >= ems(word) * SIZE + 2 * PAD


def test_an_url_does_not_starve_the_other_columns():
    url = "https://www.xiaoshan.gov.cn/art/2020/10/9/" + "art_1229299_1629.html?uid=" * 4
    rows = [["1", LONG, url] for _ in range(5)]
    widths = plan(["序号", "任务", "网址"], rows, WIDE, SIZE, PAD)
    assert widths[1] > 150


def test_a_table_of_short_columns_fills_the_page():
    widths = plan(["序号"] * 12, [["1"] * 12] * 3, WIDE, SIZE, PAD)
    assert abs(sum(widths) - WIDE) < 1e-6
    assert max(widths) - min(widths) < 1


def test_nothing_to_plan():
    assert plan([], [], WIDE, SIZE, PAD) == ()
    assert abs(sum(plan(["序号", "任务"], [], WIDE, SIZE, PAD)) - WIDE) < 1e-6


@given(
    st.integers(1, 12).flatmap(
        lambda n: st.tuples(
            st.lists(st.text("序号任务", max_size=6), min_size=n, max_size=n),
            st.lists(
                st.lists(st.text("任务12a%/\n，。", max_size=60), min_size=n, max_size=n),
                max_size=8,
            ),
        )
    )
)
def test_widths_fill_the_page_and_none_vanishes(table):
    columns, rows = table
    widths = plan(columns, rows, WIDE, SIZE, PAD)
    assert len(widths) == len(columns)
    assert abs(sum(widths) - WIDE) < 1e-6
    assert min(widths) >= 2 * PAD + SIZE
    assert widths == plan(columns, rows, WIDE, SIZE, PAD)
