"""Folders: what is converted, what is left, what fails, and what a second run does."""

import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from convert import job, temporary
from convert.batch import lock, pool, recipe, work
from convert.batch.journal import Task
from convert.batch.outcome import Outcome
from convert.batch.portions import BYTES, small
from convert.person import FORMAT, SUFFIX
from convert.style import style
from tests.batch.folders import fill, hashes, record, report, run, states


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "in", 12)


def test_a_folder_is_mirrored_and_recorded(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(folder, "--to", "csv,md", "-o", out, "--jobs", 2, "--quiet") == 0
    made = record(out)
    assert made["totals"] == {
        **{"inputs": 12, "done": 12, "failed": 0, "left": 0},
        **{"rows": sum(2 + number % 3 for number in range(12)), "check": 0},
    }
    found = hashes(out)
    del found["run.json"]
    listed = [output for each in made["inputs"] for output in each["outputs"]]
    assert {output["name"]: output["sha256"] for output in listed} == found
    assert "区1/0011.csv-metadata.json" in found
    assert made["inputs"][0]["sha256"] == recipe.digest(folder / "区0/0000.json")


def test_one_bad_file_stops_no_other(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    (folder / "空.txt").touch()
    out = tmp_path / "out"
    assert run(folder, "--to", "md", "-o", out, "--jobs", 1) == 4
    failed = [each for each in record(out)["inputs"] if each["state"] == "failed"]
    assert [each["name"] for each in failed] == ["坏.docx", "空.txt"]
    assert all(each["error"] and each["status"] == 10 for each in failed)
    shown = capfd.readouterr().err
    assert "没有转换 空.txt" in shown
    assert shown.endswith(f"convert: 14 个文件中有 2 个没有转换成，原因见 {out}/run.json\n")


def test_what_is_no_report_is_left_and_said(folder: Path, tmp_path: Path) -> None:
    for name in (".hidden", "~$a.docx", "Thumbs.db", "b.csv-metadata.json"):
        (folder / name).write_bytes(b"?")
    (folder / "link.txt").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    out = tmp_path / "out"
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 0
    left = {e["name"]: e["reason"] for e in record(out)["inputs"] if e["state"] == "left"}
    assert left == {
        **{".hidden": "hidden", "~$a.docx": "locked", "Thumbs.db": "system"},
        **{"b.csv-metadata.json": "beside", "link.txt": "link", "pipe": "special"},
    }


def test_a_second_run_does_only_what_changed(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 0
    first = hashes(out)
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*.md")}
    (folder / "区0/0003.json").write_bytes(report(99))
    (out / "区1/0010.md").unlink()
    assert run(folder, "--to", "md", "-o", out) == 0
    again = hashes(out)
    assert {name for name in first if first[name] != again[name]} == {"run.json", "区0/0003.md"}
    same = {path for path in stamps if path.stat().st_mtime_ns == stamps[path]}
    assert stamps.keys() - same == {out / "区0/0003.md", out / "区1/0010.md"}
    assert re.search("不必重做的 +10\n", capfd.readouterr().err)


def test_a_persons_word_makes_its_report_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 0
    first = hashes(out)
    source = folder / "区0/0003.json"
    word = {"rows": [], "title": "改过的标题", "columns": [], "fields": []}
    held = {"format": FORMAT, "source": {"sha256": recipe.digest(source)}, "word": word}
    side = source.with_name(f"{source.name}{SUFFIX}")
    side.write_text(json.dumps(held), encoding="utf-8")
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 0
    again = hashes(out)
    assert {name for name in first if first[name] != again[name]} == {"run.json", "区0/0003.md"}
    assert "改过的标题" in (out / "区0/0003.md").read_text(encoding="utf-8")
    made = {each["name"]: each for each in record(out)["inputs"]}
    assert made["区0/0003.json"]["beside"] == recipe.digest(side)


def test_a_fault_of_ours_is_kept_and_stops_no_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(job, "prepare", unforeseen)
    setting = work.Setting(("md",), job.Options(style("brief")), tmp_path / "out")
    task = Task("a.json", folder / "区0/0003.json", 0, "", "a")
    (found,) = work.convert(setting, [task])
    assert found.status == 70
    (kept,) = (tmp_path / "state/convert").iterdir()
    assert str(kept) in found.error
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")


def unforeseen(*_: object) -> None:
    raise ZeroDivisionError("0")


def test_other_options_make_all_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(folder, "--to", "csv", "-o", out, "--quiet") == 0
    first = hashes(out)
    assert run(folder, "--to", "csv", "-o", out, "--quiet", "--csv-encoding", "gb18030") == 0
    assert all(hashes(out)[name] != first[name] for name in first)


def test_an_edited_output_is_left_alone_unless_forced(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 0
    edited = out / "区0/0003.md"
    edited.write_text("改过", encoding="utf-8")
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 4
    assert edited.read_text(encoding="utf-8") == "改过"
    assert states(out)["区0/0003.json"] == "failed"
    assert run(folder, "--to", "md", "-o", out, "--quiet", "--force") == 0
    assert edited.read_text(encoding="utf-8") != "改过"


def test_inputs_of_one_stem_keep_their_suffix(folder: Path, tmp_path: Path) -> None:
    (folder / "区0/0001.txt").write_bytes(report(50))
    out = tmp_path / "out"
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 0
    assert {"区0/0001.json.md", "区0/0001.txt.md", "区0/0002.md"} < hashes(out).keys()


def test_several_folders_keep_their_names(folder: Path, tmp_path: Path) -> None:
    single = tmp_path / "single.json"
    single.write_bytes(report(7))
    out = tmp_path / "out"
    assert run(folder, fill(tmp_path / "b", 2), single, "--to", "md", "-o", out, "--quiet") == 0
    assert {"in/区0/0001.md", "b/区0/0001.md", "single.md"} < hashes(out).keys()


def test_an_output_folder_inside_the_input_is_no_input(folder: Path) -> None:
    for _ in range(2):
        assert run(folder, "--to", "md", "-o", folder / "out", "--quiet") == 0
        assert record(folder / "out")["totals"]["inputs"] == 12
    assert run(folder, "--to", "md", "-o", folder, "--quiet") == 40


def test_what_cannot_be_run(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "--to", "md") == 2
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", "--to", "md", "-o", tmp_path / "out") == 10
    assert run(tmp_path / "none", folder, "--to", "md", "-o", tmp_path / "out") == 10
    assert run(folder, "--to", "nothing", "-o", tmp_path / "out", "--quiet") == 20


def test_run_json_is_the_same_however_many_jobs(folder: Path, tmp_path: Path) -> None:
    for jobs in (1, 3):
        assert run(folder, "--to", "md", "-o", tmp_path / f"{jobs}", "--jobs", jobs, "-q") == 0
    assert hashes(tmp_path / "1") == hashes(tmp_path / "3")


def test_strict_counts_as_failing(tmp_path: Path) -> None:
    source = tmp_path / "in/a.txt"
    source.parent.mkdir()
    source.write_bytes((Path(__file__).parents[2] / "samples/report.txt").read_bytes())
    out = tmp_path / "out"
    assert run(source.parent, "--to", "md", "-o", out, "--quiet", "--strict") == 4
    assert record(out)["inputs"][0]["status"] == 3


@pytest.mark.skipif(sys.platform == "win32", reason="no flock")
def test_two_runs_in_one_folder_are_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    (out / ".convert").mkdir(parents=True)
    monkeypatch.setattr(lock, "WAIT", 0.1)
    with lock.take(out / ".convert/lock"):
        assert run(folder, "--to", "md", "-o", out, "--quiet") == 40
    assert run(folder, "--to", "md", "-o", out, "--quiet") == 0


def use(tasks: Sequence[Task]) -> list[Outcome]:
    """Dies of some inputs, as a worker does that the system ends."""
    if any("killer" in task.name for task in tasks):
        os._exit(9)
    return [Outcome(task.name) for task in tasks]


def test_a_process_that_dies_takes_no_other_input_with_it() -> None:
    names = [f"{number}" for number in range(20)]
    killers = ["killer 1", "killer 2"]
    mixed = [*names[:4], killers[0], *names[4:9], killers[1], *names[9:]]
    tasks = (Task(name, Path(name), 0, "", name) for name in mixed)
    portions = small(tasks, len(mixed), 1, 8)
    made = pool.results(portions, use, work.died, 2, None)
    found = {each.name: each for some in made for each in some}
    assert sorted(found) == sorted(mixed)
    assert [name for name in found if found[name].failed] == killers
    assert "意外终止" in found["killer 1"].error


def test_the_last_inputs_are_handed_out_evenly() -> None:
    tasks = [Task(f"{at}", Path(), BYTES if at == 3 else 10, "", "") for at in range(60)]
    made = list(small(iter(tasks), 60, 2, 3))
    assert [task for portion in made for task in portion] == tasks
    counts = [len(portion) for portion in made]
    assert counts[:5] == [3, 1, 4, 4, 4]
    assert counts[-10:] == [1] * 10


def test_a_full_disk_fails_one_input_of_a_portion(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = work.Setting(("md", "csv"), job.Options(style("brief")), tmp_path / "out")
    names = ["区0/0000", "区0/0003", "区1/0011"]
    tasks = [Task(name, folder / f"{name}.json", 0, "", name) for name in names]
    for call, at in (("fsync", 4), ("replace", 4), ("chmod", 4)):
        with monkeypatch.context() as patch:
            fail(patch, call, at)
            found = work.convert(setting, tasks)
        assert [each.status for each in found] == [0, 40, 0]
        left = {path.name for path in (tmp_path / "out").rglob("*") if path.is_file()}
        assert not [name for name in left if name.endswith(".tmp")]
        assert {"0000.md", "0000.csv", "0000.csv-metadata.json", "0011.md"} <= left
        shutil.rmtree(tmp_path / "out")
        temporary.clean.cache_clear()


def fail(patch: pytest.MonkeyPatch, call: str, at: int) -> None:
    """The disk is full at that call, counted from 1."""
    real, count = getattr(os, call), iter(range(1, 1000))

    def counted(*given: object, **named: object) -> object:
        if next(count) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*given, **named)

    patch.setattr(os, call, counted)
