import sys
from pathlib import Path

# Helpers that tests of the pages and of the PDF writer share.
sys.path.insert(0, str(Path(__file__).parent / "typeset"))
