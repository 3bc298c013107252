"""Word and Excel files made to harm, and archives that only seem to be some."""

import io
import struct
import zipfile
from collections.abc import Mapping

from tests.hostile.texts import MANY, Made

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "<Relationships>{}</Relationships>"
_RELATION = '<Relationship Id="{}" Type="x/{}" Target="{}"/>'
ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGH = (
    '<!DOCTYPE a [<!ENTITY a "hahahahaha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of those parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method, compresslevel=9) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def word(body: str, parts: Mapping[str, bytes | str] | None = None, before: str = "") -> bytes:
    """A Word file with that body; `parts` may take the place of some of its own."""
    return packed(
        {
            "_rels/.rels": _RELATIONS.format(
                _RELATION.format("a", "officeDocument", "word/document.xml")
            ),
            "word/document.xml": f"{before}<w:document {W}><w:body>{body}</w:body></w:document>",
            **(parts or {}),
        }
    )


def text(words: str) -> str:
    """A paragraph."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def row(*cells: str, facts: str = "") -> str:
    """A row of such cells, each with such properties."""
    made = "".join(f"<w:tc><w:tcPr>{facts}</w:tcPr>{text(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{made}</w:tr>"


HEAD = row("序号", "任务内容", "完成情况")
ROW = row("1", "建设广场", "已完成")
TABLE = f"<w:tbl>{HEAD}{ROW}{row('2', '修缮道路', '施工')}</w:tbl>"


def word_table(rows: str) -> bytes:
    """A Word file with those rows behind the header."""
    return word(f"<w:tbl>{HEAD}{rows}{ROW}</w:tbl>")


def styled(part: str, kind: str, data: str) -> bytes:
    """A Word file whose document refers to another part."""
    relations = _RELATIONS.format(_RELATION.format("b", kind, part))
    parts = {"word/_rels/document.xml.rels": relations, f"word/{part}": data}
    body = '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
    return word(f"{body}</w:numPr></w:pPr></w:p>{TABLE}", parts)


def book(rows: str, more: str = "", parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A workbook of one sheet with those rows, and more behind them."""
    sheets = f'<workbook {S} {R}><sheets><sheet name="a" r:id="s"/></sheets></workbook>'
    relations = "".join(
        _RELATION.format(id, kind, target)
        for id, kind, target in (
            ("s", "worksheet", "sheet.xml"),
            ("t", "sharedStrings", "strings.xml"),
            ("u", "styles", "styles.xml"),
        )
    )
    strings = "".join(f"<si><t>{one}</t></si>" for one in ("序号", "任务内容", "建设广场"))
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
    return packed(
        {
            "_rels/.rels": _RELATIONS.format(
                _RELATION.format("a", "officeDocument", "xl/workbook.xml")
            ),
            "xl/workbook.xml": sheets,
            "xl/_rels/workbook.xml.rels": _RELATIONS.format(relations),
            "xl/strings.xml": f"<sst {S}>{strings}</sst>",
            "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
            "xl/sheet.xml": f"<worksheet {S}><sheetData>{SHEET_HEAD}{rows}</sheetData>{more}</worksheet>",
            **(parts or {}),
        }
    )


SHEET_HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
SHEET_ROW = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row>'


def number_format(code: str, value: str = "43831.5") -> bytes:
    """A workbook with a number shown by that format."""
    styles = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    cells = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    parts = {"xl/styles.xml": f"<styleSheet {S}>{styles}{cells}</styleSheet>"}
    return book(f'<row r="2"><c r="A2" s="1"><v>{value}</v></c></row>', parts=parts)


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with some bytes changed wherever they stand."""
    assert old in data
    return data.replace(old, new)


def flagged(data: bytes, at_local: int, at_central: int, value: int) -> bytes:
    """A ZIP file with a two-byte field of each header set, local and central."""
    made = bytearray(data)
    for mark, at in ((b"PK\x03\x04", at_local), (b"PK\x01\x02", at_central)):
        place = made.find(mark)
        while place >= 0:
            made[place + at : place + at + 2] = struct.pack("<H", value)
            place = made.find(mark, place + 4)
    return bytes(made)


def twice(parts: bytes) -> bytes:
    """A ZIP file whose parts stand in it twice."""
    made = io.BytesIO(parts)
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(made, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", "<a/>")
    return made.getvalue()


def flipped(data: bytes, seed: int) -> bytes:
    """The file with twenty of its bits turned, the same for a seed."""
    made = bytearray(data)
    for at in range(20):
        place = (seed * 7919 + at * 104_729) % (len(made) * 8)
        made[place // 8] ^= 1 << place % 8
    return bytes(made)


def numbering(levels: str, more: str = "") -> bytes:
    """A Word file with such levels in its list."""
    return styled(
        "numbering.xml",
        "numbering",
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>',
    )


ARCHIVES: dict[str, Made] = {
    "empty.zip": lambda: packed({}),
    "signature.docx": lambda: b"PK\x03\x04",
    "signature-end.docx": lambda: b"PK\x05\x06" + bytes(18),
    "comment.docx": lambda: word(TABLE)[:-2] + b"\xff\xff" + b"a" * 65_535,
    "nested.docx": lambda: packed({"word/document.xml": word(TABLE)}),
    "other.zip": lambda: packed({"a.txt": "a"}),
    "members.docx": lambda: packed({f"a{at}": "" for at in range(9000)}),
    "members-too-many.docx": lambda: packed({f"a{at}": "" for at in range(11_000)}),
    "names-long.docx": lambda: packed({"a" * 60_000: "", "word/document.xml": ""}),
    "names-path.docx": lambda: packed({"../../x": "a", "/etc/x": "a", "word/document.xml": "<a/>"}),
    "names-twice.docx": lambda: twice(word(TABLE)),
    "locked.docx": lambda: flagged(word(TABLE), 6, 8, 1),
    "method.docx": lambda: flagged(word(TABLE), 8, 10, 99),
    "method-lzma.docx": lambda: packed({"word/document.xml": "<a/>"}, zipfile.ZIP_LZMA),
    "checksum.docx": lambda: patched(
        packed({"word/document.xml": "<abcdef/>"}, zipfile.ZIP_STORED), b"<abcdef/>", b"<abcdeg/>"
    ),
    "size-small.docx": lambda: flagged(word(TABLE), 22, 24, 1),
    "size-large.docx": lambda: flagged(word(TABLE), 24, 26, 0x7FFF),
    "offset.docx": lambda: word(TABLE)[:-6] + struct.pack("<I", 0xFFFFFF) + b"\0\0",
    "entries.docx": lambda: word(TABLE)[:-14] + b"\xff\xff\xff\xff" + word(TABLE)[-10:],
    "before.docx": lambda: b"PK\x03\x04" + bytes(1000) + word(TABLE),
    "bomb.docx": lambda: word(" " * 50_000_000),
    "bomb-slow.docx": lambda: word("".join(text(str(at)) for at in range(150_000)) + TABLE),
    "bomb-media.docx": lambda: word(TABLE, {"word/media/a.png": bytes(200_000_000)}),
    "bomb-many.docx": lambda: word(TABLE, {f"word/{at}": bytes(2_000_000) for at in range(9)}),
    "bomb-total.docx": lambda: flagged(word(TABLE, {"a": bytes(70_000)}), 24, 26, 0x7FFF),
    "bomb-relations.docx": lambda: packed(
        {"_rels/.rels": " " * 20_000_000, "word/document.xml": ""}
    ),
    "bomb-mimetype.odt": lambda: packed({"mimetype": " " * 20_000_000}),
    "ofd.zip": lambda: packed({"OFD.xml": "<a/>"}),
    **{
        f"cut-{part}.docx": lambda part=part: word(TABLE)[: len(word(TABLE)) * part // 8]  # type: ignore[misc]
        for part in range(1, 8)
    },
    **{
        f"flipped-{seed}.docx": lambda seed=seed: flipped(word(TABLE), seed)  # type: ignore[misc]
        for seed in range(1, 13)
    },
    **{
        f"flipped-{seed}.xlsx": lambda seed=seed: flipped(book(SHEET_ROW), seed)  # type: ignore[misc]
        for seed in range(1, 9)
    },
}

WORDS: dict[str, Made] = {
    "entity.docx": lambda: word(text("a&e;b") + TABLE, before=ENTITY),
    "laughs.docx": lambda: word(text("&i;") + TABLE, before=LAUGH),
    "doctype-late.docx": lambda: word(TABLE, before="<!--" + "a" * 70_000 + "-->" + ENTITY),
    "doctype-cut.docx": lambda: word(TABLE, before=" " * 65_530 + ENTITY),
    "doctype-wide.docx": lambda: word(
        "", {"word/document.xml": f"{ENTITY}<w:document {W}>{TABLE}</w:document>".encode("utf-16")}
    ),
    "doctype-relations.docx": lambda: word(TABLE, {"_rels/.rels": ENTITY + "<a>&e;</a>"}),
    "doctype-styles.docx": lambda: styled(
        "styles.xml", "styles", LAUGH + f"<w:styles {W}>&i;</w:styles>"
    ),
    "encoding-unknown.docx": lambda: word(TABLE, before='<?xml version="1.0" encoding="x-no"?>'),
    "encoding-seven.docx": lambda: word(TABLE, before='<?xml version="1.0" encoding="utf-7"?>'),
    "encoding-wrong.docx": lambda: word("", {"word/document.xml": b"<a>\xff\xfe\x80</a>"}),
    "instruction.docx": lambda: word(TABLE, before="<?a " + "b" * MANY + "?>"),
    "attributes.docx": lambda: word(
        "<w:p " + " ".join(f'a{n}="1"' for n in range(9000)) + "/>" + TABLE
    ),
    "attribute-long.docx": lambda: word(f'<w:p a="{"b" * 11_000_000}"/>' + TABLE),
    "names.docx": lambda: word("".join(f'<a{n}:p xmlns:a{n}="a"/>' for n in range(5000)) + TABLE),
    "deep.docx": lambda: word("<w:p>" * 200 + "</w:p>" * 200 + TABLE),
    "deep-too.docx": lambda: word("<w:p>" * MANY),
    "deep-relations.docx": lambda: word(TABLE, {"_rels/.rels": "<a>" * MANY}),
    "tables-deep.docx": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 60 + text("甲") + "</w:tc></w:tr></w:tbl>" * 60
    ),
    "tables-too-deep.docx": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400
    ),
    "span-huge.docx": lambda: word_table(row("甲", facts='<w:gridSpan w:val="100000000"/>')),
    "spans-many.docx": lambda: word_table(row("甲", facts='<w:gridSpan w:val="1000"/>') * 300),
    "span-strange.docx": lambda: word_table(
        row("甲", facts='<w:gridSpan w:val="-1"/>') + row("乙", facts='<w:gridSpan w:val="９e9"/>')
    ),
    "before-huge.docx": lambda: word_table(
        '<w:tr><w:trPr><w:gridBefore w:val="100000000"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    ),
    "merge-first.docx": lambda: word(
        f"<w:tbl>{row('甲', '乙', facts='<w:vMerge/>')}{HEAD}{ROW}</w:tbl>"
    ),
    "merge-many.docx": lambda: word_table(row("甲", "乙", facts="<w:vMerge/>") * 3000),
    "cell-outside.docx": lambda: word(f"<w:tc>{text('甲')}</w:tc><w:tr/><w:tblHeader/>{TABLE}"),
    "row-outside.docx": lambda: word(f"<w:tbl>{text('甲')}<w:tc/></w:tbl>{TABLE}"),
    "cell-in-cell.docx": lambda: word_table(f"<w:tr><w:tc><w:tc>{text('甲')}</w:tc></w:tc></w:tr>"),
    "rows-empty.docx": lambda: word_table("<w:tr/>" * 5000),
    "rows-many.docx": lambda: word_table(ROW * 1500),
    "runs-many.docx": lambda: word(
        "<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 30_000 + "</w:p>" + TABLE
    ),
    "symbol.docx": lambda: word(
        '<w:p><w:r><w:sym w:char="D800"/><w:sym w:char="0000"/><w:sym w:char="zz"/></w:r></w:p>'
        + TABLE
    ),
    "breaks.docx": lambda: word("<w:p><w:r>" + "<w:br/>" * 20_000 + "</w:r></w:p>" + TABLE),
    "comments.docx": lambda: word('<w:p><w:r><w:commentReference w:id="x"/></w:r></w:p>' + TABLE),
    "deleted.docx": lambda: word("<w:del>" * 100 + text("甲") + "</w:del>" * 100 + TABLE),
    "fallback.docx": lambda: word(
        '<a:Fallback xmlns:a="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        + TABLE
        + "</a:Fallback>"
        + TABLE
    ),
    "no-space.docx": lambda: word(
        "", {"word/document.xml": f"<document>{TABLE.replace('w:', '')}</document>"}
    ),
    "relation-itself.docx": lambda: word(
        TABLE,
        {"_rels/.rels": _RELATIONS.format(_RELATION.format("a", "officeDocument", "_rels/.rels"))},
    ),
    "relation-out.docx": lambda: word(
        TABLE,
        {
            "_rels/.rels": _RELATIONS.format(
                _RELATION.format("a", "officeDocument", "../../etc/passwd")
            )
        },
    ),
    "relations-many.docx": lambda: word(
        TABLE,
        {
            "word/_rels/document.xml.rels": _RELATIONS.format(
                _RELATION.format("a", "styles", "s") * 9000
            )
        },
    ),
    "relation-no-target.docx": lambda: word(
        TABLE, {"_rels/.rels": "<a><b Type='x/officeDocument'/></a>"}
    ),
    "document-missing.docx": lambda: packed({"word/document.xml": "", "a": ""}),
    "document-empty.docx": lambda: word("", {"word/document.xml": ""}),
    "document-text.docx": lambda: word("", {"word/document.xml": "序号 任务内容"}),
    "styles-loop.docx": lambda: styled(
        "styles.xml",
        "styles",
        f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="a"/></w:style></w:styles>',
    ),
    "styles-many.docx": lambda: styled(
        "styles.xml",
        "styles",
        f"<w:styles {W}>" + '<w:style w:styleId="a"/>' * 20_000 + "</w:styles>",
    ),
    "numbers-loop.docx": lambda: numbering('<w:numStyleLink w:val="a"/><w:styleLink w:val="a"/>'),
    "numbers-text.docx": lambda: numbering(
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="{"%1" * 9000}"/></w:lvl>'
    ),
    "numbers-start.docx": lambda: numbering(
        '<w:lvl w:ilvl="0"><w:start w:val="999999999999999999"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    ),
    "numbers-start-long.docx": lambda: numbering(
        f'<w:lvl w:ilvl="{"9" * 5000}"><w:start w:val="{"9" * 5000}"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl>'
    ),
    "numbers-level-long.docx": lambda: word(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{"9" * 5000}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
        + TABLE
    ),
    "numbers-chinese.docx": lambda: numbering(
        '<w:lvl w:ilvl="0"><w:start w:val="-5"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1%9%0"/></w:lvl>'
    ),
    "numbers-letters.docx": lambda: numbering(
        '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    ),
    "numbers-wrong.docx": lambda: numbering('<w:lvl w:ilvl="x"><w:start w:val="y"/></w:lvl>'),
    "core.docx": lambda: word(TABLE, {"docProps/core.xml": LAUGH + "<a>&i;</a>"}),
    "core-broken.docx": lambda: word(TABLE, {"docProps/core.xml": "<a"}),
}

BOOKS: dict[str, Made] = {
    "last-cell.xlsx": lambda: book(
        SHEET_ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "row-huge.xlsx": lambda: book(
        '<row r="999999999999"><c r="A9999999"><v>1</v></c></row>' + SHEET_ROW
    ),
    "row-wrong.xlsx": lambda: book('<row r="x"><c r="A1"><v>1</v></c></row>'),
    "row-negative.xlsx": lambda: book('<row r="-5"><c r="A1"><v>1</v></c></row>' + SHEET_ROW),
    "cell-zero.xlsx": lambda: book('<row r="2"><c r="A0"><v>1</v></c><c r="0"/></row>' + SHEET_ROW),
    "cell-beyond.xlsx": lambda: book('<row r="2"><c r="ZZZ9999999"><v>1</v></c></row>'),
    "cells-backwards.xlsx": lambda: book(
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>'
    ),
    "cells-same.xlsx": lambda: book('<row r="2">' + '<c r="A2"><v>1</v></c>' * 20_000 + "</row>"),
    "rows-many.xlsx": lambda: book(
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 5000))
    ),
    "rows-unnumbered.xlsx": lambda: book("<row><c><v>1</v></c><c><v>2</v></c></row>" * 2000),
    "string-missing.xlsx": lambda: book('<row r="2"><c r="A2" t="s"><v>99</v></c></row>'),
    "string-negative.xlsx": lambda: book('<row r="2"><c r="A2" t="s"><v>-1</v></c></row>'),
    "string-text.xlsx": lambda: book('<row r="2"><c r="A2" t="s"><v>a</v></c></row>'),
    "string-huge.xlsx": lambda: book(
        '<row r="2">' + '<c t="s"><v>0</v></c>' * 9000 + "</row>",
        parts={"xl/strings.xml": f"<sst {S}><si><t>{'甲乙丙' * 90_000}</t></si></sst>"},
    ),
    "strings-entity.xlsx": lambda: book(
        SHEET_ROW, parts={"xl/strings.xml": f"{LAUGH}<sst {S}><si><t>&i;</t></si></sst>"}
    ),
    "style-missing.xlsx": lambda: book('<row r="2"><c r="A2" s="99"><v>1</v></c></row>'),
    "style-wrong.xlsx": lambda: book('<row r="2"><c r="A2" s="x"><v>1</v></c></row>'),
    "type-unknown.xlsx": lambda: book('<row r="2"><c r="A2" t="zz"><v>1</v></c></row>'),
    "inline.xlsx": lambda: book(
        '<row r="2"><c r="A2" t="inlineStr"><is><t>_x0000_</t></is></c></row>'
    ),
    "number-huge.xlsx": lambda: book('<row r="2"><c r="A2"><v>1e308</v></c></row>'),
    "number-long.xlsx": lambda: book(f'<row r="2"><c r="A2"><v>{"9" * 50_000}</v></c></row>'),
    "number-wrong.xlsx": lambda: book('<row r="2"><c r="A2"><v>1e</v></c><c><v>NaN</v></c></row>'),
    "date-huge.xlsx": lambda: book('<row r="2"><c r="A2" s="2"><v>1e308</v></c></row>'),
    "date-negative.xlsx": lambda: book('<row r="2"><c r="A2" s="2"><v>-99999999</v></c></row>'),
    "date-nan.xlsx": lambda: book(
        '<row r="2"><c r="A2" s="2"><v>nan</v></c><c s="2"><v>inf</v></c></row>'
    ),
    "format-long.xlsx": lambda: number_format("0" * 50_000),
    "format-quotes.xlsx": lambda: number_format("&quot;" * 9999),
    "format-sections.xlsx": lambda: number_format(";" * 20_000),
    "format-brackets.xlsx": lambda: number_format("[" * 20_000),
    "format-hours.xlsx": lambda: number_format("[h]:mm:ss" * 2000, "1e15"),
    "format-places.xlsx": lambda: number_format("0." + "0" * 5000, "1e300"),
    "format-exponent.xlsx": lambda: number_format("0E+" + "0" * 2000, "1e300"),
    "format-fraction.xlsx": lambda: number_format("# ?/" + "?" * 500, "0.333"),
    "format-number.xlsx": lambda: book(
        SHEET_ROW,
        parts={
            "xl/styles.xml": f"<styleSheet {S}><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"
        },
    ),
    "merge-all.xlsx": lambda: book(
        SHEET_ROW, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "merge-many.xlsx": lambda: book(
        SHEET_ROW, "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 20_000 + "</mergeCells>"
    ),
    "merge-backwards.xlsx": lambda: book(
        SHEET_ROW, '<mergeCells><mergeCell ref="C9:A1"/></mergeCells>'
    ),
    "merge-wrong.xlsx": lambda: book(
        SHEET_ROW, '<mergeCells><mergeCell ref="::"/><mergeCell/></mergeCells>'
    ),
    "hidden-columns.xlsx": lambda: book(
        SHEET_ROW,
        parts={
            "xl/sheet.xml": f'<worksheet {S}><cols><col min="1" max="999999999" hidden="1"/></cols>'
            f"<sheetData>{SHEET_HEAD}{SHEET_ROW}</sheetData></worksheet>"
        },
    ),
    "hidden-wrong.xlsx": lambda: book(
        SHEET_ROW,
        parts={
            "xl/sheet.xml": f'<worksheet {S}><cols><col hidden="1" max="x"/></cols></worksheet>'
        },
    ),
    "sheets-many.xlsx": lambda: book(
        SHEET_ROW,
        parts={
            "xl/workbook.xml": f"<workbook {S} {R}><sheets>"
            + "<sheet name='a' r:id='s'/>" * 500
            + "</sheets></workbook>"
        },
    ),
    "sheets-none.xlsx": lambda: book("", parts={"xl/workbook.xml": f"<workbook {S}/>"}),
    "sheet-missing.xlsx": lambda: book("", parts={"xl/_rels/workbook.xml.rels": "<a/>"}),
    "sheet-entity.xlsx": lambda: book(
        "", parts={"xl/sheet.xml": f"{ENTITY}<worksheet {S}>&e;</worksheet>"}
    ),
    "sheet-name.xlsx": lambda: book(
        SHEET_ROW,
        parts={
            "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="{"&#x202e;" * 999}" r:id="s"'
            ' state="hidden"/></sheets></workbook>'
        },
    ),
    "formula.xlsx": lambda: book(
        '<row r="2"><c r="A2"><f>WEBSERVICE("http://x")</f></c></row>' + SHEET_ROW
    ),
    "error.xlsx": lambda: book('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>' + SHEET_ROW),
}

OTHERS: dict[str, Made] = {
    "compound.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "locked.xlsx": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    ),
    "picture.docx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "photo.txt": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)),
    "packed.txt": lambda: b"\x1f\x8b\x08" + bytes(100),
    "seven.txt": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100),
    "program.txt": lambda: b"MZ\x90\0" + bytes(100),
    "program.csv": lambda: b"\x7fELF" + bytes(100),
    "tape.txt": lambda: bytes(257) + b"ustar" + bytes(300),
    "pointer.bmp": lambda: b"BM" + b"\0" * 100,
}
