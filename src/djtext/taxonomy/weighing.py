"""Weighing: what the cues of a headline, a body, the members and the surroundings say together.

What speaks for a unit is a *case*: for each top class the evidence for it. The method is a weighted vote of cues,
written for this project; no model is trained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from djtext.taxonomy.cues import Cue
from djtext.types import Span, Topic

SECOND = 0.3
"""What further concepts of a class add to its strongest: 考核、评价、奖惩 in one headline is one subject said thrice."""

HALF = 2.0
"""The weight of cues that makes a strength of .5: a word that names its concept, once."""

RIVAL = 0.5
"""A further class is named when it is at least so strong as the first."""

MOST = 3
"""So many topics a unit has at most."""

SHOWN = 6
"""So many spans are shown for a class and source at most."""

Heard = Sequence[tuple[Cue, float]]
"""Cues, each with the factor by which its place lets it count."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a class: how strongly, for which of its concepts, by which spans, and from where."""

    strength: float
    concept: str
    spans: tuple[Span, ...]
    method: str


Case = Mapping[str, Evidence]


def case(heard: Heard, method: str) -> Case:
    """Return the case that cues make; a word said twice counts once.

    The strongest class has a strength below 1 however many cues it has; the others keep their proportion to it.
    """
    weights: dict[str, dict[str, float]] = {}
    spans: dict[str, list[Span]] = {}
    for cue, factor in heard:
        inside = weights.setdefault(_top(cue.concept), {})
        inside[cue.concept] = max(cue.weight * factor, inside.get(cue.concept, 0.0))
        spans.setdefault(_top(cue.concept), []).append(cue.span)
    sums = {top: _together(inside.values()) for top, inside in weights.items()}
    scale = 1 / (max(sums.values(), default=0.0) + HALF)
    return {top: Evidence(sums[top] * scale, _strongest(weights[top]), _shown(spans[top]), method) for top in sums}


def _together(weights: Iterable[float]) -> float:
    best, *rest = sorted(weights, reverse=True)
    return best + SECOND * sum(rest)


def _strongest(inside: Mapping[str, float]) -> str:
    """Return the strongest of the narrow concepts; the class itself only where none spoke."""
    return max(sorted(inside), key=lambda name: ("." in name, inside[name]))


def added(first: Case, more: Case, share: float, method: str | None = None) -> Case:
    """Return `first` with a share of `more` added; what `first` names itself keeps its method and its narrow concept."""
    result = dict(first)
    for top, new in more.items():
        before = result.get(top)
        if before is None:
            result[top] = replace(new, strength=new.strength * share, method=method or new.method)
        else:
            result[top] = Evidence(
                before.strength + new.strength * share,
                before.concept if "." in before.concept else new.concept,
                _shown([*before.spans, *new.spans]),
                before.method,
            )
    return result


def averaged(cases: Sequence[Case], method: str) -> Case:
    """Return what the members of a list say of their heading: the mean of their cases."""
    result: Case = {}
    for one in cases:
        result = added(result, one, 1 / len(cases), method)
    return result


def levelled(one: Case) -> Case:
    """Return a case in which the strongest class has the strength 1."""
    most = max((evidence.strength for evidence in one.values()), default=1.0)
    return {top: replace(evidence, strength=evidence.strength / most) for top, evidence in one.items()}


def topics(one: Case) -> tuple[Topic, ...]:
    """Return the topics that a case supports, best first, one a class."""
    ranked = sorted(one, key=lambda top: (-one[top].strength, top))[:MOST]
    return tuple(_topic(one[top]) for top in ranked if one[top].strength >= RIVAL * one[ranked[0]].strength)


def _topic(evidence: Evidence) -> Topic:
    score = round(evidence.strength / (evidence.strength + 0.5), 3)
    return Topic(evidence.concept, score, tuple(sorted(evidence.spans)), evidence.method)


def _top(notation: str) -> str:
    return notation.partition(".")[0]


def _shown(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))[:SHOWN]
