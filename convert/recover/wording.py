r"""Names that are formed of words: all their patterns as one machine that reads a name once.

A pattern is a small part of a regular expression: words, (?:…|…), [characters], \d, and ?, *,
+, {n}, {m,n} behind any of them; a name in braces is a slot, a pattern of its own. The machine
is Glushkov's: a state for each place of a pattern where a word may stand; the bits of a
number are a set of states. `re` takes eight times as long to make its own of headers.toml (25 ms).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Union

Words = tuple[str, ...]
Choice = list[list[tuple[Union[Words, "Choice"], int, int | None]]]
"""Sequences, any of which may stand there, of words or groups, with how often each stands there
at least and at most; None: without end."""
Part = tuple[int, list[int], bool]
"""The states that a part may begin with, and those it may end with, and whether it may be empty."""

_TOKEN = re.compile(
    r"\(\?:|[)|?*+]|\[[^\]]+\]|\\d|\{[a-z]+\}|\{[\d,]+\}"
    r"|[^()|?*+\[\]\\{}]+(?![?*+]|\{\d)|[^()|?*+\[\]\\{}]"
)
_HANZI = "[一-龥]"
_OFTEN: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


class Wording:
    """Patterns by the role of a name that one of them matches as a whole."""

    def __init__(self, patterns: Mapping[str, Iterable[str]], slots: Mapping[str, str]) -> None:
        self._follow = [0]
        """The states that may come after each; after number 0 those that a name begins with."""
        self._after = {0: 0}
        """The same after sets of states, as far as they were asked for."""
        self._words: dict[str, dict[str, int]] = {_HANZI: {_HANZI: 0}}
        """By first character: words, and the states in which they may stand."""
        self._slots, self._read = slots, dict[str, Choice]()
        self._places: dict[Words, int] = {}
        self._roles = {role: self._role(many) for role, many in patterns.items()}
        for words, states in self._places.items():
            for word in words:
                known = self._words.setdefault(word if word == _HANZI else word[0], {})
                known[word] = known.get(word, 0) | states

    def ends(self) -> Iterator[str]:
        """The last characters of the words, some of which end names."""
        return (word[-1] for words in self._words.values() for word in words)

    def roles(self, name: str) -> list[str]:
        """The roles of a name, in the order of the patterns."""
        reached = [1, *[0] * len(name)]
        for at, character in enumerate(name):
            if not reached[at]:
                continue
            after = self._next(reached[at])
            for word, states in self._words.get(character, {}).items():
                if after & states and name.startswith(word, at):
                    reached[at + len(word)] |= after & states
            if "一" <= character <= "龥":
                reached[at + 1] |= after & self._words[_HANZI][_HANZI]
        found = reached[-1]
        return [role for role, states in self._roles.items() if found & states] if found else []

    def _next(self, states: int) -> int:
        """The states that may come after any of these."""
        if states not in self._after:
            highest = states.bit_length() - 1
            self._after[states] = self._follow[highest] | self._next(states ^ 1 << highest)
        return self._after[states]

    def _role(self, patterns: Iterable[str]) -> int:
        """Adds a role's patterns; the states that its names end with."""
        ends = 0
        for pattern in patterns:
            first, last, _ = self._one_of(self._choice(iter(_TOKEN.findall(pattern))))
            self._follow[0] |= first
            ends |= sum(1 << state for state in last)
        return ends

    def _choice(self, tokens: Iterator[str]) -> Choice:
        """What stands before the next closing bracket, or the end. Words are taken together."""
        found: Choice = [[]]
        for token in tokens:
            if token == ")":
                break
            if token == "|":
                found.append([])
            elif token == "(?:":
                found[-1].append((self._choice(tokens), 1, 1))
            elif token in _OFTEN or (token[0] == "{" and token[1].isdigit()):
                found[-1][-1] = (found[-1][-1][0], *_often(token))
            elif token[0] == "{":
                found[-1].append((self._slot(token[1:-1]), 1, 1))
            else:
                found[-1].append((_words(token), 1, 1))
        return _together(found)

    def _slot(self, name: str) -> Choice:
        if name not in self._read:
            self._read[name] = self._choice(iter(_TOKEN.findall(self._slots[name])))
        return self._read[name]

    def _one_of(self, choice: Choice) -> Part:
        """Adds the states of a choice."""
        first, last, empty = 0, list[int](), False
        for items in choice:
            begins, ends, none = self._sequence(items)
            first, last, empty = first | begins, last + ends, empty or none
        return first, last, empty

    def _sequence(self, items: Iterable[tuple[Words | Choice, int, int | None]]) -> Part:
        """Adds the states of one thing after the other."""
        first, last, empty = 0, list[int](), True
        for what, least, most in items:
            for time in range(most or max(least, 1)):
                part = self._place(what) if isinstance(what, tuple) else self._one_of(what)
                begins, ends, none = part
                for state in last if most else last + ends:
                    self._follow[state] |= begins
                none = none or time >= least
                first |= begins if empty else 0
                last, empty = last + ends if none else ends, empty and none
        return first, last, empty

    def _place(self, words: Words) -> Part:
        """Adds a state, in which any of the words may stand."""
        state = len(self._follow)
        self._follow.append(0)
        self._places[words] = self._places.get(words, 0) | 1 << state
        return 1 << state, [state], False


def _together(choice: Choice) -> Choice:
    """The same choice, with all that is no more than words in one place."""
    words: list[str] = []
    others: Choice = []
    for items in choice:
        what, *often = items[0] if len(items) == 1 else ([], 0, 0)
        if isinstance(what, tuple) and often == [1, 1]:
            words += what
        else:
            others.append(items)
    return [[(tuple(words), 1, 1)], *others] if words else others


def _often(token: str) -> tuple[int, int | None]:
    """How often something stands there, by the sign behind it."""
    if token in _OFTEN:
        return _OFTEN[token]
    least, _, most = token[1:-1].partition(",")
    return int(least), int(most or least)


def _words(token: str) -> Words:
    """The word, or the characters that the token stands for."""
    if token == "\\d":
        return tuple("0123456789０１２３４５６７８９")
    if token[0] != "[" or token == _HANZI:
        return (token,)
    return tuple(re.sub("(.)-(.)", _range, token[1:-1]))


def _range(ends: re.Match[str]) -> str:
    """The characters from one to another."""
    return "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1)))
