"""The tag files of a bag: which there are, and the manifests over them in one fixed form.

The bagit library compares hashes as numbers, so a changed letter in a tag manifest itself can
escape it (RFC 8493 has no manifest over tag manifests). Ours have one form only, hashes in
lower case, two spaces, sorted by path, line feed, and `verify` compares them byte by byte.
"""

from collections.abc import Iterator
from pathlib import Path

from convert.batch.recipe import digest

ALGORITHMS = ("sha256", "sha512")
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def declare(bag: Path) -> None:
    """Say BagIt 1.0; the library says 0.97, whose manifests have the same form."""
    (bag / "bagit.txt").write_bytes(_DECLARATION.encode())


def seal(bag: Path) -> None:
    """Write the tag manifests; the last step in making a bag."""
    for algorithm in ALGORITHMS:
        manifest(bag, algorithm).write_bytes(expected(bag, algorithm))


def manifest(bag: Path, algorithm: str) -> Path:
    """Where the tag manifest of an algorithm lies."""
    return bag / f"tagmanifest-{algorithm}.txt"


def expected(bag: Path, algorithm: str) -> bytes:
    """What a tag manifest must hold, byte for byte."""
    lines = (
        f"{digest(path, algorithm)}  {path.relative_to(bag).as_posix()}\n" for path in _files(bag)
    )
    return "".join(lines).encode()


def _files(bag: Path) -> Iterator[Path]:
    """All files outside the payload but the tag manifests, sorted."""
    inside = sorted(bag.rglob("*"), key=lambda path: path.relative_to(bag).as_posix())
    for path in inside:
        first = path.relative_to(bag).parts[0]
        if path.is_file() and first != "data" and not first.startswith("tagmanifest-"):
            yield path
