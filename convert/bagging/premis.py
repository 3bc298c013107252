"""What happened to each file, in the terms of PREMIS 3.0 (Library of Congress, 2015).

Objects are the files; events are the ingestion and the normalization of each original, with
the outcome; the agent is this program in its version. Event types are terms of the vocabulary
id.loc.gov/vocabulary/preservation/eventType.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from convert.batch.outcome import Made, Outcome
from convert.visible import visible

Node = tuple[str, "str | list[Node]"]

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<premis xmlns="http://www.loc.gov/premis/v3" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">\n'
)
_FORMATS = {
    "pdf": "PDF/A-2a",
    "csv": "text/csv",
    "csv-metadata.json": "application/csvm+json",
    "json": "application/json",
}
"""The names of formats, where they are not the writer's own."""


@dataclass(frozen=True, slots=True)
class File:
    """An original in the bag: its place, whence it came, size in bytes, SHA-256."""

    place: str
    path: str
    size: int
    sha256: str
    outcome: Outcome | None
    """None for a file that is only read along with another."""


def pieces(files: list[File], recipe: dict[str, Any], moment: str) -> Iterator[str]:
    """The PREMIS document; `moment` is when it happened, in ISO 8601.

    PREMIS wants all objects first, then events, then agents.
    """
    agent = f"convert {recipe['version']}"
    yield _HEAD
    for file in files:
        yield _xml(_original(file))
        for made in file.outcome.outputs if file.outcome else ():
            yield _xml(_derived(file, made))
    for number, file in enumerate(files, 1):
        told = ("success", "")
        yield _xml(_event(f"ingestion-{number}", "ingestion", moment, told, [file.place], agent))
        if file.outcome:
            places = [file.place, *(f"data/{made.name}" for made in file.outcome.outputs)]
            name, told = f"normalization-{number}", _outcome(file.outcome)
            yield _xml(_event(name, "normalization", moment, told, places, agent))
    yield _xml(_agent(agent, recipe))
    yield "</premis>\n"


def _original(file: File) -> Node:
    suffix = file.place.rpartition(".")[2]
    node = _object(file.place, file.size, file.sha256, suffix)
    return "object", [*node, ("originalName", file.path)]


def _derived(file: File, made: Made) -> Node:
    name = _FORMATS.get(made.format, made.format)
    related: list[Node] = [
        ("relationshipType", "derivation"),
        ("relationshipSubType", "has source"),
        (
            "relatedObjectIdentifier",
            [
                ("relatedObjectIdentifierType", "path in bag"),
                ("relatedObjectIdentifierValue", file.place),
            ],
        ),
    ]
    node = _object(f"data/{made.name}", made.size, made.sha256, name)
    return "object", [*node, ("relationship", related)]


def _object(place: str, size: int, sha256: str, kind: str) -> list[Node]:
    fixity: list[Node] = [
        ("messageDigestAlgorithm", "SHA-256"),
        ("messageDigest", sha256),
    ]
    characteristics: list[Node] = [
        ("fixity", fixity),
        ("size", str(size)),
        ("format", [("formatDesignation", [("formatName", kind)])]),
    ]
    return [
        *_identified("object", "path in bag", place),
        ("objectCharacteristics", characteristics),
    ]


def _event(
    name: str, kind: str, moment: str, told: tuple[str, str], places: list[str], agent: str
) -> Node:
    outcome, detail = told
    information: list[Node] = [("eventOutcome", outcome)]
    if detail:
        note: list[Node] = [("eventOutcomeDetailNote", detail)]
        information.append(("eventOutcomeDetail", note))
    return "event", [
        *_identified("event", "local", name),
        ("eventType", kind),
        ("eventDateTime", moment),
        ("eventOutcomeInformation", information),
        ("linkingAgentIdentifier", _linked("Agent", "local", agent)),
        *(("linkingObjectIdentifier", _linked("Object", "path in bag", p)) for p in places),
    ]


def _outcome(outcome: Outcome) -> tuple[str, str]:
    """What came of a normalization; doubtful rows are a warning."""
    if outcome.failed:
        return "failure", outcome.error
    if outcome.check:
        return "warning", f"待核对的行：{'、'.join(outcome.check)}"
    return "success", ""


def _agent(agent: str, recipe: dict[str, Any]) -> Node:
    note = json.dumps(recipe, ensure_ascii=False, sort_keys=True)
    return "agent", [
        *_identified("agent", "local", agent),
        ("agentName", "convert"),
        ("agentType", "software"),
        ("agentVersion", str(recipe["version"])),
        ("agentNote", note),
    ]


def _identified(what: str, kind: str, value: str) -> list[Node]:
    names: list[Node] = [(f"{what}IdentifierType", kind), (f"{what}IdentifierValue", value)]
    return [(f"{what}Identifier", names)]


def _linked(what: str, kind: str, value: str) -> list[Node]:
    return [(f"linking{what}IdentifierType", kind), (f"linking{what}IdentifierValue", value)]


def _xml(node: Node, depth: int = 1) -> str:
    name, inside = node
    blank = " " * depth
    kind = ' xsi:type="file"' if name == "object" else ""
    if isinstance(inside, str):
        return f"{blank}<{name}>{escape(visible(inside))}</{name}>\n"
    body = "".join(_xml(each, depth + 1) for each in inside)
    return f"{blank}<{name}{kind}>\n{body}{blank}</{name}>\n"
