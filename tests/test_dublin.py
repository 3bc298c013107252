import pytest

from convert.dublin import published, terms
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


@pytest.mark.parametrize(
    ("label", "value", "moment"),
    [
        ("发布日期", "2020-10-09 11:30", "2020-10-09T03:30:00+00:00"),
        ("成文日期", "2020年1月9日", "2020-01-09T00:00:00+00:00"),
        ("成文日期", "2020/02/30", None),
        ("成文日期", "不详", None),
        ("访问次数", "2020-10-09", None),
    ],
)
def test_the_moment_of_publication_is_that_of_the_page(
    label: str, value: str, moment: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    found = published(Report("", (Field(label, value),), (), ()))
    assert (found and found.isoformat()) == moment


def test_without_a_date_the_moment_is_that_of_the_source_date_epoch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    found = published(Report("", (), (), ()))
    assert found is not None
    assert found.isoformat() == "1970-01-02T00:00:00+00:00"
