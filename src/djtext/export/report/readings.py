"""What the page shows of one document: its outline, its records with their evidence, its repairs and doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from djtext.export.report.labels import Label, Tag, joined, label, shown, tag
from djtext.export.report.texts import Repair, anchor, marked, repaired
from djtext.types import Document, Fields, Flag, Link, Record, Span, Structure, Topic, Unit

QUOTE = 90
"""Characters quoted behind a title: two lines of a card; the whole is one click away."""

TITLE = 100
"""Characters of a title that a list shows: a text without punctuation is one long title."""

EXAMPLES = 6
"""Repairs of one kind shown by themselves; all of them stand struck through in the text."""

DOUBTS = 20
"""Flags of one document that the page lists; structure.json has all."""

AROUND = 8
"""Characters shown on each side of a repair, so that a reader sees the word that it mends."""

DEEPEST = 9
"""Levels drawn by indent; deeper ones stand under one another."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the text of document `number` of the page, in characters."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What a countermeasure says of itself, and where it says so."""

    what: Label
    words: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic of a unit, and the first place that spoke for it."""

    tag: Tag
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the outline."""

    anchor: str
    indent: int
    marker: str
    title: str
    role: Label | None
    topics: tuple[Theme, ...]
    because: str
    confidence: int
    defect: Label | None
    declared: int | None
    found: int
    facts: tuple[Fact, ...]
    flags: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A unit in a record: the row with the quoted evidence and what linked it."""

    row: Row
    quote: str
    link: Label | None
    score: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A record. `head` is its problem, or the cause that is answered by itself; None where neither is stated."""

    id: str
    head: Item | None
    causes: tuple[Item, ...]
    countermeasures: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """Repairs of one kind: how many, and the first few with the text around them."""

    kind: Label
    count: int
    examples: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Doubted:
    """A flag of the text: what it is called, the text around it, what was meant (None where nobody can tell)."""

    kind: Label
    before: str
    words: str
    after: str
    suggestion: str | None
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document on the page; `loose` are the countermeasures of records without problem and cause.

    Counts are those of the whole document, `drawn` is the part of its characters that the page has room for.
    """

    number: int
    id: str
    title: str
    path: str
    characters: int
    drawn: int
    units: int
    records: int
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    loose: tuple[Item, ...]
    mended: tuple[Mended, ...]
    repairs: int
    doubted: tuple[Doubted, ...]
    doubts: int
    defects: int
    text: Markup

    @property
    def cut(self) -> bool:
        """Whether the page draws a part of the document only."""
        return (self.drawn, len(self.rows), len(self.cards)) != (self.characters, self.units, self.records)


def title_of(document: Document) -> str:
    """Return what the page calls a document: its title, else the beginning of its text, else its path."""
    lead = next(iter(document.text.split(maxsplit=1)), "")
    return short(document.title or lead[:40] or document.source.path, TITLE)


def short(text: str, most: int) -> str:
    """Return a text as the page shows it, cut after `most` characters."""
    return shown(text) if len(text) <= most else shown(text[:most]) + "……"


def reading(number: int, structure: Structure, names: Mapping[str, str], *, whole: Structure | None = None) -> Reading:
    """Return document `number` as the page shows it; `names` name the concepts.

    Where `structure` is the beginning of a document, `whole` is all of it.
    """
    whole = whole or structure
    document, repairs = structure.document, repaired(whole.document)
    rows = _rows(number, structure, whole.units, names)
    items = {unit.id: (unit, rows[unit.id]) for unit in structure.units}
    cards = tuple(_card(document, record, items) for record in structure.records)
    return Reading(
        number,
        document.id,
        title_of(document),
        shown(document.source.path),
        len(whole.document.text),
        len(document.text),
        len(whole.units),
        len(whole.records),
        tuple(rows.values()),
        cards,
        tuple(item for card in cards if not card.head and not card.causes for item in card.countermeasures),
        _mended(whole.document, repairs),
        len(repairs),
        tuple(_doubted(number, whole.document, flag, len(document.text)) for flag in whole.document.flags[:DOUBTS]),
        len(whole.document.flags),
        len({unit.listing.id for unit in whole.units if unit.listing and unit.listing.status != "complete"}),
        marked(number, document, structure.units, repaired(document)),
    )


def _rows(number: int, structure: Structure, whole: Sequence[Unit], names: Mapping[str, str]) -> dict[str, Row]:
    sizes = Counter(unit.listing.id for unit in whole if unit.listing)
    met: set[str] = set()
    rows = {}
    for unit in structure.units:
        first = unit.listing is not None and unit.listing.id not in met
        met |= {unit.listing.id} if unit.listing else set()
        rows[unit.id] = _row(number, structure.document, unit, sizes if first else {}, names)
    return rows


