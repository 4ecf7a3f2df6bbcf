"""Taxonomy: the concepts that a unit can be about, and the spans of text that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from djtext import lexicon
from djtext.taxonomy.cues import Cues, cues
from djtext.taxonomy.scheme import NAME, VERSION, Concept, concept, concepts
from djtext.taxonomy.weighing import Case, added, averaged, joined, said, topics, weakened
from djtext.types import Document, Span, Unit

__all__ = ["Concept", "classified", "concept", "concepts", "version"]

LATER = 0.5
"""What a cue counts behind the first comma of a headline: 「加强监督，确保经费用到实处」 is about 监督."""

BODY = 0.35
"""What a cue counts in the body under a headline that speaks."""

ALONE = 0.5
"""What it counts under a headline that says little: 「动真碰硬。重签岗位合同…」."""

ABOVE = 0.3
"""What the heading above counts."""

OPENING = 0.25
"""What the document's opening counts for a heading that does not speak and stands under no other."""

OPENING_REACH = 40
"""An opening is read so far: the title of the essay, not the praise of the year that follows it."""

SPEAKS = 2.0
"""A headline with a cue of this weight speaks for itself; a weaker one is an umbrella or a slogan."""

HEADLINE_REACH = 120
"""A headline is read so far: without punctuation a damaged text is one headline."""

BODY_REACH = 150
"""A body is read so far: what it treats stands at its beginning, what follows are details and examples."""


def version() -> str:
    """Return the name and version of the taxonomy that ships, as outputs state it."""
    return f"{NAME}/{VERSION}"


def classified(document: Document, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return the units, each with its topics, best first; a unit for which nothing speaks has none.

    A vote of the cues in the table `topics`: those of the headline count most, behind its first comma less, those of
    the unit's own text before its members less again; the members, and a little the document's title, vote for a
    heading that does not speak for itself, and the heading above always has a small vote. `Topic.method` says which of
    them decided: `title`, `body`, `members`, `opening` or `heading`; `Topic.because` quotes the cues. `units` stand in
    document order, parents before members.
    """
    found = cues(document.folded, lexicon.table("topics"))
    members, opening = _members(units), _opening(units, found)
    cases: dict[str, Case] = {}
    for unit in reversed(units):
        inside = members.get(unit.id, ())
        theirs = averaged([cases[one.id] for one in inside], "members")
        around = theirs if unit.parent else added(theirs, opening)
        cases[unit.id] = _case(document, unit, inside, found, around if inside else {})
    return tuple(replace(unit, topics=topics(_under(cases, unit))) for unit in units)


def _members(units: Sequence[Unit]) -> Mapping[str, Sequence[Unit]]:
    members: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.parent is not None:
            members.setdefault(unit.parent, []).append(unit)
    return members


def _opening(units: Sequence[Unit], found: Cues) -> Case:
    """Return what the text before the first unit says: the essay's title, most often."""
    first = min((unit.span.start for unit in units), default=0)
    return said(found.within(Span(0, min(first, OPENING_REACH))), OPENING, "opening")


def _case(document: Document, unit: Unit, members: Sequence[Unit], found: Cues, around: Case) -> Case:
    """Return what speaks for a unit: its headline and body, and what stands around it where the headline is mute."""
    headline = _headline(document, unit, found)
    speaks = any(evidence.strength >= SPEAKS for evidence in headline.values())
    body = said(found.within(_body(unit, members)), BODY if speaks else ALONE, "body")
    own = joined([headline, body])
    return own if speaks else added(own, around)


def _headline(document: Document, unit: Unit, found: Cues) -> Case:
    start, end = unit.title_span.start, min(unit.title_span.end, unit.title_span.start + HEADLINE_REACH)
    comma = document.folded.find(",", start, end)
    first = comma if comma >= 0 else end
    later = [cue for cue in found.within(Span(start, end)) if cue.span.end > first]
    return joined([said(found.within(Span(start, first)), 1.0, "title"), said(later, LATER, "title")])


def _body(unit: Unit, members: Sequence[Unit]) -> Span:
    """Return the unit's own text behind its headline, before its first member, so far as it is read."""
    end = min([unit.span.end, unit.title_span.end + BODY_REACH, *(member.span.start for member in members)])
    return Span(unit.title_span.end, max(end, unit.title_span.end))


def _under(cases: Mapping[str, Case], unit: Unit) -> Case:
    above = cases.get(unit.parent or "")
    return added(cases[unit.id], weakened(above, ABOVE, "heading")) if above else cases[unit.id]
