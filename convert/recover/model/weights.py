"""The weights file: a JSON index, then arrays end to end; matrices as bytes with one scale a column."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_LENGTH = 8


class Weights(NamedTuple):
    """Arrays by name, matrices already real numbers again; `facts` holds what is not an array."""

    arrays: Mapping[str, Array]
    facts: Mapping[str, Any]

    def part(self, prefix: str) -> dict[str, Array]:
        """The arrays whose names start with the prefix, without it."""
        return {
            name[len(prefix) :]: array
            for name, array in self.arrays.items()
            if name.startswith(prefix)
        }


def pack(arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> bytes:
    """The file's bytes. Real matrices of over 4,000 numbers lose precision to 8 bits."""
    index, blobs, at = [], [], 0
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        scale = None
        if array.dtype.kind == "f":
            array = array.astype("<f4")
            if array.ndim == 2 and array.size > 4000:
                scale = np.maximum(np.abs(array).max(axis=0), 1e-8) / 127
                array = np.rint(array / scale).astype(np.int8)
        for part in [array] if scale is None else [array, scale.astype("<f4")]:
            blob = part.tobytes()
            index.append(
                [name if part is array else name + "/scale", part.dtype.str, list(part.shape), at]
            )
            blobs.append(blob + b"\0" * (-len(blob) % 16))
            at += len(blobs[-1])
    head = json.dumps(
        {"index": index, "facts": facts}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    head += b" " * (-(len(head) + _LENGTH) % 16)
    return len(head).to_bytes(_LENGTH, "little") + head + b"".join(blobs)


def unpack(data: bytes) -> Weights:
    """Read what `pack` wrote. Raises ValueError where the bytes are no such file."""
    size = int.from_bytes(data[:_LENGTH], "little")
    head = json.loads(data[_LENGTH : _LENGTH + size])
    arrays: dict[str, Array] = {}
    for name, kind, shape, at in head["index"]:
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(
            data, dtype=kind, count=count, offset=_LENGTH + size + at
        ).reshape(shape)
    for name in [name for name in arrays if name.endswith("/scale")]:
        whole = name[: -len("/scale")]
        arrays[whole] = arrays[whole].astype(np.float32) * arrays.pop(name)
    return Weights(arrays, head["facts"])


def load(path: Path) -> Weights:
    """Read the weights file. Raises OSError where it cannot be read, ValueError where it is damaged."""
    return unpack(path.read_bytes())
