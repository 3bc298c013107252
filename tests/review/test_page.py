"""The page in Debian's Chromium: a person's way from a file to its outputs."""

import json
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from convert.cli import status
from convert.plugins import BUILT_IN
from convert.reading import read
from tests.conftest import SAMPLES
from tests.review import pace, walk
from tests.review.browser import cuts, left, saved, served, started, until
from tests.review.desks import TEXT, written

DROP = """async ([text, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const facts = { dataTransfer: data, bubbles: true, cancelable: true };
  window.dispatchEvent(new DragEvent("drop", facts));
}"""


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'] for node in one['nodes']][:3]}" for one in found]


def open_first(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".row.selected")


def test_from_a_dropped_file_to_all_its_outputs(page: Page, tmp_path: Path) -> None:
    text = (SAMPLES / "report.txt").read_text(encoding="utf-8")
    with served(inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".shelf")
        assert violations(page) == []
        page.evaluate(DROP, [text, "report.txt"])
        page.wait_for_selector(".row.selected")
        assert page.locator(".row.check").count() > 0

        before = cuts(page)
        page.keyboard.press("ArrowRight")
        by_key = cuts(page)
        assert by_key != before
        saved(page)

        strip = page.locator(".row.selected .strip")
        part = strip.locator(".part").nth(2)
        box = part.bounding_box()
        assert box
        page.mouse.click(box["x"] + 60, box["y"] + 8)
        by_mouse = cuts(page)
        assert by_mouse != by_key
        saved(page)
        page.wait_for_timeout(600)
        saved(page)

        page.keyboard.press("u")
        page.keyboard.press("u")
        until(page, "document.querySelector('#bar [data-do=undo]').disabled")
        saved(page)
        assert cuts(page) == before

        for _ in range(40):
            if "还有" not in left(page):
                break
            told = left(page)
            page.keyboard.press("Enter")
            until(page, "told => document.querySelector('#left').innerText !== told", told)
            saved(page)
        assert left(page) == "全部核对完毕"

        page.click("[data-do=take]")
        page.wait_for_selector(".pages img")
        source = tmp_path / "report.txt"
        shutil.copy(SAMPLES / "report.txt", source)
        state = next((tmp_path / "inbox").glob("*.cells.json"))
        shutil.copy(state, tmp_path / "report.txt.cells.json")
        assert status([str(source), "--to", "all", "-o", str(tmp_path / "out"), "--quiet"]) == 0
        for name in BUILT_IN:
            with page.expect_download() as download:
                page.click(f"[data-format={name}]")
            assert download.value.suggested_filename == f"report.{name}"
            taken = Path(download.value.path()).read_bytes()
            assert taken == (tmp_path / "out" / f"report.{name}").read_bytes()
        assert violations(page) == []


def test_a_new_user_gets_every_row_of_the_sample_right(page: Page, tmp_path: Path) -> None:
    source = Path(shutil.copy(SAMPLES / "report.txt", tmp_path))
    with served(source, inbox=tmp_path / "inbox") as address:
        open_first(page, address)
        took = walk.review(page)
        assert took.steps < 40
        assert walk.printed(page, took).startswith(b"%PDF")
    truth = json.loads(walk.TRUTH.read_text(encoding="utf-8"))["rows"]
    report = read(source)
    assert [list(map(bare, row.texts)) for row in report.rows] == [
        list(map(bare, row)) for row in truth
    ]
    assert not any(row.review for row in report.rows)


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_border_is_dragged_and_a_reload_loses_nothing(page: Page, tmp_path: Path) -> None:
    source = written(tmp_path)
    with served(source, inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".rows .row")
        page.locator(".rows .row").nth(1).locator(".state").click()
        handle = page.locator(".row.selected .handle").nth(1)
        box, target = (
            handle.bounding_box(),
            page.locator(".row.selected .part").nth(1).bounding_box(),
        )
        assert box
        assert target
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(target["x"] + 40, target["y"] + 10, steps=4)
        page.mouse.up()
        saved(page)
        moved = cuts(page)
        until(page, "!document.querySelector('#bar [data-do=undo]').disabled")
        page.reload()
        page.wait_for_selector(".rows .row")
        page.locator(".rows .row").nth(1).locator(".state").click()
        assert cuts(page) == moved
        page.keyboard.press("u")
        saved(page)
        until(page, "document.querySelector('#bar [data-do=undo]').disabled")
        assert cuts(page) != moved


def test_rows_header_title_and_fields_by_keyboard(page: Page, tmp_path: Path) -> None:
    source = written(tmp_path)
    with served(source, inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".rows .row")
        page.fill("#title", "某区重点任务")
        page.keyboard.press("Tab")
        page.fill("[data-name='3']", "困难")
        page.keyboard.press("Tab")
        until(page, "document.title.includes('report.txt')")
        page.locator("summary").click()
        page.fill(".field .value >> nth=0", "X-1")
        page.keyboard.press("Tab")
        saved(page)
        page.locator(".rows .row").nth(1).locator(".state").click()
        page.locator(".row.selected .handle").nth(1).focus()
        page.keyboard.press("s")
        until(page, "document.querySelectorAll('.rows .row').length === 4")
        page.keyboard.press("u")
        until(page, "document.querySelectorAll('.rows .row').length === 3")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("j")
        until(page, "document.querySelectorAll('.rows .row').length === 2")
        saved(page)
        assert violations(page) == []
    word = json.loads((tmp_path / "report.txt.cells.json").read_text(encoding="utf-8"))["word"]
    assert word["title"] == "某区重点任务"
    assert word["columns"] == [[3, "困难"]]
    assert word["fields"][0]["value"] == "X-1"
    assert len(word["rows"]) == 1


