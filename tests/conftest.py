"""What several tests need: the sample, and reports made by hypothesis."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# As the command has it: on a busy machine its threads wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

settings.register_profile("fast", deadline=None, max_examples=60, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
# Of a mutant it only matters that some example fails (tests/slow/mutants.py).
settings.register_profile(
    "mutants",
    deadline=None,
    max_examples=12,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("fast")


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are compared in Chinese, whatever machine the tests run on."""
    monkeypatch.setenv("CONVERT_LANG", "zh")


def needs(program: str) -> pytest.MarkDecorator:
    """Skip where a program is not installed; fail instead where CONVERT_REQUIRE_TOOLS is set."""
    missing = shutil.which(program) is None and not os.environ.get("CONVERT_REQUIRE_TOOLS")
    return pytest.mark.skipif(missing, reason=f"{program} is not installed")
