"""All 1,112,064 Unicode scalar values through every format and back.

python -m tests.slow.characters [FORMAT...]
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
    for name in names or plugins.BUILT_IN:
        counts: Counter[str] = Counter()
        found: list[int] = []
        for at in range(0, len(ALL), PIECE):
            became = fates(plugins.writer(name), name, ALL[at : at + PIECE], name == "pdf")
            counts.update(fate for _, fate in became)
            found += [code for code, fate in became if fate == "lost"]
        shown = " ".join(f"U+{code:04X}" for code in found[:20])
        print(
            f"{name}: {counts['kept']} kept, {counts['shown']} shown as [U+XXXX], "
            f"{counts['space']} spaces as other spaces, {len(found)} lost in silence {shown}",
            flush=True,
        )
        total += len(found)
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
