"""Cues: the words of a text that speak for a concept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from djtext.rules import Rule
from djtext.taxonomy.swift import swift
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


def cues(folded: str, rules: Sequence[Rule], spans: Sequence[Span]) -> Cues:
    """Return the cues in the spans of a folded text: one pass a row over what is read, however many units share it.

    A cue that lies inside a longer one is silent: 监督 says nothing of its own in 舆论监督.
    """
    everything = sorted(
        _matches(folded, rules, _merged(spans)), key=lambda cue: (cue.span.start, -cue.span.end, -cue.weight)
    )
    found = tuple(_uncovered(everything))
    return Cues(found, tuple(cue.span.start for cue in found))


def _merged(spans: Sequence[Span]) -> Sequence[Span]:
    """Return spans that cover the same text and neither overlap nor touch, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _matches(folded: str, rules: Sequence[Rule], pieces: Sequence[Span]) -> Iterator[Cue]:
    """Yield every match in the pieces; no pattern reads over the line end that stands between two of them."""
    joined = "\n".join(folded[piece.start : piece.end] for piece in pieces)
    starts = [0, *accumulate(piece.end - piece.start + 1 for piece in pieces)]
    shifts = [piece.start - start for piece, start in zip(pieces, starts, strict=False)]
    for rule in rules:
        for match in swift(rule.pattern).finditer(joined):
            shift = shifts[bisect_right(starts, match.start()) - 1]
            yield Cue(Span(match.start() + shift, match.end() + shift), rule.gives, rule.more["weight"])


def _uncovered(ordered: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the cues that no longer one covers, from cues in order of start, the longest first."""
    reach, widest = -1, Span(-1, -1)
    for cue in ordered:
        if cue.span.end > reach or cue.span == widest:
            yield cue
        if cue.span.end > reach:
            reach, widest = cue.span.end, cue.span
