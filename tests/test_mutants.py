"""The table that says which tests go with which mutated module names only what there is."""

from tests.slow.mutants import ROOT, table


def test_each_module_and_each_test_is_there() -> None:
    for module, tests in table().items():
        assert (ROOT / f"convert/{module}.py").exists()
        for test in tests:
            path, _, name = test.removeprefix("-").partition("::")
            held = (ROOT / "tests" / path).read_text(encoding="utf-8")
            assert f"def {name}(" in held if name else "def test_" in held
