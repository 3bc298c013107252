"""What kind of document some bytes are, told by the bytes, never by the file's suffix."""

import re

UNPACKED = 16 << 20
"""Bytes that a ZIP may unpack to and be no risk: measured, 1 s and 60 MB."""
MARKUP = 2 << 20
"""Bytes of a page in HTML that is no risk: measured, 1 s and 60 MB."""
# (offset, first bytes, name of the format): what each format's specification says a file
# begins with.
_SIGNATURES = (
    (0, b"%PDF-", "PDF"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"PK\x05\x06", "ZIP"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
    (0, b"{\\rtf", "rtf"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (8, b"WEBP", "WebP"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "RAR"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"\x7fELF", "ELF"),
    (0, b"MZ", "EXE"),
    (257, b"ustar", "tar"),
)
# Two plain letters may also begin a text; then the rest must look like bytes as well.
_WEAK = {"BMP", "EXE"}


# Parts that only one kind of ZIP file has.
_PARTS = {
    "word/document.xml": "docx",
    "word/document2.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "PPTX",
    "OFD.xml": "OFD",
}
_OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_STREAMS = {
    "EncryptedPackage": "locked",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book\0": "xls",
    "PowerPoint Document": "PPT",
}
# A text is HTML where it begins so, byte order mark, white space and comments left aside.
_HTML = (
    r"(?is)(?>\s++|<!--(?s:.*?)-->|<\?xml\b[^>]*+>)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|table|tbody|thead|tr|td|div|section|article|main|p|span|h[1-6]|ul)\b"
)
_MORE = r"(?i)</(?:html|body|table|tr|td|div|p|span|section|article)\s*>|<t[dr]\b"


def kind(data: bytes) -> str:
    """The format of `data`; "text" where it is none of those that begin with a signature.

    docx, xlsx, xlsb, odt, ods, doc, xls, rtf and PDF are read; other names are for messages.
    """
    for offset, magic, name in _SIGNATURES:
        if data.startswith(magic, offset) and (name not in _WEAK or b"\x00" in data[:64]):
            inner = {"ZIP": _packed, "OLE": _compound}.get(name)
            return inner(data) if inner else name
    return "text"


def _packed(data: bytes) -> str:
    """What kind of ZIP file it is, by the parts in it."""
    from convert.reading.parcel import BROKEN, opened

    try:
        with opened(data) as packed:
            parts = set(packed.namelist())
            if "mimetype" in parts and packed.getinfo("mimetype").file_size < 200:
                return _OPEN.get(packed.read("mimetype").strip(), "ZIP")
    except (*BROKEN, ValueError):
        return "ZIP"
    return next((kind for part, kind in _PARTS.items() if part in parts), "ZIP")


def _compound(data: bytes) -> str:
    """What kind of OLE file it is, by the names of the streams in it (MS-CFB 2.6.1)."""
    for stream, kind in _STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return kind
    return "OLE"


def is_risky(data: bytes) -> bool:
    """Whether a document should be read in a process of its own; `apart` says why."""
    if data.startswith(b"PK"):
        from convert.reading.parcel import BROKEN, declared, opened

        try:
            with opened(data) as packed:
                return declared(packed) > UNPACKED
        except (*BROKEN, ValueError):
            return False
    return data.startswith(b"%PDF") or (len(data) > MARKUP and b"<" in data[:4096])


def is_html(text: str) -> bool:
    """Whether a text is HTML: it begins with an element, and another begins or ends in it."""
    if not text[:4096].lstrip().startswith("<") and text[:4096].strip():
        return False
    found = re.match(_HTML, text)
    return found is not None and re.compile(_MORE).search(text, found.end()) is not None
