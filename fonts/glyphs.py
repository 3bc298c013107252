"""The character sets, and the surgery that makes our fonts out of published ones.

Nothing here reads a disk or a network: bytes go in, bytes come out, and the same
bytes come out every time, because no clock is read (head.created and head.modified
stay as the font's makers set them).
"""

import bz2
import io
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]

# What a PDF needs of a font.  Hinting, layout (GSUB, GPOS, BASE) and vertical
# tables are read by nobody downstream: ReportLab copies glyf, hmtx and cmap.
KEPT_TABLES = frozenset(
    ("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post")
)

# OpenType name IDs.  Those above 14 name axes and typographic families.
KEPT_NAMES = range(15)
FAMILY, STYLE, UNIQUE_ID, FULL_NAME, VERSION, POSTSCRIPT_NAME = range(1, 7)
DESCRIPTION, LICENCE = 10, 13

# A curve may move by a thousandth of the em: at 16 pt that is 0.006 mm.
CURVE_ERROR = 1.0 / 1000

SPACE, NO_BREAK_SPACE = 0x0020, 0x00A0

# Characters that no font of ours maps, both ends included.  Most draw nothing, but
# some fonts draw them; private use has no meaning of its own, so that it must be
# reported as missing in every face alike.
NEVER_BLOCKS = (
    (0x0000, 0x001F),  # controls
    (0x007F, 0x009F),  # controls
    (0x00AD, 0x00AD),  # soft hyphen
    (0x200B, 0x200F),  # zero width, direction
    (0x2028, 0x202E),  # separators, direction
    (0x2060, 0x206F),  # invisible operators
    (0xE000, 0xF8FF),  # private use
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
)

# Unicode blocks, both ends included.
SYMBOL_BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin vowels with tones
    (0x01F8, 0x01F9),  # pinyin n with a grave accent
    (0x0251, 0x0251),  # pinyin script a
    (0x0261, 0x0261),  # pinyin script g
    (0x02B0, 0x02FF),  # tone marks and other spacing modifiers
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1E3E, 0x1E3F),  # pinyin m with an acute accent
    (0x2000, 0x205F),  # spaces, dashes, quotes, ellipsis, per mille
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x214F),  # letterlike: degrees Celsius, numero
    (0x2150, 0x218F),  # fractions, Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # numbers in circles, in brackets, with a stop
    (0x2500, 0x257F),  # box drawing
    (0x2580, 0x259F),  # block elements
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # miscellaneous symbols
    (0x2700, 0x27BF),  # dingbats: ticks, crosses
    (0x2E3A, 0x2E3B),  # two-em and three-em dash
    (0x2E80, 0x2EFF),  # CJK radicals
    (0x2F00, 0x2FDF),  # Kangxi radicals, which text copied from a PDF may hold
    (0x2FF0, 0x2FFF),  # ideographic description
    (0x3000, 0x303F),  # CJK punctuation
    (0x3040, 0x30FF),  # kana
    (0x3100, 0x312F),  # bopomofo
    (0x31A0, 0x31EF),  # bopomofo, extended; CJK strokes
    (0x3200, 0x32FF),  # enclosed CJK; numbers in circles 21 to 50
    (0x3300, 0x33FF),  # CJK compatibility: units
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE6F),  # CJK compatibility forms, small forms
    (0xFF01, 0xFF9F),  # full-width ASCII, half-width kana
    (0xFFE0, 0xFFEE),  # full-width signs
    (0x1F100, 0x1F2FF),  # enclosed alphanumerics and ideographs
)

# The three levels of the 通用规范汉字表 (State Council, 2013), by number.
LIST_LEVELS = {
    "list_1": range(1, 3501),
    "list_2": range(3501, 6501),
    "list_3": range(6501, 8106),
}

# GB 18030-2022, implementation level 1: Unicode's unified ideographs up to
# U+9FEF, Extension A, and those that older editions placed among the two-byte
# codes: 21 compatibility ideographs and 6 of Extension B.
GB18030_BLOCKS = ((0x4E00, 0x9FEF), (0x3400, 0x4DB5))
# They stand as numbers because Unicode normalisation would turn nine of the
# characters into others.
GB18030_COMPATIBILITY = (
    *(0xF92C, 0xF979, 0xF995, 0xF9E7, 0xF9F1, 0xFA0C, 0xFA0D, 0xFA0E, 0xFA0F),
    *(0xFA11, 0xFA13, 0xFA14, 0xFA18, 0xFA1F, 0xFA20, 0xFA21, 0xFA23, 0xFA24),
    *(0xFA27, 0xFA28, 0xFA29),
)
GB18030_EXTENSION_B = (0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE)


def spread(blocks: tuple[tuple[int, int], ...]) -> set[int]:
    """Every code point of some blocks, ends included."""
    return {code for first, last in blocks for code in range(first, last + 1)}


def general_list(unihan: bytes) -> dict[int, int]:
    """Each character's number in the 通用规范汉字表, from Unihan's field kTGH.

    UAX #38 gives the field as ``2013:`` and the number, 1 to 8105.
    """
    lines = bz2.decompress(unihan).decode("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\tkTGH\t" in line]
    return {
        int(code.removeprefix("U+"), 16): int(value.removeprefix("2013:"))
        for code, _, value in rows
    }


