"""The `convert` command: arguments in, files and an exit status out, nothing else."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert import __version__, job, limits, plugins, style
from convert.errors import ConvertError, OutputError, WriterError
from convert.messages import language, say

if TYPE_CHECKING:
    from convert.merging.select import Selection
    from convert.report import Report

UNFORESEEN = 70
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
}
"""Sentences for the notes that the summary tells of: what the reader left out or replaced."""
INTERRUPTED = 130


def run() -> None:
    """Run the command and end the process with its status."""
    # A report holds no cycles; looking for some took an eighth of the time (measured).
    gc.set_threshold(200_000)
    # A page is too small for several threads: with two, reading the sample took twice the
    # processor time (measured), and its last decimals would depend on the machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        # A GBK or ASCII console must not end a run because of one character.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # By default this signal would end the process at once and leave its temporary files.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    code = status(sys.argv[1:])
    # The interpreter's last search for cycles took a tenth of a small job's time (measured).
    gc.freeze()
    sys.exit(code)


def status(arguments: Sequence[str]) -> int:
    """Run the command on `arguments`; its exit status (see errors.py)."""
    try:
        command().main(list(arguments), prog_name="convert", standalone_mode=False)
    except ConvertError as error:
        return _fail(str(error), error.status)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        return _fail(say("cli.usage", message=error.format_message()), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _fail(say("cli.interrupted"), INTERRUPTED)
    # The last door: a fault of ours must still be one sentence and a known status.
    except Exception as error:  # noqa: BLE001
        return _unforeseen(error, arguments)
    return 0


def _fail(sentence: str, code: int) -> int:
    _tell(f"convert: {sentence}")
    return code


def _unforeseen(error: Exception, arguments: Sequence[str]) -> int:
    """Keep a report of a fault, and say where it is."""
    from convert import faults

    kept = faults.keep(error, arguments)
    said = " ".join(repr(error).split())[:200]
    where = say("cli.kept", file=kept) if kept else ""
    return _fail(say("cli.unforeseen", error=said, kept=where), UNFORESEEN)


def _tell(sentence: str) -> None:
    """Print to standard error; where that is closed or full there is nobody to tell."""
    with suppress(OSError):
        click.echo(sentence, err=True)


def command() -> click.Command:
    """The command, its help in the user's language."""
    params: list[click.Parameter] = [
        click.Argument(["inputs"], nargs=-1, type=click.Path(), metavar="INPUT..."),
        _option("--to", multiple=True, metavar="FORMAT"),
        _option("-o", "--output", type=click.Path(allow_dash=True)),
        _option("--force", is_flag=True),
        _option("--style", default="brief", metavar="NAME|FILE.toml"),
        _option("--csv-encoding", type=click.Choice(["utf-8-sig", "utf-8", "gb18030"])),
        _option("--csv-raw", is_flag=True),
        _option("--md-front-matter", is_flag=True),
        _option("--template", metavar="FILE.docx"),
        _option("--no-comments", is_flag=True),
        _option("--font", multiple=True, metavar="ROLE=FILE.ttf"),
        _option("--mark-doubtful", is_flag=True),
        _option("--attach-source", is_flag=True),
        _option("--encoding", metavar="NAME"),
        _option("--columns", metavar="A,B,…"),
        _option("--table", type=click.IntRange(1), metavar="N"),
        _option("--jobs", type=click.IntRange(1), metavar="N"),
        _option("--limit", multiple=True, metavar="NAME=NUMBER"),
        _option("--trusted", is_flag=True),
        _option("--merge", is_flag=True),
        _option("--rows", metavar="1-20,35"),
        _option("--with-problems", is_flag=True),
        _option("--select", metavar="A,B,…"),
        _option("--sort", metavar="A"),
        _option("--bag", type=click.Path(path_type=Path), metavar="DIR"),
        _option("--verify", type=click.Path(path_type=Path), metavar="DIR"),
        _option("--strict", is_flag=True),
        _option("--explain", is_flag=False, flag_value="all", metavar="[ROW]"),
        _option("--review", is_flag=True),
        _option("--list", is_flag=True),
        _option("--quiet", "-q", is_flag=True),
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help=say("help.version"),
        ),
    ]
    return click.Command(
        "convert", params=params, callback=_convert, help=say("help"), epilog=say("help.epilog")
    )


