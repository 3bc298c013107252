"""What the report is in the words of Dublin Core, for programs that know no 索引号."""

import os
import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from convert.report import Report
from convert.resources import table

SPACE = "urn:x-convert:report:1.0#"
"""Our own terms, for what Dublin Core has no word for: a name, not an address."""

_DATE = (
    r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?"
    r"(?:[T\s]*(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?"
)
_BEIJING = timezone(timedelta(hours=8))


def terms(report: Report) -> dict[str, tuple[str, ...]]:
    """Values by term (title, identifier, created, issued, creator …), none of them empty.

    Source of the mapping: DCMI Metadata Terms; terms without a value are left out.
    """
    found: dict[str, tuple[str, ...]] = {"title": (report.title,) if report.title else ()}
    for term, labels in _labels().items():
        values = [f.value for f in report.fields if f.label in labels and f.value]
        found[term] = tuple(dict.fromkeys(values))
    return {term: values for term, values in found.items() if values}


@cache
def _labels() -> dict[str, list[str]]:
    return {term: list(labels) for term, labels in table(__file__, "dublin.toml").items()}


def published(report: Report) -> datetime | None:
    """When the page was published, or its text written, in UTC; else SOURCE_DATE_EPOCH.

    Pages give Beijing time. A date without a time of day is that day's first moment in
    UTC, so that it is the same date to whoever reads it. None where nothing tells.
    """
    found = terms(report)
    dated = [*found.get("issued", ()), *found.get("created", ())]
    moment = next(filter(None, map(_moment, dated)), None)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if moment is None and epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return moment


def _moment(text: str) -> datetime | None:
    found = re.fullmatch(_DATE, text.strip(), re.ASCII)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    zone = _BEIJING if found[4] else UTC
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
