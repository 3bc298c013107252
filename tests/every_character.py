"""Unicode scalar values through a format and back: kept, made visible, or silently lost."""

from collections.abc import Callable, Sequence

from convert.reading import read_bytes
from convert.report import Cell, Report, Row
from convert.style import Style, style
from convert.visible import visible

ALL = (*range(0xD800), *range(0xE000, 0x110000))
"""Every Unicode scalar value: 1,112,064."""
ROW = 64
"""Characters a row; each stands between two that no format changes."""

_MARKS = ("〔〕", "甲乙")
"""Pairs to set characters apart with; one is taken that is not among them."""

Writer = Callable[[Report, Style], bytes]


def _marks(codes: Sequence[int]) -> str:
    return next(pair for pair in _MARKS if not any(ord(sign) in codes for sign in pair))


def report(codes: Sequence[int]) -> Report:
    """A report with those characters in its cells, each between marks of its number."""
    left, right = _marks(codes)
    rows = [codes[at : at + ROW] for at in range(0, len(codes), ROW)]
    made = [
        Row(
            "task",
            (
                Cell(str(number)),
                Cell("".join(f"{left}{chr(code)}{right}" for code in row)),
                Cell("完"),
            ),
        )
        for number, row in enumerate(rows, 1)
    ]
    return Report("字符", (), ("序号", "任务内容", "完成情况"), tuple(made))


def lost(write: Writer, name: str, codes: Sequence[int], named: bool = False) -> list[int]:
    """The characters that are neither kept nor visible as [U+XXXX] in what is read back.

    With `named` every one may stand as [U+XXXX]: a PDF has no glyph for most of them.
    White space may become other white space, as the readers say (reading/normalise.py).
    """
    return [code for code, fate in fates(write, name, codes, named) if fate == "lost"]


def fates(
    write: Writer, name: str, codes: Sequence[int], named: bool = False
) -> list[tuple[int, str]]:
    """What became of each character: kept, shown (as [U+XXXX]), space (another one) or lost."""
    data = write(report(codes), style("brief"))
    read = read_bytes(data, f"a.{name}")
    text = "".join(cell.text for row in read.rows for cell in row.cells[1:2])
    left, right = _marks(codes)
    found = text.split(right)
    if len(found) != len(codes) + 1:
        return [(code, "lost") for code in codes]
    pairs = zip(codes, (one.rpartition(left)[2] for one in found), strict=False)
    return [(code, _fate(chr(code), one, named)) for code, one in pairs]


def _fate(char: str, found: str, named: bool) -> str:
    if char in found:
        return "kept"
    number = f"[U+{ord(char):04X}]"
    if char.isspace():
        return "shown" if number in found else "lost" if found.strip() else "space"
    if visible(char) == found or (named and number in "".join(found.split())):
        return "shown"
    return "lost"
