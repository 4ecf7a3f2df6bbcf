"""Outline: the units of a document (numbered headings, list members, parallel members without a marker)."""

from __future__ import annotations

from djtext.types import Document, Unit


def outline(document: Document) -> tuple[Unit, ...]:
    """Return the units of a document in order of their starts, each with its parent, marker, style, title and end.

    Roles, topics and fields are for later stages. Spans count `document.text`.
    """
    del document
    return ()
