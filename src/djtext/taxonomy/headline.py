"""Headlines: which words of a headline say what the unit is about, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from djtext import lexicon
from djtext.taxonomy.cues import Cues
from djtext.taxonomy.weighing import Heard
from djtext.types import Document, Span, Unit

LATER = 0.65
"""What a cue counts behind the first comma: 「加强监督，确保经费用到实处」 is about 监督."""

SPEAKS = 1.6
"""A headline with a cue of this weight speaks for itself; a weaker one is an umbrella or a slogan."""

REACH = 120
"""A headline is read so far: without punctuation a damaged text is one headline."""


def headlines(document: Document, units: Sequence[Unit], found: Cues) -> Mapping[str, Heard]:
    """Return the cues in the headline of each unit, each with what it counts there.

    A headline has a preface (「针对…问题，」, 「对…进行」: it counts less, and an umbrella such as 「存在的问题」 not at all),
    its first clause, and what follows behind the comma.
    """
    return {unit.id: _headline(document, unit, found) for unit in units}


def headline_span(unit: Unit) -> Span:
    """Return the headline of a unit, so far as it is read."""
    return Span(unit.title_span.start, min(unit.title_span.end, unit.title_span.start + REACH))


def _headline(document: Document, unit: Unit, found: Cues) -> Heard:
    span = headline_span(unit)
    parts = tuple(_parts(document.folded[span.start : span.end], span.start))
    heard = ((cue, next(weight for end, weight in parts if cue.span.end <= end)) for cue in found.within(span))
    return [(cue, weight) for cue, weight in heard if weight]


def speaks(heard: Heard) -> bool:
    """Return whether the headline needs nothing else to say what the unit is about."""
    return any(cue.weight * factor >= SPEAKS for cue, factor in heard)


def _parts(text: str, start: int) -> Iterator[tuple[int, float]]:
    """Yield where the preface, the first clause and the rest end, each with what a cue that ends in it counts."""
    preface, weight = _preface(text)
    comma = text.find(",", preface)
    yield start + preface, weight
    yield start + (comma if comma >= 0 else len(text)), 1.0
    yield start + len(text), LATER


def _preface(text: str) -> tuple[int, float]:
    """Return how long the preface of a headline is, and what its words count."""
    for rule in lexicon.table("headlines"):
        if match := rule.pattern.match(text):
            return match.end(), rule.more["weight"]
    return 0, 1.0
