"""What the report is in the words of Dublin Core, for programs that know no 索引号."""

import tomllib
from functools import cache
from importlib.resources import files

from convert.report import Report

SPACE = "urn:x-convert:report:1.0#"
"""Our own terms, for what Dublin Core has no word for: a name, not an address."""


def terms(report: Report) -> dict[str, tuple[str, ...]]:
    """Values by term (title, identifier, created, issued, creator …), none of them empty.

    Source of the mapping: DCMI Metadata Terms; terms without a value are left out.
    """
    found: dict[str, tuple[str, ...]] = {"title": (report.title,) if report.title else ()}
    for term, labels in _labels().items():
        values = [f.value for f in report.fields if f.label in labels and f.value]
        found[term] = tuple(dict.fromkeys(values))
    return {term: values for term, values in found.items() if values}


@cache
def _labels() -> dict[str, list[str]]:
    data = (files(__package__) / "dublin.toml").read_text(encoding="utf-8")
    return {term: list(labels) for term, labels in tomllib.loads(data).items()}
