"""The model read from its file, and its two readings of a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import cells, habits, net, roles, search, weights
from convert.recover.model.features import Floats, Sheet, sheet_of
from convert.recover.model.layout import Ints, Layout
from convert.recover.model.lexicon import Lexicon
from convert.recover.model.words import Words

WEIGHTS = Path(__file__).with_name("weights.bin")


@dataclass(frozen=True, slots=True)
class Model:
    """Everything learned: nets that vote, the alphabet, expressions, column names, and the second stage."""

    nets: tuple[net.Arrays, ...]
    alphabet: NDArray[np.uint32]
    lexicon: Lexicon
    words: Words
    headers: dict[str, str]
    judge: dict[str, NDArray[Any]]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one net made of the document's characters (n, c) and columns (k, 64)."""

    net: net.Arrays
    hidden: Floats
    columns: Floats


@dataclass(frozen=True, slots=True)
class Read:
    """A document read twice: the final steps' scores and probabilities, and each row's log total."""

    sheet: Sheet
    moves: Floats
    joint: Floats
    total: NDArray[np.float64]
    voices: tuple[Voice, ...]

    @property
    def trust(self) -> float:
        """How much a reading's score in the search counts beside that of the second look."""
        return float(np.mean([voice.net["cell_trust"] for voice in self.voices]))

    def whole_scores(self, cuts: Ints) -> Floats:
        """(q,) the second look's scores of readings, cuts (q, k + 1) being offsets into all characters."""
        looks = [
            cells.whole_scores(voice.hidden, voice.columns, cuts, voice.net)
            for voice in self.voices
        ]
        return np.asarray(np.mean(looks, axis=0), dtype=np.float32)


@cache
def model(path: Path = WEIGHTS) -> Model:
    """The model, read on first use. Raises OSError or ValueError where its file is missing or damaged."""
    stored = weights.load(path)
    return Model(
        nets=tuple(stored.part(f"net{i}.") for i in range(stored.facts["nets"])),
        alphabet=stored.arrays["alphabet"],
        lexicon=Lexicon(stored.arrays["lexicon.hashes"], stored.arrays["lexicon.weights"]),
        words=Words(stored.arrays["words.hashes"], stored.arrays["words.facts"]),
        headers=stored.facts["headers"],
        judge=stored.part("judge."),
        facts=dict(stored.facts["judge"]),
    )


def read(layout: Layout, columns: Sequence[str], date: str | None, learned: Model) -> Read:
    """Read a document's rows, none of them empty: once by the columns' names, once more by what that found in them."""
    sheet = sheet_of(layout, learned.lexicon, learned.words, date)
    described = roles.describe(columns, learned.headers)
    k = len(columns)
    documents = [net.encoded(sheet, learned.alphabet, one) for one in learned.nets]
    names = [net.name_vectors(columns, learned.alphabet, one) for one in learned.nets]
    names = [np.concatenate([described, name], axis=1) for name in names]
    facts = np.zeros((k, habits.FACTS), dtype=np.float32)
    contents = [np.zeros((k, document.hidden.shape[1]), dtype=np.float32) for document in documents]
    for turn in range(2):
        told = zip(names, contents, learned.nets, strict=True)
        columns_told = [net.columns_of(name, facts, content, one) for name, content, one in told]
        parts = zip(documents, columns_told, learned.nets, strict=True)
        moves = search.moves_of(_mean([net.scores(*part) for part in parts]), layout)
        joint, total = search.posterior(moves, layout.starts)
        if turn == 0:
            facts = habits.facts_of(joint, sheet)
            contents = [habits.prototypes(joint, sheet, document.hidden) for document in documents]
    heard = zip(learned.nets, documents, columns_told, strict=True)
    voices = tuple(Voice(one, document.hidden, g) for one, document, g in heard)
    return Read(sheet, moves, joint, total, voices)


def _mean(voices: Sequence[search.Scores]) -> search.Scores:
    if len(voices) == 1:
        return voices[0]
    names = ("emit", "start", "end", "skip", "pair")
    return search.Scores(
        *(np.mean([getattr(voice, name) for voice in voices], axis=0) for name in names)
    )
