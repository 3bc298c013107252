"""What decides an output besides its input: version, formats, options, fonts."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from convert import __version__
from convert.job import Options
from convert.resources import folder


def recipe(names: Sequence[str], options: Options) -> dict[str, Any]:
    """Version, formats, options, and the SHA-256 of each font and template, as plain data."""
    asked = _plain(options)
    del asked["force"]
    own = [*options.style.fonts.values(), *filter(None, [options.style.docx.template])]
    fonts = [Path(str(file)) for file in folder("fonts").iterdir() if file.name.endswith(".ttf")]
    return {
        "version": __version__,
        "formats": list(names),
        "options": asked,
        "files": {path.name: digest(path) for path in sorted([*fonts, *map(Path, own)])},
    }


def _plain(value: Any) -> Any:
    """Records as tables, and the records in them; anything else as it is."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value


def key(made: dict[str, Any]) -> str:
    """A recipe's own SHA-256."""
    return hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()


def digest(path: Path, kind: str = "sha256") -> str:
    """The hash of a file, read piece by piece; "" where there is none. Raises OSError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, kind).hexdigest()
    except FileNotFoundError:
        return ""
