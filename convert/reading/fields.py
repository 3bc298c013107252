"""Labelled values on a page: in its lines, and in tables of labels and values."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from convert.reading.normalise import line, word
from convert.reading.page import Box, Grid
from convert.reading.scribe import trim
from convert.report import Field, Span
from convert.resources import table

_LONGEST = 16
"""Most characters of a label in a table of labels and values."""
# Two to eight hanzi, or as many each padded from the next as in 索 引 号.
_UNKNOWN = r"[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff](?: +[\u4e00-\u9fff]){1,7}"
_DATE = r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s+"
# Where the page stands in its site: 您的位置：首页 > 政务公开 > 重点领域.
_PATH = r"位置.*[>＞»]|[>＞»].*[>＞»]"


def in_line(text: str, span: Span, aside: bool = False) -> list[Field]:
    """The fields of one line; none where it is no line of fields.

    A line of fields begins with a label, perhaps after a date: one that is known, or any
    short word before a colon and a value or, where a known label follows in the same line,
    before a space. Within the page's furniture (`aside`) only known labels count.
    """
    shown = text[span.start : span.end]
    if is_furniture(shown) or re.search(_PATH, shown):
        return []
    dated = re.compile(_DATE).match(text, span.start, span.end)
    start = dated.end() if dated else span.start
    found = _labels(text, start, span.end, aside or bool(dated))
    ends = [*(match.start() for match in found), span.end][1:]
    pairs = zip(found, ends, strict=True) if found else ()
    return [_field(text, match, end) for match, end in pairs if not match["stop"]]


def _labels(text: str, start: int, end: int, aside: bool) -> list[re.Match[str]]:
    """The labels in a stretch, the first right at its start; none where none is there."""
    known, unknown = _patterns()
    text = _plain(text)
    found = list(known.finditer(text, start, end))
    if not found or found[0].start() > start:
        first = unknown.match(text, start, end)
        follows = found and not found[0]["stop"]
        if aside or not first or not (follows or (first["mark"] and first.end() < end)):
            return []
        found.insert(0, first)
    return [m for i, m in enumerate(found) if not i or m.start() >= found[i - 1].end()]


@lru_cache(maxsize=1)
def _plain(text: str) -> str:
    """The text with a plain space for every U+3000 and U+00A0, all places as they were."""
    return text.replace("\u3000", " ").replace("\u00a0", " ")


def _field(text: str, match: re.Match[str], end: int) -> Field:
    span = Span(*trim(text, match.start(), end))
    value = text[match.end() : max(match.end(), span.end)]
    return Field(word(match["label"]), line(value), span, match["mark"] or "")


def in_grid(text: str, grid: Grid) -> Iterator[Field]:
    """The fields of a table whose cells are labels and values by turns; none if it is not."""
    cells = [[box for box in row.boxes if box.start < box.end] for row in grid.lines]
    places = [box for row in cells for box in row[::2]]
    labels = [box for box in places if _is_label(text[box.start : box.end])]
    if len(labels) < 2 or len(labels) * 2 < len(places):
        return
    for row in grid.lines:
        at = 0
        while at < len(row.boxes):
            at, found = _pair(text, row.boxes, at)
            if found:
                yield found


def _pair(text: str, boxes: Sequence[Box], at: int) -> tuple[int, Field | None]:
    """The field whose label is box number `at`, and where to go on."""
    box = boxes[at]
    label = text[box.start : box.end]
    if not label or len(label) > _LONGEST:
        return at + 1, None
    if at + 1 == len(boxes) and not _is_label(label):
        return at + 1, None
    value = boxes[at + 1] if at + 1 < len(boxes) else box
    held = text[value.start : value.end]
    if value is box or _is_label(held):
        value, held = box, ""
    name, mark = _unmarked(label)
    end = max(box.end, value.end)
    return at + 1 + (value is not box), Field(word(name), line(held), Span(box.start, end), mark)


def _unmarked(label: str) -> tuple[str, str]:
    bare = label.rstrip(":： ")
    mark = label[len(bare) :].strip()[:1]
    return (bare, mark) if bare else (label, "")


def _is_label(text: str) -> bool:
    """Whether a whole cell is a label: a known one, or a short text that ends in a colon."""
    text = text.strip()
    known, _ = _patterns()
    found = known.match(_plain(f"{text} "))
    whole = found is not None and not found["stop"] and found.end() >= len(text)
    return whole or (1 < len(text) <= _LONGEST and text.endswith((":", "：")))


def is_furniture(text: str) -> bool:
    """Whether a line is the page's furniture and nothing else."""
    bare = re.sub(r"[\s:：|【】\[\]（）()>·]", "", text)
    return not bare or bool(_furniture().fullmatch(bare))


@cache
def data() -> dict[str, list[str]]:
    """head.toml."""
    return table(__file__, "head.toml")


@cache
def _furniture() -> re.Pattern[str]:
    words = (re.sub(r"[\s:：|【】\[\]（）()>·]", "", one) for one in data()["furniture"])
    longest = sorted(words, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest))})+", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A known label, and any word that may be one, each with the mark that follows it.

    A label stands at the start of a line or after white space, and a colon, white space
    or the line's end follows it. Group `stop` matches where the page's furniture begins.
    Every space is a plain one (`_plain`): a set of them between any two characters of a
    label would take 0.1 s to compile.
    """
    labels = sorted(data()["labels"], key=len, reverse=True)
    spaced = [" *".join(map(re.escape, label)) for label in labels]
    spaced.append(rf"[\u4e00-\u9fff]{{1,5}}(?:{'|'.join(data()['endings'])})")
    stops = "|".join(map(re.escape, data()["stops"]))
    frame = r"(?<!\S)(?:(?P<label>{})(?:\s*(?P<mark>[:：])\s*|(?=\s|$)\s*)|(?P<stop>{}))"
    return (
        re.compile(frame.format("|".join(spaced), stops)),
        re.compile(frame.format(_UNKNOWN, "(?!)")),
    )