def _option(*names: str, **settings: Any) -> click.Option:
    key = next(name for name in names if name.startswith("--")).strip("-")
    return click.Option(list(names), help=say(f"help.{key}"), **settings)


def _version(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"convert {__version__}")
        context.exit()


def _convert(inputs: tuple[str, ...], **asked: Any) -> None:
    """Do what the options ask; the command's only path to the rest of convert."""
    if asked["list"]:
        _list()
        return
    if asked["verify"]:
        from convert.bagging.verify import verify

        verify(asked["verify"], asked["jobs"], asked["quiet"])
        return
    if asked["explain"] and not inputs:
        # `--explain report.txt`: the option has taken the input for its row.
        inputs, asked["explain"] = (asked["explain"],), "all"
    if not inputs and not asked["review"]:
        raise click.UsageError(say("cli.no_input"))
    options = job.Options(
        style=_style(asked),
        force=asked["force"],
        strict=asked["strict"],
        encoding=asked["encoding"],
        columns=_names(asked["columns"]),
        table=asked["table"],
        attach=asked["attach_source"],
        trusted=asked["trusted"],
        limits=_limits(asked["limit"]),
        selection=_selection(asked),
    )
    if asked["review"]:
        _review(tuple(map(Path, inputs)), options)
        return
    asked["output"] = Path(asked["output"]) if asked["output"] else None
    _locally(tuple(map(Path, inputs)), options, asked)


def _locally(inputs: tuple[Path, ...], options: job.Options, asked: dict[str, Any]) -> None:
    """Do it on this machine."""
    if asked["explain"] and not asked["to"] and not asked["output"]:
        for source in inputs:
            _explain(job.look(source, options), asked["explain"])
        return
    if asked["bag"]:
        _bag(inputs, options, asked)
        return
    names = job.formats(asked["to"]) or _suffix(asked["output"])
    if str(asked["output"]) == "-":
        _to_standard_output(inputs, names, options)
        return
    if asked["merge"] or asked["jobs"] or any(given.is_dir() for given in inputs):
        _batch(inputs, names, options, asked)
        return
    for each in job.plan(inputs, names, asked["output"]):
        report = job.run(each, options)
        if asked["explain"]:
            _explain(report, asked["explain"])
        if not asked["quiet"]:
            _summary(each, report, job.gaps(each, report, options.style))


def _review(inputs: tuple[Path, ...], options: job.Options) -> None:
    """Open the review page, and serve it until it is closed."""
    missing = next((name for name in ("flask", "waitress") if not find_spec(name)), None)
    if missing:
        raise ConvertError("serve.missing", name=missing)
    from convert.review.serve import serve

    serve(inputs, options, lambda address: click.echo(say("serve.open", address=address), err=True))


def _style(asked: dict[str, Any]) -> style.Style:
    """The style asked for, with what other options say in place of its own values."""
    chosen = style.style(asked["style"])
    encoding = asked["csv_encoding"] or chosen.csv.encoding
    guard = chosen.csv.guard and not asked["csv_raw"]
    front_matter = chosen.md.front_matter or asked["md_front_matter"]
    comments = chosen.docx.comments and not asked["no_comments"]
    template = asked["template"] or chosen.docx.template
    return chosen._replace(
        csv=style.Csv(encoding, guard),
        md=chosen.md._replace(front_matter=front_matter),
        docx=chosen.docx._replace(comments=comments, template=template),
        doubtful=chosen.doubtful or asked["mark_doubtful"],
        fonts={**chosen.fonts, **_fonts(asked["font"], chosen)},
    )


def _fonts(asked: Sequence[str], chosen: style.Style) -> dict[str, str]:
    """Font files by role, from values such as fang=/fonts/simfang.ttf."""
    pairs = [value.partition("=") for value in asked]
    for role, _, path in pairs:
        if role not in chosen.faces or not path:
            known = ", ".join(chosen.faces)
            raise click.UsageError(say("cli.font", value=role, known=known))
    return {role: str(Path(path).resolve()) for role, _, path in pairs}


def _limits(asked: Sequence[str]) -> dict[str, int]:
    """Limits from --limit NAME=NUMBER."""
    try:
        return limits.asked(asked)
    except ValueError as error:
        known = ", ".join(limits.described())
        raise click.UsageError(say("cli.limit", value=error, known=known)) from error


