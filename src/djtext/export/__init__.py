"""Export: the published shapes (JSON Schema), the JSON that has them, and the report page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from djtext import __version__
from djtext.edits import back, way
from djtext.types import Failed, Span, Structure, Unit


def structure_json(structures: Sequence[Structure], errors: Sequence[Failed], stamps: dict[str, str]) -> dict[str, Any]:
    """Return the `djtext.structure/1` object: every span counts the source text."""
    return {
        "schema": "djtext.structure/1",
        "djtext": __version__,
        **stamps,
        "documents": [_document(s) for s in structures],
        "errors": [{"path": e.path, "error": e.error, "message": e.message} for e in errors],
    }


def _document(structure: Structure) -> dict[str, Any]:
    document = structure.document
    path = way(document.edits, document.span)

    def place(span: Span) -> list[int]:
        there = back(path, span)
        return [there.start, there.end]

    def unit(u: Unit) -> dict[str, Any]:
        return {
            "id": u.id,
            "parent": u.parent,
            "marker": u.marker,
            "style": u.style,
            "ordinal": u.ordinal,
            "level": u.level,
            "role": u.role,
            "title": u.title,
            "title_span": place(u.title_span),
            "span": place(u.span),
            "topics": [
                {"concept": t.concept, "score": t.score, "because": [place(s) for s in t.because]} for t in u.topics
            ],
            "confidence": u.confidence,
            "because": u.because,
            "flags": list(u.flags),
        }

    source = document.source
    return {
        "id": document.id,
        "title": document.title,
        "source": {
            "path": source.path,
            "span": [document.span.start, document.span.end],
            "sha256": source.sha256,
            "format": source.format,
            "encoding": source.encoding,
        },
        "edits": [{"span": [e.span.start, e.span.end], "new": e.new, "why": e.why} for e in document.edits],
        "units": [unit(u) for u in structure.units],
        "records": [
            {
                "id": r.id,
                "problem": r.problem,
                "causes": list(r.causes),
                "countermeasures": list(r.countermeasures),
                "links": [
                    {
                        "from": k.origin,
                        "to": k.target,
                        "relation": k.relation,
                        "score": k.score,
                        "because": k.because,
                        "evidence": [place(s) for s in k.evidence],
                    }
                    for k in r.links
                ],
            }
            for r in structure.records
        ],
    }
