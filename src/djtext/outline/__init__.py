"""Outline: the units of a document (numbered headings, list members, parallel members without a marker).

A lexer (`markers`) emits every candidate, a decoder (`decoder`) reads them as lists inside units, and `ends` and
`titles` say how far each unit and its headline reach.
"""

from __future__ import annotations

from collections.abc import Sequence

from djtext.outline.bare import bare
from djtext.outline.contents import contents
from djtext.outline.decoder import Run, decode
from djtext.outline.ends import Item, ended, limited
from djtext.outline.lists import listing
from djtext.outline.markers import RUN_IN, Marker, markers
from djtext.outline.titles import title_span
from djtext.types import Document, Listing, Span, Unit

MOST_CLAUSES = 9
"""A heading's first sentence may have so many clauses and still be its headline."""


def outline(document: Document) -> tuple[Unit, ...]:
    """Return the units of a document in order of their starts, each with its parent, marker, style, title and end.

    Roles, topics and fields are for later stages. Spans count `document.text`.
    """
    text = document.folded
    kept, runs = decode(text, _candidates(text))
    order = sorted((kept[i].start, r, place) for r, run in enumerate(runs) for place, i in enumerate(run.members))
    index = {runs[r].members[place]: n for n, (_, r, place) in enumerate(order)}
    items = [_item(kept, runs, index, r, place) for _, r, place in order]
    limited(items, len(text))
    ended(text, items)
    listings = [listing(text, kept, run, f"l{r + 1}") for r, run in enumerate(runs)]
    inner = {item.parent: item.start for item in reversed(items)}
    units: list[Unit] = []
    for n, item in enumerate(items):
        marker = kept[runs[item.run].members[item.place]]
        level = units[item.parent].level + 1 if item.parent is not None else 1
        ordinal = runs[item.run].ordinals[item.place]
        title = _title(text, marker, item, inner.get(n, item.end))
        units.append(_unit(document, marker, item, n, level, ordinal, title, listings[item.run]))
    return tuple(units)


def _candidates(text: str) -> list[Marker]:
    """Return every candidate, with a marker or without, that does not stand in a table of contents."""
    numbered = markers(text)
    table = contents(text, numbered)
    if table:
        numbered = tuple(m for m in numbered if not table.start <= m.start < table.end)
    formed = [m for m in bare(text, numbered) if not (table and table.start <= m.start < table.end)]
    return sorted([*numbered, *formed], key=lambda m: (m.start, m.rank))


def _item(kept: Sequence[Marker], runs: Sequence[Run], index: dict[int, int], r: int, place: int) -> Item:
    run = runs[r]
    marker = kept[run.members[place]]
    parent = None if run.parent is None else index[run.parent]
    inline = marker.place != "line" and marker.rank >= 5
    return Item(marker.start, marker.end, r, place, parent, inline, marker.until, marker.rank <= 3)


def _unit(
    document: Document, marker: Marker, item: Item, n: int, level: int, ordinal: int, title: Span, found: Listing
) -> Unit:
    return Unit(
        id=f"u{n + 1}",
        parent=None if item.parent is None else f"u{item.parent + 1}",
        marker=document.text[marker.start : marker.end].strip(),
        style=marker.style,
        ordinal=ordinal,
        level=level,
        span=Span(item.start, item.end),
        title=title.of(document.text),
        title_span=title,
        listing=found,
        confidence=_confidence(marker),
        because=marker.rule,
        flags=("glued",) if marker.place == "glued" else (),
    )


def _title(text: str, marker: Marker, item: Item, inner: int) -> Span:
    """Return the headline of a unit: 条 have one clause, run-in members up to three, headings any number."""
    heading = marker.rank < RUN_IN
    clauses = 1 if marker.style == "article" else MOST_CLAUSES if heading else 3
    whole = heading and marker.place in ("line", "glued") and marker.style != "article"
    return title_span(text, item.body, item.end, inner, heading=whole, clauses=clauses)


def _confidence(marker: Marker) -> float:
    """Return how far a unit is to be trusted by the way it was found: an order, not yet a calibrated share."""
    if marker.group is None:
        return 0.95 if marker.place in ("comma", "glued") else 0.99
    return 0.9 if marker.rank < RUN_IN else 0.85