def test_a_killed_server_loses_nothing(page: Page, tmp_path: Path) -> None:
    source = written(tmp_path)
    command = started(source, home=tmp_path)
    page.goto(command.address)
    page.wait_for_selector(".rows .row")
    page.locator(".rows .row").nth(1).locator(".state").click()
    page.locator(".row.selected .handle").nth(1).focus()
    page.keyboard.press("Control+ArrowLeft")
    until(page, "!document.querySelector('#bar [data-do=undo]').disabled")
    moved = cuts(page)
    command.kill()
    command = started(source, home=tmp_path)
    page.goto(command.address)
    page.wait_for_selector(".rows .row")
    page.locator(".rows .row").nth(1).locator(".state").click()
    assert cuts(page) == moved
    page.goto("about:blank")
    assert command.process.wait(60) == 0
    assert command.process.stderr
    command.process.stderr.close()


def test_a_folder_of_forty_reports(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for at in range(40):
        written(folder, TEXT.replace("某区", f"第{at + 1}区"), f"r{at:02}.txt")
    with served(folder, inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".list tbody tr >> nth=39")
        assert violations(page) == []
        page.click(".list tbody tr >> nth=4 >> a")
        page.wait_for_selector(".rows .row")
        here = page.locator(".file").inner_text()
        page.click("[data-go=after]")
        # The report before stays on the page until the next one is there.
        expect(page.locator(".file")).not_to_have_text(here)
        page.wait_for_selector(".rows .row")


def test_fifteen_hundred_rows_are_drawn_only_where_they_are_seen(
    page: Page, tmp_path: Path
) -> None:
    """The page's own time and what it draws: a busy machine changes neither much."""
    source = written(tmp_path, pace.report(1500, "|"))
    with served(source, inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".rows .row:not(.light)")
        found = pace.measured(page)
        table = page.locator(".table")
        assert table.get_attribute("aria-rowcount") == "1501"
        assert page.locator(".rows .row").count() == 1500
        last = page.locator(".rows .row").nth(1499).text_content()
        assert last
        assert "推进第1500项工程建设" in last
    assert found.drawn < 100
    assert found.jump < 150
    assert found.turn < 25
    assert found.redraw < 75


def test_hostile_words_are_only_words(page: Page, tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>javascript:alert(3)\u202e"
    text = TEXT.replace("甲工程", evil).replace("某区2020", f"{evil}某区2020")
    asked: list[str] = []
    page.on("dialog", lambda box: (asked.append(box.message), box.dismiss()))
    with served(written(tmp_path, text), inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".rows .row")
        assert page.locator("main script, main img, main a[href^=javascript]").count() == 0
        assert "\u202e" not in page.inner_text(".rows")
        assert "▯" in page.inner_text(".rows")
    assert asked == []


def test_a_files_own_cells_are_shown_but_not_moved(page: Page, tmp_path: Path) -> None:
    source = Path(shutil.copy(SAMPLES / "report.docx", tmp_path))
    with served(source, inbox=tmp_path / "inbox") as address:
        open_first(page, address)
        assert page.locator(".handle, [data-do=reading], [data-do=split]").count() == 0
        assert "请改原文件" in page.inner_text(".row.selected .hint")
        assert violations(page) == []
        told = left(page)
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        until(page, "told => document.querySelector('#left').innerText !== told", told)
        assert page.inner_text("#alert") == ""


def test_reports_of_an_earlier_session_are_listed(page: Page, tmp_path: Path) -> None:
    with served(inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".shelf")
        page.fill("#paste", TEXT)
        page.click("#go")
        page.wait_for_selector(".rows .row")
    page.goto("about:blank")
    with served(inbox=tmp_path / "inbox", ahead=True) as address:
        page.goto(address)
        # Read by then: how many rows are to check, or that none is.
        page.wait_for_selector(".list .count, .list .ok")
        assert "以前放进来的报表" in page.inner_text(".list")
        assert violations(page) == []
        page.click(".list a")
        page.wait_for_selector(".rows .row")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_view_is_accessible_at_any_size(
    page: Page, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVERT_LANG", language)
    with served(written(tmp_path), inbox=tmp_path / "inbox") as address:
        page.goto(address)
        page.wait_for_selector(".rows .row")
        page.locator(".rows .row").nth(1).locator(".state").click()
        for width in (1440, 720, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page) == []
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{width} pixels scroll sideways"
        page.keyboard.press("?")
        assert violations(page) == []
