import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert.recover import cells as cutting
from convert.recover.borders import Placed, RowText
from convert.recover.cells import recover
from convert.recover.locate import locate
from convert.recover.table import Line, Reading, Table
from tests.conftest import SAMPLES
from tests.recover.pages import MODES, TAIL, bare, every, flat, labelled, page

NO_NUMBERS = ("w235", "w406")
HEADER = "序号任务内容完成情况存在问题下步打算"
ROWS = (
    "1推进甲工程建设。已完成投资3亿元,主体封顶。继续推进。",
    "2新建乙公园5个。建成3个。征地困难。加快征地。",
    "3实施丙改造。2020年6月开工。12月完工。",
)


@pytest.fixture
def rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the borders in a row alone: the model is not asked."""

    def whole(rows: list[RowText], columns: list[str], date: str | None) -> list[Placed]:
        ends = [len(row.text) for row in rows]
        sure = (1.0,) * len(columns)
        return [
            Placed((Reading((0, *[end] * len(columns)), 1.0),), sure, 1.0, review=False)
            for end in ends
        ]

    monkeypatch.setattr(cutting, "place", whole)


def cells(text: str, table: Table) -> list[list[str]]:
    return [[bare(text[one.start : one.end]) for one in line.cells] for line in table.rows]


def read(text: str) -> tuple[Table, list[list[str]]]:
    table = recover(text, locate(text))
    return table, cells(text, table)


def glued(*rows: str) -> str:
    return "\n".join((HEADER, *rows))


@pytest.mark.usefixtures("rows_only")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", sorted(set(every()) - set(NO_NUMBERS)))
def test_every_row_is_found_whole(name: str, mode: str) -> None:
    report = labelled(name)
    _, found = read(page(report, mode))
    assert ["".join(row) for row in found] == [bare("".join(row)) for row in report["rows"]]


@pytest.mark.parametrize("mode", ["tabbed", "piped"])
@pytest.mark.parametrize("name", every())
def test_separators_that_stand_are_kept_to(name: str, mode: str) -> None:
    report = labelled(name)
    table, found = read(page(report, mode))
    assert found == [[bare(cell) for cell in row] for row in report["rows"]]
    assert not any(line.review for line in table.rows)


@pytest.mark.usefixtures("rows_only")
@pytest.mark.parametrize("name", every())
def test_heading_rows_are_told(name: str) -> None:
    report = labelled(name)
    table, _ = read(page(report, "glued"))
    wanted = ["task" if any(row[1:]) else "heading" for row in report["rows"]]
    assert [line.kind for line in table.rows] == wanted


@pytest.mark.usefixtures("rows_only")
@pytest.mark.parametrize("mode", ["glued", "spaced"])
@pytest.mark.parametrize("name", NO_NUMBERS)
def test_without_numbers_each_line_is_a_row(name: str, mode: str) -> None:
    report = labelled(name)
    _, found = read(page(report, mode))
    assert ["".join(row) for row in found] == [bare("".join(row)) for row in report["rows"]]


@pytest.mark.usefixtures("rows_only")
@pytest.mark.parametrize("name", NO_NUMBERS)
def test_without_numbers_rows_are_told_by_their_cells(name: str) -> None:
    report = labelled(name)
    _, found = read(page(report, "celllines"))
    assert ["".join(row) for row in found] == [bare("".join(row)) for row in report["rows"]]


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_a_row_found_by_its_words_is_as_doubtful_as_where_it_begins(name: str) -> None:
    report = labelled(name)
    table, found = read(page(report, "block"))
    whole = {bare("".join(row)) for row in report["rows"]}
    wrong = [line for line, row in zip(table.rows, found, strict=True) if "".join(row) not in whole]
    assert sum(not line.review for line in wrong) <= 1


def test_a_tab_or_bar_in_a_row_is_a_border() -> None:
    typed = ROWS[0].replace("已完成", "\t已完成"), ROWS[1].replace("征地困难。", "|征地困难。|")
    text = glued(*typed, ROWS[2])
    table, found = read(text)
    assert "推进甲工程建设。" in found[0]
    assert "征地困难。" in found[1]
    first = found[0].index("推进甲工程建设。")
    assert table.rows[0].cells[first].why == "person"
    assert table.rows[0].cells[first].confidence == 1
    assert [text[one.start : one.end] for one in table.separators] == ["|", "|"]


def test_two_tabs_leave_a_cell_empty() -> None:
    row = "1推进甲工程建设。\t已完成投资3亿元。\t\t继续推进。"
    _, found = read(glued(row, *ROWS[1:]))
    assert found[0] == ["1", "推进甲工程建设。", "已完成投资3亿元。", "", "继续推进。"]


@pytest.mark.usefixtures("rows_only")
def test_nobody_gave_the_empty_cells_of_a_row_without_signs() -> None:
    table, _ = read("\n".join((HEADER, *ROWS)))
    assert {one.why for line in table.rows for one in line.cells[1:]} == {"model"}


def test_a_row_may_run_over_several_lines() -> None:
    broken = ROWS[0].replace("已完成", "\n已完成").replace("继续", "\n\n继续")
    _, found = read(glued(broken, "", *ROWS[1:]))
    assert ["".join(row) for row in found] == [bare(row) for row in ROWS]


def test_lists_within_a_row_are_no_rows() -> None:
    row = "4提升服务。\n1.建成网点4个。\n2.培训5场。\n3.走访6户。\n下步继续。"
    _, found = read(glued(*ROWS, row))
    assert [line[0] for line in found] == ["1", "2", "3", "4"]


def test_repeats_of_the_header_and_page_numbers_are_no_rows() -> None:
    text = "\n".join((HEADER, ROWS[0], "— 1 —", HEADER, ROWS[1], "第 2 页 共 2 页", ROWS[2]))
    table, found = read(text)
    assert ["".join(row) for row in found] == list(ROWS)
    noise = [text[one.start : one.end] for one in table.separators]
    assert noise == ["— 1 —", HEADER, "第 2 页 共 2 页"]


def test_bars_at_the_ends_and_a_rule_line_are_optional() -> None:
    report = labelled("d1")
    want = [[bare(cell) for cell in row] for row in report["rows"]]
    with_ends = flat(report, "piped").splitlines()
    rule = "|" + "---|" * len(report["columns"])
    without = [line[2:-2] for line in with_ends]
    for lines in ([with_ends[0], rule, *with_ends[1:]], without):
        _, found = read("\n".join(lines))
        assert found == want


def test_empty_cells_left_out_at_the_end_of_a_tabbed_row() -> None:
    report = labelled("d1")
    lines = [line.rstrip("\t") for line in flat(report, "tabbed").splitlines()]
    _, found = read("\n".join(lines))
    assert found == [[bare(cell) for cell in row] for row in report["rows"]]


@pytest.mark.usefixtures("rows_only")
@pytest.mark.parametrize(
    "numbers",
    [
        ("1.", "2.", "3."),
        ("(1)", "(2)", "(3)"),
        ("一", "二", "三"),
        ("01", "02", "03"),
        ("1-1", "1-2", "2-1"),
        ("A-01", "A-02", "A-05"),
        ("①", "②", "③"),
    ],
)
@pytest.mark.parametrize("join", ["\n", ""])
def test_numbers_may_be_written_in_many_ways(numbers: tuple[str, ...], join: str) -> None:
    rows = [number + row[1:] * 2 for number, row in zip(numbers, ROWS, strict=True)]
    _, found = read(join.join((HEADER, *rows)))
    assert [row[0] for row in found] == list(numbers)


def test_numbers_that_a_copy_has_lost() -> None:
    table, found = read(glued(*(row[1:] for row in ROWS)))
    assert ["".join(row) for row in found] == [row[1:] for row in ROWS]
    assert all(line.review and line.cells[0].start == line.cells[0].end for line in table.rows)


def test_readings_have_a_cut_more_than_columns() -> None:
    table, _ = read(page(labelled("d1"), "glued"))
    for line in table.rows:
        assert 1 <= len(line.readings) <= 5
        assert all(len(one.cuts) == len(table.names) + 1 for one in line.readings)


def covered(text: str, table: Table) -> str:
    def order(line: Line) -> list[tuple[int, int]]:
        return [(one.start, one.end) for one in line.cells]

    pieces = [(one.start, one.end) for one in table.columns]
    pieces += [(one.start, one.end) for one in table.separators]
    pieces += [pair for line in table.rows for pair in order(line)]
    return "".join(text[start:end] for start, end in sorted(pieces) if start < end)


SIGNS = ("\t", "|", "\n", " ", "\n\n", "9", "一、")
SAMPLE = (SAMPLES / "report.txt").read_text(encoding="utf-8")


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SAMPLE)),
            st.sampled_from(["\t", "|", "\n", " ", "\n\n", "9", "一、"]),
        ),
        max_size=12,
    )
)
def test_nothing_is_lost_or_doubled_whatever_is_typed(typed: list[tuple[int, str]]) -> None:
    text = SAMPLE
    for place, sign in sorted(typed, reverse=True):
        text = text[:place] + sign + text[place:]
    names = ["序号", "任务内容", "工作举措与完成情况", "问题与困难", "下一步工作打算"]
    region = locate(text, names)
    table = recover(text, region)
    assert bare(covered(text, table)) == bare(text[region.start : region.end])
    assert all(len(line.cells) == len(table.names) for line in table.rows)


def test_the_page_s_own_words_stay_outside() -> None:
    text = SAMPLE
    region = locate(text)
    assert TAIL not in text[region.start : region.end]
    assert [row[0] for row in read(text)[1]] == (
        ["1", "2", "9", "21", "22", "35", "36", "38", "57", "67", "76", "154", "159", "160", "164"]
    )


TOKENS = (
    *(
        "序号",
        "任务内容",
        "完成情况",
        "存在问题",
        "下步打算",
        "责任单位",
        "\t",
        "|",
        "\n",
        "\n\n",
        " ",
    ),
    *("\u00a0", "\r\n", "1", "2", "3", "15", "一", "二、经济发展", "推进甲工程。", "已完成3亿元"),
    *(
        "2020年6月开工",
        "(1)",
        "1.",
        "— 1 —",
        "|---|---|",
        "无",
        "分享:",
        "注：甲",
        "\\|",
        "｜",
        "--",
    ),
)
HEADERS = (
    "序号任务内容完成情况存在问题下步打算\n",
    "序号\t任务内容\t完成情况\t存在问题\n",
    "| 序号 | 任务内容 | 完成情况 | 下步打算 |\n",
    "序号\n任务内容\n完成情况\n下步打算\n",
    "任务内容 完成情况 存在问题 下步打算\n",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@pytest.mark.usefixtures("rows_only")
@given(st.sampled_from(HEADERS), st.lists(st.sampled_from(TOKENS), max_size=40))
def test_any_page_is_read_without_loss(header: str, tokens: list[str]) -> None:
    text = header + "".join(tokens)
    region = locate(text)
    table = recover(text, region)
    assert bare(covered(text, table)) == bare(text[region.start : region.end])
    assert all(len(line.cells) == len(table.names) for line in table.rows)


def test_a_page_number_in_the_middle_of_a_row_is_kept_and_flagged() -> None:
    broken = ROWS[0].replace("主体", "\n— 1 —\n主体")
    table, found = read(glued(broken, *ROWS[1:]))
    assert "".join(found[0]) == bare(broken)
    assert table.rows[0].review
    assert table.separators == ()


def test_more_bars_than_borders_are_kept_in_the_text() -> None:
    row = "1甲。|乙。|丙。|丁。|戊。|己。|庚。"
    table, found = read(glued(row, *ROWS[1:]))
    signs = "".join("|" for one in table.separators)
    assert sorted("".join(found[0]) + signs) == sorted(bare(row))
    assert table.rows[0].review


@pytest.mark.usefixtures("rows_only")
@pytest.mark.parametrize("joined", ["\n", ""])
@pytest.mark.parametrize("marks", ["()", "（）", "[]", "【】"])
def test_brackets_of_either_width_number_rows(marks: str, joined: str) -> None:
    rows = [f"{marks[0]}{row[0]}{marks[1]}{row[1:]}" for row in ROWS]
    _, found = read(joined.join((HEADER, *rows)))
    assert ["".join(row) for row in found] == rows


@pytest.mark.parametrize("note", ["(此件公开发布)", "（此件公开发布）"])
def test_a_note_on_publication_is_no_row(note: str) -> None:
    _, found = read(glued(*ROWS, note))
    assert bare("".join("".join(row) for row in found)) == bare("".join(ROWS))
