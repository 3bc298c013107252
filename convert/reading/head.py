"""What stands round the table: the title, the labelled fields, and what is left over."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from convert.reading.normalise import line, word
from convert.report import Field, Note, Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Two to eight hanzi, or as many each padded from the next as in 索 引 号.
_UNKNOWN = r"[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff]){1,7}"


@dataclass(frozen=True, slots=True)
class Head:
    """Title, fields and left-over texts, each with its span in the source."""

    title: str
    title_span: Span | None
    fields: tuple[Field, ...]
    notes: tuple[Note, ...]


def read_head(text: str, start: int, end: int) -> Head:
    """What `text` holds outside the table that stands at text[start:end].

    Every character there that is not white space ends in exactly one span.
    """
    fields: list[Field] = []
    rest: list[Span] = []
    for span in _lines(text, 0, start):
        found = _fields(text, span)
        fields.extend(found)
        if not found:
            rest.append(span)
    title = _title(text, rest)
    rest.extend(_lines(text, end, len(text)))
    notes = [Note("unplaced", line(_at(text, s)), s) for s in rest if s != title]
    return Head(line(_at(text, title)) if title else "", title, tuple(fields), tuple(notes))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines between two offsets that hold more than white space, trimmed."""
    for match in _LINE.finditer(text, start, end):
        span = _trim(text, match.start(), match.end())
        if span.start < span.end:
            yield span


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, max(left, start + len(piece.rstrip())))


def _at(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _fields(text: str, span: Span) -> list[Field]:
    """The fields of one line; none where it is no line of fields.

    A line of fields begins with a label: one that is known, or any short word before a
    colon or, where a known label follows in the same line, before a space.
    """
    known, unknown = _patterns()
    found = list(known.finditer(text, span.start, span.end))
    first = unknown.match(text, span.start, span.end)
    if not found or found[0].start() > span.start:
        if first and (first["mark"] or found) and not _is_furniture(_at(text, span)):
            found.insert(0, first)
        else:
            return []
    if _is_furniture(_at(text, span)):
        return []
    found = [m for i, m in enumerate(found) if not i or m.start() >= found[i - 1].end()]
    ends = [m.start() for m in found[1:]] + [span.end]
    return [_field(text, match, end) for match, end in zip(found, ends, strict=True)]


def _field(text: str, match: re.Match[str], end: int) -> Field:
    span = _trim(text, match.start(), end)
    value = text[match.end() : max(match.end(), span.end)]
    return Field(word(match["label"]), line(value), span, match["mark"] or "")


def _title(text: str, spans: list[Span]) -> Span | None:
    """The line that most looks like a report's title; None where there is none."""
    best = max(spans, key=lambda span: _titleness(_at(text, span)), default=None)
    return best if best and _titleness(_at(text, best)) > 0 else None


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
