"""A font in a PDF: a Type0 font whose codes are UTF-16 units, with its own glyf subset.

ReportLab embeds TrueType as many fonts of 256 codes each, with a ToUnicode map that is
wrong beyond the BMP and holds U+0000, which PDF/A forbids; this is one font object a file.
"""

import hashlib

from convert.typeset.fonts import Face
from convert.typeset.pdffile import OUTLINES, Document, Raw, Stream


def embed(face: Face, document: Document) -> int:
    """Adds the font and all it needs; its object's number."""
    font, codes = face.font, sorted((face.code(c), c) for c in face.used)
    program, numbers = font.subset(face.used[character] for _, character in codes)
    places = bytearray(2 * (codes[-1][0] + 1))
    for code, character in codes:
        places[2 * code : 2 * code + 2] = numbers[face.used[character]].to_bytes(2, "big")
    file = document.stream(Stream(f"/Length1 {len(program)}", program, OUTLINES))
    glyphs = document.stream(Stream("", bytes(places)))
    unicode = document.stream(Stream("", _to_unicode(codes)))
    name = f"{_tag(codes)}+{font.postscript}"
    widths = "".join(_width(code, font.advance(face.used[c])) for code, c in codes)
    descendant = document.number(
        Raw(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {_descriptor(face, name, file, document)} 0 R"
            f"/DW 1000/W[{widths}]/CIDToGIDMap {glyphs} 0 R>>"
        )
    )
    return document.number(
        Raw(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
        )
    )


def _descriptor(face: Face, name: str, file: int, document: Document) -> int:
    scale = 1000 / face.font.units
    box = " ".join(f"{edge * scale:.0f}" for edge in face.font.box)
    # Flags 4: symbolic, as any font with characters beyond Latin is.
    return document.number(
        Raw(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {face.font.ascent * scale:.0f}/Descent {face.font.descent * scale:.0f}"
            f"/CapHeight 700/StemV 80/FontFile2 {file} 0 R>>"
        )
    )


def _tag(codes: list[tuple[int, str]]) -> str:
    """Six capital letters that differ where the subsets do (ISO 32000-1 9.6.4)."""
    text = "".join(character for _, character in codes)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _width(code: int, width: float) -> str:
    return f"{code}[{width:.0f}]" if round(width) != 1000 else ""


def _to_unicode(codes: list[tuple[int, str]]) -> bytes:
    """Which text each code stands for, in UTF-16BE, at most 100 codes a block."""
    parts = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    ]
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        parts.append(f"{len(block)} beginbfchar\n")
        parts.extend(f"<{code:04x}> <{c.encode('utf-16-be').hex()}>\n" for code, c in block)
        parts.append("endbfchar\n")
    parts.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
    return "".join(parts).encode("ascii")
