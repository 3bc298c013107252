"""The same input gives the same bytes, whatever the machine's clock, language or hash order."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from convert.plugins import BUILT_IN, BUILT_IN_COMPANIONS
from tests.conftest import SAMPLES

OUTPUTS = [f"report.{name}" for name in (*BUILT_IN, *BUILT_IN_COMPANIONS)]
PLACES = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai", "CONVERT_LANG": "zh"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "en_US.UTF-8", "TZ": "America/New_York", "LANG": "en_US"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "zh_CN.GB18030", "TZ": "UTC", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("place", PLACES, ids=["shanghai", "new-york", "gb18030"])
def test_every_output_is_the_same_everywhere(place: dict[str, str], tmp_path: Path) -> None:
    arguments = [SAMPLES / "report.txt", "--to", "all", "-o", tmp_path, "--quiet"]
    command = [sys.executable, "-m", "convert", *map(str, arguments)]
    left = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "CONVERT_"))}
    subprocess.run(command, env={**left, **place}, check=True)
    for name in OUTPUTS:
        assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes(), name