def _selection(asked: dict[str, Any]) -> "Selection | None":
    """What part of the table is asked for, if not all of it."""
    if not any(asked[name] for name in ("rows", "with_problems", "select", "sort")):
        return None
    from convert.merging.select import Selection

    columns = _names(asked["select"]) or ()
    return Selection(asked["rows"] or "", asked["with_problems"], columns, asked["sort"] or "")


def _names(columns: str | None) -> tuple[str, ...] | None:
    """Header names from --columns: comma list, Chinese or ASCII."""
    if not columns:
        return None
    return tuple(word.strip() for word in columns.replace("，", ",").split(",") if word.strip())


def _suffix(output: Path | None) -> tuple[str, ...]:
    """The format that the name of the output asks for, where --to does not."""
    if output is None or not output.suffix[1:]:
        raise click.UsageError(say("cli.no_format", known=", ".join(plugins.BUILT_IN)))
    return (output.suffix[1:].lower(),)


def _to_standard_output(
    inputs: tuple[Path, ...], names: tuple[str, ...], options: job.Options
) -> None:
    if len(inputs) != 1 or len(names) != 1:
        raise click.UsageError(say("cli.one_output"))
    made = job.made(inputs[0], names[0], options)
    try:
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    except OSError as error:
        # At the end Python would flush once more, and fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError("output.unwritable", name="-", error=error.strerror) from error


def _batch(
    inputs: tuple[Path, ...], names: tuple[str, ...], options: job.Options, asked: dict[str, Any]
) -> None:
    """Folders, or many files side by side."""
    if asked["explain"] or not asked["output"]:
        raise click.UsageError(say("cli.folder"))
    rest = (inputs, names, asked["output"], options, asked["jobs"], asked["quiet"])
    if asked["merge"]:
        from convert.batch import merge

        merge.convert(*rest)
    else:
        from convert.batch import command

        command.convert(*rest)


def _bag(inputs: tuple[Path, ...], options: job.Options, asked: dict[str, Any]) -> None:
    """An archive package; it is its own place for outputs."""
    if asked["output"] or asked["merge"] or asked["explain"]:
        raise click.UsageError(say("cli.bag"))
    from convert.bagging.pack import pack

    names = job.formats(asked["to"])
    pack(inputs, names, asked["bag"], options, asked["jobs"], asked["quiet"])


def _explain(report: "Report", row: str) -> None:
    """Print how the borders of a row, or of all rows, were decided."""
    from convert.explain import explain

    labels = job.labels(report)
    places = [at for at, label in enumerate(labels) if row in ("all", label, f"#{at + 1}")]
    if not places:
        raise click.UsageError(say("cli.no_row", row=row, known="、".join(labels)))
    for place in places:
        click.echo(explain(report, place))


def _summary(each: job.Job, report: "Report", gaps: Sequence[str]) -> None:
    """One short block on standard error: what was read, what to check, what was written."""
    doubtful = job.to_check(report)
    facts: dict[str, object] = {"rows": len(report.rows), "columns": len(report.columns)}
    _tell(say("summary.read", name=each.source.name, **facts))
    if report.source.encoding:
        _tell(say("summary.encoding", encoding=report.source.encoding))
    for note in report.notes:
        if note.kind in NOTED:
            _tell(say(NOTED[note.kind], text=_short(note.text)))
    if doubtful:
        listed = "、".join(doubtful) if language() == "zh" else ", ".join(doubtful)
        _tell(say("summary.check", count=len(doubtful), rows=listed))
    if gaps:
        _tell(say("summary.gaps", listed="、".join(gaps)))
    for _, target in each.targets:
        _tell(say("summary.written", name=target))


def _short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def _try_out(name: str) -> None:
    """Say what is wrong with a plug-in that does not load."""
    try:
        plugins.writer(name)
    except WriterError as error:
        click.echo(f"    {error}")


def _list() -> None:
    """The formats and styles there are, and where each comes from."""
    click.echo(say("list.formats"))
    for name, owner in plugins.names().items():
        beside = "".join(f"  + {other}" for other in plugins.companions(name))
        click.echo(f"  {name:<8} {owner}{beside}")
        if name not in plugins.BUILT_IN:
            _try_out(name)
    click.echo(say("list.styles"))
    for name in style.names():
        click.echo(f"  {name:<8} {style.style(name).label[language()]}")
