import filecmp
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted((ROOT / "tests" / "fixtures" / "corpus").glob("*.json"))


@pytest.mark.parametrize("made", ["headcuts", "rowstarts"])
def test_a_small_table_is_made_of_reports_the_same_twice(made: str, tmp_path: Path) -> None:
    for copy in ("one", "two"):
        command = [sys.executable, f"training/{made}.py", *REPORTS, "-o", tmp_path / copy]
        subprocess.run(command, check=True, cwd=ROOT)
    assert filecmp.cmp(tmp_path / "one", tmp_path / "two", shallow=False)
    lines = (tmp_path / "one").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "feature\tweight"
    assert len(lines) > 100
