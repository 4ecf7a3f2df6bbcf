"""Weighing: what the cues of a unit's headline, body, members and heading say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from djtext.taxonomy.cues import Cue
from djtext.types import Span, Topic

SECOND = 0.5
"""What further cues of the same class add: 考核、评价、奖惩 in one headline is one subject said three times."""

HALF = 2.0
"""The strength that scores .5: one clear word in the headline."""

RIVAL = 0.45
"""A second class is named when it is at least so strong as the first."""

MOST = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one cue says in its place: the concept, how strongly there, and the cue's span."""

    concept: str
    strength: float
    span: Span


def said(cues: Iterable[Cue], factor: float) -> tuple[Evidence, ...]:
    """Return what cues say where a cue speaks with `factor` of its weight."""
    return tuple(Evidence(cue.concept, cue.weight * factor, cue.span) for cue in cues)


def strengths(evidence: Iterable[Evidence]) -> dict[str, float]:
    """Return how strongly each concept is spoken for: by its strongest cue, and by half of what others add."""
    best: dict[str, list[float]] = {}
    for one in evidence:
        best.setdefault(one.concept, []).append(one.strength)
    return {name: max(all_) for name, all_ in best.items()}


def classes(strength: dict[str, float]) -> dict[str, float]:
    """Return how strongly each top class is spoken for."""
    members: dict[str, list[float]] = {}
    for name, value in strength.items():
        members.setdefault(name.partition(".")[0], []).append(value)
    return {top: max(v) + SECOND * (sum(v) - max(v)) for top, v in members.items()}


def topics(evidence: tuple[Evidence, ...], method: str) -> tuple[Topic, ...]:
    """Return the topics that evidence supports, best first: for each class its strongest, narrowest concept."""
    strength = strengths(evidence)
    ranked = sorted(classes(strength).items(), key=lambda item: (-item[1], item[0]))
    kept = [top for top, value in ranked[:MOST] if value >= RIVAL * ranked[0][1]]
    total = dict(ranked)
    return tuple(_topic(top, total[top], strength, evidence, method) for top in kept)


def _topic(top: str, value: float, strength: dict[str, float], evidence: tuple[Evidence, ...], method: str) -> Topic:
    inside = [name for name in strength if name.partition(".")[0] == top]
    name = max(inside, key=lambda n: ("." in n, strength[n], n))
    spans = {one.span for one in evidence if one.concept.partition(".")[0] == top}
    return Topic(name, round(value / (value + HALF), 3), tuple(sorted(spans)), method)
