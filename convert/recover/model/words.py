"""Everyday words, so that no border is set inside one, and what they are near to in meaning: a hashed dictionary."""

from collections.abc import Container, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convert.recover.model.alphabet import codes_of, fold
from convert.recover.model.layout import Ints
from convert.recover.model.lexicon import windows

KINDS = ("noun", "verb", "quality", "place", "person", "other")
WIDTH = 4 + 2 * len(KINDS)
MEANT = 128
_LONGEST = 5
_MIX = np.uint64(0xD6E8FEB86659FD93)


class Words(NamedTuple):
    """hashes (m,), ascending, of words of 2 to 5 characters, and their facts.

    facts (m,): 16 * kind + frequency's logarithm, 1 to 15; MEANT is added to those of words whose meaning is known, which
    are numbered in their order from 1: vectors (m,), 0 for the others.
    """

    hashes: NDArray[np.uint32]
    facts: NDArray[np.uint8]
    vectors: Ints


class Found(NamedTuple):
    """All dictionary words of one length in a text: where they start, and their numbers in the dictionary."""

    length: int
    at: Ints
    word: Ints


def known(hashes: NDArray[np.uint32], facts: NDArray[np.uint8]) -> Words:
    """The dictionary of these hashes and facts."""
    meant = facts >= MEANT
    return Words(hashes, facts, np.where(meant, np.cumsum(meant), 0))


def _short(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """32 bits of each hash, all of its 64 bits having their say."""
    return np.asarray(
        ((hashes ^ (hashes >> np.uint64(29))) * _MIX) >> np.uint64(32), dtype=np.uint32
    )


def compile_words(
    entries: Iterable[tuple[str, str, int]], meant: Container[str] = frozenset()
) -> Words:
    """Entries are (word, kind, frequency); of words that hash alike the first stays. meant: those of known meaning."""
    found: dict[int, int] = {}
    for word, kind, frequency in entries:
        codes = fold(codes_of(word))
        for length, hashes in windows(codes, np.zeros(len(codes), dtype=np.int64)):
            if length == len(codes) and length <= _LONGEST:
                weight = int(np.clip(np.log(frequency) * 1.4, 1, 15))
                fact = 16 * KINDS.index(kind) + weight + MEANT * (word in meant)
                found.setdefault(int(_short(hashes)[0]), fact)
    order = sorted(found)
    return known(
        np.array(order, dtype=np.uint32), np.array([found[key] for key in order], dtype=np.uint8)
    )


def found_in(words: Words, codes: NDArray[np.uint32], row: Ints) -> list[Found]:
    """The words in a text, shorter ones first."""
    out = []
    for length, hashes in windows(codes, row):
        if length > _LONGEST:
            break
        halves = _short(hashes)
        near = np.minimum(np.searchsorted(words.hashes, halves), len(words.hashes) - 1)
        at = np.flatnonzero((words.hashes[near] == halves) & (hashes != 0))
        out.append(Found(length, at, near[at]))
    return out


def meanings(words: Words, found: Iterable[Found], n: int) -> Ints:
    """(n,) the number of the longest word of known meaning that each character lies in, 0 where there is none.

    Of words of one length the one that starts first.
    """
    out = np.zeros(n, dtype=np.int64)
    for some in found:
        number = words.vectors[some.word]
        at, number = some.at[number > 0], number[number > 0]
        for inside in range(some.length):
            out[at + inside] = number
    return out


def word_marks(words: Words, found: Iterable[Found], row: Ints) -> NDArray[np.float32]:
    """(n, WIDTH) for the place before each character.

    How common the commonest word across it is, the same for words of three characters and more, of a word that starts
    there, of one that ends there; then the kind of the longest word that starts, and of the longest that ends there.
    """
    n = len(row)
    marks = np.zeros((n + 1, 4), dtype=np.float32)
    starting, ending = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    for some in found:
        length, at = some.length, some.at
        facts = words.facts[some.word].astype(np.int64) % MEANT
        common = (facts % 16).astype(np.float32) / 10
        for inside in range(1, length):
            for column in (0, 1) if length > 2 else (0,):
                marks[at + inside, column] = np.maximum(marks[at + inside, column], common)
        marks[at, 2] = np.maximum(marks[at, 2], common)
        marks[at + length, 3] = np.maximum(marks[at + length, 3], common)
        starting[at], ending[at + length] = facts // 16 + 1, facts // 16 + 1
    kinds = np.eye(len(KINDS) + 1, dtype=np.float32)[:, 1:]
    out = np.concatenate([marks, kinds[starting], kinds[ending]], axis=1)[:n]
    firsts = np.flatnonzero(np.diff(row, prepend=-1))
    out[firsts, 3] = 0
    out[firsts, 4 + len(KINDS) :] = 0
    return out
