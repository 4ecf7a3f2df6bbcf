"""The JSON of a catalog: each measure with every place that states it and the problems that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from djtext import __version__
from djtext.errors import UsageError
from djtext.export.places import DECIMALS, Place, fields_json, placing, reference_json
from djtext.types import Document, Measure, Structure, Topic, Unit
from djtext.types import Place as Statement


@dataclass(frozen=True, slots=True)
class _Reading:
    document: Document
    place: Place
    units: Mapping[str, Unit]


def catalog_json(
    measures: Sequence[Measure], structures: Sequence[Structure], stamps: Mapping[str, str]
) -> dict[str, Any]:
    """Return the `djtext.catalog/1` object; `structures` are the documents that the measures stand in.

    Fields of a measure are those of the place that has its canonical wording. What it answers is what the catalog says.

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
    return _Reading(structure.document, placing(structure.document), units)


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
        "problems": _answers(readings, measure.problems),
        "causes": _answers(readings, measure.causes),
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


def answered(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the document and the unit of each `document:unit` id.

    >>> list(answered(["d1:u2", "d1-2:u7"]))
    [('d1', 'u2'), ('d1-2', 'u7')]
    """
    for identity in ids:
        document, _, unit = identity.rpartition(":")
        yield document, unit


def _answers(readings: Mapping[str, _Reading], ids: Sequence[str]) -> list[dict[str, Any]]:
    return [_stated(readings[document], unit) for document, unit in answered(ids)]


def _stated(reading: _Reading, identity: str) -> dict[str, Any]:
    unit = reading.units[identity]
    return {
        "document": reading.document.id,
        "unit": unit.id,
        "title": unit.title,
        "span": reading.place(unit.span),
    }
