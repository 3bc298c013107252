"""The errors a user may meet, one exit status each.

    ConvertError                  1
    ├── UsageError                2   options that do not go together, or a value none can have
    ├── SelectionError            2   --rows, --select or --sort names what is not there
    ├── UncertainError            3   --strict, and something is doubtful or was replaced
    ├── PartlyError               4   of many inputs some failed
    ├── FixityError               5   an archive package is not as it was made
    ├── InputError               10   the input cannot be opened or is not a document
    │   ├── DecodeError          11   no known encoding fits
    │   ├── LayoutError          12   no task table was found
    │   └── LimitError           13   the input asks for more than limits.toml allows
    ├── UnknownFormatError       20   --to names no writer
    ├── WriterError              21   a writer (often a plug-in) failed
    ├── ExtraError               22   a package that is only installed when asked for is missing
    ├── ClusterError             23   the machines of a cluster do not answer, or do not fit
    ├── StyleError               30   a style, or one of its values, is not usable
    ├── OutputError              40   the output exists already or cannot be written
    └── ConservationError        70   a character was lost or doubled: a fault of ours

Status 2 is also click's own, 70 also any error nobody foresaw, 130 an interrupt.
An error names its sentence in `messages`; the sentence says what, where and what to do.
"""

from collections.abc import Mapping
from typing import ClassVar

from convert.messages import language, say


class ConvertError(Exception):
    """A failure the user can act on.

    `sentence` is a key of messages/*.toml, `facts` fill that sentence's gaps.
    """

    status: ClassVar[int] = 1

    def __init__(self, sentence: str, /, **facts: object) -> None:
        super().__init__(sentence, facts)
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        return say(self.sentence, **self.facts)


class UsageError(ConvertError):
    """The options do not go together, or one has a value that it cannot have."""

    status = 2


class SelectionError(ConvertError):
    """What is to be selected cannot be understood, or is not in the table."""

    status = 2


class UncertainError(ConvertError):
    """Raised under --strict where the outputs hold a guess."""

    status = 3


class PartlyError(ConvertError):
    """Of many inputs some failed; the others' outputs are there."""

    status = 4


class FixityError(ConvertError):
    """An archive package has changed, or its originals do not give the same outputs again."""

    status = 5


class InputError(ConvertError):
    """The input cannot be opened, or is no document."""

    status = 10


class DecodeError(InputError):
    """The bytes fit no known character encoding."""

    status = 11


class LayoutError(InputError):
    """The document holds no table that could be a task table."""

    status = 12


class LimitError(InputError):
    """The input asks for more than limits.toml allows.

    `limit` is the limit's name, `most` its number, `what` says by language what it counts.
    """

    status = 13

    def __init__(self, limit: str, most: int, what: Mapping[str, str], part: str = "") -> None:
        super().__init__("limit.over", name="", limit=limit, most=most, part=part)
        self.what = what

    def of(self, name: str) -> "LimitError":
        """The error, now that the input's name is known."""
        self.facts["name"] = name
        return self

    def __str__(self) -> str:
        part = self.facts["part"]
        where = say("limit.part", part=part) if part else ""
        return say(self.sentence, **{**self.facts, "what": self.what[language()], "part": where})


class UnknownFormatError(ConvertError):
    """No writer has the name asked for."""

    status = 20


class WriterError(ConvertError):
    """A writer could not be loaded or failed."""

    status = 21


class ExtraError(ConvertError):
    """What was asked for needs a package that is only installed when asked for."""

    status = 22


class ClusterError(ConvertError):
    """The scheduler of a cluster does not answer, or a machine has another version."""

    status = 23


class StyleError(ConvertError):
    """A style is missing, or holds a key or value that is not allowed."""

    status = 30


class OutputError(ConvertError):
    """The output exists already, or its place cannot be written."""

    status = 40


class ConservationError(ConvertError):
    """The reader lost or doubled a character of the source: never the user's fault."""

    status = 70
