"""How often the encoding of a short text is told rightly.

usage: python benchmarks/encodings.py [TEXT.txt ...]

Pieces of 4, 20 and 200 characters, one begun at every seventh, are encoded and decoded again; a
piece counts as right where every character comes back. Default: the reports of
benchmarks/heldout/ in simplified script, and for Big5 the page in traditional script that the
tests have; the frequencies behind the decision were made of neither.
"""

import json
import sys
from pathlib import Path

from convert.errors import DecodeError
from convert.reading.decode import decode

HERE = Path(__file__).resolve().parent
SIMPLIFIED = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be")
LENGTHS = (4, 20, 200)
STEP = 7


def main() -> None:
    """Read the command line, print a table."""
    given = "".join(Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
    texts = dict.fromkeys(SIMPLIFIED, given or simplified())
    texts["big5"] = traditional()
    show("encoding", [f"{length} characters" for length in LENGTHS])
    show("---", ["---" for _ in LENGTHS])
    for encoding, text in texts.items():
        show(encoding, [f"{share(text, encoding, length):.4f}" for length in LENGTHS])


def show(first: str, others: list[str]) -> None:
    """One line of the table."""
    sys.stdout.write(f"| {first} | {' | '.join(others)} |\n")


def simplified() -> str:
    """The cells of the held-out reports, end to end, without what GBK has no room for."""
    reports = (json.loads(path.read_bytes()) for path in sorted((HERE / "heldout").glob("*.json")))
    text = "".join(cell for report in reports for row in report["rows"] for cell in row)
    return text.encode("gbk", "ignore").decode("gbk")


def traditional() -> str:
    """A page in traditional script."""
    scripts = HERE.parent / "tests" / "reading" / "scripts.json"
    return str(json.loads(scripts.read_bytes())["traditional"])


def share(text: str, encoding: str, length: int) -> float:
    """How many of the pieces of that length come back, 0 to 1."""
    pieces = [text[at : at + length] for at in range(0, len(text) - length, STEP)]
    return sum(comes_back(piece, encoding) for piece in pieces) / len(pieces)


def comes_back(piece: str, encoding: str) -> bool:
    """Whether decoding the encoded piece gives it again."""
    try:
        return decode(piece.encode(encoding)).text == piece
    except DecodeError:
        return False


if __name__ == "__main__":
    main()
