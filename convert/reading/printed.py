"""Fields as our writers print them: label, sign or space, value; and as they were written."""

from collections.abc import Iterator, Sequence

from convert.reading.normalise import line, word
from convert.report import Field, Span

Known = tuple[str, str, str]
"""Label, mark and value of a field, as the file remembers them."""


def fields_at(text: str, pieces: Sequence[Span], known: Sequence[Known]) -> Iterator[Field]:
    """The fields that stand in `text` now; `known` says where their labels end.

    A value may have been changed since, and fields put in or left out.
    """
    waiting = list(known)
    for span in pieces:
        shown = text[span.start : span.end]
        at = next((i for i, one in enumerate(waiting) if _is(one, shown)), None)
        if at is None:
            yield _split(shown, span)
            continue
        label, mark, _ = waiting.pop(at)
        yield Field(label, line(shown[len(label) + len(mark) :]), span, mark)


def _is(one: Known, shown: str) -> bool:
    """Whether a piece of text is that field, its value perhaps another now."""
    label, mark, _ = one
    start = f"{label}{mark}"
    behind = shown[len(start) :]
    return shown.startswith(start) and (bool(mark) or not behind or behind[0].isspace())


def _split(shown: str, span: Span) -> Field:
    """A field that a person has put in, or whose label is another now."""
    for mark in (":", "："):
        label, found, value = shown.partition(mark)
        if found:
            return Field(word(label), line(value), span, mark)
    label, _, value = shown.partition(" ")
    return Field(word(label), line(value), span)
