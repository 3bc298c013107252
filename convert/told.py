"""What the command tells the user: a summary of a run, how borders were decided, what there is."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from convert import job, plugins, style
from convert.errors import UsageError, WriterError
from convert.messages import language, say

if TYPE_CHECKING:
    from convert.report import Report

LONG = 40
"""Characters of a note that are shown."""
NOTED = {
    "tables": "note.tables",
    "hidden": "note.hidden",
    "sheet": "note.sheet",
    "formula": "note.formula",
    "tracked": "note.tracked",
    "textbox": "note.textbox",
    "private": "note.private",
    "attached": "note.attached",
    "damaged": "note.damaged",
    "reports": "note.reports",
    "reviewed": "note.reviewed",
    "stale": "note.stale",
    "unreadable": "note.unreadable",
    "header": "note.header",
}
"""Sentences for the notes that the summary tells of: what was left out, replaced or guessed."""


def tell(sentence: str) -> None:
    """Print to standard error; where that is closed or full there is nobody to tell."""
    with suppress(OSError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def _print(text: str) -> None:
    """Print to standard output."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def decided(report: "Report", row: str) -> None:
    """Print how the borders of a row, or of all rows, were decided."""
    from convert.explain import explain

    labels = job.labels(report)
    places = [at for at, label in enumerate(labels) if row in ("all", label, f"#{at + 1}")]
    if not places:
        raise UsageError("cli.no_row", row=row, known="、".join(labels))
    for place in places:
        _print(explain(report, place))


def summary(each: job.Job, report: "Report", gaps: Sequence[str]) -> None:
    """One short block on standard error: what was read, what to check, what was written."""
    doubtful = job.to_check(report)
    facts: dict[str, object] = {"rows": len(report.rows), "columns": len(report.columns)}
    tell(say("summary.read", name=each.source.name, **facts))
    if report.source.encoding:
        tell(say("summary.encoding", encoding=report.source.encoding))
    for note in report.notes:
        if note.kind in NOTED:
            tell(say(NOTED[note.kind], text=_short(note.text)))
    if doubtful:
        listed = "、".join(doubtful) if language() == "zh" else ", ".join(doubtful)
        tell(say("summary.check", count=len(doubtful), rows=listed))
    if gaps:
        tell(say("summary.gaps", listed="、".join(gaps)))
    for _, target in each.targets:
        tell(say("summary.written", name=target))


def _short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def _try_out(name: str) -> None:
    """Say what is wrong with a plug-in that does not load."""
    try:
        plugins.writer(name)
    except WriterError as error:
        _print(f"    {error}")


def listed() -> None:
    """The formats and styles there are, and where each comes from."""
    _print(say("list.formats"))
    for name, owner in plugins.names().items():
        beside = "".join(f"  + {other}" for other in plugins.companions(name))
        _print(f"  {name:<8} {owner}{beside}")
        if name not in plugins.BUILT_IN:
            _try_out(name)
    _print(say("list.styles"))
    for name in style.names():
        _print(f"  {name:<8} {style.style(name).label[language()]}")
