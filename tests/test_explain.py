from convert.explain import explain
from convert.report import Cell, Reading, Report, Row

COLUMNS = ("序号", "任务内容", "完成情况", "存在问题", "下一步打算")


def report() -> Report:
    cells = (
        Cell("1", confidence=1, why="number"),
        Cell("推进甲工程建设", confidence=0.9, why="model"),
        Cell("截至9月底,累计完成投资3亿元。", confidence=0.8, why="model"),
        Cell("", confidence=0.7, why="model"),
        Cell("继续推进,力争年底前完工", confidence=0.7, why="person"),
    )
    texts = tuple(cell.text for cell in cells)
    other = (*texts[:2], "截至9月底,累计完成投资3亿元。继续推进,", "", "力争年底前完工")
    rows = (
        Row("heading", (Cell("一、经济发展"), *(Cell(""),) * 4)),
        Row("task", cells, True, (Reading(texts, 0.6), Reading(other, 0.25))),
    )
    return Report("题", (), COLUMNS, rows)


def test_each_border_has_its_reasons() -> None:
    lines = explain(report(), 1).splitlines()
    assert lines[0] == "第 2 行（1）：请核对"
    assert lines[1] == "  序号： ‖ 1  把握 100%（由序号看出）"
    assert "前一格末尾没有句末标点" in lines[3]
    assert "累计" in lines[3]
    assert lines[4] == "  存在问题：空  把握 70%"
    assert lines[5].endswith("（由人指定）")


def test_the_other_readings_are_told_by_what_differs() -> None:
    lines = explain(report(), 1).splitlines()
    assert lines[6] == "  第 2 种读法：可能性 25%，比第一种少 35%，不同之处："
    assert lines[7] == "    完成情况：截至9月底,累计…亿元。继续推进,"
    assert lines[8] == "    下一步打算：力争年底前完工"


def test_a_heading_is_named() -> None:
    assert explain(report(), 0) == "第 1 行：标题行“一、经济发展”"
