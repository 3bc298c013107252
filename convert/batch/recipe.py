"""What decides an output besides its input: version, formats, options, fonts."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from convert import __version__
from convert.job import Options
from convert.resources import folder


def recipe(names: Sequence[str], options: Options) -> dict[str, Any]:
    """Version, formats, options, and the SHA-256 of each font and template, as plain data."""
    asked = asdict(options)
    del asked["force"]
    own = [*options.style.fonts.values(), *filter(None, [options.style.docx.template])]
    fonts = [Path(str(file)) for file in folder("fonts").iterdir() if file.name.endswith(".ttf")]
    return {
        "version": __version__,
        "formats": list(names),
        "options": asked,
        "files": {path.name: digest(path) for path in sorted([*fonts, *map(Path, own)])},
    }


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
