"""Inputs a few at a time: what a process is handed at once."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

OUTPUTS = 24
"""Outputs that a process has open at once: those of eight reports as CSV and JSON. Handing out
and recording costs a twentieth then, and waiting for the disk a third (measured)."""
BYTES = 2**16
"""Bytes of inputs in a portion, so that none takes much more than a second."""
ROUNDS = 6
"""The last inputs are handed out so that every process still gets this many portions of them:
then all come to an end at about the same time."""


class Sized(Protocol):
    """What has a size in bytes."""

    @property
    def size(self) -> int:
        """Bytes."""


T = TypeVar("T", bound=Sized)


def portions(tasks: Iterator[T], size: int, most: Callable[[int], int]) -> Iterator[list[T]]:
    """The tasks in order, in portions of at most `size` bytes, or one task.

    `most` is how many there may be in a portion, given how many went before it.
    """
    before, filled, portion = 0, 0, list[T]()
    for task in tasks:
        if portion and (filled + task.size > size or len(portion) >= most(before)):
            yield portion
            before, filled, portion = before + len(portion), 0, []
        portion.append(task)
        filled += task.size
    if portion:
        yield portion


def small(tasks: Iterator[T], total: int, jobs: int, outputs: int) -> Iterator[list[T]]:
    """Portions for processes of one machine; `outputs` is how many files come of each input."""

    def most(before: int) -> int:
        return min(OUTPUTS // outputs, (total - before) // (jobs * ROUNDS))

    return portions(tasks, BYTES, most)
