"""The model read from its file, and its reading of a document."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from convert.recover.model import cells, habits, net, roles, search, weights, words
from convert.recover.model.features import Floats, Sheet, sheet_of
from convert.recover.model.layout import Ints, Layout
from convert.recover.model.lexicon import Lexicon
from convert.recover.model.search import Scores

WEIGHTS = Path(__file__).with_name("weights.bin")
FINDER = Path(__file__).with_name("rows.bin")


class Model(NamedTuple):
    """Everything learned: the net, its alphabet, expressions, words, column names, and the second stage."""

    net: net.Arrays
    alphabet: NDArray[np.uint32]
    lexicon: Lexicon
    words: words.Words
    headers: dict[str, str]
    judge: dict[str, NDArray[Any]]
    facts: dict[str, Any]


class Read(NamedTuple):
    """A document read: the steps' scores and probabilities, each row's log total, and what a second look needs."""

    sheet: Sheet
    moves: Floats
    joint: Floats
    total: NDArray[np.float64]
    chances: habits.Chances  # of the characters: where cells start and end
    hidden: Floats  # (n, c) what the net made of the characters
    columns: Floats  # (k, 64) and of the columns, knowing what was found in them
    facts: Floats  # (k, FACTS) what was found in them: habits.facts_of
    described: Floats  # (k, d) what the columns' names say: roles.describe
    strange: float  # share of characters that the alphabet does not know, in percent, at most 1
    net: net.Arrays

    @property
    def trust(self) -> float:
        """How much a reading's score in the search counts beside that of the second look."""
        return float(self.net["cell_trust"][0])

    def whole_scores(self, cuts: Ints) -> Floats:
        """(q,) the second look's scores of readings, cuts (q, k + 1) being offsets into all characters."""
        return cells.whole_scores(self.hidden, self.columns, cuts, self.net)


@cache
def model(path: Path = WEIGHTS) -> Model:
    """The model, read on first use. Raises OSError or ValueError where its file is missing or damaged."""
    stored = weights.load(path)
    return Model(
        net=stored.part("net."),
        alphabet=stored.arrays["alphabet"],
        lexicon=Lexicon(stored.arrays["lexicon.hashes"], stored.arrays["lexicon.weights"]),
        words=words.known(stored.arrays["words.hashes"], stored.arrays["words.facts"]),
        headers=stored.facts["headers"],
        judge=stored.part("judge."),
        facts=dict(stored.facts["judge"]),
    )


@cache
def finder(path: Path = FINDER) -> Model:
    """The model with the net that finds rows in place of the one that finds borders; raises as `model` does."""
    return model()._replace(net=weights.load(path).part("net."))


def _described(said: Floats, columns: Sequence[str], learned: Model) -> Floats:
    """(k, d) what the columns' names say, and their characters."""
    names = net.name_vectors(columns, learned.alphabet, learned.net)
    return np.concatenate([said, names], axis=1)


def _guess(described: Floats, learned: Model) -> Floats:
    """net.columns_of before anything was found in the columns."""
    k, c = len(described), learned.net["body"].shape[0]
    unknown, content = np.zeros((k, habits.FACTS), np.float32), np.zeros((k, c), np.float32)
    return net.columns_of(described, unknown, content, learned.net)


def scan(
    layout: Layout, columns: Sequence[str], date: str | None, learned: Model
) -> tuple[Scores, Floats]:
    """What rows.moves_of needs of a text whose rows are to be found, laid as one row."""
    sheet = sheet_of(layout, learned.lexicon, learned.words, date)
    document = net.encoded(sheet, learned.alphabet, learned.net)
    described = _described(roles.describe(columns, learned.headers), columns, learned)
    scores = net.scores(document, _guess(described, learned), learned.net)
    return scores, net.opens(document.hidden, learned.net)


def read(layout: Layout, columns: Sequence[str], date: str | None, learned: Model) -> Read:
    """Read a document's rows, none of them empty, by its columns' names.

    What that finds in the columns is told to the second look only: searching once more with it gained nothing.
    """
    sheet = sheet_of(layout, learned.lexicon, learned.words, date)
    document = net.encoded(sheet, learned.alphabet, learned.net)
    said = roles.describe(columns, learned.headers)
    described = _described(said, columns, learned)
    guess = _guess(described, learned)
    moves = search.moves_of(net.scores(document, guess, learned.net), layout)
    joint, total = search.posterior(moves, layout.starts)
    chances = habits.chances_of(joint, layout)
    facts, content = habits.facts_of(chances, sheet), habits.prototypes(chances, document.hidden)
    told = net.columns_of(described, facts, content, learned.net)
    known = net.character_ids(learned.alphabet, layout.codes) > 0
    strange = min(1.0, float(1 - known.mean()) * 100)
    return Read(
        sheet,
        moves,
        joint,
        total,
        chances,
        document.hidden,
        told,
        facts,
        said,
        strange,
        learned.net,
    )
