"""Limits to what an input may ask of this computer, from limits.toml.

They are ambient, as the precision of `decimal` is: any stage of a reader may have to ask,
none has to hand them on. `applied` sets them for the time of one reading.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from convert.errors import LimitError
from convert.resources import table


@cache
def described() -> dict[str, dict[str, Any]]:
    """Every limit by its name: `most`, `zh`, `en` (what it counts) and `why`."""
    return table(__file__, "limits.toml")


_raised: ContextVar[Mapping[str, int]] = ContextVar("raised")


@contextmanager
def applied(numbers: Mapping[str, int]) -> Iterator[None]:
    """For the time of a `with`, the limits that `numbers` names have those."""
    token = _raised.set(numbers)
    try:
        yield
    finally:
        _raised.reset(token)


def raised() -> Mapping[str, int]:
    """The limits that have another number than limits.toml says."""
    return _raised.get({})


def most(name: str) -> int:
    """The number of the limit of that name."""
    number = _raised.get({}).get(name)
    return int(described()[name]["most"]) if number is None else number


def check(name: str, count: int, part: str = "") -> None:
    """Raises LimitError where `count` is beyond the limit; `part` is what has so many."""
    if count > most(name):
        raise over(name, part)


def over(name: str, part: str = "") -> LimitError:
    """The error that tells of a limit that was reached."""
    facts = described()[name]
    return LimitError(name, most(name), {"zh": facts["zh"], "en": facts["en"]}, part)


@contextmanager
def timed() -> Iterator[None]:
    """For the time of a `with`, LimitError comes when the limit of processor time is reached.

    Only where the system has such timers and in a process's main thread, which alone may
    have them; elsewhere nothing is limited.
    """
    import signal
    import threading

    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def ring(*_: object) -> None:
        raise over("seconds")

    before = signal.signal(signal.SIGPROF, ring)
    # It rings on, as whoever catches an InputError may catch the first one.
    signal.setitimer(signal.ITIMER_PROF, most("seconds"), 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def asked(values: Sequence[str]) -> dict[str, int]:
    """Limits from values such as cells=5000000. ValueError holds the first bad one."""
    found = {}
    for value in values:
        name, _, number = value.partition("=")
        if name not in described() or not number.isascii() or not number.isdigit():
            raise ValueError(value)
        found[name] = int(number)
    return found
