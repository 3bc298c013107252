"""The `convert` command: arguments in, files and an exit status out, nothing else."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convert import job, options, told
from convert.errors import ConvertError, OutputError, UsageError
from convert.messages import say

if TYPE_CHECKING:
    import click

UNFORESEEN = 70
INTERRUPTED = 130


def run() -> None:
    """Run the command and end the process with its status."""
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
        plain = options.plain(arguments)
        if plain is None:
            return _parsed(arguments)
        inputs, asked = plain
        _convert(inputs, **asked)
    except UsageError as error:
        return _fail(say("cli.usage", message=error), error.status)
    except ConvertError as error:
        return _fail(str(error), error.status)
    except KeyboardInterrupt:
        return _fail(say("cli.interrupted"), INTERRUPTED)
    # The last door: a fault of ours must still be one sentence and a known status.
    except Exception as error:  # noqa: BLE001
        from convert import faults

        return _fail(faults.told(error, arguments), UNFORESEEN)
    return 0


def _parsed(arguments: Sequence[str]) -> int:
    """Run the command on arguments that click has to read."""
    import click

    try:
        command().main(list(arguments), prog_name="convert", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        return _fail(say("cli.usage", message=error.format_message()), error.exit_code)
    except click.Abort:
        return _fail(say("cli.interrupted"), INTERRUPTED)
    return 0


def _fail(sentence: str, code: int) -> int:
    told.tell(f"convert: {sentence}")
    return code


def command() -> "click.Command":
    """The command, its help in the user's language."""
    import click

    return click.Command(
        "convert",
        params=options.params(),
        callback=_convert,
        help=say("help"),
        epilog=say("help.epilog"),
    )


def _convert(inputs: tuple[str, ...], **asked: Any) -> None:
    """Do what the options ask; the command's only path to the rest of convert."""
    if asked["list"]:
        told.listed()
        return
    if asked["verify"]:
        from convert.bagging.verify import verify

        gc.enable()
        verify(asked["verify"], asked["jobs"], asked["quiet"])
        return
    if asked["explain"] and not inputs:
        # `--explain report.txt`: the option has taken the input for its row.
        inputs, asked["explain"] = (asked["explain"],), "all"
    if not inputs and not asked["review"]:
        raise UsageError("cli.no_input")
    common = options.common(asked)
    if asked["review"]:
        _review(tuple(map(Path, inputs)), common)
        return
    if asked["scheduler"]:
        _cluster(inputs, common, asked)
        return
    asked["output"] = Path(asked["output"]) if asked["output"] else None
    _locally(tuple(map(Path, inputs)), common, asked)


def _locally(inputs: tuple[Path, ...], common: job.Options, asked: dict[str, Any]) -> None:
    """Do it on this machine."""
    if asked["explain"] and not asked["to"] and not asked["output"]:
        for source in inputs:
            told.decided(job.look(source, common), asked["explain"])
        return
    if asked["bag"]:
        _bag(inputs, common, asked)
        return
    names = options.formats(asked)
    if str(asked["output"]) == "-":
        _to_standard_output(inputs, names, common)
        return
    if asked["merge"] or asked["jobs"] or any(given.is_dir() for given in inputs):
        _batch(inputs, names, common, asked)
        return
    for each in job.plan(inputs, names, asked["output"]):
        report = job.run(each, common)
        if asked["explain"]:
            told.decided(report, asked["explain"])
        if not asked["quiet"]:
            told.summary(each, report, job.gaps(each, report, common.style))


def _review(inputs: tuple[Path, ...], common: job.Options) -> None:
    """Open the review page, and serve it until it is closed."""
    gc.enable()
    from importlib.util import find_spec

    missing = next((name for name in ("flask", "waitress") if not find_spec(name)), None)
    if missing:
        raise ConvertError("serve.missing", name=missing)
    from convert.review.serve import serve

    serve(inputs, common, lambda address: told.tell(say("serve.open", address=address)))


def _to_standard_output(
    inputs: tuple[Path, ...], names: tuple[str, ...], common: job.Options
) -> None:
    if len(inputs) != 1 or len(names) != 1:
        raise UsageError("cli.one_output")
    made = job.made(inputs[0], names[0], common)
    try:
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    except OSError as error:
        # At the end Python would flush once more, and fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError("output.unwritable", name="-", error=error.strerror) from error


def _batch(
    inputs: tuple[Path, ...], names: tuple[str, ...], common: job.Options, asked: dict[str, Any]
) -> None:
    """Folders, or many files side by side."""
    gc.enable()
    if asked["explain"] or not asked["output"]:
        raise UsageError("cli.folder")
    rest = (inputs, names, asked["output"], common, asked["jobs"], asked["quiet"])
    if asked["merge"]:
        from convert.batch import merge

        merge.convert(*rest)
    else:
        from convert.batch import command

        command.convert(*rest)


def _cluster(places: tuple[str, ...], common: job.Options, asked: dict[str, Any]) -> None:
    """The same on many machines; inputs and outputs are URLs."""
    gc.enable()
    names, out = job.formats(asked["to"]), asked["output"] or ""
    other = any(asked[name] for name in ("merge", "bag", "explain", "jobs"))
    if other or not names or not all("://" in place for place in (*places, out)):
        raise UsageError("cli.cluster")
    from convert.cluster.command import convert

    convert(places, names, out, common, asked["scheduler"], asked["quiet"])


def _bag(inputs: tuple[Path, ...], common: job.Options, asked: dict[str, Any]) -> None:
    """An archive package; it is its own place for outputs."""
    gc.enable()
    if asked["output"] or asked["merge"] or asked["explain"]:
        raise UsageError("cli.bag")
    from convert.bagging.pack import pack

    names = job.formats(asked["to"])
    pack(inputs, names, asked["bag"], common, asked["jobs"], asked["quiet"])
