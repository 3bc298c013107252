import pytest

from convert.errors import LayoutError
from convert.reading import read_bytes
from convert.recover.locate import locate
from tests.conftest import SAMPLES
from tests.recover.pages import MODES, TAIL, bare, every, labelled, page

ROW = "1推进甲工程建设。已完成投资3亿元。继续推进。"

LONG_ROW = ROW.replace("。", "，比上年同期增长一成二，全年有望提前完成。")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", every())
def test_the_table_its_names_and_its_shape_are_found(name: str, mode: str) -> None:
    report = labelled(name)
    text = page(report, mode)
    region = locate(text)
    assert list(region.names) == [bare(name) for name in report["columns"]]
    assert [bare(text[one.start : one.end]) for one in region.columns] == list(region.names)
    assert region.shape == mode
    assert text[region.end :].strip() == TAIL


def test_the_real_page() -> None:
    text = (SAMPLES / "report.txt").read_text(encoding="utf-8")
    region = locate(text)
    assert region.shape == "glued"
    assert region.names[2] == "工作举措与完成情况"
    assert text[region.end :].split() == [TAIL]


@pytest.mark.parametrize(
    "header",
    [
        "序号 重点工作 推进情况 存在问题 下步打算",
        "序号 攻坚任务 落实举措及成效 堵点卡点 后续推进计划",
        "编号 民心工程项目 牵头股室 截至8月底进展 尚需协调的问题 四季度工作安排",
        "任务名称 总投资(万元) 目前形象进度 制约因素及原因 下一步措施 责任领导",
        "序号 督查反馈问题 整改措施 整改进展 未完成原因 下一步整改安排 完成时限",
        "序号 工作目标 落实及完成情况 问题短板 2024年工作打算",
        "序号 海绵城市任务 推进情况 存在困难 下步思路",
    ],
)
def test_glued_names_are_told_apart_known_or_new(header: str) -> None:
    names = header.split()
    text = "".join(names) + "\n" + "\n".join(f"{n}{ROW[1:]}" for n in (1, 2, 3))
    assert list(locate(text).names) == names


def test_names_given_by_the_user_are_looked_for_first() -> None:
    text = f"事由甲乙丙丁戊\n\n事由 去向\n归期\n{ROW}\n"
    region = locate(text, ["事由", "去向", "归期"])
    assert region.names == ("事由", "去向", "归期")
    assert region.start == text.index("事由 去向")


def test_names_that_the_page_lacks_mean_a_table_without_header() -> None:
    text = f"某局重点工作\n\n一、经济发展\n{ROW}\n2{ROW[1:]}\n\n打印 关闭\n"
    region = locate(text, ["序号", "任务", "进展", "计划"])
    assert text[region.start :].startswith("一、经济发展")
    assert text[region.end :].strip() == "打印 关闭"
    assert all(one.start == one.end == region.start for one in region.columns)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "关于召开会议的通知\n各科室：\n定于明日上午召开会议，请准时参加。",
        "序号 姓名 电话\n1 甲 2\n",
    ],
)
def test_a_page_without_a_task_table_is_refused(text: str) -> None:
    with pytest.raises(LayoutError, match="--columns"):
        locate(text)


@pytest.mark.parametrize(
    "tail",
    [
        "分享:",
        "附件：1.重点任务清单.xlsx",
        "打印 关闭",
        "【打印本页】【关闭窗口】",
        "上一篇：某通知\n下一篇：某公告",
        "注：数据截至9月底",
        "责任编辑：李某\n主办：某区人民政府\n网站标识码：3301090001",
        "扫一扫在手机打开当前页",
    ],
)
@pytest.mark.parametrize("mode", ["glued", "celllines", "block", "tabbed"])
def test_the_page_goes_on_behind_the_table(tail: str, mode: str) -> None:
    text = page(labelled("d1"), mode).replace(TAIL, tail)
    assert text[locate(text).end :].strip() == tail


def test_a_heading_between_a_header_and_a_row_of_one_line_is_no_column() -> None:
    names = "序号 年度任务 工作开展情况 存在问题 下一步工作计划 责任股室"
    rows = f"社会救助{LONG_ROW}一股2新建乙公园。建成三个。加快征地。二股"
    report = read_bytes(f"{names.replace(' ', '')}{rows}\n".encode(), "a.txt")
    assert report.columns == tuple(names.split())
    assert [row.kind for row in report.rows] == ["heading", "task", "task"]
    assert report.rows[0].texts[0] == "社会救助"


@pytest.mark.parametrize(
    "header",
    [
        "作业单位 年度任务 完成情况 困难 明年思路",
        "任务 负责股室 落实情况 困难和原因 下步打算",
        "乡镇 项目名称及建设内容 投资额(万元) 进展情况 存在问题 推进措施",
    ],
)
def test_a_header_without_numbers_may_have_its_rows_in_its_own_line(header: str) -> None:
    text = f"某局某年任务\n\n{header.replace(' ', '')}{LONG_ROW[1:]}{LONG_ROW[1:]}\n"
    assert list(locate(text).names) == header.split()


@pytest.mark.parametrize("last", ["自评", "接续安排"])
def test_an_unknown_last_column_of_one_line_is_no_heading(last: str) -> None:
    names = f"序号 年度任务 工作开展情况 存在问题 {last}"
    assert locate(f"{names.replace(' ', '')}{LONG_ROW}2新建乙公园。建成三个。\n").names == tuple(
        names.split()
    )


def test_a_heading_below_the_header_is_no_column() -> None:
    rows = "1\n推进甲工程\n已完成投资3亿元\n无\n继续\n2\n新建乙公园\n建成3个\n征地困难\n加快"
    header = "序号\n任务内容\n完成情况\n存在问题\n下步打算"
    region = locate(f"{header}\n产业提质类\n{rows}\n")
    assert region.names == tuple(header.split())


def test_an_unknown_last_column_is_kept_where_rows_fill_it() -> None:
    rows = "1\n推进甲工程\n已完成投资3亿元\n继续\n张三\n2\n新建乙公园\n建成3个\n加快\n李四"
    header = "序号\n任务内容\n完成情况\n下步打算\n某某"
    assert locate(f"{header}\n{rows}\n").names == tuple(header.split())
