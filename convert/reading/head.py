"""What stands round the table: the title, the labelled fields, and what is left over."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from convert.reading.normalise import joined, line, word
from convert.reading.page import Box, Grid, Page
from convert.reading.scribe import trim
from convert.report import Field, Note, Span

_LONGEST = 16
"""Most characters of a label in a table of labels and values."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Two to eight hanzi, or as many each padded from the next as in 索 引 号.
_UNKNOWN = r"[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff]){1,7}"


@dataclass(frozen=True, slots=True)
class Head:
    """Title, fields and left-over texts, each with its span in the page's text."""

    title: str
    title_span: Span | None
    fields: tuple[Field, ...]
    notes: tuple[Note, ...]


def read_head(page: Page, taken: Sequence[Span]) -> Head:
    """What a page holds outside the task table, which takes the spans `taken`.

    Every character there that is not white space ends in exactly one span. Fields are
    looked for before the end of the last span, and in tables of labels anywhere.
    """
    text, end = page.text, max((span.end for span in taken), default=0)
    known = [*page.fields, *_tables(page, taken)]
    stated = [page.title] if page.title else []
    inside = [*taken, *stated, *(field.span for field in known if field.span)]
    rest: list[Span] = []
    for span in _lines(page, inside):
        found = [] if page.complete or span.start >= end else _fields(text, span)
        known.extend(found)
        if not found:
            rest.append(span)
    title = page.title or (None if page.complete else _title(page, rest, end))
    notes = (_note(page, span) for span in rest if span != title)
    fields = known if page.complete else sorted(known, key=_place)
    return Head(_written(page, title), title, (*fields, *_properties(page, fields)), tuple(notes))


def _place(field: Field) -> int:
    return field.span.start if field.span else 0


