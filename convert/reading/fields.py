"""Labelled values on a page: in its lines, and in tables of labels and values."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from convert.reading.normalise import line, word
from convert.reading.page import Box, Grid
from convert.reading.scribe import trim
from convert.report import Field, Span
from convert.resources import table

_LONGEST = 16
"""Most characters of a label in a table of labels and values."""
_DATE = r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s+"
_STEPS = ">＞»"
_HANZI = re.compile("[\u4e00-\u9fff]")
_BEGIN = re.compile(r"(?<!\S)\S")
_WORD = re.compile(r"[^\s:：]+")
_MARK = re.compile(r"(?:\s*([:：]))?\s*")


class _Label(NamedTuple):
    """A label with the mark that follows it, or where the page's furniture begins (`stop`)."""

    start: int
    end: int
    """Where the value begins."""
    text: str
    mark: str = ""
    stop: bool = False


class _Known(NamedTuple):
    """head.toml, ready for use."""

    labels: frozenset[str]
    endings: tuple[str, ...]
    stops: tuple[str, ...]
    furniture: frozenset[str]
    begins: frozenset[str]
    """First characters of pieces of furniture."""
    widest: int
    """Characters of the longest piece of furniture."""


def in_line(text: str, span: Span, aside: bool = False) -> list[Field]:
    """The fields of one line; none where it is no line of fields.

    A line of fields begins with a label, perhaps after a date: one that is known, or any
    short word before a colon and a value or, where a known label follows in the same line,
    before a space. Within the page's furniture (`aside`) only known labels count.
    """
    shown = text[span.start : span.end]
    # Every label has hanzi: most lines of figures are done here.
    if not _HANZI.search(shown) or is_furniture(shown) or _is_path(shown):
        return []
    dated = re.compile(_DATE).match(text, span.start, span.end)
    start = dated.end() if dated else span.start
    found = _labels(text, start, span.end, aside or bool(dated))
    ends = [*(label.start for label in found), span.end][1:]
    pairs = zip(found, ends, strict=True) if found else ()
    return [_field(text, label, end) for label, end in pairs if not label.stop]


def _is_path(shown: str) -> bool:
    """Whether a line tells where the page stands in its site: 您的位置：首页 > 政务公开."""
    behind = shown.partition("位置")[2]
    return any(sign in behind for sign in _STEPS) or sum(map(shown.count, _STEPS)) > 1


def _labels(text: str, start: int, end: int, aside: bool) -> list[_Label]:
    """The labels in a stretch, the first right at its start; none where none is there."""
    # No more than the stretch, and what stands before it: a page may have 150,000 lines.
    base = max(start - 1, 0)
    return [
        label._replace(start=base + label.start, end=base + label.end)
        for label in _in_plain(_plain(text[base:end]), start - base, aside)
    ]


def _in_plain(text: str, start: int, aside: bool) -> list[_Label]:
    """The same in a text that ends where the stretch does."""
    end = len(text)
    found = list(_all_known(text, start, end))
    if not found or found[0].start > start:
        first = _unknown(text, start, end)
        follows = found and not found[0].stop
        if aside or not first or not (follows or (first.mark and first.end < end)):
            return []
        found.insert(0, first)
    return [one for i, one in enumerate(found) if not i or one.start >= found[i - 1].end]


def _all_known(text: str, start: int, end: int) -> Iterator[_Label]:
    """The known labels in a stretch, each at the start of a line or after white space."""
    at = start
    while begin := _BEGIN.search(text, at, end):
        found = _known(text, begin.start(), end)
        if found:
            yield found
        at = found.end if found else begin.end()


def _known(text: str, at: int, end: int) -> _Label | None:
    """The longest known label at an offset, its letters padded by plain spaces or not.

    Compiled by `re`, some 300 labels with spaces between their letters took 10 ms.
    """
    have = _data()
    ends = _ends(text, at, end)
    listed = [stop for stop in ends if text[at:stop].replace(" ", "") in have.labels]
    if listed or (ends and _is_formed(text[at : ends[0]])):
        return _marked(text, at, listed[-1] if listed else ends[0], end)
    if not text.startswith(have.stops, at, end):
        return None
    stop = next(one for one in have.stops if text.startswith(one, at, end))
    return _Label(at, at + len(stop), stop, stop=True)