def _row(number: int, document: Document, unit: Unit, sizes: Mapping[str, int], names: Mapping[str, str]) -> Row:
    """Return a unit's row. `sizes` of lists are given to the first member of a list only: a defect shows once."""
    listing = unit.listing if sizes else None
    broken = listing if listing and listing.status != "complete" else None
    return Row(
        anchor(number, unit.id),
        min(unit.level, DEEPEST) - 1,
        shown(unit.marker),
        short(unit.title, TITLE),
        label("role", unit.role) if unit.role else None,
        tuple(Theme(tag(topic.concept, names), _spoke(number, document, unit, topic)) for topic in unit.topics),
        shown(unit.because),
        round(unit.confidence * 100),
        label("list", broken.status) if broken else None,
        broken.declared if broken else None,
        sizes[broken.id] if broken else 0,
        facts(number, document, unit.fields),
        tuple(label("flag", flag) for flag in unit.flags),
    )


def _spoke(number: int, document: Document, unit: Unit, topic: Topic) -> Spot | None:
    """Return the first place in the unit that spoke for a topic; else the first, from which the unit inherits it."""
    there = [span for span in topic.because if span.end <= len(document.text)]
    inside = [span for span in there if unit.span.covers(span)]
    return next((Spot(number, span.start, span.end) for span in (*inside, *there)), None)


def facts(number: int, document: Document, fields: Fields | None) -> tuple[Fact, ...]:
    """Return what a countermeasure in document `number` says of itself in the text that the page has."""
    if fields is None:
        return ()
    spans = {
        "actors": fields.actors,
        "deadline": (fields.deadline,),
        "frequency": (fields.frequency,),
        "targets": tuple(target.span for target in fields.targets),
        "score": (fields.score.span if fields.score else None,),
        "references": fields.references,
        "slogans": fields.slogans,
    }
    return tuple(
        Fact(label("field", name), shown(span.of(document.text)), Spot(number, span.start, span.end))
        for name, all_of in spans.items()
        for span in all_of
        if span and span.end <= len(document.text)
    )


def _card(document: Document, record: Record, items: Mapping[str, tuple[Unit, Row]]) -> Card:
    links = {link.origin: link for link in record.links}

    def item(identity: str) -> Item:
        unit, row = items[identity]
        return _item(document, unit, row, links.get(identity))

    return Card(
        record.id,
        item(record.problem) if record.problem else None,
        tuple(item(cause) for cause in record.causes),
        tuple(item(countermeasure) for countermeasure in record.countermeasures),
    )


def _item(document: Document, unit: Unit, row: Row, link: Link | None) -> Item:
    return Item(
        row,
        quoted(document, unit),
        label("link", link.because) if link else None,
        round(link.score * 100) if link else 0,
        tuple(dict.fromkeys(filter(None, (_flat(span.of(document.text)) for span in link.evidence)))) if link else (),
    )


def quoted(document: Document, unit: Unit) -> str:
    """Return the evidence that follows a unit's title, its first `QUOTE` characters."""
    start = max(unit.span.start, unit.title_span.end)
    whole = Span(start, max(start, unit.span.end)).of(document.text).lstrip("。：:，,.；; 　\n")
    line = _flat(whole[: QUOTE * 2])
    return short(line, QUOTE)


def _flat(text: str) -> str:
    """Return a text as one line."""
    return " ".join(shown(text).split())


def _mended(document: Document, repairs: Sequence[Repair]) -> tuple[Mended, ...]:
    kinds = Counter(repair.why for repair in repairs)
    return tuple(
        Mended(joined("repair", why), count, _examples(document, [r for r in repairs if r.why == why]))
        for why, count in sorted(kinds.items(), key=lambda row: (-row[1], row[0]))
    )


def _examples(document: Document, repairs: Sequence[Repair]) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (
            _line(document.text[max(0, r.span.start - AROUND) : r.span.start]),
            _line(r.old[:QUOTE]),
            _line(r.new[:QUOTE]),
            _line(document.text[r.span.end : r.span.end + AROUND]),
        )
        for r in repairs[:EXAMPLES]
    )


def _doubted(number: int, document: Document, flag: Flag, drawn: int) -> Doubted:
    """Return a flag with its context; it leads into the text if the page has drawn that far."""
    span = flag.span
    return Doubted(
        label("doubt", flag.kind),
        _line(document.text[max(0, span.start - AROUND) : span.start]),
        _line(span.of(document.text)[:QUOTE]),
        _line(document.text[span.end : span.end + AROUND]),
        None if flag.suggestion is None else _line(flag.suggestion[:QUOTE]),
        Spot(number, span.start, span.end) if span.end <= drawn else None,
    )


def _line(text: str) -> str:
    return shown(text).replace("\n", "⏎")
