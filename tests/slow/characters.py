"""All 1,112,064 Unicode scalar values through every format and back.

python -m tests.slow.characters [FORMAT...]
"""

import sys

from convert import plugins
from tests.every_character import ALL, lost

PIECE = 16_384
"""Characters a report."""


def main(names: list[str]) -> int:
    """Counts what is lost in silence, format by format."""
    total = 0
    for name in names or plugins.BUILT_IN:
        found: list[int] = []
        for at in range(0, len(ALL), PIECE):
            found += lost(plugins.writer(name), name, ALL[at : at + PIECE], name == "pdf")
        shown = " ".join(f"U+{code:04X}" for code in found[:20])
        print(f"{name}: {len(ALL)} characters, {len(found)} lost in silence {shown}", flush=True)
        total += len(found)
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
