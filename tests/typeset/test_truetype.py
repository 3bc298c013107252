import io

import pytest
from fontTools.ttLib import TTFont

from convert.errors import StyleError
from convert.resources import folder
from convert.typeset.fonts import Fonts, bundled, label
from convert.typeset.truetype import TrueType

NAMES = sorted(item.name for item in folder("fonts").iterdir() if item.name.endswith(".ttf"))
TEXT = "杭州市萧山区“数字”——《通知》，，1,896%éＡ"


def test_there_is_a_font_for_every_role():
    assert NAMES == ["fallback.ttf", "fang.ttf", "kai.ttf", "sans.ttf", "serif-bold.ttf"]


@pytest.mark.parametrize("name", NAMES)
def test_a_subset_draws_what_the_font_draws(name):
    font = bundled(name)
    glyphs = [glyph for glyph in map(font.glyph, TEXT) if glyph]
    program, numbers = font.subset(glyphs)
    theirs, ours = TTFont(folder("fonts") / name), TTFont(io.BytesIO(program))
    order = theirs.getGlyphOrder()
    cmap = theirs.getBestCmap()
    for character in TEXT:
        assert order[font.glyph(character)] == cmap.get(ord(character), ".notdef")
    for old, new in numbers.items():
        inked = theirs["glyf"][order[old]]
        drawn = ours["glyf"][ours.getGlyphOrder()[new]]
        assert inked.getCoordinates(theirs["glyf"])[0] == drawn.getCoordinates(ours["glyf"])[0]
        assert font.advance(old) == theirs["hmtx"][order[old]][0] * 1000 / font.units


def test_a_rare_character_comes_from_the_next_font_that_has_it():
    fang = Fonts()["fang"]
    fang.measure("任务䶮㐂24")
    runs = [(face.font.name, text) for part in ("任务䶮㐂", "24") for face, text in fang.runs(part)]
    assert runs == [
        ("fang.ttf", "任务"),
        ("kai.ttf", "䶮"),
        ("fallback.ttf", "㐂"),
        ("fallback.ttf", "24"),
    ]


def test_what_no_font_has_gets_a_label():
    fang = Fonts()["fang"]
    assert label("𪚥") == "[U+2A6A5]"
    assert fang.measure("𪚥") > 1
    assert [face for face, _ in fang.runs("𪚥")] == [None]


@pytest.mark.parametrize(
    "data", [b"", b"OTTO" + bytes(40), b"\0\1\0\0\0\x01" + bytes(30), b"%PDF-1.7" * 9]
)
def test_what_is_no_font_is_refused(data):
    with pytest.raises(StyleError, match=r"x\.ttf"):
        TrueType(data, "x.ttf")
