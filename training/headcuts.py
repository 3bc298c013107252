"""Makes convert/recover/headcuts.tsv: between which characters one column name ends.

usage: headcuts.py LABELLED.json... [--headers headers/headers.tsv] -o convert/recover/headcuts.tsv

A logistic regression over the characters beside each place in the headers of the labelled
reports, in as many again whose names are exchanged for others of their role, and in the
headers written by hand, of which every fourth is kept back.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

from logistic import Example, rows, train

from convert.recover.headcuts import features
from convert.recover.table import bare
from convert.recover.vocabulary import role, rules

COPIES = 3
EXCHANGED = 5
SHARE = 0.6
COMMON = 4
WIDER = 0.4
ANYWHERE = ("unit", "person", "deadline", "remarks", "status", "amount")


def written(path: Path) -> list[list[str]]:
    """The headers written by hand, without every fourth."""
    lines = path.read_text("utf-8").split("\n")[1:-1]
    headers = [line.split("\t")[1].split("|") for line in lines]
    return [header for at, header in enumerate(headers, 1) if at % 4]


def examples(headers: list[list[str]], more: list[list[str]]) -> list[Example]:
    """Every place in the headers and in their variants, and in more headers as they are."""
    found: list[Example] = []
    for header in [*headers * COPIES, *_variants(headers), *more * COPIES]:
        text = "".join(header)
        ends = {len("".join(header[: place + 1])) for place in range(len(header))}
        found += [(features(text, at), at in ends) for at in range(1, len(text))]
    return found


def _variants(headers: list[list[str]]) -> list[list[str]]:
    chance = random.Random(1)
    names: dict[str, list[str]] = defaultdict(list)
    for name, roles in rules().names.items():
        for one, cost in roles.items():
            names[one] += [name] * (COMMON if cost < 1 else 1)
    return [
        _wider([_other(name, names, chance) for name in chance.choice(headers)], names, chance)
        for _ in range(EXCHANGED * len(headers))
    ]


def _wider(header: list[str], names: dict[str, list[str]], chance: random.Random) -> list[str]:
    """The header, sometimes with a column more of a kind that may stand anywhere."""
    if chance.random() < WIDER:
        at = chance.randrange(1, len(header) + 1)
        header = [*header[:at], chance.choice(names[chance.choice(ANYWHERE)]), *header[at:]]
    return header


def _other(name: str, names: dict[str, list[str]], chance: random.Random) -> str:
    choices = names.get(role(name))
    return chance.choice(choices) if choices and chance.random() < SHARE else name


def main() -> None:
    """Read the reports, train, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--headers", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    reports = [json.loads(path.read_text("utf-8")) for path in sorted(options.labelled)]
    headers = [[bare(name) for name in report["columns"]] for report in reports]
    data = examples(headers, written(options.headers) if options.headers else [])
    lines = ["feature\tweight", *rows(train(data, COMMON * COPIES))]
    options.output.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
