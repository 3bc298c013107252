"""Where the cells of a row begin and end: a first scorer, by sentence ends and cue words.

The seam: `place` takes the texts of a document's rows and the names of its columns, and
gives for each row its likeliest readings. Everything else in this package only prepares
its questions and carries out its answers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convert.recover.table import Reading
from convert.recover.vocabulary import role

_CUES = {
    "task": "^(?:推进|加快|实施|完善|深化|加强|提升|做好|建设|开展|推动|打造|制定|落实)|年度|全年",
    "progress": "已|截至|完成|目前|累计|出台|印发|开展了|组织|共",
    "problem": "不足|困难|尚未|缺|难以|影响|问题|滞后|较慢|制约|由于|不够",
    "next": "^(?:继续|下一?步|下一?阶段|力争|加快|进一步|督促|跟踪|争取|尽快|计划)|拟|年底前",
    "unit": "^.{1,12}(?:局|办|委|镇|街道|中心|公司|科|处|政府)$",
    "person": "^[一-龥]{2,4}(?:[、 ][一-龥]{2,4})*$",
    "deadline": r"^\d{4}[年.].{0,10}$|^.{0,8}(?:底前?|长期|月底)$",
    "measures": "措施|建立|健全|明确|制定",
    "target": "目标|达到|以上|完成",
    "name": "工程|项目|改造|建设",
    "content": "平方米|公里|新建|改造|建设",
}
_ENDS = re.compile(r"(?<=[。；;！!？?])[”』）)]?|(?<=\s)(?=\S)")
_EMPTY = {"problem": -0.6, "next": -1.5, "progress": -2.5, "task": -4.0}


@dataclass(frozen=True, slots=True)
class RowText:
    """A row's text without its number, and what is known about its borders."""

    text: str
    allowed: frozenset[int] | None = None
    """Offsets where a border may stand; None where it may stand anywhere."""
    forced: frozenset[int] = frozenset()
    """Offsets where a border must stand."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row's borders."""

    readings: tuple[Reading, ...]
    """Likeliest first, at most five."""
    cells: tuple[float, ...]
    """Probability that each cell of the first reading is right."""
    right: float
    """Probability that the whole row is right."""
    review: bool
    """Whether a person should look at it."""


def place(rows: Sequence[RowText], columns: Sequence[str], date: str | None = None) -> list[Placed]:
    """The borders of each row; `date` is the report's own, to tell plans from results."""
    roles = [role(name) for name in columns]
    return [_placed(row, roles) for row in rows]


def _placed(row: RowText, roles: Sequence[str]) -> Placed:
    cuts = _search(row, sorted(_places(row)), roles)
    certain = len(roles) == 1
    return Placed(
        (Reading(cuts, 1.0 if certain else 0.3),),
        (1.0 if certain else 0.5,) * len(roles),
        1.0 if certain else 0.3,
        not certain,
    )


def _places(row: RowText) -> Iterator[int]:
    yield from (0, len(row.text))
    yield from row.forced
    for found in _ENDS.finditer(row.text):
        if row.allowed is None or found.end() in row.allowed:
            yield found.end()
    yield from row.allowed or ()


def _search(row: RowText, places: Sequence[int], roles: Sequence[str]) -> tuple[int, ...]:
    """The best cuts: each column takes a stretch between two places, or nothing."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    places = sorted(set(places))
    for which, one in enumerate(roles):
        last = which + 1 == len(roles)
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (score, cuts) in best.items():
            for end in places[-1:] if last else places:
                if end < start or any(start < must < end for must in row.forced):
                    continue
                total = score + _worth(row.text[start:end], one)
                if end not in after or total > after[end][0]:
                    after[end] = (total, (*cuts, end))
        best = after
    whole = best.get(len(row.text))
    return whole[1] if whole else _even(row, len(roles))


def _even(row: RowText, columns: int) -> tuple[int, ...]:
    """More forced borders than columns: the last column takes what is left."""
    cuts = [0, *sorted(row.forced)[: columns - 1]]
    return (*cuts, *([len(row.text)] * (columns + 1 - len(cuts))))


def _worth(text: str, role_: str) -> float:
    words = text.strip()
    if not words:
        return _EMPTY.get(role_, -2.0)
    cues = len(re.findall(_CUES.get(role_, "(?!)"), words))
    long = len(words) > 20 and role_ in ("unit", "person", "deadline")
    return min(cues, 3) - 0.2 - 3.0 * long
