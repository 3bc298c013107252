"""Many reports as one full table, its sources and doublings told at the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convert.dublin import terms
from convert.merging.columns import placed, places, plain, words
from convert.merging.headings import Path, apart, is_heading, together
from convert.merging.number import LAST, Number, number
from convert.report import Cell, Note, Report, Row

UNIT = "unit of origin"
"""The key of the column that says where a row comes from."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The full table, and how it came about."""

    report: Report
    mapping: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    """Each column's title, and the names it has in the sources with how many have it."""
    doubles: tuple[tuple[str, tuple[str, ...]], ...]
    """Numbers that more than one row has, each with the units of those rows."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row on its way: where it belongs, and its cells by their columns' keys."""

    number: Number
    source: int
    at: int
    path: Path
    cells: dict[str, Cell]
    review: bool
    label: str


def merge(reports: Sequence[Report], failed: Sequence[tuple[str, str]] = ()) -> Merged:
    """One report with the rows of all, sorted by their numbers.

    Each row keeps its cells' texts; where a report says nothing for a column the cell is empty.
    A cell that stood for several rows is repeated in each. A heading stands before each run of
    rows that were under it. `failed` are names and errors of inputs to be told of as missing.
    """
    keys = [placed(report.columns) for report in reports]
    titles = _titles(reports, keys)
    lines = sorted(_lines(reports, keys), key=lambda line: (line.number, line.source, line.at))
    rows = tuple(_rows(lines, list(titles)))
    doubles = _doubles(lines)
    notes = (*_sources(reports, keys, titles), *_told(doubles, failed))
    report = Report(_title(reports), (), tuple(titles.values()), rows, notes)
    return Merged(report, tuple(_mapping(reports, keys, titles)), doubles)


def unit(report: Report) -> str:
    """Whose report it is: the issuing body, else its file's name."""
    creator = terms(report).get("creator", ())
    return creator[0] if creator else report.source.name


def _title(reports: Sequence[Report]) -> str:
    """The reports' title where they share one."""
    found = {report.title for report in reports}
    return found.pop() if len(found) == 1 and "" not in found else str(words()["title"])


def _titles(reports: Sequence[Report], keys: Sequence[Sequence[str]]) -> dict[str, str]:
    """The full table's columns: key and title, in order; the unit comes behind the number.

    A column of its own has the name it has in the first report that has it.
    """
    known, used = places(), dict.fromkeys(key for each in keys for key in each)
    titles = {key: known[key].title for key in known if key in used}
    for report, each in zip(reports, keys, strict=True):
        for name, key in zip(report.columns, each, strict=True):
            titles.setdefault(key, plain(name))
    head = {"number": titles.pop("number")} if "number" in titles else {}
    return {**head, UNIT: str(words()["unit"]), **titles}


def _lines(reports: Sequence[Report], keys: Sequence[Sequence[str]]) -> Iterator[_Line]:
    for source, (report, each) in enumerate(zip(reports, keys, strict=True)):
        whose, last = Cell(unit(report)), LAST
        for at, (path, row) in enumerate(apart(unmerged(report.rows))):
            cells = dict(zip(each, row.cells, strict=True))
            label = cells["number"].text if "number" in cells else ""
            # A row without a number goes on with the one before it.
            last = number(label) or last
            yield _Line(last, source, at, path, {UNIT: whose, **cells}, row.review, label)


def unmerged(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with every merged cell's text in each row it stood for, and no cell merged."""
    above: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        cells = []
        for column, cell in enumerate(row.cells):
            text, left = above.get(column, (cell, 0))
            if left and not cell.text:
                cell = text
                above[column] = (text, left - 1)
            elif cell.rowspan > 1:
                above[column] = (cell, cell.rowspan - 1)
            cells.append(cell._replace(rowspan=1, colspan=1, span=None))
        yield row._replace(cells=tuple(cells))


def _rows(lines: Sequence[_Line], keys: Sequence[str]) -> Iterator[Row]:
    pairs = (
        (
            tuple(_heading(row.texts[0], keys) for row in line.path),
            Row("task", tuple(line.cells.get(key, Cell("")) for key in keys), line.review),
        )
        for line in lines
    )
    return together(pairs, none=_heading(str(words()["none"]), keys))


def _heading(text: str, keys: Sequence[str]) -> Row:
    return Row("heading", (Cell(text), *(Cell("") for _ in keys[1:])))


def _doubles(lines: Sequence[_Line]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Numbers that rows of more than one source have."""
    found: dict[Number, list[_Line]] = {}
    for line in lines:
        if line.label and line.number != LAST:
            found.setdefault(line.number, []).append(line)
    return tuple(
        (same[0].label, tuple(line.cells[UNIT].text for line in same))
        for same in found.values()
        if len({line.source for line in same}) > 1
    )


def _mapping(
    reports: Sequence[Report], keys: Sequence[Sequence[str]], titles: dict[str, str]
) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    counted: dict[str, Counter[str]] = {key: Counter() for key in titles}
    for report, each in zip(reports, keys, strict=True):
        for name, key in zip(report.columns, each, strict=True):
            counted[key][plain(name)] += 1
    for key, names in counted.items():
        if key != UNIT:
            yield titles[key], tuple(sorted(names.items(), key=lambda pair: (-pair[1], pair[0])))


def _sources(
    reports: Sequence[Report], keys: Sequence[Sequence[str]], titles: dict[str, str]
) -> Iterator[Note]:
    """A line for each source: name, hash, fields, columns renamed; then its other text."""
    say = words()
    for at, (report, each) in enumerate(zip(reports, keys, strict=True), 1):
        tasks = sum(not is_heading(row) for row in report.rows)
        source = report.source
        facts = {"at": at, "name": source.name, "unit": unit(report), "sha256": source.sha256}
        told = [say["source"].format(**facts, rows=tasks)]
        told += [say["fields"].format(label=f.label, value=f.value) for f in report.fields]
        changed = [
            say["rename"].format(old=plain(name), new=titles[key])
            for name, key in zip(report.columns, each, strict=True)
            if plain(name) != titles[key]
        ]
        if changed:
            told.append(say["renamed"].format(pairs="、".join(changed)))
        yield Note("unplaced", "".join(told))
        for text in report.unplaced:
            yield Note("unplaced", say["leftover"].format(at=at, text=text))


def _told(
    doubles: Sequence[tuple[str, tuple[str, ...]]], failed: Sequence[tuple[str, str]]
) -> Iterator[Note]:
    for label, units in doubles:
        listed = "、".join(units)
        text = words()["double"].format(number=label, count=len(units), units=listed)
        yield Note("unplaced", text)
    for name, error in failed:
        yield Note("unplaced", words()["failed"].format(name=name, error=error))
