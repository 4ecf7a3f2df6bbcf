"""Cues: the words of a text that speak for a concept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from djtext.rules import Rule
from djtext.types import Span


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a row of the topic table matches: what it speaks for, and how strongly."""

    span: Span
    concept: str
    weight: float


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a document by their place; `starts` holds where each begins."""

    found: tuple[Cue, ...]
    starts: tuple[int, ...]

    def within(self, span: Span) -> Iterator[Cue]:
        """Yield the cues that lie wholly inside `span`, in order of their start."""
        for at in range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)):
            if self.found[at].span.end <= span.end:
                yield self.found[at]


def cues(folded: str, rules: Sequence[Rule]) -> Cues:
    """Return the cues of a folded text: one pass a row over the whole text, however many units share it.

    A cue that lies inside a longer one is silent: 监督 says nothing of its own in 舆论监督.
    """
    everything = sorted(_matches(folded, rules), key=lambda cue: (cue.span.start, -cue.span.end, -cue.weight))
    found = tuple(_uncovered(everything))
    return Cues(found, tuple(cue.span.start for cue in found))


def _matches(folded: str, rules: Sequence[Rule]) -> Iterator[Cue]:
    for rule in rules:
        for match in rule.pattern.finditer(folded):
            yield Cue(Span(*match.span()), rule.gives, rule.more["weight"])


def _uncovered(ordered: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the cues that no longer one covers, from cues in order of start, the longest first."""
    reach, widest = -1, Span(-1, -1)
    for cue in ordered:
        if cue.span.end > reach or cue.span == widest:
            yield cue
        if cue.span.end > reach:
            reach, widest = cue.span.end, cue.span
