"""Styles: how a report looks in the formats that have a look, as data in styles/*.toml.

Lengths are millimetres for the page and points (1/72 inch) for type, as GB/T 9704 and
every office program have them.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from convert.errors import StyleError
from convert.resources import folder, parsed

Role = Literal["title", "hei", "kai", "fang", "serif"]
"""Typefaces by their role: 小标宋, 黑体, 楷体, 仿宋, 宋体."""

Align = Literal["left", "center", "right", "justify"]


class Page(NamedTuple):
    """The sheet: width and height upright, and margins, in millimetres.

    Margins are those of the sheet as it is read; where its orientation is "auto", upright.
    """

    width: float
    height: float
    orientation: Literal["landscape", "portrait", "auto"]
    top: float
    bottom: float
    left: float
    right: float
    bound: bool = False
    """Whether pages are bound, so that even ones mirror odd ones; see typeset.sheet."""


class Type(NamedTuple):
    """How one kind of text is set."""

    face: Role
    size: float
    """Points."""
    leading: float
    """Distance of two base lines in points."""
    align: Align
    squeeze: bool = False
    """Whether punctuation marks that meet take one and a half characters instead of two."""


class Grid(NamedTuple):
    """The table's rules and the space inside its cells, in points."""

    rule: float
    padding: float
    shade: float
    """Grey of the header row, 0 (none) to 1 (black)."""


class Docx(NamedTuple):
    """What only a word processor's file has."""

    comments: bool
    """Whether doubtful cells carry comments."""
    template: str
    """Path of an office's own .docx or .dotx to fill; empty for none."""
    size: float
    """Type size, in points, of text that staff add outside the table."""
    pitch: float
    """Distance of the page grid's lines in points."""


class Csv(NamedTuple):
    """How CSV is written."""

    encoding: Literal["utf-8-sig", "utf-8", "gb18030"]
    """utf-8-sig has a byte order mark."""
    guard: bool
    """Whether cells that a spreadsheet would run as formulas get an apostrophe."""


class Markdown(NamedTuple):
    """How Markdown is written."""

    front_matter: bool
    """Whether a YAML block with title, dates and so on stands before the text."""


class Style(NamedTuple):
    """A whole look; `leftovers` says whether text that belongs nowhere is printed."""

    name: str
    label: dict[str, str]
    """What the style is for, by language."""
    page: Page
    title: Type
    fields: Type
    head: Type
    body: Type
    number: Type
    grid: Grid
    faces: dict[str, str]
    """The name a word processor looks for, by role of the typeface."""
    docx: Docx
    leftovers: bool
    csv: Csv
    md: Markdown
    provenance: bool = False
    """Whether a last page says what was converted, and what to check in it."""
    doubtful: bool = False
    """Whether rows to check have a sign in the margin, and are listed at the end."""
    fonts: dict[str, str] = {}  # noqa: RUF012 - nobody writes into it.
    """Font files of the user's own, by role; from the style's folder if not absolute."""


def names() -> list[str]:
    """The styles that come with convert, in alphabetical order."""
    return sorted(
        item.name.removesuffix(".toml")
        for item in folder("styles").iterdir()
        if item.name.endswith(".toml")
    )


def style(name: str) -> Style:
    """The style called `name`, or the one in the TOML file at the path `name`.

    Raises StyleError: no such style, not TOML, or a key or value that is not allowed.
    """
    if name.endswith(".toml"):
        return _read(Path(name))
    if name not in names():
        raise StyleError("style.unknown", name=name, known=", ".join(names()))
    return _built_in(name)


@cache
def _built_in(name: str) -> Style:
    file = folder("styles") / f"{name}.toml"
    return _made(file, parsed(file))


def restored(data: dict[str, Any]) -> Style:
    """The style of plain data, a table a record. Raises StyleError as `style` does."""
    made: Style = _build(Style, data, "-", "")
    return made


def _read(file: Path) -> Style:
    import tomllib

    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StyleError("style.unreadable", file=file, error=error) from error
    return _made(file, data)


def _made(file: Path, data: dict[str, Any]) -> Style:
    """The style that a file holds; fonts it names lie beside it."""
    name = file.name.removesuffix(".toml")
    made: Style = _build(Style, {"name": name, **data}, str(file), "")
    for role in made.fonts.keys() - set(get_args(Role)):
        known = ", ".join(get_args(Role))
        raise StyleError("style.key", file=file, key=f"fonts.{role}", known=known)
    if made.fonts and isinstance(file, Path):
        found = {role: str(file.parent / path) for role, path in made.fonts.items()}
        made = made._replace(fonts=found)
    return made


def _build(kind: Any, data: Any, file: str, key: str) -> Any:
    """A record from a table of TOML; unknown and missing keys are refused by name."""
    if not isinstance(data, dict):
        raise StyleError("style.value", file=file, key=key, value=data, allowed="[table]")
    hints = get_type_hints(kind)
    for name in data.keys() - hints.keys():
        known = ", ".join(sorted(hints))
        raise StyleError("style.key", file=file, key=_join(key, name), known=known)
    for name in kind._fields:
        if name not in kind._field_defaults and name not in data:
            raise StyleError("style.missing", file=file, key=_join(key, name))
    given = [name for name in hints if name in data]
    return kind(**{n: _value(hints[n], data[n], file, _join(key, n)) for n in given})


def _value(hint: Any, value: Any, file: str, key: str) -> Any:
    """`value` if it is what `hint` allows; StyleError says what is allowed."""
    if hasattr(hint, "_fields"):
        return _build(hint, value, file, key)
    if get_origin(hint) is Literal:
        fits, allowed = value in get_args(hint), ", ".join(get_args(hint))
    elif hint is float:
        fits, allowed = type(value) in (int, float) and value >= 0, "0 …"
    elif get_origin(hint) is dict:
        fits = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        allowed = "[table]"
    else:
        fits, allowed = type(value) is hint, hint.__name__
    if not fits:
        raise StyleError("style.value", file=file, key=key, value=value, allowed=allowed)
    return value


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
