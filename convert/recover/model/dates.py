"""Dates in the prose, before or after the report's own."""

import re

import numpy as np
from numpy.typing import NDArray

_OWN = re.compile(r"(20\d\d)\D{1,3}(\d{1,2})")
_SAID = re.compile(
    r"(?:(20\d\d|今|明|去|本|次|上)年)?(?:"
    r"(?P<month>1[0-2]|[1-9])(?=月)|(?P<quarter>[一二三四1-4])(?=季度)|(?P<half>[上下])(?=半年)|(?P<end>年?[底末内]前?|年终))"
    r"|(?P<year>20\d\d|明|去|次)(?=年)"
)
_YEARS = {"今": 0, "本": 0, "明": 1, "次": 1, "去": -1, "上": -1}
_QUARTERS = "一二三四"
WIDTH = 5


def own_month(date: str | None) -> int | None:
    """The report's date as months since year 0; None if it names no year and month."""
    found = _OWN.search(date or "")
    return int(found[1]) * 12 + int(found[2]) if found else None


def _year(said: str | None, now: int) -> int:
    if not said:
        return now
    return int(said) if said.isdigit() else now + _YEARS[said]


def _month(found: re.Match[str], now: int) -> tuple[int, int]:
    """First and last month of the period that was said."""
    year = (now - 1) // 12
    if found["year"]:
        start = _year(found["year"], year) * 12
        return start + 1, start + 12
    start = _year(found[1], year) * 12
    if found["month"]:
        return start + int(found["month"]), start + int(found["month"])
    if found["quarter"]:
        digit = found["quarter"]
        quarter = int(digit) if digit.isdigit() else _QUARTERS.index(digit) + 1
        return start + 3 * quarter - 2, start + 3 * quarter
    if found["half"]:
        return (start + 1, start + 6) if found["half"] == "上" else (start + 7, start + 12)
    return start + 12, start + 12


def timing(text: str, now: int | None) -> NDArray[np.float32]:
    """(n, WIDTH) for one row's visible text.

    A date that lies before, at, after the report's month; a later one was said already; an earlier one is to come.
    """
    marks = np.zeros((len(text), WIDTH), dtype=np.float32)
    if now is None:
        return marks
    for found in _SAID.finditer(text):
        first, last = _month(found, now)
        kind = 0 if last < now else 2 if first > now else 1
        marks[found.start() : found.end() + 1, kind] = 1
        if kind == 2:
            marks[found.start() :, 3] = 1
        elif kind == 0:
            marks[: found.start(), 4] = 1
    return marks
