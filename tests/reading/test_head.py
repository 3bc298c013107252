import pytest

from convert.reading.head import Head
from convert.reading.head import read_head as read_page_head
from convert.reading.page import Page
from convert.report import Field, Note, Span
from tests.conftest import SAMPLES

SAMPLE = (SAMPLES / "report.txt").read_text(encoding="utf-8")


def read_head(text: str, start: int, end: int) -> Head:
    return read_page_head(Page(text), [Span(start, end)])


def head(text: str) -> list[tuple[str, str, str]]:
    return [(f.label, f.mark, f.value) for f in read_head(text, len(text), len(text)).fields]


def test_the_sample_has_its_title_its_eight_fields_and_two_left_overs() -> None:
    start, end = SAMPLE.index("序号任务"), SAMPLE.index("\n\n扫一扫")
    found = read_head(SAMPLE, start, end)
    assert found.title == ("杭州市萧山区发展和改革局2020年《政府工作报告》第三季度重点任务执行情况")
    assert [(f.label, f.value) for f in found.fields] == [
        ("索引号", "H002/2020-44648"),
        ("成文日期", "2020-10-09"),
        ("发布机构", "区发改局"),
        ("主题分类", "综合政务"),
        ("发布日期", "2020-10-09 11:30"),
        ("访问次数", ""),
        ("信息来源", "萧山政府网"),
        ("通讯员", ""),
    ]
    assert [note.text for note in found.notes] == ["分享:", "扫一扫在手机打开当前页"]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("索 引 号 A-1 发 文 字 号：石民字〔2022〕58号",
         [("索引号", "", "A-1"), ("发文字号", "：", "石民字〔2022〕58号")]),
        ("经办科室:督查科", [("经办科室", ":", "督查科")]),
        ("填报口径 全口径 发布机构 区统计局",
         [("填报口径", "", "全口径"), ("发布机构", "", "区统计局")]),
        ("发布机构 县民政局 县人社局 有效性 有效",
         [("发布机构", "", "县民政局 县人社局"), ("有效性", "", "有效")]),
        ("公文生成日期 2015-11-05", [("公文生成日期", "", "2015-11-05")]),
        ("字体：大 中 小 打印", []),
        ("首页 > 政务公开 > 重点领域", []),
        ("关于2020年重点工作的报告", []),
    ],
)  # fmt: skip
def test_fields_in_the_habits_of_pages(line: str, fields: list[tuple[str, str, str]]) -> None:
    assert head(line) == fields


def test_every_character_outside_the_table_has_one_place() -> None:
    text = "首页 > 公开\n索引号 1\n\n某县2020年重点任务进展情况\n表1\n表\n尾巴\n"
    start = text.index("表1")
    found = read_head(text, start, start + 4)
    assert found.title_span == Span(15, 30)
    assert found.fields == (Field("索引号", "1", Span(8, 13)),)
    assert found.notes == (
        Note("unplaced", "首页 > 公开", Span(0, 7)),
        Note("unplaced", "尾巴", Span(36, 38)),
    )


def test_a_page_without_a_title_has_none() -> None:
    assert read_head("打印 关闭\n", 6, 6).title == ""
