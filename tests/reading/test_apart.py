"""The process that reads what may do harm: same report, same errors, and its own limits."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from convert import limits
from convert.errors import ConvertError, InputError, LayoutError, LimitError
from convert.reading import apart, child, read, read_bytes
from convert.reading.rowpack import unpacked
from convert.reading.sniff import is_risky
from convert.report import Cell, Report, Row
from convert.style import style
from convert.writing import pdf
from tests.conftest import SAMPLES
from tests.test_limits import TABLE, word

posix = pytest.mark.skipif(os.name != "posix", reason="resource limits")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("a") / "report.pdf"
    path.write_bytes(pdf.write(read(SAMPLES / "report.txt"), style("brief")))
    return path


def test_what_is_read_apart() -> None:
    assert is_risky(b"%PDF-1.7")
    assert is_risky(word(" " * (17 << 20)))
    assert is_risky(b"<p>" + b" " * (3 << 20))
    for small in (TABLE.encode(), word(""), b"PK\x03\x04", "序号".encode() * 1_000_000):
        assert not is_risky(small)


def test_the_report_is_the_same(printed: Path) -> None:
    assert read(printed) == read(printed, trusted=True)


def test_a_long_report_comes_in_pieces() -> None:
    report = Report("题", (), ("序号",), tuple(Row("task", (Cell(str(n)),)) for n in range(1234)))
    head, *pieces = map(apart._unpickled, child._pieces(("read", report)))
    assert head == ("read", report._replace(rows=()), 3)
    assert [row for piece in pieces for row in unpacked(piece)] == list(report.rows)
    assert list(map(apart._unpickled, child._pieces(("error", "x")))) == [("error", "x", 0)]


def test_errors_come_back_as_they_are(printed: Path) -> None:
    data = printed.read_bytes()[:9000]
    said = []
    for use in (read_bytes, apart.read_bytes):
        with pytest.raises(ConvertError) as caught:
            use(data, "a.pdf")
        said.append((type(caught.value), str(caught.value)))
    assert said[0] == said[1]
    with pytest.raises(LimitError, match=r"a\.pdf.*pdf_pages"), limits.applied({"pdf_pages": 0}):
        apart.read_bytes(printed.read_bytes(), "a.pdf")


def test_a_fault_comes_back_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CODE", "1 / 0")
    with pytest.raises(InputError, match="垮掉"):
        apart.read_bytes(b"%PDF-", "a.pdf")
    with pytest.raises(RuntimeError, match="boom") as caught:
        apart._taken(("fault", "boom", "Traceback: here"), "a.pdf")
    assert caught.value.__notes__ == ["Traceback: here"]


@posix
@pytest.mark.parametrize(
    ("code", "limit"),
    [("while True: pass", "seconds"), ("x = bytearray(1 << 30)", "memory_mb")],
)
def test_time_and_memory_end_the_process(
    code: str, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped = (
        "import json, pickle, sys; sys.path[:] = json.loads(sys.argv[1])\n"
        "from convert import limits\nfrom convert.reading.child import _limit_resources\n"
        "with limits.applied(pickle.load(sys.stdin.buffer)[0]): _limit_resources()\n"
    )
    monkeypatch.setattr(apart, "_CODE", capped + code)
    with limits.applied({"seconds": 1}), pytest.raises(LimitError, match=limit):
        apart.read_bytes(b"%PDF-", "a.pdf")


def test_only_our_records_are_unpickled() -> None:
    for strange in (os.system, subprocess.Popen, eval, Path("a")):
        with pytest.raises(pickle.UnpicklingError):
            apart._unpickled(pickle.dumps(("report", strange)))


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('x', 'w')",
        "import os; os.open('x', os.O_CREAT)",
        "import pathlib; pathlib.Path('x').write_text('')",
        "open('secret')",
    ],
)
def test_the_process_can_do_nothing_but_read(code: str, tmp_path: Path) -> None:
    started = f"import sys; sys.path[:] = {sys.path!r}\nfrom convert.reading import child\n"
    run = f"{started}import socket, subprocess\nsys.addaudithook(child._refuse)\n{code}"
    (tmp_path / "secret").write_text("")
    done = subprocess.run(
        [sys.executable, "-c", run], cwd=tmp_path, capture_output=True, check=False
    )
    assert b"PermissionError" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@pytest.fixture
def readers() -> Iterator[apart.Readers]:
    made = apart.Readers()
    yield made
    made.end()


def test_one_process_reads_document_after_document(readers: apart.Readers) -> None:
    for name in ("report.txt", "report.docx", "report.txt"):
        data = (SAMPLES / name).read_bytes()
        study = readers.studied(data, name)
        assert study.report == read_bytes(data, name)
        assert (study.found is not None) == (name == "report.txt")
    with pytest.raises(LayoutError):
        readers.studied("你好。".encode(), "a.txt")
    assert len(readers._idle) == 1


def test_after_harm_the_next_document_has_a_new_process(readers: apart.Readers) -> None:
    data = (SAMPLES / "report.txt").read_bytes()
    readers.studied(data, "report.txt")
    (reader,) = readers._idle
    reader._process.kill()
    with pytest.raises(ConvertError, match=r"report\.txt"):
        readers.studied(data, "report.txt")
    assert readers.studied(data, "report.txt").report.rows
    assert readers._idle != [reader]


SLOWLY = """
import json, sys, time; sys.path[:] = json.loads(sys.argv[1])
from convert.reading import child
def slowly(asked):
    ends = time.process_time() + 0.7
    while time.process_time() < ends: pass
    return child._studied(asked)
child._TASKS["study"] = slowly
child.main()
"""


@posix
def test_each_document_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CODE", SLOWLY)
    readers = apart.Readers()
    data = (SAMPLES / "report.txt").read_bytes()
    with limits.applied({"seconds": 1}):
        for _ in range(6):
            assert readers.studied(data, "report.txt").report.rows
    readers.end()
