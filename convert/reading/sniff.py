"""What kind of document some bytes are, told by the bytes, never by the file's suffix."""

# (offset, first bytes, name of the format): what each format's specification says a file
# begins with.
_SIGNATURES = (
    (0, b"%PDF-", "PDF"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"PK\x05\x06", "ZIP"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
    (0, b"{\\rtf", "RTF"),
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


def kind(data: bytes) -> str:
    """The name of the binary format that `data` is in; "text" where it is none."""
    for offset, magic, name in _SIGNATURES:
        if data.startswith(magic, offset) and (name not in _WEAK or b"\x00" in data[:64]):
            return name
    return "text"
