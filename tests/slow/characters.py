"""All 1,112,064 Unicode scalar values through every format and back.

python -m tests.slow.characters [FORMAT[:FIRST-LAST]...]

FIRST and LAST are code points, as in pdf:3000-FFFF. PDF takes ten minutes, the others one each.
"""

import sys
from collections import Counter

from convert import plugins
from tests.every_character import ALL, fates

PIECE = 16_384
"""Characters a report."""


def main(names: list[str]) -> int:
    """Counts what is lost in silence, format by format."""
    total = 0
    for asked in names or plugins.BUILT_IN:
        name, _, bounds = asked.partition(":")
        first, last = (int(one, 16) for one in (bounds or "0-10FFFF").split("-"))
        codes = [code for code in ALL if first <= code <= last]
        counts: Counter[str] = Counter()
        found: list[int] = []
        for at in range(0, len(codes), PIECE):
            became = fates(plugins.writer(name), name, codes[at : at + PIECE], name == "pdf")
            counts.update(fate for _, fate in became)
            found += [code for code, fate in became if fate == "lost"]
        shown = " ".join(f"U+{code:04X}" for code in found[:20])
        print(
            f"{asked}: {counts['kept']} kept, {counts['shown']} shown as [U+XXXX], "
            f"{counts['space']} spaces as other spaces, {len(found)} lost in silence {shown}",
            flush=True,
        )
        total += len(found)
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