def gb2312() -> set[int]:
    """The 6763 ideographs of GB/T 2312-1980: rows 16 to 87 of its code table."""
    pairs = [(row, cell) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    text = "".join(bytes(pair).decode("gb2312", "ignore") for pair in pairs)
    return {ord(char) for char in text}


def ideograph_sets(numbers: Mapping[int, int]) -> dict[str, set[int]]:
    """The sets whose coverage is counted, by the name that SOURCES.toml uses."""
    sets = {"gb2312": gb2312()}
    for name, level in LIST_LEVELS.items():
        sets[name] = {code for code, number in numbers.items() if number in level}
    level_1 = spread(GB18030_BLOCKS).union(GB18030_COMPATIBILITY, GB18030_EXTENSION_B)
    # GB 18030-2022, 9.3: level 2 is level 1 and the rest of the 通用规范汉字表.
    sets["gb18030_2"] = level_1 | set(numbers)
    return sets


def wanted(kind: str, sets: Mapping[str, AbstractSet[int]]) -> set[int] | None:
    """The characters a font of some kind shall have; None for all that it maps.

    common: symbols, 通用规范汉字表, GB/T 2312.  wide: symbols, GB 18030 level 2.
    """
    symbols = spread(SYMBOL_BLOCKS)
    kinds = {
        "common": symbols.union(*(sets[n] for n in ("gb2312", *LIST_LEVELS))),
        "wide": symbols | sets["gb18030_2"],
        "all": None,
    }
    return kinds[kind]


def quadratic(font: TTFont) -> None:
    """Turn cubic outlines (CFF) into quadratic ones (glyf): ReportLab needs those."""
    order, shapes = font.getGlyphOrder(), font.getGlyphSet()
    error = font["head"].unitsPerEm * CURVE_ERROR
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        # PostScript and TrueType turn their contours in opposite directions.
        shapes[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["glyf"] = newTable("glyf")  # tells FontBuilder which kind of font this is
    builder = FontBuilder(font=font)
    builder.setupGlyf(glyphs)
    builder.setupMaxp()
    for name, (advance, _) in list(font["hmtx"].metrics.items()):
        # head.flags, bit 1: the left side bearing is where the outline begins.
        font["hmtx"][name] = (advance, getattr(glyphs[name], "xMin", 0))
    font.sfntVersion = "\x00\x01\x00\x00"


def keep_tables(font: TTFont) -> None:
    """Drop every table that a PDF does not need, and the glyphs' names."""
    for tag in set(font.keys()) - KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    font["post"].formatType = 3.0


def keep_characters(font: TTFont, wanted: AbstractSet[int] | None) -> None:
    """Keep the glyphs of the wanted characters, or of all that the font maps."""
    mapped = font.getBestCmap()
    chosen = mapped.keys() if wanted is None else mapped.keys() & wanted
    glyphs = {code: mapped[code] for code in sorted(chosen - spread(NEVER_BLOCKS))}
    glyphs[NO_BREAK_SPACE] = mapped[SPACE]
    FontBuilder(font=font).setupCharacterMap(glyphs)
    options = subset.Options(
        hinting=False, notdef_outline=True, name_IDs=["*"], name_languages=["*"]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=glyphs)
    cutter.subset(font)


def rename(font: TTFont, family: str | None, note: str, licence: str) -> None:
    """Write the names again: a new family, if one is given, and what was changed.

    In English only, since the family's Chinese name would still be the reserved one.
    """
    table = font["name"]
    names = {id_: text for id_ in KEPT_NAMES if (text := table.getDebugName(id_))}
    if family:
        postscript = f"{family.replace(' ', '')}-Regular"
        names |= {FAMILY: family, FULL_NAME: family, POSTSCRIPT_NAME: postscript}
        # No longer the work of its vendor alone; four spaces mean no vendor.
        font["OS/2"].achVendID = "    "
    names[VERSION] += ";modified for convert"
    names[UNIQUE_ID] = f"{names[POSTSCRIPT_NAME]};{names[VERSION]}"
    names[DESCRIPTION] = f"{note} {names.get(DESCRIPTION, '')}".strip()
    names.setdefault(LICENCE, licence)
    table.names = []
    for id_, text in sorted(names.items()):
        table.setName(text, id_, 3, 1, 0x409)  # Windows, Unicode, American English


def make(
    source: bytes,
    wanted: AbstractSet[int] | None,
    family: str | None,
    note: str,
    licence: str,
) -> bytes:
    """Our font, made out of a published one."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    if "CFF " in font:
        quadratic(font)
    keep_tables(font)
    keep_characters(font, wanted)
    rename(font, family, note, licence)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def tables(data: bytes) -> set[str]:
    """The names of a font's tables."""
    return set(TTFont(io.BytesIO(data)).keys()) - {"GlyphOrder"}


def names_inside(data: bytes) -> dict[str, str]:
    """Family, style and PostScript name, as programs show them."""
    table = TTFont(io.BytesIO(data))["name"]
    ids = {"family": FAMILY, "style": STYLE, "postscript_name": POSTSCRIPT_NAME}
    return {key: str(table.getDebugName(id_)) for key, id_ in ids.items()}


def counts(data: bytes) -> dict[str, int]:
    """Characters, glyphs, and the embedding permission (OS/2 fsType)."""
    font = TTFont(io.BytesIO(data))
    return {
        "characters": len(font.getBestCmap()),
        "glyphs": font["maxp"].numGlyphs,
        "fs_type": font["OS/2"].fsType,
    }


def coverage(data: bytes, sets: Mapping[str, AbstractSet[int]]) -> dict[str, int]:
    """How many characters of each set the font maps."""
    mapped = TTFont(io.BytesIO(data)).getBestCmap().keys()
    return {name: len(mapped & members) for name, members in sets.items()}
