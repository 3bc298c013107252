"""Makes convert/reading/characters.txt: which characters Chinese office text is made of.

usage: characters.py FOLDER > convert/reading/characters.txt

FOLDER holds labelled reports (*.json). The first line has their characters beyond ASCII,
the most frequent first; the second has those of the same text in traditional characters,
converted by OpenCC (pip install opencc-python-reimplemented).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import opencc

LEAST = 2
"""How often a character must occur to be listed."""


def texts(folder: Path) -> Iterator[str]:
    """All texts of the labelled reports."""
    for path in sorted(folder.rglob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        yield report["title"]
        yield from (text for pair in report["metadata"] for text in pair)
        yield from report["columns"]
        yield from (text for row in report["rows"] for text in row)


def ranked(text: str) -> str:
    """The characters of a text beyond ASCII, the most frequent first."""
    counts = Counter(c for c in text if c > "\x7f" and not c.isspace())
    return "".join(
        c for c, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= LEAST
    )


def main() -> None:
    """Print both lines."""
    text = "\n".join(texts(Path(sys.argv[1])))
    sys.stdout.write(f"{ranked(text)}\n{ranked(opencc.OpenCC('s2tw').convert(text))}\n")


if __name__ == "__main__":
    main()