def _ends(text: str, at: int, end: int) -> list[int]:
    """Where a label that begins here may end: a colon, white space or the line's end follows."""
    found: list[int] = []
    letters = 0
    while word := _WORD.match(text, at, end):
        at = word.end()
        letters += at - word.start()
        if letters > _LONGEST:
            break
        found.append(at)
        while at < end and text[at] == " ":
            at += 1
    return found


def _is_formed(word: str) -> bool:
    """Whether a word ends as labels do: 文件形成日期."""
    kinds = (word[: -len(ending)] for ending in _data().endings if word.endswith(ending))
    return any(1 <= len(kind) <= 5 and _is_hanzi(kind) for kind in kinds)


def _unknown(text: str, at: int, end: int) -> _Label | None:
    """A word of two to eight hanzi, or as many each padded from the next as in 索 引 号."""
    ends = _ends(text, at, end) if _BEGIN.match(text, at, end) else []
    if ends and 2 <= ends[0] - at <= 8 and _is_hanzi(text[at : ends[0]]):
        return _marked(text, at, ends[0], end)
    padded = list(takewhile(lambda one: _is_alone(text, at, one), ends))[:8]
    return _marked(text, at, padded[-1], end) if len(padded) > 1 else None


def _is_alone(text: str, at: int, end: int) -> bool:
    """Whether a word that ends there is one hanzi."""
    return _is_hanzi(text[end - 1]) and (end - 1 == at or text[end - 2] == " ")


def _is_hanzi(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _marked(text: str, at: int, stop: int, end: int) -> _Label:
    """The label with what follows it."""
    mark = _MARK.match(text, stop, end)
    assert mark is not None
    return _Label(at, mark.end(), text[at:stop], mark[1] or "")


@lru_cache(maxsize=1)
def _plain(text: str) -> str:
    """The text with a plain space for every U+3000 and U+00A0, all places as they were."""
    return text.replace("\u3000", " ").replace("\u00a0", " ")


def _field(text: str, label: _Label, end: int) -> Field:
    span = Span(*trim(text, label.start, end))
    value = text[label.end : max(label.end, span.end)]
    return Field(word(label.text), line(value), span, label.mark)


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
    found = _known(_plain(f"{text} "), 0, len(text) + 1)
    whole = found is not None and not found.stop and found.end >= len(text)
    return whole or (1 < len(text) <= _LONGEST and text.endswith((":", "：")))


def is_furniture(text: str) -> bool:
    """Whether a line is the page's furniture and nothing else."""
    bare = _bare(text)
    if bare[:1] not in _data().begins:
        # Most lines of a long page; to try all pieces comes to the same, in three times the time.
        return not bare
    pieces, reached, ahead = _data().furniture, {0}, [0]
    while ahead and len(bare) not in reached:
        at = ahead.pop()
        ends = range(at + 1, at + _data().widest + 1)
        more = {end for end in ends if bare[at:end] in pieces} - reached
        reached |= more
        ahead.extend(more)
    return len(bare) in reached


def _bare(text: str) -> str:
    return re.sub(r"[\s:：|【】\[\]（）()>·]", "", text).lower()


@cache
def data() -> dict[str, list[str]]:
    """head.toml."""
    return table(__file__, "head.toml")


@cache
def _data() -> _Known:
    told = data()
    furniture = frozenset(map(_bare, told["furniture"]))
    widest = max(map(len, furniture))
    return _Known(
        frozenset(told["labels"]),
        tuple(told["endings"]),
        tuple(told["stops"]),
        furniture,
        frozenset(piece[:1] for piece in furniture),
        widest,
    )
