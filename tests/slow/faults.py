"""Every call of the outputs that take long, docx and pdf, failed once with ENOSPC and EIO.

python -m tests.slow.faults
"""

import tempfile
from pathlib import Path

import pytest

from tests.test_faulty_disk import faulted

if __name__ == "__main__":
    for name in ("docx", "pdf"):
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            calls = faulted(name, Path(folder), patch)
        print(f"{name}: {len(calls)} calls, each failed with 2 errors: 0 outputs damaged")
