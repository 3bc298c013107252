"""The parts of a Word file beside its text, and how its elements are read."""

import re
from collections.abc import Mapping
from functools import cache

from convert.reading.parcel import Parcel
from convert.resources import table

_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)


@cache
def _roles() -> dict[str, str]:
    """Roles of paragraphs by the names of their styles, in lower case."""
    data = table(__file__, "word.toml")
    return {name: role for role, names in data.items() for name in names}


def core_title(parcel: Parcel) -> str:
    """The title among the file's properties."""
    part = "docProps/core.xml"
    tree = parcel.parse(part) if part in parcel else ()
    titles = [child.text for child in tree if str(child.tag).endswith("}title")]
    return (titles[0] or "") if titles else ""


def styles(parcel: Parcel, main: str) -> dict[str, str]:
    """Roles of the paragraph styles, by their ids."""
    part = parcel.of_kind(main, "styles")
    found: dict[str, str] = {}
    for style in parcel.parse(part) if part else ():
        id = value(style.attrib, "styleId")
        names = [value(child.attrib) for child in style if local(child.tag) == "name"]
        role = _roles().get(names[0].lower()) if names else None
        if id and role:
            found[id] = role
    return found


def local(tag: str) -> str:
    """The name of a Word element; "" for elements of other vocabularies."""
    for space in _SPACES:
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def value(attributes: Mapping[str, str], name: str = "val") -> str:
    """A Word attribute."""
    return next((attributes[s + name] for s in _SPACES if s + name in attributes), "")


def is_on(attributes: Mapping[str, str]) -> bool:
    """An on/off property (17.17.4): on unless it says otherwise."""
    return value(attributes) not in ("0", "false", "off")


def count(attributes: Mapping[str, str]) -> int:
    """A number of columns; 1 where the file does not give one."""
    found = re.fullmatch(r"\d{1,9}", value(attributes))
    return int(found[0]) if found else 1