def _lines(page: Page, taken: Sequence[Span]) -> Iterator[Span]:
    """The lines outside the spans taken that hold more than white space, trimmed.

    A heading of the page is one line, however many it takes.
    """
    at = 0
    whole = [span for span in page.headlines if not any(_meet(span, one) for one in taken)]
    for span in sorted([*taken, *whole], key=lambda span: (span.start, span.end)):
        yield from _between(page.text, at, span.start)
        if span in whole and span.start >= at:
            yield span
        at = max(at, span.end)
    yield from _between(page.text, at, len(page.text))


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _between(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _LINE.finditer(text, start, max(start, end)):
        left, right = trim(text, match.start(), match.end())
        if left < right:
            yield Span(left, right)


def _note(page: Page, span: Span) -> Note:
    """What belongs nowhere: the page's furniture, or a text left over."""
    aside = any(one.start <= span.start and span.end <= one.end for one in page.furniture)
    return Note("furniture" if aside else "unplaced", line(page.text[span.start : span.end]), span)


def _properties(page: Page, fields: Sequence[Field]) -> Iterator[Field]:
    """What the page states outside its text, where no field on it says the same."""
    have = {field.label for field in fields}
    for label, value in page.properties:
        if label not in have and value:
            have.add(label)
            yield Field(label, value)


def _tables(page: Page, taken: Sequence[Span]) -> Iterator[Field]:
    """The fields in tables of labels and values beside the task table."""
    for grid in page.grids:
        inner = any(g is not grid and _holds(grid, g) for g in page.grids)
        if inner or any(_meet(Span(grid.start, grid.end), span) for span in taken):
            continue
        if grid.start < grid.end:
            yield from _pairs(page.text, grid)


def _holds(outer: Grid, inner: Grid) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _pairs(text: str, grid: Grid) -> Iterator[Field]:
    """The fields of a table whose cells are labels and values by turns; none if it is not."""
    cells = [[box for box in row.boxes if box.start < box.end] for row in grid.lines]
    places = [box for row in cells for box in row[::2]]
    labels = [box for box in places if is_label(text[box.start : box.end])]
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
    if at + 1 == len(boxes) and not is_label(label):
        return at + 1, None
    value = boxes[at + 1] if at + 1 < len(boxes) else box
    held = text[value.start : value.end]
    if value is box or is_label(held):
        value, held = box, ""
    name, mark = _unmarked(label)
    end = max(box.end, value.end)
    return at + 1 + (value is not box), Field(word(name), line(held), Span(box.start, end), mark)


def _unmarked(label: str) -> tuple[str, str]:
    bare = label.rstrip(":： ")
    mark = label[len(bare) :].strip()[:1]
    return (bare, mark) if bare else (label, "")


def is_label(text: str) -> bool:
    """Whether a whole cell is a label: a known one, or a short text that ends in a colon."""
    text = text.strip()
    known, _ = _patterns()
    found = known.match(text + " ")
    whole = found is not None and found.end() >= len(text)
    return whole or (1 < len(text) <= _LONGEST and text.endswith((":", "：")))


def _fields(text: str, span: Span) -> list[Field]:
    """The fields of one line; none where it is no line of fields.

    A line of fields begins with a label: one that is known, or any short word before a
    colon or, where a known label follows in the same line, before a space.
    """
    known, unknown = _patterns()
    found = list(known.finditer(text, span.start, span.end))
    first = unknown.match(text, span.start, span.end)
    if not found or found[0].start() > span.start:
        if first and (first["mark"] or found) and not _is_furniture(text[span.start : span.end]):
            found.insert(0, first)
        else:
            return []
    if _is_furniture(text[span.start : span.end]):
        return []
    found = [m for i, m in enumerate(found) if not i or m.start() >= found[i - 1].end()]
    ends = [m.start() for m in found[1:]] + [span.end]
    return [_field(text, match, end) for match, end in zip(found, ends, strict=True)]


def _field(text: str, match: re.Match[str], end: int) -> Field:
    span = Span(*trim(text, match.start(), end))
    value = text[match.end() : max(match.end(), span.end)]
    return Field(word(match["label"]), line(value), span, match["mark"] or "")


def _title(page: Page, spans: Sequence[Span], end: int) -> Span | None:
    """The line before `end` that most looks like a report's title; None where none does."""
    before = [span for span in spans if span.start < end]
    best = max(before, key=lambda span: _likeness(page, span), default=None)
    return best if best and _likeness(page, best) > 0 else None


def _likeness(page: Page, span: Span) -> float:
    """How much a line is like a title, by its words and by what the page says of it."""
    text = page.text[span.start : span.end]
    points = _titleness(text)
    if points <= 0:
        return 0
    points += any(_meet(span, one) for one in page.headlines)
    points += max((_named(text, name) for name in page.names), default=0)
    return points - 2 * (_note(page, span).kind == "furniture")


def _written(page: Page, title: Span | None) -> str:
    """The title on one line: as the document names itself, if that differs by line ends only."""
    if title is None:
        return line("".join(page.names[:1]))
    shown = page.text[title.start : title.end]
    for name in page.names:
        if "".join(name.split()) == "".join(shown.split()):
            return line(name)
    return joined(shown)


def _named(text: str, name: str) -> int:
    """Points for a line that is the document's name, or a part of it."""
    line, whole = "".join(text.split()), "".join(name.split())
    return 4 if line == whole else 2 * (len(line) > 5 and line in whole)


def _titleness(text: str) -> float:
    """Points for what titles have: a middling length, a typical last word, a year."""
    if _is_furniture(text):
        return 0
    bare = "".join(text.split())
    words = _data()["title"]
    points = min(len(bare), 30) / 30 + 2 * bare.rstrip("）)").endswith(tuple(words))
    points += sum(word in bare for word in words) / 2 + bool(re.search(r"\d{4}年", bare))
    points -= 3 * ("。" in bare) + 2 * (">" in bare) + 2 * (len(bare) < 6)
    return points


def _is_furniture(text: str) -> bool:
    """Whether a line is the page's furniture and nothing else."""
    bare = re.sub(r"[\s:：|【】\[\]（）()>·]", "", text)
    return not bare or bool(_furniture().fullmatch(bare))


@cache
def _data() -> dict[str, list[str]]:
    data = (files(__package__) / "head.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


@cache
def _furniture() -> re.Pattern[str]:
    words = sorted(
        (re.sub(r"[\s:：|【】\[\]（）()>·]", "", w) for w in _data()["furniture"]), key=len
    )
    return re.compile(f"(?:{'|'.join(map(re.escape, reversed(words)))})+", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A known label, and any word that may be one, each with the mark that follows it.

    A label stands at the start of a line or after white space, and a colon, white space
    or the line's end follows it.
    """
    labels = sorted(_data()["labels"], key=len, reverse=True)
    spaced = [r"[ \u3000\u00a0]*".join(map(re.escape, label)) for label in labels]
    spaced += [rf"[\u4e00-\u9fff]{{1,5}}{ending}" for ending in _data()["endings"]]
    frame = r"(?<!\S)(?P<label>{})(?:\s*(?P<mark>[:：])\s*|(?=\s|$)\s*)"
    return re.compile(frame.format("|".join(spaced))), re.compile(frame.format(_UNKNOWN))
