"""Numbers and dates of a workbook, as its number formats show them.

ECMA-376 part 1, 18.8.30 and 18.8.31. What a format adds for looks alone (colours, fill,
padding) is left out; a format beyond this gives the number as General shows it.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise

from convert.resources import table

_PART = re.compile(
    r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4})"
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?(?:[Ee][+-][#0?]+)?,*|\.[#0?]+)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<general>General)|(?P<other>.)",
    re.DOTALL,
)
_DAYS = "日一二三四五六"
_ELAPSED = re.compile(r"(h+|m+|s+)$", re.IGNORECASE)
# Excel takes 1900 for a leap year: days up to 28 February 1900 count from a day later.
_EPOCH = datetime.datetime(1899, 12, 30)
_EPOCH_1904 = datetime.datetime(1904, 1, 1)
_LAST_DAY = 2_958_466
_LONGEST = 1024
"""Characters of a format; Excel itself takes 255."""


@cache
def built_in() -> dict[int, str]:
    """The formats that have a number only."""
    data = table(__file__, "numbers.toml")
    return {int(number): text for number, text in data["formats"].items()}


def shown(value: str, format: str, from_1904: bool = False) -> str:
    """A number, as the file holds it, in a format; the number's own text if it is none."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    if not number.is_finite() or abs(number) >= Decimal(10) ** 300:
        return value
    if len(format) > _LONGEST:
        return general(number)
    section, number, negative = _section(format, number)
    parts = list(_PART.finditer(section))
    if _is_date(parts):
        return _date(parts, number, from_1904)
    if not any(part["digits"] or part["percent"] for part in parts):
        plain = general(-number if negative else number)
        return "".join(
            plain if part["general"] or part["text"] else _literal(part) for part in parts
        )
    return _number(parts, number, negative)


def general(number: Decimal) -> str:
    """A number without a format: eleven digits at most (measured in Excel's cells)."""
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** 11:
        return str(int(number))
    rounded = f"{float(number):.10g}"
    mantissa, sign, exponent = rounded.partition("e")
    return f"{mantissa}E{exponent}" if sign else mantissa


def _section(format: str, number: Decimal) -> tuple[str, Decimal, bool]:
    """The section that applies, the number without its sign, and whether a - is due."""
    sections = _split(format)
    if len(sections) > 1 and number < 0 and "[" not in sections[0].replace("[$", ""):
        return sections[1], -number, False
    if len(sections) > 2 and number == 0:
        return sections[2], number, False
    return sections[0], abs(number), number < 0


def _split(format: str) -> list[str]:
    """The sections of a format; a semicolon in quotes separates nothing."""
    ends = [m.start() for m in re.finditer(r"\"[^\"]*\"|\\.|;", format) if m[0] == ";"]
    edges = [-1, *ends, len(format)]
    return [format[start + 1 : end] for start, end in pairwise(edges)]


def _literal(part: re.Match[str]) -> str:
    bracket = part["bracket"]
    if bracket is not None:
        # [$¥-804] is a currency sign; [Red], [DBNum1] and conditions show nothing.
        return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
    return part["quoted"] or part["escaped"] or part["other"] or ""


def _is_date(parts: list[re.Match[str]]) -> bool:
    return any(
        part["date"] or part["half"] or _ELAPSED.fullmatch(part["bracket"] or "")
        for part in parts
        if not part["general"]
    )


def _number(parts: list[re.Match[str]], number: Decimal, negative: bool) -> str:
    number *= 100 ** sum(bool(part["percent"]) for part in parts)
    places = [part for part in parts if part["digits"]]
    shown = []
    for part in parts:
        if part["digits"]:
            first = part is places[0] and len(places) == 1
            shown.append(_digits(part["digits"], number) if first else part["digits"])
        elif part["percent"]:
            shown.append("%")
        else:
            shown.append(_literal(part))
    text = "".join(shown)
    return f"-{text}" if negative and number else text


def _digits(pattern: str, number: Decimal) -> str:
    """A number in a run of digit places, such as #,##0.00 or 0.0E+00."""
    if "E" in pattern.upper():
        places = len(re.split("[Ee]", pattern)[0].partition(".")[2])
        mantissa, _, exponent = f"{number:.{places}E}".partition("E")
        return f"{mantissa}E{int(exponent):+03d}"
    scaled = pattern.rstrip(",")
    number /= Decimal(1000) ** (len(pattern) - len(scaled))
    whole, _, after = scaled.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    left, _, right = (
        f"{rounded:,f}".partition(".") if "," in whole else f"{rounded:f}".partition(".")
    )
    least = after.count("0") + after.count("?")
    while len(right) > least and right.endswith("0"):
        right = right[:-1]
    left = left.rjust(whole.count("0"), "0")
    if left == "0" and "0" not in whole:
        left = ""
    return f"{left}.{right}" if "." in scaled else left


def _date(parts: list[re.Match[str]], number: Decimal, from_1904: bool) -> str:
    if number >= _LAST_DAY:
        return general(number)
    days = number + (1 if number < 60 and not from_1904 else 0)
    finest = any("." in (part["date"] or "") for part in parts)
    seconds = (days * 86400).quantize(Decimal("0.001") if finest else Decimal(1), ROUND_HALF_UP)
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + datetime.timedelta(seconds=float(seconds))
    half = any(part["half"] for part in parts)
    shown = []
    for at, part in enumerate(parts):
        elapsed = _ELAPSED.fullmatch(part["bracket"] or "")
        if elapsed:
            unit = {"h": 3600, "m": 60, "s": 1}[elapsed[1][0].lower()]
            shown.append(str(int(number * 86400 / unit + Decimal("0.000001"))))
        elif part["date"]:
            shown.append(_moment(part["date"], moment, half, _is_minute(parts, at)))
        elif part["half"]:
            words = part["half"].split("/")
            shown.append(words[moment.hour >= 12])
        else:
            shown.append(_literal(part) if not part["digits"] else part["digits"])
    return "".join(shown)


def _is_minute(parts: list[re.Match[str]], at: int) -> bool:
    """Whether an m means minutes: right after hours, or right before seconds."""
    before = [p["date"] or p["bracket"] for p in parts[:at] if p["date"] or p["bracket"]]
    behind = [p["date"] for p in parts[at + 1 :] if p["date"]]
    return (before[-1:] or "-")[0][0] in "hH" or (behind[:1] or "-")[0][0] in "sS"


def _moment(code: str, moment: datetime.datetime, half: bool, minute: bool) -> str:
    """One part of a date or time."""
    size, kind = len(code.partition(".")[0]), code[0].lower()
    if kind == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if kind == "a":
        day = _DAYS[int(moment.strftime("%w"))]
        return f"星期{day}" if size > 3 else day
    if kind == "m" and not minute and size > 2:
        return f"{moment.month}月"
    if kind == "d" and size > 2:
        return f"星期{_DAYS[int(moment.strftime('%w'))]}"
    if kind == "s" and "." in code:
        digits = len(code.partition(".")[2])
        return f"{moment.second:0{size}d}.{moment.microsecond // 1000:03d}"[: size + 1 + digits]
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    values = {"m": moment.minute if minute else moment.month, "d": moment.day, "h": hour}
    return f"{values.get(kind, moment.second):0{min(size, 2)}d}"
