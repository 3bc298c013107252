"""The page's sentences, in the user's language."""

from convert.errors import ConvertError
from convert.messages import catalogue, language, say

_PAGE = "review."
_OWN = {"table.missing": "review.no_table"}
"""Sentences that would name an option of the command, and those that the page has for them."""


def words() -> dict[str, str]:
    """All sentences of the page, by their keys without what they have in common."""
    every = catalogue(language())
    return {key.removeprefix(_PAGE): text for key, text in every.items() if key.startswith(_PAGE)}


def told(error: ConvertError) -> str:
    """What the user can do about an error."""
    own = _OWN.get(error.sentence)
    return say(own, **error.facts) if own else str(error)
