"""What the capped process does with a request, told step by step without one."""

import io
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from convert import limits
from convert.errors import InputError, LimitError
from convert.reading import child, read_bytes
from convert.reading.rowpack import unpacked
from convert.reading.study import studied
from tests.conftest import SAMPLES

TEXT = (SAMPLES / "report.txt").read_bytes()


class EndedError(Exception):
    """In place of the end of the process."""


class Ears:
    """A stream of text with its stream of bytes, as standard input and output are."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], list[object]]:
    """What the process answers to some bytes, and how often it capped itself."""

    def asked(data: bytes) -> list[object]:
        out, capped, hooks = Ears(), [], []
        monkeypatch.setattr(sys, "stdin", Ears(data))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "addaudithook", hooks.append)
        monkeypatch.setattr(child, "_limit_resources", lambda: capped.append(limits.most("cells")))
        monkeypatch.setattr(os, "_exit", ended)
        with pytest.raises(EndedError, match="0"):
            child.main()
        assert sys.stdout is sys.stderr
        assert hooks == [child._refuse] * bool(capped)
        return [*capped, *parted(out.buffer.getvalue())]

    return asked


def ended(status: int) -> None:
    raise EndedError(status)


def parted(data: bytes) -> list[object]:
    """The answers in what was written: each says first how long it is."""
    found = []
    while data:
        size = int.from_bytes(data[: child.HEAD])
        found.append(pickle.loads(data[child.HEAD : child.HEAD + size]))
        data = data[child.HEAD + size :]
    return found


def whole(answers: list[object]) -> object:
    """A report's answer, put together from its head and its pieces."""
    (kind, report, count), *pieces = answers
    assert len(pieces) == count
    return kind, report._replace(rows=tuple(row for piece in pieces for row in unpacked(piece)))


def said(data: bytes) -> list[object]:
    """What `read_bytes` is asked of a file."""
    return [data, "a.txt", None, None, None, None, None]


def request(task: str, *asked: object, **raised: int) -> bytes:
    return pickle.dumps((raised, task, asked))


def test_each_request_has_its_answer_and_its_limits(
    answers: Callable[[bytes], list[object]],
) -> None:
    usual = limits.most("cells")
    first, second, *read = answers(
        request("read", *said(TEXT), cells=9_999) + request("study", TEXT, "b.txt")
    )
    assert (first, second) == (9_999, usual)
    assert whole(read[:2]) == ("read", read_bytes(TEXT, "a.txt"))
    assert read[2:] == [("read", studied(TEXT, "b.txt"), 0)]
    assert answers(b"") == []


def test_an_error_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    kind, name, sentence, filling = child._read("read", said(b"\xff" * 99))
    assert (kind, name, sentence) == ("error", "DecodeError", "decode.none")
    assert filling == {"name": "a.txt", "at": 0}
    with limits.applied({"row_characters": 5}):
        assert child._read("read", said(TEXT))[:2] == ("limit", "row_characters")

    def broken(*_: object) -> object:
        raise InputError("input.damaged", name=Path("a"), error=ValueError("why"))

    monkeypatch.setitem(child._TASKS, "read", broken)
    assert child._read("read", []) == (
        "error",
        "InputError",
        "input.damaged",
        {"name": "a", "error": "why"},
    )


def test_a_fault_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(child._TASKS, "read", lambda _: 1 // 0)
    kind, said, trace = child._read("read", [])
    assert (kind, said) == ("fault", "ZeroDivisionError('integer division or modulo by zero')")
    assert str(trace).startswith("Traceback")


def test_a_limit_names_the_part_that_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    def large(_: object) -> object:
        raise limits.over("zip_part_mb", "word/document.xml")

    monkeypatch.setitem(child._TASKS, "read", large)
    assert child._read("read", []) == ("limit", "zip_part_mb", "word/document.xml")
    with pytest.raises(LimitError):
        large([])


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("socket.connect", ()),
        ("subprocess.Popen", ("true",)),
        ("os.fork", ()),
        ("os.posix_spawn", ()),
        ("open", ("/etc/passwd", "r", os.O_RDONLY)),
        ("open", (b"/etc/passwd", None, os.O_RDONLY)),
        ("open", (child.__file__, "w", os.O_WRONLY | os.O_CREAT)),
        ("open", (child.__file__, None, os.O_RDWR)),
        ("open", (child.__file__, "w", None)),
        ("open", ("/etc/passwd", None, None)),
    ],
)
def test_what_is_refused(event: str, facts: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError):
        child._refuse(event, facts)


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("import", ("a",)),
        ("open", (3, "w", os.O_WRONLY)),
        ("open", (child.__file__, "r", os.O_RDONLY)),
        ("open", (os.fsencode(child.__file__), None, None)),
        ("open", (child._STATM, "r", os.O_RDONLY)),
    ],
)
def test_what_is_not_refused(event: str, facts: tuple[object, ...]) -> None:
    child._refuse(event, facts)


def test_without_a_file_of_its_size_the_process_is_taken_for_small(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if sys.platform == "linux":
        assert child._size() > 10 << 20
    monkeypatch.setattr(child, "_STATM", str(tmp_path / "none"))
    assert child._size() == 256 << 20


@pytest.mark.skipif(os.name != "posix", reason="resource limits")
def test_the_caps_are_the_limits_and_no_higher_than_the_user_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resource

    caps: dict[int, tuple[int, int]] = {}
    hard = {resource.RLIMIT_CPU: 3}
    monkeypatch.setattr(resource, "setrlimit", caps.__setitem__)
    monkeypatch.setattr(
        resource, "getrlimit", lambda what: (0, hard.get(what, resource.RLIM_INFINITY))
    )
    monkeypatch.setattr(child, "_size", lambda: 5)
    with limits.applied({"memory_mb": 7, "seconds": 11}):
        child._limit_resources()
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard[resource.RLIMIT_CPU] = 1 << 40
        capped = caps[resource.RLIMIT_CPU]
        child._limit_resources()
    assert caps[resource.RLIMIT_AS] == (5 + (7 << 20), resource.RLIM_INFINITY)
    assert caps[resource.RLIMIT_CORE] == caps[resource.RLIMIT_FSIZE]
    assert caps[resource.RLIMIT_FSIZE][0] == 0
    assert capped == (3, 3)
    assert 0 <= caps[resource.RLIMIT_CPU][0] - int(used.ru_utime + used.ru_stime) - 13 <= 1


def test_a_system_without_caps_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    child._limit_resources()
