"""What a machine does with a batch."""

from pathlib import Path
from typing import Any

import pytest

from convert.batch.journal import Task
from convert.batch.outcome import Outcome
from convert.cluster import stores, work
from convert.job import Options
from convert.style import style
from tests.batch.folders import report

pytestmark = [
    # Dask and moto leave sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def setting(out: str, **changed: Any) -> work.Setting:
    options = Options(style("brief"))
    key = work.key(work.recipe(("md",), options))
    return work.Setting(
        **{"names": ("md",), "options": options, "out": out, "recipe": key, **changed}
    )


def task(name: str, url: str, before: Outcome | None = None) -> Task:
    return Task(name, Path(name), 0, url, name.partition(".")[0], before, before is not None)


def test_an_edited_output_is_left_alone(store: str) -> None:
    url, out = f"{store}/edited/a.json", f"{store}/e"
    stores.write(url, report(1))
    (first,) = work.convert(setting(out), [task("a.json", url)])
    assert not first.failed
    assert work.convert(setting(out), [task("a.json", url)]) == [first]
    assert work.convert(setting(out), [task("a.json", url, first)]) == [first]
    stores.write(f"{out}/a.md", "改过".encode())
    (again,) = work.convert(setting(out), [task("a.json", url, first)])
    assert again.status == 40
    assert stores.read(f"{out}/a.md") == "改过".encode()


def test_a_machine_that_is_not_like_the_others_is_refused(store: str) -> None:
    for changed, said in (({"version": "9"}, "9 版"), ({"recipe": "9"}, "字体或模板")):
        with pytest.raises(stores.ConvertError, match=said):
            work.convert(setting(f"{store}/x", **changed), [])


def test_an_input_that_a_process_dies_of_takes_no_other_with_it(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["0.json", "1.json", "killer.json", "3.json"]
    for number, name in enumerate(names):
        stores.write(f"{store}/deadly/{name}", report(number))
    # A process dies of the input named so, as one does that the system ends.
    trap = "import convert.batch.work as w, os; was = w.convert; w.convert = lambda s, t: ("
    trap += "os._exit(9) if t[0].name == 'killer.json' else was(s, t)); "
    monkeypatch.setattr(work, "_CODE", work._CODE.replace("from ", f"{trap}from ", 1))
    tasks = [task(name, f"{store}/deadly/{name}") for name in names]
    found = {each.name: each for each in work.convert(setting(f"{store}/d"), tasks)}
    assert sorted(found) == sorted(names)
    assert [name for name in found if found[name].failed] == ["killer.json"]
    assert "意外终止" in found["killer.json"].error


def test_the_environment_is_that_of_who_asked(store: str) -> None:
    stores.write(f"{store}/empty.txt", b" ")
    for tongue, said in (("zh", "空文件"), ("en", "empty")):
        asked = setting(f"{store}/t", environment=(("CONVERT_LANG", tongue),))
        (found,) = work.convert(asked, [task("empty.txt", f"{store}/empty.txt")])
        assert said in found.error, found.error
        assert "/tmp" not in found.error


def test_a_store_is_asked_no_more_than_it_takes(
    store: str, caplog: pytest.LogCaptureFixture
) -> None:
    tasks = [task(f"{at}.json", f"{store}/asked/{at}.json") for at in range(5)]
    for at, each in enumerate(tasks):
        stores.write(each.url, report(at))
    work.convert(setting(f"{store}/first"), tasks)
    with caplog.at_level("INFO", "werkzeug"):
        caplog.clear()
        found = work.convert(setting(f"{store}/asking"), tasks)
    outputs = sum(len(each.outputs) for each in found)
    asked = [record.getMessage() for record in caplog.records if record.name == "werkzeug"]
    # An input is one request, an output another; the two folders are listed once.
    assert len(asked) <= len(tasks) + outputs + 3, "\n".join(asked)
