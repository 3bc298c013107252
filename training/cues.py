"""Makes convert/recover/cues.tsv: expressions that tell a column, and how often they do.

usage: cues.py --lexicon FOLDER LABELLED.json... -o convert/recover/cues.tsv

From the lexicons (task.tsv, progress.tsv, problem.tsv, plan.tsv) the expressions that
stand in enough labelled cells, nearly always in those of one kind of column. They only put
a decision into words (--explain); nothing is decided by them.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from convert.recover.vocabulary import role

ROLES = {"task": "task", "progress": "progress", "problem": "problem", "plan": "next"}
LEAST = 5
SHARE = 0.8


def expressions(folder: Path) -> dict[str, str]:
    """The role of each expression of two characters and more; the first lexicon wins."""
    found: dict[str, str] = {}
    for name, one in ROLES.items():
        for line in (folder / f"{name}.tsv").read_text("utf-8").splitlines()[1:]:
            expression = line.split("\t")[1]
            if len(expression) > 1 and "…" not in expression:
                found.setdefault(expression, one)
    return found


def counted(reports: list[dict], known: dict[str, str]) -> dict[str, Counter[str]]:
    """In how many cells of each role each expression stands."""
    seen: dict[str, Counter[str]] = {expression: Counter() for expression in known}
    for report in reports:
        roles = [role(name) for name in report["columns"]]
        for row in report["rows"]:
            for one, cell in zip(roles, row, strict=True):
                if one in ROLES.values():
                    for expression in known:
                        if expression in cell:
                            seen[expression][one] += 1
    return seen


def main() -> None:
    """Read the lexicons and reports, count, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--lexicon", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    known = expressions(options.lexicon)
    reports = [json.loads(path.read_text("utf-8")) for path in sorted(options.labelled)]
    lines = ["role\texpression\tcells\tshare"]
    for expression, roles in sorted(counted(reports, known).items()):
        total = sum(roles.values())
        for one, count in roles.most_common(1):
            if total >= LEAST and count >= SHARE * total:
                lines.append(f"{one}\t{expression}\t{total}\t{count / total:.2f}")
    options.output.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
