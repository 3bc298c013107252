"""Folders of small reports, and what a run made of them."""

import hashlib
import json
from pathlib import Path
from typing import Any

from convert import cli


def report(number: int, **changed: object) -> bytes:
    """A small report of its own, as JSON: quick to read, no border to find."""
    rows = [[str(at), f"任务{number}.{at}", "已完成。", ""] for at in range(1, 3 + number % 3)]
    made = {
        "title": f"第{number}份报告",
        "metadata": [["发布机构", f"第{number}局"]],
        "columns": ["序号", "任务内容", "完成情况", "存在问题"],
        "rows": rows,
    }
    return json.dumps({**made, **changed}, ensure_ascii=False).encode()


def fill(folder: Path, count: int) -> Path:
    """`count` distinct reports in folders of ten."""
    for number in range(count):
        target = folder / f"区{number // 10}" / f"{number:04}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(report(number))
    return folder


def run(*arguments: object) -> int:
    """The command, in this process."""
    return cli.status([str(argument) for argument in arguments])


def record(out: Path) -> dict[str, Any]:
    """run.json."""
    made: dict[str, Any] = json.loads((out / "run.json").read_bytes())
    return made


def states(out: Path) -> dict[str, str]:
    """What run.json says became of each input."""
    return {each["name"]: each["state"] for each in record(out)["inputs"]}


def hashes(out: Path) -> dict[str, str]:
    """SHA-256 of every file there, the journal's folder left out."""
    found = (path for path in out.rglob("*") if path.is_file() and ".convert" not in path.parts)
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }
