"""Makes convert/recover/rowstarts.tsv: what surrounds a row number in one long line.

usage: rowstarts.py LABELLED.json... -o convert/recover/rowstarts.tsv

A logistic regression over the characters beside every figure of the labelled reports,
printed as a block (all rows in one line). The seed report is never given to it.
"""

import argparse
import json
from pathlib import Path

from logistic import train

from convert.recover.block import features
from convert.recover.numbers import PATTERNS, Number, read


def examples(path: Path) -> list[tuple[str, list[str], bool]]:
    """Kind, features and truth of every candidate of one report."""
    report = json.loads(path.read_text("utf-8"))
    rows = [row for row in report["rows"] if any(row[1:])]
    numbered = report["columns"][0] in ("序号", "编号")
    parts, starts, at = [], {}, 0
    for place, row in enumerate(rows):
        body = "".join(row[1:] if numbered else row)
        number = str(place * 2 + 3)
        starts[at] = at + len(number)
        parts.append(number + body)
        at += len(parts[-1])
    text = "".join(parts)
    return [
        *_of(text, starts, "plain", "a"),
        *_of(text, starts, "chinese", "c"),
        *(
            ("c", features(text, Number(start, end, 1)), True)
            for start, end in starts.items()
            if start
        ),
    ]


def _of(
    text: str, starts: dict[int, int], style: str, kind: str
) -> list[tuple[str, list[str], bool]]:
    found = []
    for run in PATTERNS[style].finditer(text):
        for at in range(run.start(), run.end()):
            for number in read(text, at, style, len(text)):
                right = starts.get(number.start) == number.end
                if number.start and not (kind == "c" and right):
                    found.append((kind, features(text, number), right))
    return found


def main() -> None:
    """Read the reports, train, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    data = [one for path in sorted(options.labelled) for one in examples(path)]
    lines = ["feature\tweight"]
    for kind in "ac":
        weights = train([(names, right) for k, names, right in data if k == kind])
        lines += [
            f"{kind}{name}\t{weight:.2f}"
            for name, weight in sorted(weights.items())
            if abs(weight) >= 0.05
        ]
    options.output.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
