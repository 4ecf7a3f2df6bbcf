"""What every export says of a document: where it stands, and what of it a span covers in the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from djtext.edits import back, way
from djtext.types import Document, Failed, Fields, Flag, Span, Target

Place = Callable[[Span], list[int]]
"""Gives the source span, as `[start, end]`, of a span of the document text."""

DECIMALS = 4
"""Digits kept of a score: enough to rank by, and the same on every machine."""


def placing(document: Document) -> Place:
    """Return the function that leads spans of `document.text` back to the source."""
    path = way(document.edits, document.span)

    def place(span: Span) -> list[int]:
        there = back(path, span)
        return [there.start, there.end]

    return place


def source_json(document: Document) -> dict[str, Any]:
    """Return where a document stands; `id` is there only where the source brought one."""
    source = document.source
    given = {"id": source.id} if source.id is not None else {}
    return given | {
        "path": source.path,
        "span": [document.span.start, document.span.end],
        "sha256": source.sha256,
        "format": source.format,
        "encoding": source.encoding,
        "flags": list(source.flags),
    }


def reference_json(document: Document) -> dict[str, Any]:
    """Return a document as lists of documents name it: id, title, source."""
    return {"id": document.id, "title": document.title, "source": source_json(document)}


def errors_json(errors: Sequence[Failed]) -> list[dict[str, Any]]:
    """Return the failed sources as error records."""
    return [{"path": e.path, "error": e.error, "message": e.message} for e in errors]


def flags_json(source: str, place: Place, flags: Sequence[Flag]) -> list[dict[str, Any]]:
    """Return flags with their place in the source text and what stands there."""
    return [
        {
            "span": there,
            "text": Span(*there).of(source),
            "suggestion": flag.suggestion,
            "kind": flag.kind,
            "rule": flag.rule,
        }
        for flag in flags
        for there in [place(flag.span)]
    ]


def fields_json(document: Document, place: Place, fields: Fields | None) -> dict[str, Any] | None:
    """Return what a countermeasure says of itself, quoted from the document text, with source spans."""
    if fields is None:
        return None

    def quoted(span: Span | None) -> dict[str, Any] | None:
        return {"text": span.of(document.text), "span": place(span)} if span else None

    return {
        "actors": [quoted(span) for span in fields.actors],
        "deadline": quoted(fields.deadline),
        "frequency": quoted(fields.frequency),
        "targets": [_target(place, target) for target in fields.targets],
        "score": _target(place, fields.score) if fields.score else None,
        "references": [span.of(document.text) for span in fields.references],
        "reference_spans": [place(span) for span in fields.references],
        "slogans": [span.of(document.text) for span in fields.slogans],
        "slogan_spans": [place(span) for span in fields.slogans],
    }


def _target(place: Place, target: Target) -> dict[str, Any]:
    return {
        "text": target.text,
        "op": target.op,
        "value": target.value,
        "unit": target.unit,
        "span": place(target.span),
    }
