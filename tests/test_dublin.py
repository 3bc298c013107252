from convert.dublin import terms
from convert.report import Field, Report


def test_fields_get_the_terms_of_dublin_core() -> None:
    fields = (
        Field("索引号", "H-1"),
        Field("成文日期", "2020-10-09"),
        Field("发布机构", "区发改局"),
        Field("主题分类", "甲"),
        Field("主题词", "乙"),
        Field("主题词", "乙"),
        Field("信息来源", ""),
        Field("访问次数", "3"),
    )
    assert terms(Report("题目", fields, (), ())) == {
        "title": ("题目",),
        "identifier": ("H-1",),
        "created": ("2020-10-09",),
        "creator": ("区发改局",),
        "publisher": ("区发改局",),
        "subject": ("甲", "乙"),
    }


def test_a_report_without_a_head_has_no_terms() -> None:
    assert terms(Report("", (), ("序号",), ())) == {}
