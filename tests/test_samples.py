"""What lies beside samples/report.txt is what the writers make of it today."""

import pytest

from convert import read
from convert.plugins import BUILT_IN, BUILT_IN_COMPANIONS, maker
from convert.report import uncovered
from convert.style import style
from tests.conftest import SAMPLES

REPORT = read(SAMPLES / "report.txt")


@pytest.mark.parametrize("name", [*BUILT_IN, *BUILT_IN_COMPANIONS])
def test_the_output_beside_the_sample_is_up_to_date(name: str) -> None:
    made = maker(name, f"report.{name}")(REPORT, style("brief"))
    assert made == (SAMPLES / f"report.{name}").read_bytes(), "run samples/regenerate.py"


def test_the_sample_is_read_as_the_page_shows_it() -> None:
    assert REPORT.columns == (
        "序号", "任务内容", "工作举措与完成情况", "问题与困难", "下一步工作打算",
    )  # fmt: skip
    numbers = " ".join(row.cells[0].text for row in REPORT.rows)
    assert numbers == "1 2 9 21 22 35 36 38 57 67 76 154 159 160 164"
    assert REPORT.unplaced == ("分享:", "扫一扫在手机打开当前页")
    assert len(REPORT.fields) == 8


def test_no_character_of_the_sample_is_lost_or_doubled() -> None:
    text = (SAMPLES / "report.txt").read_text(encoding="utf-8")
    assert uncovered(REPORT, text) == []
