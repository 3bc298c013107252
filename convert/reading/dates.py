"""Dates as Chinese pages write them, brought to ISO 8601."""

import datetime
import re
from collections.abc import Iterable

from convert.report import Field

_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
# A report speaks from the day it was written, not from the day it was put on line.
_ORDER = ("成文", "生成", "制发", "制文", "形成", "印发", "签署", "报送", "发文", "发布", "公开")


def iso(text: str) -> str | None:
    """The first date in `text` as YYYY-MM-DD; None where there is none that exists."""
    for year, month, day in _DATE.findall(text):
        try:
            return datetime.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


def report_date(fields: Iterable[Field]) -> str | None:
    """The day a report speaks from (YYYY-MM-DD), by its fields; None where they are silent."""
    dated = [(field.label, date) for field in fields if (date := iso(field.value))]
    for word in _ORDER:
        for label, date in dated:
            if word in label:
                return date
    return dated[0][1] if dated else None
