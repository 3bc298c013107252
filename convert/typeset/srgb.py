"""The sRGB profile that a PDF/A file's output intent names, made from its definition.

IEC 61966-2-1: primaries and curve; ICC.1:2010 (version 4): tags. The primaries are those
adapted to D50 that sRGB profiles hold. No date of creation, so every build is the same.
"""

import struct


def _fixed(*values: float) -> bytes:
    """s15Fixed16Numbers."""
    return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))


def _text(text: str) -> bytes:
    """A multiLocalizedUnicodeType of one American English record."""
    body = text.encode("utf-16-be")
    return struct.pack(">4s4xLL2s2sLL", b"mluc", 1, 12, b"en", b"US", len(body), 28) + body


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


_CURVE = (
    b"para\0\0\0\0"
    + struct.pack(">HH", 3, 0)
    + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
)

_TAGS = {
    b"desc": _text("sRGB IEC61966-2.1"),
    b"cprt": _text("Public domain"),
    b"wtpt": _xyz(0.9642, 1.0, 0.8249),
    b"chad": b"sf32\0\0\0\0"
    + _fixed(1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168),
    b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
    b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
    b"bXYZ": _xyz(0.14307, 0.06061, 0.7141),
    b"rTRC": _CURVE,
    b"gTRC": _CURVE,
    b"bTRC": _CURVE,
}


def _profile() -> bytes:
    bodies: dict[bytes, int] = {}
    at = 132 + 12 * len(_TAGS)
    table, data = [struct.pack(">L", len(_TAGS))], []
    for tag, body in _TAGS.items():
        if body not in bodies:
            bodies[body] = at
            data.append(body + bytes(-len(body) % 4))
            at += len(data[-1])
        table.append(tag + struct.pack(">LL", bodies[body], len(body)))
    # Size, version 4.2, display device, RGB to XYZ, date 2000-01-01, illuminant D50.
    head = struct.pack(
        ">L4xL4s4s4s6H4s", at, 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0, b"acsp"
    )
    head = head.ljust(68, b"\0") + _fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + b"".join(table + data)


PROFILE = _profile()
