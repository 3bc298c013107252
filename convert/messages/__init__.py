"""The words users see, in Chinese and English.

zh.toml and en.toml hold the same keys; a test keeps them so. The language is Chinese
unless the locale names another one: C, POSIX and no locale at all are what servers in
Chinese offices run with. CONVERT_LANG=zh or en overrides.
"""

import os
import sys
from functools import cache

from convert.resources import table

LANGUAGES = ("zh", "en")


def say(sentence: str, /, **facts: object) -> str:
    """The sentence of that key in the user's language, its gaps filled with `facts`."""
    return catalogue(language())[sentence].format(**facts)


@cache
def catalogue(name: str) -> dict[str, str]:
    """All sentences of one language, by key."""
    return {key: str(text) for key, text in table(__file__, f"{name}.toml").items()}


def language() -> str:
    """The language as the environment asks: zh or en."""
    chosen = os.environ.get("CONVERT_LANG", "")[:2].lower()
    if chosen in LANGUAGES:
        return chosen
    named = _locale()
    return "zh" if named.startswith("zh") or named in ("", "c", "posix") else "en"


def _locale() -> str:
    """The locale's name in lower case, without the encoding; "" where there is none."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return value.partition(".")[0].lower()
    return _windows_locale() if sys.platform == "win32" else ""


def _windows_locale() -> str:
    """Windows sets no LANG: ask for the language of its own menus."""
    import ctypes

    # The low ten bits of a LANGID are its primary language; 4 is Chinese.
    langid = int(ctypes.windll.kernel32.GetUserDefaultUILanguage())  # type: ignore[attr-defined]
    return "zh" if langid & 0x3FF == 4 else "en"
