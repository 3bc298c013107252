"""Every kind of character through every format; all of them: `python -m tests.slow.characters`."""

import pytest

from convert import plugins
from tests.every_character import ALL, lost

SOME = (
    *range(0x300),
    *range(0x2000, 0x2070),
    *range(0x3000, 0x3010),
    *range(0xD7F0, 0xD800),
    *range(0xE000, 0xE010),
    *range(0xFDD0, 0xFDF0),
    *range(0xFE00, 0xFE10),
    *range(0xFEF0, 0xFF10),
    *range(0xFFF0, 0x10010),
    *range(0x1F600, 0x1F610),
    *range(0x1FFFE, 0x20010),
    *range(0xE0000, 0xE0020),
    *range(0x10FFF0, 0x110000),
    *range(0x4E00, 0x10FFFF, 4099),
)


@pytest.mark.parametrize("name", [name for name in plugins.BUILT_IN if name != "pdf"])
def test_no_character_is_lost_in_silence(name: str) -> None:
    codes = [code for code in SOME if code < 0xD800 or code >= 0xE000]
    assert [f"{code:04X}" for code in lost(plugins.writer(name), name, codes)] == []


def test_there_are_so_many() -> None:
    assert len(ALL) == 1_112_064
