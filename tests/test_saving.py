import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from convert import saving
from convert.errors import OutputError


def save(target: Path, data: bytes, force: bool) -> None:
    saving.save([(target, lambda file: file.write(data))], force)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    save(tmp_path / "报表.docx", b"new", force=False)
    assert (tmp_path / "报表.docx").read_bytes() == b"new"
    assert names(tmp_path) == ["报表.docx"]


def test_an_existing_file_is_replaced_only_with_force(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    with pytest.raises(OutputError, match="--force"):
        save(target, b"new", force=False)
    assert target.read_bytes() == b"old"
    save(target, b"new", force=True)
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


def test_a_file_that_appears_while_we_write_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.csv"
    monkeypatch.setattr(saving, "check", lambda *_: target.write_bytes(b"theirs"))
    with pytest.raises(OutputError):
        save(target, b"ours", force=False)
    assert target.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("call", ["fsync", "chmod", "link", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_call_leaves_the_old_file(
    call: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.csv"
    force = call == "replace"
    if force:
        target.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    for name in {"link": ("link", "rename"), "fsync": ("fsync",)}.get(call, (call,)):
        monkeypatch.setattr(os, name, fail)
    with pytest.raises(OutputError):
        save(target, b"new", force=force)
    monkeypatch.undo()
    assert names(tmp_path) == (["a.csv"] if force else [])
    assert not force or target.read_bytes() == b"old"


def test_links_folders_and_missing_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "folder").mkdir()
    for name in ("link", "folder", "nowhere/a.csv"):
        with pytest.raises(OutputError):
            save(tmp_path / name, b"new", force=True)
    assert (tmp_path / "real").read_bytes() == b"old"
    assert names(tmp_path) == ["folder", "link", "real"]


def test_a_disk_without_hard_links_still_gets_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    save(tmp_path / "a", b"new", force=False)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_no_file_takes_its_name_before_all_are_written(tmp_path: Path) -> None:
    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "full")

    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"old")
    with pytest.raises(OutputError, match="b"):
        saving.save([(first, lambda file: file.write(b"new")), (second, fail)], force=True)
    assert first.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]
