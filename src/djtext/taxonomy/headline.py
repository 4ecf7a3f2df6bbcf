"""Headlines: which words of a headline say what the unit is about, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Iterator

from djtext import lexicon
from djtext.taxonomy.cues import Cue, Cues
from djtext.taxonomy.weighing import Case, joined, said
from djtext.types import Document, Span, Unit

LATER = 0.6
"""What a cue counts behind the first comma: 「加强监督，确保经费用到实处」 is about 监督."""

REACH = 120
"""A headline is read so far: without punctuation a damaged text is one headline."""


def headline(document: Document, unit: Unit, found: Cues) -> Case:
    """Return what the headline of a unit says by itself.

    A headline has a preface (「针对…问题，」, 「对…进行」: it counts less, and an umbrella such as 「存在的问题」 not at all),
    its first clause, and what follows behind the comma.
    """
    span = Span(unit.title_span.start, min(unit.title_span.end, unit.title_span.start + REACH))
    cues = tuple(found.within(span))
    parts = _parts(document.folded[span.start : span.end], span)
    return joined([said(_ending(cues, part), weight, "title") for part, weight in parts if weight])


def _parts(text: str, span: Span) -> Iterator[tuple[Span, float]]:
    """Yield the preface, the first clause and the rest, each with what a cue that ends in it counts."""
    preface, weight = _preface(text)
    comma = text.find(",", preface)
    first = comma if comma >= 0 else len(text)
    yield Span(span.start, span.start + preface), weight
    yield Span(span.start + preface, span.start + first), 1.0
    yield Span(span.start + first, span.end), LATER


def _preface(text: str) -> tuple[int, float]:
    """Return how long the preface of a headline is, and what its words count."""
    for rule in lexicon.table("headlines"):
        if match := rule.pattern.match(text):
            return match.end(), rule.more["weight"]
    return 0, 1.0


def _ending(cues: tuple[Cue, ...], part: Span) -> Iterator[Cue]:
    return (cue for cue in cues if part.start < cue.span.end <= part.end)
