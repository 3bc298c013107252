import re
from pathlib import Path
from string import Formatter

import pytest

from convert import messages

SOURCE = Path(messages.__file__).parent.parent


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_gaps() -> None:
    zh, en = messages.catalogue("zh"), messages.catalogue("en")
    assert zh.keys() == en.keys()
    for key in zh:
        assert gaps(zh[key]) == gaps(en[key]), key


def test_every_sentence_the_code_names_exists_and_every_sentence_is_named() -> None:
    known = set(messages.catalogue("zh"))
    code = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py"))
    named = set(re.findall(r'(?:say|\w+Error)\(\s*"([a-z_]+\.[a-z_.]+)"', code))
    assert named <= known
    options = {key for key in known if key.startswith("help")}
    unused = {key for key in known - named - options if f'"{key}"' not in code}
    assert {key for key in unused if not on_the_page(key)} == set()


def on_the_page(key: str) -> bool:
    """Whether the review page says it: whole, or put together as `do.${what}`."""
    page = SOURCE / "review"
    files = [*page.rglob("*.js"), *page.rglob("*.html")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    name = key.removeprefix("review.")
    written = (f'"{name}"', f"words.{name} ", f"`{name.rpartition('.')[0]}.${{")
    return name != key and any(text in code for text in written)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "CONVERT_LANG": "en"}, "en"),
        ({"LANG": "en_US", "CONVERT_LANG": "zh"}, "zh"),
        ({"LANG": "en_US", "CONVERT_LANG": "xx"}, "en"),
    ],
)
def test_the_language_follows_the_locale(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("CONVERT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert messages.language() == language
