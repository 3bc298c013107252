"""The command's options: what they are called, and what they ask for.

click with all that it imports takes 0.03 s, more than a table of fifteen rows does (measured).
So what every parser of arguments would read alike is read here (`plain`); everything else, such
as help, a mistake or an option whose value has a type, is left to click. A test has both read
the same.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convert import __version__, job, limits, plugins, style
from convert.errors import UsageError
from convert.messages import say

if TYPE_CHECKING:
    import click

    from convert.merging.select import Selection

Asked = Mapping[str, Any]
"""The value of each option, by its long name with _ for -."""


_OPTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("--to", {"multiple": True, "metavar": "FORMAT"}),
    ("-o --output", {"metavar": "PATH"}),
    ("--force", {"is_flag": True}),
    ("--style", {"default": "brief", "metavar": "NAME|FILE.toml"}),
    ("--csv-encoding", {"type": lambda click: click.Choice(["utf-8-sig", "utf-8", "gb18030"])}),
    ("--csv-raw", {"is_flag": True}),
    ("--md-front-matter", {"is_flag": True}),
    ("--template", {"metavar": "FILE.docx"}),
    ("--no-comments", {"is_flag": True}),
    ("--font", {"multiple": True, "metavar": "ROLE=FILE.ttf"}),
    ("--mark-doubtful", {"is_flag": True}),
    ("--attach-source", {"is_flag": True}),
    ("--encoding", {"metavar": "NAME"}),
    ("--columns", {"metavar": "A,B,…"}),
    ("--table", {"type": lambda click: click.IntRange(1), "metavar": "N"}),
    ("--jobs", {"type": lambda click: click.IntRange(1), "metavar": "N"}),
    ("--limit", {"multiple": True, "metavar": "NAME=NUMBER"}),
    ("--trusted", {"is_flag": True}),
    ("--merge", {"is_flag": True}),
    ("--rows", {"metavar": "1-20,35"}),
    ("--with-problems", {"is_flag": True}),
    ("--select", {"metavar": "A,B,…"}),
    ("--sort", {"metavar": "A"}),
    ("--scheduler", {"metavar": "tcp://HOST:PORT"}),
    ("--bag", {"type": lambda click: click.Path(path_type=Path), "metavar": "DIR"}),
    ("--verify", {"type": lambda click: click.Path(path_type=Path), "metavar": "DIR"}),
    ("--strict", {"is_flag": True}),
    ("--explain", {"is_flag": False, "flag_value": "all", "metavar": "[ROW]"}),
    ("--review", {"is_flag": True}),
    ("--list", {"is_flag": True}),
    ("--quiet -q", {"is_flag": True}),
)
"""The options by their names, with what click is to know of them, in the order of the help.

A type is a function that makes it, as click may not be loaded.
"""


def plain(words: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """The inputs and the value of every option, as click gives them; None where it is needed."""
    if "_CONVERT_COMPLETE" in os.environ:
        return None
    inputs: list[str] = []
    asked = {_key(names): _unasked(settings) for names, settings in _OPTIONS}
    known = {name: (_key(names), one) for names, one in _OPTIONS for name in names.split()}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            inputs.append(word)
            continue
        key, settings = known.get(word, ("", {}))
        value = bool(settings.get("is_flag")) or next(rest, None)
        # A value that looks like an option may be a mistake.
        if not key or value is None or "type" in settings or "flag_value" in settings:
            return None
        if value is not True and value.startswith("-") and value != "-":
            return None
        asked[key] = (*asked[key], value) if "multiple" in settings else value
    return tuple(inputs), asked


def _key(names: str) -> str:
    long = next(name for name in names.split() if name.startswith("--"))
    return long.removeprefix("--").replace("-", "_")


def _unasked(settings: dict[str, Any]) -> Any:
    """What an option is where it is not given."""
    if settings.get("multiple"):
        return ()
    return False if settings.get("is_flag") else settings.get("default")


def params() -> "list[click.Parameter]":
    """The command's argument and options, their help in the user's language."""
    import click

    return [
        click.Argument(["inputs"], nargs=-1, type=click.Path(), metavar="INPUT..."),
        *(_option(names.split(), settings) for names, settings in _OPTIONS),
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help=say("help.version"),
        ),
    ]


def _option(names: list[str], settings: dict[str, Any]) -> "click.Option":
    import click

    key = next(name for name in names if name.startswith("--")).strip("-")
    made = {name: value(click) if name == "type" else value for name, value in settings.items()}
    return click.Option(names, help=say(f"help.{key}"), **made)


def _version(context: "click.Context", option: "click.Parameter", value: bool) -> None:
    import click

    if value:
        click.echo(f"convert {__version__}")
        context.exit()


def common(asked: Asked) -> job.Options:
    """What every job of the run is done with.

    Raises UsageError for a limit, a font or a selection that cannot be meant, StyleError
    for a style that is not there.
    """
    return job.Options(
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


def formats(asked: Asked) -> tuple[str, ...]:
    """The formats of --to, or the one that the name of the output asks for."""
    return job.formats(asked["to"]) or _suffix(asked["output"])


def _style(asked: Asked) -> style.Style:
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
            raise UsageError("cli.font", value=role, known=known)
    return {role: str(Path(path).resolve()) for role, _, path in pairs}


def _limits(asked: Sequence[str]) -> dict[str, int]:
    """Limits from --limit NAME=NUMBER."""
    try:
        return limits.asked(asked)
    except ValueError as error:
        known = ", ".join(limits.described())
        raise UsageError("cli.limit", value=error, known=known) from error


def _selection(asked: Asked) -> "Selection | None":
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
        raise UsageError("cli.no_format", known=", ".join(plugins.BUILT_IN))
    return (output.suffix[1:].lower(),)
