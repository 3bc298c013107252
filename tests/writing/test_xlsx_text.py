"""Text into a workbook's cells: escaped, and in pieces where a cell cannot hold it."""

import pytest

from convert.writing.xlsx.text import LIMIT, Strings, element, fits, place, units

PIECE = LIMIT - 40
"""How much of a long text a cell takes, beside the words that say where the rest is."""


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("甲", "甲"),
        (' "a" & <b>\n', ' "a" &amp; &lt;b&gt;\n'),
        ("_x000D_", "_x005F_x000D_"),
        ("_x00dF_x0041_", "_x005F_x00dF_x005F_x0041_"),
        ("_x000_ _xGGGG_ x000D_", "_x000_ _xGGGG_ x000D_"),
        ("\x01", "[U+0001]"),
    ],
)
def test_a_text_is_escaped(text: str, inner: str) -> None:
    assert element(text) == f'<t xml:space="preserve">{inner}</t>'


def test_length_is_counted_in_code_units() -> None:
    assert [units(text) for text in ("", "abc", "甲é", "😀甲", "\ud800")] == [0, 3, 2, 3, 1]
    assert fits("甲" * LIMIT)
    assert not fits("甲" * (LIMIT + 1))
    assert fits("😀" * (LIMIT // 2))
    assert not fits("😀" * (LIMIT // 2 + 1))
    assert not fits("\x01" * (LIMIT // 8 + 1))
    assert fits("a" * (LIMIT // 3))


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("甲" * (LIMIT + 1), [PIECE, LIMIT + 1 - PIECE]),
        ("甲" * (2 * PIECE), [PIECE, PIECE]),
        ("甲" * (2 * PIECE + 1), [PIECE, PIECE, 1]),
        ("a" + "😀" * PIECE, [1 + PIECE // 2, PIECE // 2, 1]),
        ("\uffff" + "甲" * LIMIT, None),
        ("甲" * (PIECE - 1) + "😀" * 50, [PIECE - 1, 50]),
    ],
)
def test_a_long_text_goes_on_elsewhere(text: str, lengths: list[int] | None) -> None:
    strings = Strings()
    assert strings.take("甲") == 0
    assert strings.take(text) == 1
    first, goes_on, _ = [*strings.index][1].partition("〔下接“长文”表第1条〕")
    assert goes_on
    pieces = [first, *strings.rest[0]]
    if lengths:
        assert "".join(pieces) == text
        assert [len(piece) for piece in pieces] == lengths
    assert all(units(piece) <= PIECE for piece in pieces)


def test_each_text_has_one_number_and_is_counted_each_time() -> None:
    strings = Strings()
    assert [strings.take(text) for text in ("甲", "乙", "甲", "")] == [0, 1, 0, 2]
    long = "长" * (LIMIT + 1)
    assert [strings.take(long), strings.take(long)] == [3, 4]
    assert len(strings.rest) == 2
    xml = "".join(strings.xml())
    assert xml.startswith("<?xml ")
    assert (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="6" ' in xml
    )
    assert 'uniqueCount="5">' in xml
    assert '<si><t xml:space="preserve">甲</t></si><si><t xml:space="preserve">乙</t></si>' in xml
    assert xml.endswith("</si></sst>")


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (1, 1, "A1"),
        (3, 26, "Z3"),
        (3, 27, "AA3"),
        (3, 28, "AB3"),
        (9, 702, "ZZ9"),
        (1, 703, "AAA1"),
    ],
)
def test_cells_are_named_by_letters_and_numbers(row: int, column: int, name: str) -> None:
    assert place(row, column) == name
