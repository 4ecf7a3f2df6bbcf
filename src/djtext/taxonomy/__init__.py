"""Taxonomy: the concepts that a unit can be about, and the spans of text that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from djtext import lexicon
from djtext.taxonomy.cues import Cues, cues
from djtext.taxonomy.headline import headline
from djtext.taxonomy.scheme import NAME, VERSION, Concept, concept, concepts
from djtext.taxonomy.weighing import Case, added, averaged, joined, said, speaks, topics, weakened
from djtext.types import Document, Record, Span, Unit

__all__ = ["Concept", "classified", "concept", "concepts", "version"]

BODY = 0.3
"""What a cue counts in the body under a headline that speaks."""

ALONE = 0.45
"""What it counts under a headline that says little: 「动真碰硬。重签岗位合同…」."""

ABOVE = 0.3
"""What the heading above counts."""

MEMBER = 0.6
"""What it counts for an unmarked member that says little: 「做到四必访：病人必访；…」 is one subject in four clauses."""

CAUSE = 0.2
"""What it counts more for a cause: why the exercises fail is still about the exercises."""

ANSWERED = 0.5
"""What the problem counts that a countermeasure answers: 「打开出口」 against 「书记老化」 is about secretaries."""

OPENING = 0.25
"""What the document's opening counts for a heading that does not speak and stands under no other."""

OPENING_REACH = 40
"""An opening is read so far: the title of the essay, not the praise of the year that follows it."""

BODY_REACH = 150
"""A body is read so far: what it treats stands at its beginning, what follows are details and examples."""


def version() -> str:
    """Return the name and version of the taxonomy that ships, as outputs state it."""
    return f"{NAME}/{VERSION}"


def classified(document: Document, units: tuple[Unit, ...], records: Sequence[Record] = ()) -> tuple[Unit, ...]:
    """Return the units, each with its topics, best first; a unit for which nothing speaks has none.

    A vote of the cues in the table `topics`: those of the headline count most, behind its first comma less, those of
    the unit's own text before its members less again. For a headline that does not speak for itself the members vote,
    a little the document's title, and the problem that a countermeasure answers by the `records`; the heading above
    always has a small vote. `Topic.method` says which of them decided: `title`, `body`, `members`, `opening`,
    `problem` or `heading`; `Topic.because` quotes the cues. `units` stand in document order, parents before members.
    """
    found = cues(document.folded, lexicon.table("topics"))
    titles = {unit.id: headline(document, unit, found) for unit in units}
    cases = _cases(document, units, found, titles)
    answers = _answers(records)
    return tuple(replace(unit, topics=topics(_around(cases, titles, unit, answers))) for unit in units)


def _cases(document: Document, units: Sequence[Unit], found: Cues, titles: Mapping[str, Case]) -> Mapping[str, Case]:
    """Return what speaks for each unit within itself: its headline and body, and its members where that is mute."""
    members, opening = _members(units), _opening(units, found)
    cases: dict[str, Case] = {}
    for unit in reversed(units):
        inside = members.get(unit.id, ())
        title, alone = titles[unit.id], not speaks(titles[unit.id])
        body = said(found.within(_body(unit, inside)), ALONE if alone else BODY, "body")
        cases[unit.id] = joined([title, body])
        if inside and alone:
            theirs = averaged([cases[one.id] for one in inside], "members")
            cases[unit.id] = added(cases[unit.id], theirs if unit.parent else added(theirs, opening))
    return cases


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


def _body(unit: Unit, members: Sequence[Unit]) -> Span:
    """Return the unit's own text behind its headline, before its first member, so far as it is read."""
    end = min([unit.span.end, unit.title_span.end + BODY_REACH, *(member.span.start for member in members)])
    return Span(unit.title_span.end, max(end, unit.title_span.end))


def _answers(records: Sequence[Record]) -> Mapping[str, str]:
    """Return the problem that each countermeasure answers, the likeliest where it answers several."""
    links = [link for record in records for link in record.links if link.relation == "addresses"]
    return {link.origin: link.target for link in sorted(links, key=lambda link: (link.score, link.target))}


def _around(cases: Mapping[str, Case], titles: Mapping[str, Case], unit: Unit, answers: Mapping[str, str]) -> Case:
    """Return what speaks for a unit together with what stands around it."""
    alone = not speaks(titles[unit.id])
    case = cases[unit.id]
    if alone and unit.id in answers:
        case = added(case, weakened(cases[answers[unit.id]], ANSWERED, "problem"))
    if unit.parent is None:
        return case
    share = MEMBER if alone and not unit.marker else ABOVE
    more = CAUSE if unit.role == "cause" else 0.0
    return added(case, weakened(cases[unit.parent], share + more, "heading"))
