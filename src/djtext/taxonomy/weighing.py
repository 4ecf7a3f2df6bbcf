"""Weighing: what the cues of a headline, a body, the members and the heading above say together.

What speaks for a unit is a *case*: for each concept the evidence for it. The method is a weighted vote of cues, written
for this project; no model is trained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from djtext.taxonomy.cues import Cue
from djtext.types import Span, Topic

SECOND = 0.3
"""What further concepts of a class add to its strongest: 考核、评价、奖惩 in one headline is one subject said thrice."""

HALF = 2.0
"""The strength that scores .5: one clear word in the headline."""

RIVAL = 0.5
"""A further class is named when it is at least so strong as the first."""

SPEAKS = 1.6
"""A headline with a cue of this weight speaks for itself; a weaker one is an umbrella or a slogan."""

FLOOR = 0.3
"""Weaker than this nothing is named: 经济 in the heading above does not make its members economic."""

MOST = 3
"""So many topics a unit has at most."""

SHOWN = 6
"""So many spans are shown for a concept at most."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one concept: how strongly, by which spans, and where the strongest of them stands."""

    strength: float
    spans: tuple[Span, ...]
    method: str


Case = Mapping[str, Evidence]


def said(cues: Iterable[Cue], factor: float, method: str) -> Case:
    """Return the case that cues make where each speaks with `factor` of its weight; a word said twice counts once."""
    case: dict[str, Evidence] = {}
    for cue in cues:
        before = case.get(cue.concept)
        strength = max(cue.weight * factor, before.strength if before else 0.0)
        case[cue.concept] = Evidence(strength, _shown(*(before.spans if before else ()), cue.span), method)
    return case


def joined(cases: Sequence[Case]) -> Case:
    """Return one case out of several: the strongest evidence for each concept, the spans of all."""
    result: dict[str, Evidence] = {}
    for case in cases:
        for name, new in case.items():
            before = result.get(name, Evidence(0.0, (), ""))
            first = before if before.strength >= new.strength else new
            result[name] = Evidence(first.strength, _shown(*before.spans, *new.spans), first.method)
    return result


def averaged(cases: Sequence[Case], method: str) -> Case:
    """Return what the members of a list say of their heading: the mean of their cases."""
    result: dict[str, Evidence] = {}
    for case in cases:
        for name, new in case.items():
            before = result.get(name, Evidence(0.0, (), method))
            strength = before.strength + new.strength / len(cases)
            result[name] = Evidence(strength, _shown(*before.spans, *new.spans), method)
    return result


def weakened(case: Case, factor: float, method: str) -> Case:
    """Return a case that speaks from further away."""
    return {name: Evidence(one.strength * factor, one.spans, method) for name, one in case.items()}


def added(case: Case, more: Case) -> Case:
    """Return a case whose strengths are the sums of both; what it had itself decides its methods and comes first."""
    result = dict(case)
    for name, new in more.items():
        before = case.get(name)
        if before is None:
            result[name] = new
        else:
            spans = _shown(*before.spans, *new.spans)
            result[name] = Evidence(before.strength + new.strength, spans, before.method)
    return result


def speaks(case: Case) -> bool:
    """Return whether the case of a headline is strong enough to need no other."""
    return any(evidence.strength >= SPEAKS for evidence in case.values())


def topics(case: Case) -> tuple[Topic, ...]:
    """Return the topics that a case supports, best first: of each class the strongest of its narrowest concepts."""
    strength = _classes(case)
    ranked = sorted(strength, key=lambda top: (-strength[top], top))[:MOST]
    least = max([FLOOR, *(RIVAL * strength[top] for top in ranked[:1])])
    return tuple(_topic(top, strength[top], case) for top in ranked if strength[top] >= least)


def _classes(case: Case) -> dict[str, float]:
    members: dict[str, list[float]] = {}
    for name, evidence in case.items():
        members.setdefault(_top(name), []).append(evidence.strength)
    return {top: max(values) + SECOND * (sum(values) - max(values)) for top, values in members.items()}


def _topic(top: str, strength: float, case: Case) -> Topic:
    inside = sorted(name for name in case if _top(name) == top)
    name = max(inside, key=lambda one: ("." in one, case[one].strength))
    strongest = max(inside, key=lambda one: case[one].strength)
    spans = tuple(sorted({span for one in inside for span in case[one].spans}))
    return Topic(name, round(strength / (strength + HALF), 3), spans, case[strongest].method)


def _top(notation: str) -> str:
    return notation.partition(".")[0]


def _shown(*spans: Span) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))[:SHOWN]
