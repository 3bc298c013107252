"""What the elements of HTML are to someone who looks at the page (html.toml)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from convert.resources import table

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_CENTRED = re.compile(r"text-align\s*:\s*center")


@dataclass(frozen=True, slots=True)
class Words:
    """html.toml, ready for use."""

    opens: frozenset[str]
    """Elements that begin on a new line."""
    closes: frozenset[str]
    """Elements that end with their line."""
    unseen: frozenset[str]
    aside: frozenset[str]
    names: re.Pattern[str]
    properties: dict[str, str]


@cache
def words() -> Words:
    """html.toml, read once."""
    data = table(__file__, "html.toml")
    return Words(
        frozenset([*data["block"], *data["only_opens"]]),
        frozenset([*data["block"], *data["only_closes"]]),
        frozenset(data["unseen"]),
        frozenset(data["aside"]),
        re.compile("|".join(data["names"]), re.IGNORECASE),
        {name.lower(): label for name, label in data["properties"].items()},
    )


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a style hides an element from view."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "").lower()))


def is_centred(attributes: Mapping[str, str]) -> bool:
    """Whether an element's text stands in the middle."""
    style = attributes.get("style", "").lower()
    return attributes.get("align", "").lower() == "center" or bool(_CENTRED.search(style))


def is_aside(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is page furniture, by what it is or is called."""
    if name in words().aside:
        return True
    called = (attributes.get("class", ""), attributes.get("id", ""), attributes.get("role", ""))
    return any(words().names.fullmatch(one) for value in called for one in value.split())
