"""Labelled reports as pages, flattened the ways a page loses its borders."""

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent.parent / "fixtures" / "corpus"
MODES = ("glued", "spaced", "tabbed", "piped", "celllines", "block")
TAIL = "扫一扫在手机打开当前页"

Labelled = dict[str, Any]


def labelled(name: str) -> Labelled:
    return dict(json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8")))


def every() -> list[str]:
    return sorted(path.stem for path in CORPUS.glob("*.json"))


def flat(report: Labelled, mode: str) -> str:
    rows = [report["columns"], *report["rows"]]
    joined = {
        "glued": lambda: "\n".join("".join(row) for row in rows),
        "spaced": lambda: "\n".join(" ".join(cell for cell in row if cell) for row in rows),
        "tabbed": lambda: "\n".join("\t".join(row) for row in rows),
        "piped": lambda: "\n".join("| " + " | ".join(row) + " |" for row in rows),
        "celllines": lambda: "\n".join(cell for row in rows for cell in row if cell),
        "block": lambda: "".join(cell for row in rows for cell in row),
    }
    return joined[mode]()


def page(report: Labelled, mode: str) -> str:
    head = "\n".join(f"{label} {value}".rstrip() for label, value in report["metadata"])
    return f"{head}\n\n{report['title']}\n\n{flat(report, mode)}\n\n{TAIL}\n"


def bare(text: str) -> str:
    return "".join(text.split())
