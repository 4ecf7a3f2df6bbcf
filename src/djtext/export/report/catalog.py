"""What the page shows of the catalog: each measure with its wordings, places and the problems that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from djtext.export.measures import answered, canonical_place
from djtext.export.report.labels import Tag, tag
from djtext.export.report.readings import Fact, Reading, Row, facts, short
from djtext.types import Document, Measure, Place, Structure

WORDING = 160
"""Characters of a wording that the list shows; the place leads to the whole."""


ROOM = 700_000
"""Characters of measures, markup included, that a page draws, about 1.5 MB."""

SITES = 30
"""Places of a measure, and problems that it answers, that a page lists."""

SITE = 200
"""Markup and title of a place."""

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
    left_out: int


@dataclass(frozen=True, slots=True)
class _Home:
    document: Document
    reading: Reading
    rows: Mapping[str, Row]


def entries(
    measures: Sequence[Measure], structures: Sequence[Structure], readings: Sequence[Reading], names: Mapping[str, str]
) -> tuple[Entry, ...]:
    """Return the measures that the page has room for, those of most documents first.

    A measure all of whose places stand beyond what the page draws of the documents is left out.
    """
    homes = {
        structure.document.id: _Home(structure.document, reading, _rows(structure, reading))
        for structure, reading in reversed(list(zip(structures, readings, strict=True)))
    }
    ranked = sorted(measures, key=lambda measure: -measure.documents)
    return tuple(_fitting(homes, ranked, names))


def _fitting(homes: Mapping[str, _Home], ranked: Sequence[Measure], names: Mapping[str, str]) -> Iterator[Entry]:
    room = ROOM
    for measure in ranked:
        places = tuple(p for p in measure.places if p.document in homes and p.unit in homes[p.document].rows)
        if measure.places and not places:
            continue
        entry = _entry(homes, measure, places[:SITES], names)
        room -= SITE * (2 + len(entry.sites) + len(entry.answers) + len(entry.facts)) + len(entry.wording)
        room -= sum(len(site.wording) for site in entry.sites)
        if room < 0:
            return
        yield entry


def _rows(structure: Structure, reading: Reading) -> dict[str, Row]:
    return {unit.id: row for unit, row in zip(structure.units, reading.rows, strict=True)}


def _entry(homes: Mapping[str, _Home], measure: Measure, places: Sequence[Place], names: Mapping[str, str]) -> Entry:
    home = canonical_place(measure)
    return Entry(
        measure.id,
        short(measure.wording, WORDING),
        tuple(tag(topic.concept, names) for topic in measure.topics),
        measure.documents,
        len({place.wording for place in measure.places}),
        tuple(_sites(homes, measure, places)),
        tuple(_answers(homes, measure)[:SITES]),
        facts(homes[home.document].reading.number, homes[home.document].document, measure.fields)
        if home and home.document in homes
        else (),
        len(measure.places) - len(places),
    )


def _sites(homes: Mapping[str, _Home], measure: Measure, places: Sequence[Place]) -> list[Site]:
    return [
        Site(
            homes[place.document].reading.number,
            homes[place.document].reading.title[:TITLE],
            homes[place.document].rows[place.unit].anchor,
            short(place.wording, WORDING),
            round(place.similarity * 100),
            place.wording == measure.wording,
        )
        for place in places
    ]


def _answers(homes: Mapping[str, _Home], measure: Measure) -> list[Answer]:
    """Return the problems and causes that a measure answers, as far as the page draws them."""
    stated = answered((*measure.problems, *measure.causes))
    drawn = [(homes[document], unit) for document, unit in stated if unit in homes[document].rows]
    return [Answer(home.rows[unit], home.reading.number) for home, unit in drawn]
