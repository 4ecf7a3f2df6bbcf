"""The JSON of a catalog: each measure with every place that states it and the problems that it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from djtext import __version__
from djtext.errors import UsageError
from djtext.export.places import DECIMALS, Place, fields_json, placing, reference_json
from djtext.types import Document, Measure, Record, Structure, Topic, Unit
from djtext.types import Place as Statement


@dataclass(frozen=True, slots=True)
class Answered:
    """Unit ids of one document: the problems and the causes that a countermeasure in it answers."""

    problems: tuple[str, ...]
    causes: tuple[str, ...]


Answering = Callable[[str], Answered]
"""Gives what a countermeasure, named by its unit id, answers."""


def answering(structure: Structure) -> Answering:
    """Return what tells of each countermeasure of a document what it answers.

    Its own records say so, or else those of the nearest heading above it: a heading that answers a problem answers it
    with all its members, so a member needs no link of its own.
    """
    parents = {unit.id: unit.parent for unit in structure.units}
    records: dict[str, list[Record]] = {}
    for record in structure.records:
        for identity in record.countermeasures if record.problem else ():
            records.setdefault(identity, []).append(record)

    def answered(unit: str) -> Answered:
        seen: set[str] = set()
        at: str | None = unit
        while at is not None and at not in seen:
            if at in records:
                return Answered(_once(str(r.problem) for r in records[at]), _once(_causes(records[at], at)))
            seen.add(at)
            at = parents.get(at)
        return Answered((), ())

    return answered


def _causes(records: Sequence[Record], unit: str) -> Iterator[str]:
    for record in records:
        yield from (k.target for k in record.links if k.origin == unit and k.target in record.causes)


def _once(ids: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


@dataclass(frozen=True, slots=True)
class _Reading:
    document: Document
    place: Place
    answered: Answering
    units: Mapping[str, Unit]


def catalog_json(
    measures: Sequence[Measure], structures: Sequence[Structure], stamps: Mapping[str, str]
) -> dict[str, Any]:
    """Return the `djtext.catalog/1` object; `structures` are the documents that the measures stand in.

    Fields of a measure are those of the place that has its canonical wording.

    Raises:
        UsageError: a measure stands in a document that is not among `structures`.
    """
    readings = {s.document.id: _reading(s) for s in reversed(structures)}
    return {
        "schema": "djtext.catalog/1",
        "djtext": __version__,
        **stamps,
        "counts": {
            "documents": len(structures),
            "measures": len(measures),
            "places": sum(len(measure.places) for measure in measures),
        },
        "documents": [reference_json(structure.document) for structure in structures],
        "measures": [_measure(readings, measure) for measure in measures],
    }


def _reading(structure: Structure) -> _Reading:
    units = {unit.id: unit for unit in structure.units}
    return _Reading(structure.document, placing(structure.document), answering(structure), units)


def _measure(readings: Mapping[str, _Reading], measure: Measure) -> dict[str, Any]:
    lost = [place.document for place in measure.places if place.document not in readings]
    if lost:
        raise UsageError(
            f"measure {measure.id}: document {lost[0]} is not among the structures; hand over all that were catalogued"
        )
    canonical = canonical_place(measure)
    home = readings[canonical.document] if canonical else None
    return {
        "id": measure.id,
        "wording": measure.wording,
        "topics": [_topic(topic) for topic in measure.topics],
        "fields": fields_json(home.document, home.place, measure.fields) if home else None,
        "places": [_place(readings[p.document], p) for p in measure.places],
        **_answers(readings, measure),
        "documents": measure.documents,
        "counts": dict(sorted(measure.counts.items())),
    }


def canonical_place(measure: Measure) -> Statement | None:
    """Return the first place that states a measure in its canonical wording; without one, its first place."""
    exact = [place for place in measure.places if place.wording == measure.wording]
    return next(iter([*exact, *measure.places]), None)


def _topic(topic: Topic) -> dict[str, Any]:
    return {"concept": topic.concept, "score": round(topic.score, DECIMALS)}


def _place(reading: _Reading, place: Statement) -> dict[str, Any]:
    return {
        "document": place.document,
        "unit": place.unit,
        "path": reading.document.source.path,
        "span": reading.place(place.span),
        "wording": place.wording,
        "similarity": round(place.similarity, DECIMALS),
    }


def _answers(readings: Mapping[str, _Reading], measure: Measure) -> dict[str, Any]:
    problems: dict[tuple[str, str], dict[str, Any]] = {}
    causes: dict[tuple[str, str], dict[str, Any]] = {}
    for place in measure.places:
        reading = readings[place.document]
        found = reading.answered(place.unit)
        problems |= {(place.document, unit): _stated(reading, unit) for unit in found.problems}
        causes |= {(place.document, unit): _stated(reading, unit) for unit in found.causes}
    return {"problems": list(problems.values()), "causes": list(causes.values())}


def _stated(reading: _Reading, identity: str) -> dict[str, Any]:
    unit = reading.units[identity]
    return {
        "document": reading.document.id,
        "unit": unit.id,
        "title": unit.title,
        "span": reading.place(unit.span),
    }
