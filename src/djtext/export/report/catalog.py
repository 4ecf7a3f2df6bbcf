"""What the page shows of the catalog: each measure with its wordings, places and the problems that it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from djtext.export.measures import Answering, answering, canonical_place
from djtext.export.report.labels import Tag, tag
from djtext.export.report.readings import Fact, Reading, Row, facts, short
from djtext.types import Document, Measure, Structure

WORDING = 160
"""Characters of a wording that the list shows; the place leads to the whole."""


TITLE = 28
"""Characters of a document's title behind a place; its number stands before it."""


@dataclass(frozen=True, slots=True)
class Site:
    """One statement of a measure."""

    number: int
    title: str
    anchor: str
    wording: str
    similarity: int
    same: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A problem or cause that a measure answers, and the number of the document that states it."""

    row: Row
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure on the page."""

    id: str
    wording: str
    topics: tuple[Tag, ...]
    documents: int
    wordings: int
    sites: tuple[Site, ...]
    answers: tuple[Answer, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Home:
    document: Document
    reading: Reading
    answered: Answering
    rows: Mapping[str, Row]


def entries(
    measures: Sequence[Measure], structures: Sequence[Structure], readings: Sequence[Reading], names: Mapping[str, str]
) -> tuple[Entry, ...]:
    """Return the measures, those of most documents first."""
    homes = {
        structure.document.id: _Home(structure.document, reading, answering(structure), _rows(structure, reading))
        for structure, reading in reversed(list(zip(structures, readings, strict=True)))
    }
    ranked = sorted(measures, key=lambda measure: -measure.documents)
    return tuple(_entry(homes, measure, names) for measure in ranked)


def _rows(structure: Structure, reading: Reading) -> dict[str, Row]:
    return {unit.id: row for unit, row in zip(structure.units, reading.rows, strict=True)}


def _entry(homes: Mapping[str, _Home], measure: Measure, names: Mapping[str, str]) -> Entry:
    home = canonical_place(measure)
    return Entry(
        measure.id,
        short(measure.wording, WORDING),
        tuple(tag(topic.concept, names) for topic in measure.topics),
        measure.documents,
        len({place.wording for place in measure.places}),
        tuple(_sites(homes, measure)),
        tuple(_answers(homes, measure)),
        facts(homes[home.document].reading.number, homes[home.document].document, measure.fields) if home else (),
    )


def _sites(homes: Mapping[str, _Home], measure: Measure) -> list[Site]:
    return [
        Site(
            homes[place.document].reading.number,
            homes[place.document].reading.title[:TITLE],
            homes[place.document].rows[place.unit].anchor,
            short(place.wording, WORDING),
            round(place.similarity * 100),
            place.wording == measure.wording,
        )
        for place in measure.places
    ]


def _answers(homes: Mapping[str, _Home], measure: Measure) -> list[Answer]:
    found: dict[str, Answer] = {}
    for place in measure.places:
        home = homes[place.document]
        given = home.answered(place.unit)
        rows = [home.rows[unit] for unit in (*given.problems, *given.causes)]
        found |= {row.anchor: Answer(row, home.reading.number) for row in rows}
    return list(found.values())
