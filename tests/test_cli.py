"""The command: what it writes, what it refuses, and with which status and sentence."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from convert import cli, plugins
from convert.messages import catalogue
from convert.resources import folder
from tests.conftest import SAMPLES

SAMPLE = SAMPLES / "report.txt"
FORMATS = (*plugins.BUILT_IN, *plugins.BUILT_IN_COMPANIONS)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    copy = tmp_path / "report.txt"
    copy.write_bytes(SAMPLE.read_bytes())
    return copy


def run(*arguments: object) -> int:
    return cli.status([str(argument) for argument in arguments])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_format_is_written_beside_the_input(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(page, "--to", "all") == 0
    assert names(page.parent) == sorted([f"report.{name}" for name in FORMATS] + ["report.txt"])
    summary = capsys.readouterr().err.splitlines()
    assert summary[0] == "report.txt：15 行，5 列"
    assert summary[-1] == f"  已写出 {page.with_suffix('.html')}"


def test_a_second_run_is_refused_and_force_gives_the_same_bytes(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(page, "--to", "all") == 0
    first = {name: (page.parent / f"report.{name}").read_bytes() for name in FORMATS}
    capsys.readouterr()
    assert run(page, "--to", "all") == 40
    assert capsys.readouterr().err.count("\n") == 1
    assert run(page, "--to", "all", "--force") == 0
    assert first == {name: (page.parent / f"report.{name}").read_bytes() for name in FORMATS}


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["--to", "json,md"], ["report.json", "report.md"]),
        (["--to", "json", "--to", "md", "--to", "json"], ["report.json", "report.md"]),
        (["--to", "json", "-o", "table.txt"], ["table.txt"]),
        (["--to", "csv"], ["report.csv", "report.csv-metadata.json"]),
        (["-o", "table.csv"], ["table.csv", "table.csv-metadata.json"]),
        (["--to", "csv-metadata.json"], ["report.csv-metadata.json"]),
        (["-o", "table.md"], ["table.md"]),
        (["--to", "csv", "-o", "deep/er/"], ["deep"]),
        (["--to", "csv,md", "-o", "out"], ["out"]),
    ],
)
def test_where_outputs_go(
    arguments: list[str], written: list[str], page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(page.parent)
    assert run("report.txt", *arguments) == 0
    assert names(page.parent) == sorted([*written, "report.txt"])


def test_several_inputs_have_one_output_each(page: Path) -> None:
    other = page.with_name("other.txt")
    other.write_bytes(page.read_bytes())
    assert run(page, other, "--to", "csv", "-o", page.parent / "out") == 0
    assert names(page.parent / "out") == [
        *("other.csv", "other.csv-metadata.json", "report.csv", "report.csv-metadata.json"),
    ]


def test_a_side_file_names_the_file_it_lies_beside(page: Path) -> None:
    assert run(page, "-o", page.with_name("第三季度.csv")) == 0
    side = json.loads(page.with_name("第三季度.csv-metadata.json").read_bytes())
    assert side["url"] == "第三季度.csv"


def test_an_existing_side_file_is_left_alone(page: Path) -> None:
    side = page.with_name("report.csv-metadata.json")
    side.write_bytes(b"{}")
    assert run(page, "--to", "csv") == 40
    assert names(page.parent) == ["report.csv-metadata.json", "report.txt"]


def test_options_of_formats_stand_above_the_style(page: Path) -> None:
    options = ["--csv-encoding", "gb18030", "--csv-raw", "--md-front-matter"]
    assert run(page, "--to", "csv,md", *options) == 0
    assert page.with_suffix(".csv").read_bytes().startswith("序号,".encode("gb18030"))
    side = json.loads(page.with_name("report.csv-metadata.json").read_bytes())
    assert side["dialect"]["encoding"] == "gb18030"
    assert side["urn:x-convert:report:1.0#guard"] is False
    assert page.with_suffix(".md").read_bytes().startswith(b"---\ntitle: ")


def test_standard_output_takes_one_format(page: Path, capfdbinary: object) -> None:
    assert run(page, "--to", "csv", "-o", "-") == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr().out.startswith("\ufeff序号,".encode())  # type: ignore[attr-defined]
    assert run(page, "--to", "csv,md", "-o", "-") == 2


def bad_inputs(folder: Path) -> dict[str, tuple[Path, int]]:
    """A file of each kind that is no report, and the status it must end with."""
    contents = {
        "empty.txt": (b"", 10),
        "blank.txt": (b" \n\n", 10),
        "photo.txt": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), 10),
        "noise.txt": (bytes(range(256)) * 4, 11),
        "page.txt": ("首页 > 新闻\n某县召开工作会议\n10月9日，某县召开会议。\n".encode(), 12),
    }
    made = {}
    for name, (data, status) in contents.items():
        (folder / name).write_bytes(data)
        made[name] = (folder / name, status)
    return {**made, "missing": (folder / "nothing.txt", 10), "folder": (folder, 10)}


@pytest.mark.parametrize("case", ["empty.txt", "blank.txt", "photo.txt", "noise.txt", "page.txt",
                                  "missing", "folder"])  # fmt: skip
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_bad_input_costs_one_sentence_and_no_file(
    case: str, force: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, status = bad_inputs(tmp_path)[case]
    out = tmp_path / "out"
    out.mkdir()
    if force:
        (out / "kept.csv").write_bytes(b"old")
    before = names(tmp_path)
    assert run(source, "--to", "csv", "-o", out / "kept.csv", *force) == status
    said = capsys.readouterr().err
    assert said.startswith("convert: ")
    assert said.count("\n") == 1
    assert names(tmp_path) == before
    assert names(out) == (["kept.csv"] if force else [])
    assert not force or (out / "kept.csv").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--to", "odt"], 20),
        (["--to", "docx", "--style", "fancy"], 30),
        (["--to", "csv", "--encoding", "nonsense"], 11),
        (["--to", "csv", "--encoding", "ascii"], 11),
        (["--to", "csv", "-o", "report.txt", "--force"], 40),
        (["--nonsense"], 2),
        ([], 2),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    arguments: list[str],
    status: int,
    page: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(page.parent)
    assert run("report.txt", *arguments) == status
    assert capsys.readouterr().err.count("\n") == 1
    assert names(page.parent) == ["report.txt"]
    assert page.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_folder_that_cannot_be_written_is_named(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    out = page.parent / "out"
    out.mkdir()
    # Root, as CI runs, may write anywhere: let the system call refuse.
    monkeypatch.setattr("convert.temporary._made", refuse)
    assert run(page, "--to", "csv", "-o", out) == 40
    assert str(out / "report.csv") in capsys.readouterr().err
    assert names(out) == []


def test_two_outputs_that_would_be_one_file_are_refused(page: Path) -> None:
    (page.parent / "b").mkdir()
    other = page.parent / "b" / "report.txt"
    other.write_bytes(page.read_bytes())
    assert run(page, other, "--to", "csv", "-o", page.parent / "out") == 40
    assert not (page.parent / "out").exists()


def test_strict_writes_nothing_where_rows_are_doubtful(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(page, "--to", "csv", "--strict") == 3
    assert "--strict" in capsys.readouterr().err
    assert names(page.parent) == ["report.txt"]


def test_an_unforeseen_error_is_a_sentence_and_a_report(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom\nhere")

    monkeypatch.setattr("convert.job.read", fail)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    assert run(page, "--to", "csv") == 70
    assert run(page, "--to", "csv") == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 2
    assert "boom" in said
    assert "Traceback" not in said
    (report,) = (tmp_path / "state/convert").iterdir()
    assert str(report) in said
    kept = report.read_text(encoding="utf-8")
    assert "RuntimeError: boom" in kept
    assert hashlib.sha256(page.read_bytes()).hexdigest() in kept


def test_a_fault_that_cannot_be_kept_is_told_all_the_same(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("convert.job.read", fail)
    monkeypatch.setattr(Path, "mkdir", fail)
    monkeypatch.setattr(Path, "write_text", fail)
    assert run(page, "--to", "csv") == 70
    assert "No space" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_standard_output_is_one_sentence(page: Path) -> None:
    command = [sys.executable, "-m", "convert", str(page), "--to", "csv", "-o", "-"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        silent = subprocess.run(command, stdout=full, stderr=full, check=False)
    assert done.returncode == silent.returncode == 40
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_a_run_tidily(number: int, page: Path, tmp_path: Path) -> None:
    slow = (
        "import signal, sys, time\nfrom convert import cli, saving\n"
        # A shell has its background jobs ignore this signal, and these tests may be in one.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def fill(*_):\n print('here', flush=True)\n time.sleep(60)\n"
        "saving._write = fill\ncli.run()\n"
    )
    command = [sys.executable, "-c", slow, str(page), "--to", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(number)
        assert process.wait(60) == 128 + number
    assert names(tmp_path) == ["report.txt"]


def test_an_interrupt_ends_with_130(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("convert.job.read", interrupt)
    assert run(page, "--to", "csv") == 130


def test_quiet_says_nothing(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(page, "--to", "csv", "--quiet") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_is_in_the_users_language_and_lists_every_status(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONVERT_LANG", language)
    assert run("--help") == 0
    said = "".join(capsys.readouterr().out.split())
    for key in ("help", "help.to", "help.force", "help.epilog"):
        assert "".join(catalogue(language)[key].split()) in said


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [(["--explain"], 15), (["--explain", "36"], 1), (["--explain", "#2"], 1)],
)
def test_explain_says_how_each_border_was_decided(
    arguments: list[str], rows: int, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(page, *arguments) == 0
    said = capsys.readouterr().out
    assert sum(line.startswith("第 ") for line in said.splitlines()) == rows
    assert said.count("任务内容：") >= rows
    assert names(page.parent) == ["report.txt"]


def test_explain_may_stand_before_the_input_and_names_the_rows_there_are(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--explain", page) == 0
    assert capsys.readouterr().out.startswith("第 1 行")
    assert run(page, "--explain", "999") == 2
    assert "164" in capsys.readouterr().err


def test_a_pdf_may_carry_its_source_and_its_table(page: Path) -> None:
    assert run(page, "--to", "pdf", "--attach-source", "--mark-doubtful") == 0
    with pikepdf.open(page.with_suffix(".pdf")) as pdf:
        names = sorted(pdf.attachments)
        source = pdf.attachments["report.txt"].get_file().read_bytes()
    assert names == ["report.csv", "report.txt"]
    assert source == page.read_bytes()


def test_a_character_without_a_font_is_noted_and_strict_refuses_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "rare.csv"
    page.write_text("序号,任务内容,完成情况\n7,办理\U000323af证,已完成\n", encoding="utf-8")
    assert run(page, "--to", "pdf") == 0
    assert "U+323AF (7)" in capsys.readouterr().err
    assert run(page, "--to", "pdf", "-o", tmp_path / "b.pdf", "--strict") == 3
    assert not (tmp_path / "b.pdf").exists()


def test_a_font_of_the_users_own_is_embedded(page: Path) -> None:
    font = folder("fonts") / "kai.ttf"
    assert run(page, "--to", "pdf", "--font", f"fang={font}") == 0
    assert run(page, "--to", "pdf", "--font", "song=x.ttf", "--force") == 2


def test_version_and_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("convert 0.")
    assert run("--list") == 0
    listed = capsys.readouterr().out
    for name in (*plugins.BUILT_IN, "brief", "archive", "plain"):
        assert f"  {name} " in listed
