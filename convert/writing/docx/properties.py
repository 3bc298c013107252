"""What the report is, outside its text: file properties for people, a record for programs."""

import os
import re
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files

from convert.report import Report
from convert.writing.docx.xml import DECLARATION, escape, impossible, kept, quoted

UNPLACED = "未归位"
"""The custom property that holds the page's left-over texts, a line each."""
REPLACED = "改写字符"
"""The custom property that names the characters Word cannot hold, as they are written."""
_SOURCE = ("来源文件", "来源编码", "来源SHA-256")
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# The longest name Office shows.
_NAME = 255
_DATE = re.compile(
    r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?\s*"
)
_BEIJING = timezone(timedelta(hours=8))
# The day it appeared comes first: it has a time of day.
_PUBLISHED = ("发布日期", "发布时间")


def core_xml(report: Report) -> str:
    """docProps/core.xml: title, author and what else Word's own properties have room for."""
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(_core(report))}</cp:coreProperties>"
    )


def core_values(report: Report) -> dict[str, str]:
    """Core properties by the name of their element; those without a value are left out."""
    subject, date = value(report, "subject"), created(report)
    made = {
        "dc:title": report.title,
        "dc:subject": subject,
        "dc:creator": value(report, "creator"),
        "cp:category": subject,
        "dc:identifier": value(report, "identifier"),
        "dc:language": "zh-CN",
        "dcterms:created": date,
        "dcterms:modified": date,
    }
    return {name: text for name, text in made.items() if text}


def _core(report: Report) -> Iterable[str]:
    for name, text in core_values(report).items():
        kind = ' xsi:type="dcterms:W3CDTF"' if name.startswith("dcterms:") else ""
        yield f"<{name}{kind}>{escape(text)}</{name}>"


def created(report: Report) -> str:
    """When the page was published, or written, as UTC; else SOURCE_DATE_EPOCH, else nothing.

    Pages give Beijing time. A date without a time of day stays the date it is.
    """
    dated = [f.value for label in _PUBLISHED for f in report.fields if f.label == label]
    labels = _labels()["date"]
    dated += [field.value for field in report.fields if field.label in labels]
    moment = next(filter(None, map(_moment, dated)), None)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if moment is None and epoch.isdecimal():
        moment = datetime.fromtimestamp(int(epoch), UTC)
    return moment.isoformat().replace("+00:00", "Z") if moment else ""


def _moment(text: str) -> datetime | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    zone = _BEIJING if found[4] else UTC
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def value(report: Report, name: str) -> str:
    """The first field with a value that Dublin Core calls `name`; "" where there is none."""
    labels = _labels()[name]
    return next((f.value for f in report.fields if f.label in labels and f.value), "")


@cache
def _labels() -> dict[str, list[str]]:
    data = (files("convert.typeset") / "metadata.toml").read_text(encoding="utf-8")
    return {name: list(labels) for name, labels in tomllib.loads(data).items()}


def custom_values(report: Report) -> list[tuple[str, str]]:
    """Custom properties: every field under its label, left-over texts, and the source."""
    source = report.source
    made = [(field.label, field.value) for field in report.fields]
    facts = {
        UNPLACED: "\n".join(report.unplaced),
        REPLACED: " ".join(sorted({sign for text in _texts(report) for sign in impossible(text)})),
        **dict(zip(_SOURCE, (source.name, source.encoding, source.sha256), strict=True)),
    }
    return made + [(name, text) for name, text in facts.items() if text]


def _texts(report: Report) -> Iterable[str]:
    """Every text that goes into the file."""
    yield report.title
    for field in report.fields:
        yield from (field.label, field.mark, field.value)
    yield from report.columns
    yield from report.unplaced
    yield from ("".join(row.texts) for row in report.rows)


def custom_xml(values: Iterable[tuple[str, str]]) -> str:
    """docProps/custom.xml; a name that comes again is numbered, for names must be unique."""
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{''.join(properties(values))}</Properties>"
    )


def properties(values: Iterable[tuple[str, str]], first: int = 2) -> Iterable[str]:
    """The property elements, numbered from `first`."""
    names: set[str] = set()
    for number, (label, text) in enumerate(values, first):
        name = _unique(kept(label).strip()[: _NAME - 8] or "字段", names)
        yield (
            f'<property fmtid="{_FORMAT}" pid="{number}" name={quoted(name)}>'
            f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        )


def _unique(name: str, names: set[str]) -> str:
    """`name`, numbered from 2 where it is in `names`; added to them."""
    again, tried = 1, name
    while tried.casefold() in names:
        again += 1
        tried = f"{name} ({again})"
    names.add(tried.casefold())
    return tried
