"""PDFs made to harm: written by hand, object by object."""

import zlib
from collections.abc import Mapping

from tests.hostile.texts import Made

_TEXT = b"BT /F1 12 Tf 72 720 Td (1 done) Tj ET"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(data: bytes, facts: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (facts, len(data), data)


def flate(data: bytes, facts: bytes = b"") -> bytes:
    """A stream object, packed."""
    return stream(zlib.compress(data, 9), facts + b"/Filter/FlateDecode")


def pdf(objects: Mapping[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A file of one page; `objects` takes the place of some of its five, or adds others."""
    all_of = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        4: stream(_TEXT),
        5: _FONT,
        **(objects or {}),
    }
    made, places = bytearray(b"%PDF-1.7\n"), {}
    for number, held in all_of.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    start = len(made)
    made += b"xref\n"
    for number, place in places.items():
        made += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(all_of) + 1
    made += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)
    return bytes(made)


def page(more: bytes) -> bytes:
    """A page object with more in it."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + more + b">>"


def tagged(tree: bytes, objects: Mapping[int, bytes] | None = None) -> bytes:
    """A file with such a structure tree."""
    root = b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>"
    marked = stream(b"/P<</MCID 0>>BDC " + _TEXT + b" EMC")
    return pdf({1: root, 4: marked, 6: tree, **(objects or {})})


def drawing(times: int) -> bytes:
    """A file whose page draws an empty form so many times."""
    return pdf(
        {
            3: page(b"/Resources<</XObject<</X 6 0 R>>>>"),
            4: stream(b"/X Do " * times),
            6: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        }
    )


_RULES = b" ".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S" % ((at * 2,) * 4) for at in range(60))

PDFS: dict[str, Made] = {
    "header.pdf": lambda: b"%PDF-1.7",
    "header-zeros.pdf": lambda: b"%PDF-1.7\n" + bytes(100_000),
    "header-noise.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "plain.pdf": lambda: pdf(),
    "no-xref.pdf": lambda: pdf().partition(b"xref")[0],
    "xref-wrong.pdf": lambda: pdf().replace(b"startxref\n", b"startxref\n9"),
    "xref-no-trailer.pdf": lambda: pdf().replace(b"trailer<<", b"trailed<<"),
    "xref-negative.pdf": lambda: pdf().replace(b"startxref\n", b"startxref\n-"),
    "xref-huge.pdf": lambda: pdf().replace(b"xref\n1 1\n", b"xref\n1 99999999\n"),
    "xref-itself.pdf": lambda: pdf(trailer=b"/Prev %d" % pdf().rfind(b"xref\n1 1")),
    "prev-negative.pdf": lambda: pdf(trailer=b"/Prev -1"),
    "root-missing.pdf": lambda: pdf().replace(b"/Root 1 0 R", b""),
    "root-text.pdf": lambda: pdf({1: b"(a)"}),
    "root-itself.pdf": lambda: pdf({1: b"1 0 R"}),
    "loop-two.pdf": lambda: pdf({1: b"6 0 R", 6: b"1 0 R"}),
    "loop-zeros.pdf": lambda: pdf({1: b"6 0 R", 6: b"% 6\n1 0 R"}).replace(
        b"6 0 obj", b"0006 0 obj"
    ),
    "loop-damaged.pdf": lambda: pdf({1: b"6 0 R", 6: b">> 1 0 R"}),
    "loop-open.pdf": lambda: pdf({1: b"6 0 R", 6: b"1 0 R"}).replace(b"1 0 R\nendobj", b"1 0 R"),
    "pages-itself.pdf": lambda: pdf({2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}),
    "pages-missing.pdf": lambda: pdf({1: b"<</Type/Catalog>>"}),
    "pages-number.pdf": lambda: pdf({1: b"<</Type/Catalog/Pages 7>>"}),
    "kids-number.pdf": lambda: pdf({2: b"<</Type/Pages/Kids 7/Count 1>>"}),
    "kids-same.pdf": lambda: pdf({2: b"<</Type/Pages/Kids[%s]/Count 1>>" % (b"3 0 R " * 3000)}),
    "kids-too-many.pdf": lambda: pdf(
        {2: b"<</Type/Pages/Kids[%s]/Count 1>>" % b" ".join(b"%d 0 R" % n for n in range(9, 7009))}
        | {n: page(b"") for n in range(9, 7009)}
    ),
    "count-huge.pdf": lambda: pdf({2: b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>"}),
    "parent-itself.pdf": lambda: pdf({3: page(b"").replace(b"2 0 R", b"3 0 R")}),
    "contents-missing.pdf": lambda: pdf({3: page(b"").replace(b"4 0 R", b"99 0 R")}),
    "contents-itself.pdf": lambda: pdf({3: page(b"").replace(b"4 0 R", b"3 0 R")}),
    "contents-list.pdf": lambda: pdf(
        {3: page(b"").replace(b"4 0 R", b"[%s]" % (b"4 0 R " * 2000))}
    ),
    "box-huge.pdf": lambda: pdf({3: page(b"").replace(b"595 842", b"1e30 -1e30")}),
    "box-text.pdf": lambda: pdf({3: page(b"").replace(b"0 0 595 842", b"/a (b) null")}),
    "box-empty.pdf": lambda: pdf({3: page(b"").replace(b"0 0 595 842", b"")}),
    "length-itself.pdf": lambda: pdf({4: b"<</Length 4 0 R>>stream\na\nendstream"}),
    "length-huge.pdf": lambda: pdf({4: b"<</Length 999999999999>>stream\na\nendstream"}),
    "length-negative.pdf": lambda: pdf({4: b"<</Length -5>>stream\nabc\nendstream"}),
    "stream-open.pdf": lambda: pdf({4: b"<</Length 5>>stream\nabc"}),
    "bomb.pdf": lambda: pdf({4: flate(bytes(600_000_000))}),
    "bomb-spaces.pdf": lambda: pdf({4: flate(b" " * 50_000_000)}),
    "bomb-twice.pdf": lambda: pdf(
        {
            4: stream(
                zlib.compress(zlib.compress(bytes(300_000_000), 9), 9),
                b"/Filter[/FlateDecode/FlateDecode]",
            )
        }
    ),
    "bomb-filters.pdf": lambda: pdf({4: stream(_TEXT, b"/Filter[%s]" % (b"/AHx " * 5000))}),
    "runs.pdf": lambda: pdf({4: stream(b"\x81a" * 200_000 + b"\x80", b"/Filter/RunLengthDecode")}),
    "runs-in-bounds.pdf": lambda: pdf(
        {4: stream(b"\x81a" * 40_000 + b"\x80", b"/Filter/RunLengthDecode")}
    ),
    "lzw.pdf": lambda: pdf({4: stream(bytes(range(256)) * 50, b"/Filter/LZWDecode")}),
    "flate-broken.pdf": lambda: pdf({4: stream(b"x\x9cabc", b"/Filter/FlateDecode")}),
    "filter-unknown.pdf": lambda: pdf({4: stream(_TEXT, b"/Filter/NoSuch")}),
    "filter-number.pdf": lambda: pdf({4: stream(_TEXT, b"/Filter 7")}),
    "predictor.pdf": lambda: pdf(
        {4: flate(_TEXT, b"/DecodeParms<</Predictor 12/Columns 999999999/Colors 99>>")}
    ),
    "predictor-colours.pdf": lambda: pdf(
        {4: flate(_TEXT, b"/DecodeParms<</Predictor 15/Colors 999999999/Columns 9>>")}
    ),
    "predictor-zero.pdf": lambda: pdf(
        {4: flate(_TEXT * 99, b"/DecodeParms<</Predictor 12/Columns 0/BitsPerComponent 0>>")}
    ),
    "states.pdf": lambda: pdf({4: stream(b"q " * 100_000 + _TEXT)}),
    "states-closed.pdf": lambda: pdf({4: stream(b"Q " * 50_000 + _TEXT)}),
    "lists-deep.pdf": lambda: pdf({4: stream(b"[" * 50_000)}),
    "lists-deep-object.pdf": lambda: pdf({6: b"[" * 50_000 + b"]" * 50_000}),
    "dictionaries-deep.pdf": lambda: pdf({3: page(b"/A" + b"<</A" * 20_000)}),
    "names-long.pdf": lambda: pdf({3: page(b"/" + b"a" * 100_000 + b" 1")}),
    "string-open.pdf": lambda: pdf({3: page(b"/A(" + b"(" * 50_000)}),
    "number-long.pdf": lambda: pdf({3: page(b"/A " + b"9" * 50_000)}),
    "text-moved.pdf": lambda: pdf({4: stream(b"BT /F1 1e30 Tf 1e300 -1e300 Td (a) Tj ET")}),
    "text-many.pdf": lambda: pdf({4: stream(b"BT /F1 9 Tf " + b"(a) Tj 0 -1 Td " * 5000 + b"ET")}),
    "text-heaped.pdf": lambda: pdf(
        {4: stream(b"BT /F1 9 Tf " + b"(abcd) Tj 0 0 Td " * 1500 + b"ET")}
    ),
    "text-no-font.pdf": lambda: pdf({4: stream(b"BT /F9 9 Tf (a) Tj ET")}),
    "operators-strange.pdf": lambda: pdf({4: stream(b"Tj Td BT ( Tj 1 2 3 re cm Do EMC BDC ET")}),
    "image-inline.pdf": lambda: pdf({4: stream(b"BI /W 99999999 /H 9 ID abc")}),
    "rules.pdf": lambda: pdf({4: stream(_RULES + _TEXT)}),
    "rectangles.pdf": lambda: pdf({4: stream(b"1 1 5 5 re S " * 3000 + _TEXT)}),
    "form-itself.pdf": lambda: pdf(
        {
            3: page(b"/Resources<</XObject<</X 6 0 R>>/Font<</F1 5 0 R>>>>"),
            4: stream(_TEXT + b" /X Do"),
            6: stream(
                b"/X Do",
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
            ),
        }
    ),
    "forms-doubling.pdf": lambda: pdf(
        {3: page(b"/Resources<</XObject<</X 6 0 R>>>>"), 4: stream(b"/X Do")}
        | {
            n: stream(
                b"/X Do /X Do",
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
                % (n + 1),
            )
            for n in range(6, 40)
        }
    ),
    "forms-few.pdf": lambda: drawing(9),
    "forms-flat.pdf": lambda: drawing(40_000),
    "forms-doubling-tagged.pdf": lambda: tagged(
        b"<</Type/StructTreeRoot/K[]>>",
        {3: page(b"/Resources<</XObject<</X 7 0 R>>>>"), 4: stream(b"/X Do")}
        | {
            n: stream(
                b"/X Do /X Do",
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
                % (n + 1),
            )
            for n in range(7, 40)
        },
    ),
    "font-itself.pdf": lambda: pdf({5: b"<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]>>"}),
    "font-three.pdf": lambda: pdf(
        {
            5: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[0 0 0 0 0 0]/FirstChar 0"
            b"/LastChar 255/Widths[1]/CharProcs<</a 4 0 R>>/Encoding<</Differences[97/a]>>>>"
        }
    ),
    "font-map.pdf": lambda: pdf(
        {
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
            6: stream(b"begincmap 1 beginbfrange <00> <ffffffff> <0041> endbfrange endcmap"),
        }
    ),
    "font-map-wide.pdf": lambda: pdf(
        {
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
            6: stream(b"begincmap 1 begincidrange <00000000> <7fffffff> 0 endcidrange endcmap"),
        }
    ),
    "font-map-name.pdf": lambda: pdf(
        {
            5: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/..#2f..#2f..#2fetc#2fpasswd"
            b"/DescendantFonts[6 0 R]>>",
            6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A"
            b"/CIDSystemInfo<</Registry(../..)/Ordering(/etc/passwd)/Supplement 0>>>>",
        }
    ),
    "font-widths.pdf": lambda: pdf(
        {
            5: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
            6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W[0 99999999 500]>>",
        }
    ),
    "font-file.pdf": lambda: pdf(
        {
            5: b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 6 0 R>>",
            6: b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>",
            7: stream(b"\x00\x01\x00\x00\xff\xff" + bytes(range(256))),
        }
    ),
    "tree-itself.pdf": lambda: tagged(b"<</Type/StructTreeRoot/K 6 0 R>>"),
    "tree-loop.pdf": lambda: tagged(
        b"<</Type/StructTreeRoot/K 7 0 R>>", {7: b"<</S/Table/K[8 0 R]>>", 8: b"<</S/TR/K[7 0 R]>>"}
    ),
    "tree-lists.pdf": lambda: tagged(b"<</Type/StructTreeRoot/K[6 0 R 7 0 R]>>", {7: b"[7 0 R]"}),
    "tree-doubling.pdf": lambda: tagged(
        b"<</Type/StructTreeRoot/K 7 0 R>>",
        {n: b"<</S/P/K[%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(7, 60)},
    ),
    "tree-roles.pdf": lambda: tagged(
        b"<</Type/StructTreeRoot/K 7 0 R/RoleMap 7>>", {7: b"<</S/P>>"}
    ),
    "tree-cell.pdf": lambda: tagged(
        b"<</Type/StructTreeRoot/K 7 0 R>>",
        {
            7: b"<</S/Table/K[8 0 R]>>",
            8: b"<</S/TR/K[9 0 R]>>",
            9: b"<</S/TD/Pg 3 0 R/K 0/A<</ColSpan 999999999/RowSpan 999999999>>>>",
        },
    ),
    "tree-out-of-place.pdf": lambda: tagged(
        b"<</Type/StructTreeRoot/K 7 0 R>>",
        {7: b"<</S/TR/K[8 0 R]>>", 8: b"<</S/TD/K[9 0 R]>>", 9: b"<</S/Table/K[<</S/TD/K 0>>]>>"},
    ),
    "tree-marks.pdf": lambda: tagged(
        b"<</Type/StructTreeRoot/K[<</MCID(a)>> <</MCID 99999999999>> <</MCID 7 0 R>>]>>"
    ),
    "text-spoken.pdf": lambda: pdf(
        {4: stream(b"/P<</MCID 0/ActualText 7>>BDC " + _TEXT + b" EMC")}
    ),
    "marks-open.pdf": lambda: pdf({4: stream(b"/P<</MCID 0>>BDC " * 20_000 + _TEXT)}),
    "packet-entity.pdf": lambda: pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R>>",
            6: stream(b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
        }
    ),
    "locked.pdf": lambda: pdf(trailer=b"/Encrypt<</Filter/Standard/V 4/R 4/O(a)/U(b)/P -1>>"),
    "locked-strange.pdf": lambda: pdf(trailer=b"/Encrypt<</Filter/NoSuch/V 99>>/ID[(a)(b)]"),
    "locked-itself.pdf": lambda: pdf({6: b"6 0 R"}, b"/Encrypt 6 0 R"),
    "actions.pdf": lambda: pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
            b"/AA<</WC<</S/Launch/F(calc.exe)>>>>>>"
        }
    ),
    "objects-stream.pdf": lambda: pdf(
        {6: stream(b"1 0 2 5 ", b"/Type/ObjStm/N 999999999/First 8")}
    ),
    "objects-many.pdf": lambda: pdf(dict.fromkeys(range(9, 20009), b"null")),
    "objects-too-many.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj null endobj\n" * 500_001,
    "dates.pdf": lambda: pdf(
        trailer=b"/Info<</CreationDate(D:99999999999999)/Title(\xfe\xff\xd8)>>"
    ),
    "no-text.pdf": lambda: pdf({4: stream(b"0 0 m 9 9 l S")}),
}
