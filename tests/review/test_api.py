"""What a person does on the page, as the server hears it."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from convert.cli import status
from convert.person import SUFFIX
from convert.plugins import BUILT_IN
from convert.reading import read
from tests.conftest import SAMPLES
from tests.review.desks import TEXT, Client, written


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def client(source: Path) -> Client:
    return Client(source)


def offset(words: str) -> int:
    return TEXT.index(words)


def test_a_report_comes_with_its_source_and_borders(client: Client) -> None:
    report = client.report()
    assert report["title"] == "某区2020年重点任务执行情况"
    assert report["columns"] == ["序号", "任务内容", "完成情况", "存在问题", "下一步打算"]
    row = report["rows"][0]
    assert row["source"] == TEXT[row["start"] : row["end"]]
    assert len(row["cuts"]) == 4
    for cell, cut in zip(row["cells"][1:], row["cuts"], strict=True):
        assert cell[3] is None or cell[3][0] == cut


def test_a_moved_border_stands_and_the_others_are_decided_around_it(client: Client) -> None:
    start = client.row(1)["start"]
    at = offset("建成3个")
    changed = client.do("border", row=start, column=2, at=at)
    assert client.row(1)["cuts"][1] == at
    assert changed["changed"]["rows"]
    assert client.texts(1)[:2] == ["2", "新建乙公园5个。"]
    client.do("border", row=start, column=3, at=offset("5个。建成"))
    assert client.texts(1)[1:3] == ["新建乙公园", ""] or client.texts(1)[2] == ""
    assert client.row(1)["cuts"][2] == offset("5个。建成")


def test_a_border_may_move_past_others(client: Client) -> None:
    row = client.row(1)
    client.do("border", row=row["start"], column=4, at=row["start"] + 1)
    assert client.row(1)["cuts"] == [row["start"] + 1] * 4
    assert client.texts(1)[4].startswith("新建乙公园")


def test_a_border_may_move_past_the_number(client: Client) -> None:
    row = client.row(1)
    client.do("border", row=row["start"], column=2, at=row["start"])
    assert client.row(1)["cuts"][:2] == [row["start"]] * 2
    assert client.texts(1)[:2] == ["", ""]


def test_an_accepted_row_needs_no_check_and_can_be_opened_again(client: Client) -> None:
    row = client.row(2)
    client.do("accept", row=row["start"])
    found = client.row(2)
    assert not found["review"]
    assert found["accepted"]
    assert {cell[2] for cell in found["cells"]} == {1.0}
    assert [cell[0] for cell in found["cells"]] == [cell[0] for cell in row["cells"]]
    client.do("accept", row=row["start"], accepted=False)
    assert not client.row(2)["accepted"]


def test_another_reading_is_taken_whole(client: Client) -> None:
    row = client.row(0)
    cuts = [row["cuts"][0], offset("已完成"), row["end"], row["end"]]
    client.do("reading", row=row["start"], cuts=cuts)
    found = client.row(0)
    assert found["cuts"] == cuts
    assert not found["review"]
    assert client.texts(0)[3:] == ["", ""]


def test_rows_are_split_and_joined(client: Client) -> None:
    row = client.row(1)
    client.do("split", row=row["start"], at=offset("征地困难"))
    assert len(client.report()["rows"]) == 4
    assert "".join(client.texts(1)) == "2新建乙公园5个。建成3个。"
    client.do("join", row=client.row(2)["start"])
    assert len(client.report()["rows"]) == 3
    assert "".join(client.texts(1)) == "2新建乙公园5个。建成3个。征地困难。加快征地。"


def test_rows_that_were_two_lines_are_joined(client: Client) -> None:
    client.do("join", row=client.row(2)["start"])
    assert len(client.report()["rows"]) == 2
    assert "3实施丙改造" in "".join(client.texts(1))


def test_a_row_becomes_a_heading_and_back(client: Client) -> None:
    start = client.row(1)["start"]
    client.do("kind", row=start, kind="heading")
    assert client.row(1)["kind"] == "heading"
    assert client.texts(1)[0].startswith("2新建乙公园")
    client.do("kind", row=start, kind="task")
    assert client.texts(1)[0] == "2"


def test_title_columns_and_fields_are_edited(client: Client) -> None:
    client.do("title", text="某区重点任务")
    client.do("column", at=3, text="困难")
    first = client.report()["fields"][0]
    client.do("field", at=first["at"], label="索引", value="X-1")
    client.do("field", at="联系人", label="联系人", value="王某")
    report = client.report()
    assert report["title"] == "某区重点任务"
    assert report["columns"][3] == "困难"
    assert report["fields"][0] == {"at": 0, "label": "索引", "value": "X-1"}
    assert report["fields"][-1]["value"] == "王某"


def test_every_step_is_undone_and_redone(client: Client) -> None:
    seen = [client.report()]
    row = client.row(1)
    client.do("border", row=row["start"], column=2, at=offset("个。建成"))
    seen.append(client.report())
    client.do("title", text="甲")
    seen.append(client.report())
    client.do("split", row=row["start"], at=offset("征地困难"))
    seen.append(client.report())
    client.do("accept", row=client.row(0)["start"])
    seen.append(client.report())

    def facts(report: dict[str, object]) -> list[object]:
        return [report["title"], report["rows"], report["left"]]

    for earlier in seen[-2::-1]:
        client.do("undo")
        assert facts(client.report()) == facts(earlier)
    client.do("undo")
    for later in seen[1:]:
        client.do("redo")
        assert facts(client.report()) == facts(later)


def test_an_answer_tells_what_has_changed(client: Client) -> None:
    rows = client.report()["rows"]
    for what in (
        {"what": "split", "row": rows[1]["start"], "at": offset("征地困难")},
        {"what": "undo"},
        {"what": "accept", "row": rows[0]["start"]},
    ):
        change = client.do(**what)["changed"]
        rows[change["at"] : change["at"] + change["drop"]] = change["rows"]
        assert rows == client.report()["rows"]


def test_everything_is_in_the_file_and_survives_the_server(client: Client, source: Path) -> None:
    client.do("border", row=client.row(1)["start"], column=2, at=offset("个。建成"))
    client.do("title", text="甲")
    client.do("undo")
    after = Client(source)
    assert after.report() == client.report()
    assert after.do("redo")["title"] == "甲"


def test_later_runs_of_the_command_heed_it(
    client: Client, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client.do("border", row=client.row(1)["start"], column=2, at=offset("个。建成"))
    client.do("column", at=3, text="困难")
    report = read(source)
    assert report.columns[3] == "困难"
    assert report.rows[1].cells[1].text == "新建乙公园5"
    assert status([str(source), "--to", "md", "-o", str(source.parent / "out.md")]) == 0
    assert "report.txt.cells.json" in capsys.readouterr().err


def test_the_downloads_are_the_commands(client: Client, source: Path) -> None:
    client.do("accept", row=client.row(1)["start"])
    folder = source.parent / "out"
    assert status([str(source), "--to", "all", "-o", str(folder), "--quiet"]) == 0
    key = client.keys[0]
    for name in BUILT_IN:
        found = client.get(f"/reports/{key}/as/{name}")
        assert found.data == (folder / f"report.{name}").read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/reports/{key}/all").data))
    assert {one.filename for one in archive.infolist()} == {one.name for one in folder.iterdir()}
    for file in folder.iterdir():
        assert archive.read(file.name) == file.read_bytes()


def test_the_word_on_another_source_is_left_alone(
    client: Client, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client.do("title", text="甲")
    source.write_text(TEXT.replace("乙", "丁"), encoding="utf-8")
    assert read(source).title == "某区2020年重点任务执行情况"
    assert status([str(source), "--to", "md", "--force"]) == 0
    assert "原文已改动" in capsys.readouterr().err


@pytest.mark.parametrize(
    "held",
    [
        "",
        "[]",
        "{}",
        "not json",
        "[" * 200_000,
        '{"format": "convert cells 1", "source": {}}',
        '{"format": "convert cells 1", "source": {"sha256": "SHA"}, "word": {"rows": [1]}}',
        '{"format": "convert cells 1", "source": {"sha256": "SHA"}, "word": {"rows": ['
        '{"start": 5, "end": 2, "kind": "task", "cuts": [], "accepted": true}]}}',
        '{"format": "convert cells 1", "source": {"sha256": "SHA"}, "word": {"title": 7}}',
    ],
)
def test_a_damaged_file_is_left_alone_with_a_note(held: str, source: Path) -> None:
    sha = read(source).source.sha256
    source.with_name(source.name + SUFFIX).write_text(held.replace("SHA", sha), encoding="utf-8")
    report = read(source)
    assert report.rows
    assert [note.kind for note in report.notes] in (["unreadable"], ["stale"])


def test_rows_beyond_the_table_are_left_alone(source: Path) -> None:
    sha = read(source).source.sha256
    row = {"start": 0, "end": 10, "kind": "task", "cuts": [[1, 3]], "accepted": True}
    held = {
        "format": "convert cells 1",
        "source": {"sha256": sha},
        "word": {"rows": [row, {**row, "start": 9000, "end": 9010, "cuts": []}]},
    }
    source.with_name(source.name + SUFFIX).write_text(json.dumps(held), encoding="utf-8")
    assert len(read(source).rows) == 3


def test_a_dropped_report_is_kept_and_found_again(tmp_path: Path) -> None:
    client = Client(inbox=tmp_path / "inbox")
    found = client.post("/reports?name=我的报表.txt", data=TEXT.encode(), content_type=OCTETS)
    key = found.get_json()["key"]
    assert client.report(key)["name"] == "我的报表.txt"
    client.do("title", text="甲")
    again = Client(inbox=tmp_path / "inbox")
    listed = again.get("/reports").get_json()["reports"]
    assert [(one["name"], one["earlier"]) for one in listed] == [("我的报表.txt", True)]
    again.post("/reports?name=x", data=TEXT.encode(), content_type=OCTETS)
    assert again.report()["title"] == "甲"


def test_what_is_no_report_is_refused_in_words(tmp_path: Path) -> None:
    client = Client(inbox=tmp_path / "inbox")
    found = client.post("/reports?name=x.txt", data="你好".encode(), content_type=OCTETS)
    assert found.status_code == 422
    assert "没有找到任务表" in found.get_json()["error"]
    assert not list((tmp_path / "inbox").iterdir())


def test_a_piped_row_may_be_cut_elsewhere(tmp_path: Path) -> None:
    text = (
        "| 序号 | 任务内容 | 完成情况 | 存在问题 |\n"
        "| 1 | 推进甲工程建设。已开工。 | 主体封顶。 | 无 |\n| 2 | 新建乙公园。 | 建成。 | 无 |\n"
    )
    client = Client(written(tmp_path, text))
    assert client.report()["movable"]
    row = client.row(0)
    client.do("border", row=row["start"], column=2, at=text.index("已开工"))
    assert client.texts(0) == ["1", "推进甲工程建设。", "已开工。 | 主体封顶。", "无"]


OCTETS = "application/octet-stream"


def test_the_pages_sentences_name_no_options_of_a_command(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("今天天气很好。\n", encoding="utf-8")
    client = Client(tmp_path / "letter.txt")
    found = client.get(f"/reports/{client.keys[0]}")
    assert "--" not in found.get_json()["error"]
    assert "没有找到任务表" in found.get_json()["error"]


def test_a_pdf_is_shown_by_the_browsers_viewer(client: Client) -> None:
    shown = client.get(f"/reports/{client.keys[0]}/as/pdf?show=1")
    assert shown.mimetype == "application/pdf"
    assert "Content-Disposition" not in shown.headers
    assert "X-Frame-Options" not in shown.headers
    other = client.get(f"/reports/{client.keys[0]}/as/html?show=1")
    assert "attachment" in other.headers["Content-Disposition"]


def test_the_csvs_side_file_is_heeded(tmp_path: Path) -> None:
    for name in ("report.csv", "report.csv-metadata.json"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    client = Client(tmp_path / "report.csv")
    assert client.report()["title"] == read(tmp_path / "report.csv").title


def test_a_pdf_is_shown_but_its_cells_stay_the_files(tmp_path: Path) -> None:
    client = Client(inbox=tmp_path / "inbox")
    data = (SAMPLES / "report.pdf").read_bytes()
    key = client.post("/reports?name=a.pdf", data=data, content_type=OCTETS).get_json()["key"]
    report = client.report(key)
    assert not report["movable"]
    row = report["rows"][0]
    order = {"do": "border", "row": row["start"], "column": 2, "at": row["end"]}
    assert client.post(f"/reports/{key}", json=order).status_code == 400
    client.do("accept", row=row["start"])
    assert not client.row(0)["review"]


def test_pages_and_word_styles_are_shown(client: Client) -> None:
    key = client.keys[0]
    told = client.get(f"/reports/{key}/pages?style=plain").get_json()
    assert told["pages"] == 1
    assert told["word"]
    picture = client.get(f"/reports/{key}/pages/1?style=plain&width=60")
    assert picture.data.startswith(b"\x89PNG")
    assert client.get(f"/reports/{key}/pages/2?style=plain").status_code == 404


def test_a_folder_lists_the_worst_first(tmp_path: Path) -> None:
    for at in range(3):
        written(tmp_path, TEXT, f"{at}.txt")
    written(tmp_path, "{}", "0.json")
    client = Client(tmp_path)
    assert len(client.keys) == 3
    client.report(client.keys[1])
    listed = client.get("/reports").get_json()["reports"]
    assert listed[0]["rows"] == 3 or listed[0]["left"] is None
