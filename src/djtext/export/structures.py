"""The JSON of what was read out of documents, and of what was repaired in a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from djtext import __version__
from djtext.edits import back, way
from djtext.export.places import DECIMALS, Place, errors_json, fields_json, flags_json, placing, reference_json
from djtext.types import Document, Edit, Failed, Flag, Link, Listing, Record, Source, Span, Structure, Topic, Unit


def structure_json(
    structures: Sequence[Structure], errors: Sequence[Failed], stamps: Mapping[str, str]
) -> dict[str, Any]:
    """Return the `djtext.structure/1` object: every span counts the source text.

    `stamps` name the rules, taxonomy and model that made the result.
    """
    return {
        "schema": "djtext.structure/1",
        "djtext": __version__,
        **stamps,
        "documents": [_document(structure) for structure in structures],
        "errors": errors_json(errors),
    }


def edits_json(source: Source, edits: Sequence[Edit], flags: Sequence[Flag] = ()) -> dict[str, Any]:
    """Return the `djtext.edits/1` object: what each edit takes away, what it writes, and why; and what was only flagged.

    `flags` count the repaired text.
    """
    path = way(edits, Span(0, len(source.text)))

    def place(span: Span) -> list[int]:
        there = back(path, span)
        return [there.start, there.end]

    return {
        "schema": "djtext.edits/1",
        "djtext": __version__,
        "source": {
            "path": source.path,
            "sha256": source.sha256,
            "format": source.format,
            "encoding": source.encoding,
            "characters": len(source.text),
        },
        "edits": [
            {"span": [e.span.start, e.span.end], "old": e.span.of(source.text), "new": e.new, "why": e.why}
            for e in edits
        ],
        "flags": flags_json(source.text, place, flags),
    }


def _document(structure: Structure) -> dict[str, Any]:
    document = structure.document
    place = placing(document)
    return {
        **reference_json(document),
        "edits": [{"span": [e.span.start, e.span.end], "new": e.new, "why": e.why} for e in document.edits],
        "flags": flags_json(document.source.text, place, document.flags),
        "units": [_unit(document, place, unit) for unit in structure.units],
        "records": [_record(place, record) for record in structure.records],
    }


def _unit(document: Document, place: Place, unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "parent": unit.parent,
        "marker": unit.marker,
        "style": unit.style,
        "ordinal": unit.ordinal,
        "level": unit.level,
        "role": unit.role,
        "title": unit.title,
        "title_span": place(unit.title_span),
        "span": place(unit.span),
        "list": _listing(unit.listing),
        "topics": [_topic(place, topic) for topic in unit.topics],
        "fields": fields_json(document, place, unit.fields),
        "confidence": round(unit.confidence, DECIMALS),
        "because": unit.because,
        "flags": list(unit.flags),
    }


def _listing(listing: Listing | None) -> dict[str, Any] | None:
    return {"id": listing.id, "status": listing.status, "declared": listing.declared} if listing else None


def _topic(place: Place, topic: Topic) -> dict[str, Any]:
    because = [place(span) for span in topic.because]
    return {
        "concept": topic.concept,
        "score": round(topic.score, DECIMALS),
        "because": because,
        "method": topic.method or None,
    }


def _record(place: Place, record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "problem": record.problem,
        "causes": list(record.causes),
        "countermeasures": list(record.countermeasures),
        "links": [_link(place, link) for link in record.links],
    }


def _link(place: Place, link: Link) -> dict[str, Any]:
    return {
        "from": link.origin,
        "to": link.target,
        "relation": link.relation,
        "score": round(link.score, DECIMALS),
        "because": link.because,
        "evidence": [place(span) for span in link.evidence],
    }
