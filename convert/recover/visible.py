"""Headers whose names stand apart for all to see: then they need not be known.

A first name that is a number's, a first row that begins with one, and prose in the rows make
the table certain; what stands between white space, TABs, | or line breaks is a name each.
"""

import re
from collections.abc import Sequence
from itertools import groupby, islice, pairwise

from convert.recover.header import SIGNS, Name
from convert.recover.lines import Stretch, lines
from convert.recover.shape import NUMBERED, OPENING, column
from convert.recover.table import bare
from convert.recover.tails import is_heading
from convert.recover.vocabulary import counts, role

_LONGEST = 60
"""Most characters of a name that stands apart (the longest known has 35)."""
_MOST = 16
"""Most columns (the most known are 9)."""
_FEW = 1 / 6
"""Share of rows that fill all columns, above which the last one is no heading."""
_HANZI = re.compile("[\u4e00-\u9fff]")
_NO_NAME = re.compile("[。；;！!〔]")
_PROSE = re.compile("[。；，,、]")
FIRST = re.compile(r"[(（\[【]?0*1(?![-－—–~至]?\d*月)|一[、.．)）]|①")
"""The number of a first row, and perhaps words behind it."""
_BETWEEN = re.compile(rf"[\s{re.escape(SIGNS)}:\-—─┼+]*")
_OPEN = re.compile("[及和与、或（(]$|以及$")
_GOING_ON = re.compile("^(?:[和与、）)（(]|及(?!时))")


def visible(text: str, line: Stretch) -> tuple[Name, ...]:
    """The names of a header that begins with that line, its names apart; none without.

    The first is a number's and the first row begins with one.
    """
    if line.end - line.start > _MOST * _LONGEST:
        return ()
    alone = counts(text[line.start : line.end])
    pieces = _lines(text, line) if alone else _pieces(text, line)
    if not _is_signed(text, line):
        pieces = _joined(text, pieces)
    if len(pieces) < 3 or not counts(text[slice(*pieces[0])]):
        return ()
    names = [Name(*one, role(bare(text[slice(*one)]))) for one in pieces]
    good = all(is_name(text, one) for one in names)
    if not good or not _starts(text, names[-1].end, alone) or not is_prose(text, names[-1].end):
        return ()
    return tuple(_filled(text, names) if alone else names)


def ruled(text: str) -> tuple[Name, ...]:
    """The names in the first line of the longest run of lines that all have as many TABs or |.

    None where that line holds no names, or no sentences follow.
    """
    runs = groupby(lines(text, 0, len(text)), lambda line: _marks(text, line))
    long = [list(run) for marks, run in runs if marks > 1]
    # The longest: what stands above a page's table may be ruled as well.
    run = max(long, key=lambda run: run[-1].end - run[0].end, default=[])
    pieces = _pieces(text, run[0]) if len(run) > 2 else []
    names = tuple(Name(*one, role(bare(text[slice(*one)]))) for one in pieces)
    good = len(names) > 3 and all(is_name(text, one) for one in names)
    return names if good and is_prose(text, names[-1].end) else ()


def _marks(text: str, line: Stretch) -> int:
    return sum(map(text[line.first : line.last].count, SIGNS))


def _starts(text: str, at: int, alone: bool) -> bool:
    """Whether a row's number stands there (`alone`: in its own line), behind a heading or not."""
    below = _BETWEEN.match(text, at)
    if below and not alone and OPENING.match(text, below.end()):
        return True
    two = [text[line.start : line.end] for line in islice(lines(text, at, len(text)), 2)]
    if len(two) > 1 and is_heading(two[0]):
        return bool(NUMBERED.fullmatch(two[1]) if alone else OPENING.match(two[1]))
    return bool(alone and two and NUMBERED.fullmatch(two[0]))


def is_counted(line: str) -> bool:
    """Whether a line begins with the name of a column of numbers."""
    words = bare(line[:16])
    return any(counts(words[:size]) for size in range(2, min(len(words), 7) + 1))


def is_prose(text: str, at: int) -> bool:
    """Whether sentences follow: a list of persons or prices has none."""
    return len(_PROSE.findall(text, at, at + 300)) > 2


def is_name(text: str, name: Name) -> bool:
    """Whether a stretch may be a column's name; a document's number and date may not."""
    words = text[name.start : name.end]
    return len(words) <= _LONGEST and not _NO_NAME.search(words) and bool(_HANZI.search(words))


def _lines(text: str, line: Stretch) -> list[tuple[int, int]]:
    """That line and those below it, up to the first row's number or its heading."""
    found = [(line.start, line.end)]
    below = list(islice(lines(text, line.start, len(text)), 1, _MOST))
    for one in below:
        words = text[one.start : one.end]
        if NUMBERED.fullmatch(words) or is_heading(words):
            return found
        if one.clear != below[0].clear or any(sign in words for sign in SIGNS):
            break
        found.append((one.start, one.end))
    return []


def _pieces(text: str, line: Stretch) -> list[tuple[int, int]]:
    """What stands in a line between its signs, or else between its white space."""
    piece = re.compile(rf"[^{re.escape(SIGNS)}]+" if _is_signed(text, line) else r"\S+")
    found = [one.span() for one in piece.finditer(text, line.start, line.end)]
    spans = ((start, text[start:end]) for start, end in found if text[start:end].strip())
    left = ((start + len(words) - len(words.lstrip()), words.strip()) for start, words in spans)
    return [(start, start + len(words)) for start, words in left]


def _is_signed(text: str, line: Stretch) -> bool:
    return sum(map(text[line.start : line.end].count, SIGNS)) > 1


def _joined(text: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces, those put together of which one breaks off: 序 号, 困难 和问题."""
    found: list[tuple[int, int]] = []
    single = False
    for start, end in pieces:
        before = text[slice(*found[-1])] if found else ""
        piece = text[start:end]
        both = single and len(piece) == 1 and role(bare(before)) != "number"
        if before and (both or _OPEN.search(before) or _GOING_ON.match(piece)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        single = len(piece) == 1
    return found


def _filled(text: str, names: Sequence[Name]) -> Sequence[Name]:
    """Names on lines of their own, without unknown last ones for which no row has cells."""
    rows = list(lines(text, names[-1].end, len(text)))
    while (
        len(names) > 3
        and names[-1].role == "unknown"
        and not are_filled(text, rows, len(names), _FEW)
    ):
        names = names[:-1]
    return names


def are_filled(text: str, rows: Sequence[Stretch], width: int, share: float) -> bool:
    """Whether more than that share of the rows, each cell on its line, have so many cells."""
    chain = column(text, rows, width - 1)
    found = [at for at, number in enumerate(chain.chosen) if number] if chain else []
    wide = sum(after - at >= width for at, after in pairwise(found))
    return bool(found) and wide > share * len(found)
