"""The title of a page that does not state it: the line, or lines, that look most like one."""

import re
from collections.abc import Iterator, Sequence

from convert.reading.fields import data, in_line, is_furniture
from convert.reading.normalise import joined, line
from convert.reading.page import Page
from convert.report import Span

_DATE = r"[（(]?\s*\d{4}\s*年.{0,12}日?\s*[）)]?"
_LINES, _LONGEST = 4, 100
"""Most lines, and characters, of a title."""


def title_of(page: Page, spans: Sequence[Span], end: int) -> Span | None:
    """The title among the lines `spans` before `end`; None where none looks like one.

    Several lines together are one where the document calls itself so.
    """
    before = [span for span in spans if span.start < end]
    choices = [*before, *_runs(page, before)]
    best = max(choices, key=lambda span: _likeness(page, span), default=None)
    return best if best and _likeness(page, best) > 0 else None


def _runs(page: Page, spans: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring lines that together are in one of the document's names."""
    for first in range(len(spans)):
        for last in range(first + 1, min(first + _LINES, len(spans))):
            run = Span(spans[first].start, spans[last].end)
            if page.text[spans[last - 1].end : spans[last].start].strip():
                break
            if any(_named(page.text[run.start : run.end], name) for name in page.names):
                yield run


def centred(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring centred lines taken together: a title is broken into several by hand.

    Dates and fields, which may stand centred below a title, are no part of it.
    """
    run: Span | None = None
    for span in spans:
        alone = not _may_be_title(text, span)
        if run and not alone and not text[run.end : span.start].strip():
            run = Span(run.start, span.end)
            continue
        if run:
            yield run
        run = None if alone else span
    if run:
        yield run


def _may_be_title(text: str, span: Span) -> bool:
    """Whether centred text can be a title: a few lines, none of them a date or fields."""
    lines = text[span.start : span.end].split("\n")
    if span.end - span.start > _LONGEST or len(lines) > _LINES:
        return False
    at = span.start
    for shown in lines:
        if re.fullmatch(_DATE, shown.strip()) or in_line(text, Span(at, at + len(shown))):
            return False
        at += len(shown) + 1
    return True


def _likeness(page: Page, span: Span) -> float:
    """How much a line is like a title, by its words and by what the page says of it."""
    text = page.text[span.start : span.end]
    points = _titleness(text)
    if points <= 0:
        return 0
    points += any(one.start < span.end and span.start < one.end for one in page.headlines)
    points += max((_named(text, name) for name in page.names), default=0)
    return points - 2 * any(o.start <= span.start and span.end <= o.end for o in page.furniture)


def written(page: Page, title: Span | None) -> str:
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
    if is_furniture(text):
        return 0
    bare = "".join(text.split())
    words = data()["title"]
    core = re.sub(r"[（(][^（）()]*[）)]$", "", bare) or bare
    points = min(len(bare), 30) / 30 + 2 * core.endswith(tuple(words))
    points += sum(word in bare for word in words) / 2 + bool(re.search(r"\d{4}年", bare))
    points -= 3 * ("。" in bare) + 2 * (">" in bare) + 2 * (len(bare) < 6)
    return points
