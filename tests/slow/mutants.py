"""Mutation testing of some modules, each with the tests that touch it (see mutants.toml).

    pip install mutmut
    python -m tests.slow.mutants reading/markdown [MODULE ...] [--in FOLDER]

Works on a copy of the project, which FOLDER keeps: what was killed there is not tried again.
Tests that are quick come first, those of Hypothesis have few examples. At the end stand the
mutants that survived, with what each of them changed.
"""

import ast
import configparser
import difflib
import functools
import inspect
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("convert", "tests", "fonts", "samples", "styles", "docs")
KILLED = (1, 3)
"""Exit statuses of pytest where a test fails or cannot run."""


def table() -> dict[str, list[str]]:
    """The tests of each module."""
    with (ROOT / "tests/slow/mutants.toml").open("rb") as file:
        return dict(tomllib.load(file)["tests"])


def configured(module: str) -> configparser.ConfigParser:
    """The project's setup.cfg with a section for mutmut."""
    config = configparser.ConfigParser(interpolation=None)
    config.read(ROOT / "setup.cfg", "utf-8")
    chosen = table()[module]
    out = [test[1:] for test in chosen if test.startswith("-")]
    config["mutmut"] = {
        "source_paths": "convert",
        "only_mutate": f"convert/{module}.py",
        "also_copy": "\n".join((*COPIED[2:], "README.md", "CHANGELOG.md")),
        "pytest_add_cli_args_test_selection": "\n".join(
            f"tests/{test}" for test in chosen if not test.startswith("-")
        ),
        "pytest_add_cli_args": "\n".join(
            [
                "-x",
                "--hypothesis-profile=mutants",
                "-pno:cacheprovider",
                *(f"--deselect=tests/{test}" for test in out),
            ]
        ),
        "timeout_multiplier": "5",
        "use_git_change_detection": "false",
        "track_dependencies": "false",
    }
    return config


def prepare(module: str, folder: Path) -> None:
    """A copy of the project, ready to be mutated."""
    for name in COPIED:
        shutil.copytree(
            ROOT / name,
            folder / name,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    for path in ROOT.glob("*.*"):
        if path.is_file() and path.suffix in (".md", ".toml", ".py"):
            shutil.copy(path, folder)
    with (folder / "setup.cfg").open("w", encoding="utf-8") as file:
        configured(module).write(file)
    kept = folder / f"mutants/convert/{module}.py.meta"
    if kept.exists():
        kept.write_text(json.dumps(only_killed(json.loads(kept.read_text("utf-8")))), "utf-8")


def only_killed(told: dict[str, Any]) -> dict[str, Any]:
    """What mutmut has kept of a module, with what was not killed as if it was never tried.

    Tests may have been added since, and what took too long may be the machine's fault.
    """
    codes = told["exit_code_by_key"].items()
    kept = {key: code if code in KILLED else None for key, code in codes}
    return {**told, "exit_code_by_key": kept}


def run() -> None:
    """Runs mutmut in this process, which needs three things done otherwise.

    lxml asks a method how many arguments it takes, and mutmut's wrapper would take any number.
    Tests are told in no order, and the quick ones should come first. Each mutant is tried in a
    copy of a process that has run the tests, and must not find what that has remembered; nor
    must a test, when it is seen which functions it calls.
    """
    from mutmut import __main__ as mutmut
    from mutmut.mutation import trampoline
    from mutmut.runners.harness import PytestRunner
    from mutmut.state import state

    wrap = trampoline.wrap_in_trampoline
    arguments = PytestRunner._pytest_args_regular_run
    execute = PytestRunner.execute_pytest

    @functools.wraps(wrap)
    def signed(*given: Any, **named: Any) -> Callable[..., Any]:
        def of(function: Callable[..., Any]) -> Callable[..., Any]:
            wrapped: Any = wrap(*given, **named)(function)
            wrapped.__signature__ = inspect.signature(function)
            return wrapped

        return of

    def quick_first(self: PytestRunner, tests: Iterable[str]) -> list[str]:
        forget()
        seconds = state().duration_by_test
        return arguments(self, sorted(tests, key=lambda test: (seconds.get(test, 0), test)))

    class Forgetful:
        def pytest_runtest_setup(self) -> None:
            forget()

    def watched(self: PytestRunner, words: list[str], plugins: Iterable[object] = ()) -> int:
        seen = [*plugins, Forgetful()] if plugins else []
        return execute(self, words, plugins=seen)

    trampoline.wrap_in_trampoline = signed
    PytestRunner.execute_pytest = watched
    PytestRunner._pytest_args_regular_run = quick_first
    mutmut._run((), 1)


def forget() -> None:
    """Empties what the project's functions and tables have remembered."""
    for name in [name for name in sys.modules if name.split(".")[0] == "convert"]:
        for held in vars(sys.modules[name]).values():
            if hasattr(held, "cache_clear"):
                held.cache_clear()
            elif isinstance(held, dict) and hasattr(type(held), "__missing__"):
                held.clear()


def functions(source: str) -> dict[str, str]:
    """All functions of a module by name, as they are written."""
    lines = source.splitlines(keepends=True)
    return {
        node.name: "".join(lines[node.lineno - 1 : node.end_lineno])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }


def changed(old: str, new: str) -> str:
    """What a mutant changes, on one line."""
    lines = difflib.unified_diff(old.split("\n")[1:], new.split("\n")[1:], n=0, lineterm="")
    return " | ".join(line[0] + line[1:].strip() for line in list(lines)[2:] if line[0] in "+-")


def report(module: str, folder: Path) -> Iterator[str]:
    """The figures of a module, and its survivors."""
    path = folder / f"mutants/convert/{module}.py"
    if not Path(f"{path}.meta").exists():
        yield f"{module}: nothing to mutate, or its tests fail"
        return
    codes = json.loads(Path(f"{path}.meta").read_text("utf-8"))["exit_code_by_key"]
    killed = sum(code in KILLED for code in codes.values())
    tried = sum(code is not None for code in codes.values())
    yield f"{module}: {tried} of {len(codes)} tried, {killed} killed ({killed / tried:.1%})"
    written = functions(path.read_text("utf-8"))
    for key, code in codes.items():
        if code is not None and code not in KILLED:
            name = key.rsplit(".", 1)[-1]
            first = name.rsplit("_", 1)[0] + "_orig"
            word = {0: "survived", 33: "no test"}.get(code, "timeout")
            yield f"  {name.removeprefix('x')} {word}: {changed(written[first], written[name])}"


def main() -> None:
    """Runs the modules one after another."""
    words = sys.argv[1:]
    kept = Path(words[words.index("--in") + 1]) if "--in" in words else None
    for module in words[: words.index("--in")] if kept else words:
        place = kept or Path(tempfile.mkdtemp())
        folder = (place / module.replace("/", "-")).absolute()
        prepare(module, folder)
        subprocess.run(
            [sys.executable, "-P", str(folder / "tests/slow/mutants.py"), "run"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": ""},
            stdout=subprocess.DEVNULL,
        )
        print("\n".join(report(module, folder)), flush=True)


if __name__ == "__main__":
    run() if sys.argv[1:] == ["run"] else main()
