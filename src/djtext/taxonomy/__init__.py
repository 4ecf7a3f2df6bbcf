"""Taxonomy: the concepts that a unit can be about, and the spans of text that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from djtext import lexicon
from djtext.taxonomy.cues import Cues, cues
from djtext.taxonomy.headline import headline_span, headlines, speaks
from djtext.taxonomy.scheme import NAME, VERSION, Concept, concept, concepts
from djtext.taxonomy.weighing import Case, Heard, added, averaged, case, levelled, topics
from djtext.types import Document, Record, Span, Unit

__all__ = ["Concept", "classified", "concept", "concepts", "version"]

BODY = 0.4
"""What the body counts under a headline with a cue."""

MUTE = 0.15
"""What it counts under one without: 「把井盖拧紧」. Its words are then as often examples as the subject."""

NAMES = 1.7
"""In a body a cue counts from this weight on: 干部, 项目, 制度 stand in every body."""

MEMBERS = 1.0
"""What the members count for a heading that does not speak."""

ABOVE = 0.3
"""What the heading above counts for a headline that speaks."""

ALONE = 0.8
"""What it counts for one that does not: 「做到四必访：病人必访；…」 is one subject in four clauses."""

CAUSE = 0.3
"""What it counts more for a cause: why the exercises fail is still about the exercises."""

ANSWERED = 0.6
"""What the problem counts that a countermeasure answers: 「打开出口」 against 「书记老化」 is about secretaries."""

SUBJECT = 0.2
"""What the subject of the whole document counts for a headline that does not speak."""

OPENING = 0.3
"""What the document's opening counts for a heading that does not speak and stands under no other."""

OPENING_REACH = 40
"""An opening is read so far: the title of the essay, not the praise of the year that follows it."""

BODY_REACH = 150
"""A body is read so far: what it treats stands at its beginning, what follows are details and examples."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was heard in a document: headline, body and members of each unit, and the document's opening."""

    found: Cues
    titles: Mapping[str, Heard]
    bodies: Mapping[str, Span]
    members: Mapping[str, Sequence[Unit]]
    opening: Case

    def alone(self, unit: Unit) -> bool:
        """Return whether the headline of a unit needs others to say what it is about."""
        return not speaks(self.titles[unit.id])


def version() -> str:
    """Return the name and version of the taxonomy that ships, as outputs state it."""
    return f"{NAME}/{VERSION}"


def classified(document: Document, units: tuple[Unit, ...], records: Sequence[Record] = ()) -> tuple[Unit, ...]:
    """Return the units, each with its topics, best first; a unit for which nothing speaks has none.

    A vote of the cues in the table `topics`: those of the headline count most, behind its first comma less, those of
    the unit's own text before its members less again. Where a headline does not speak for itself, its members vote,
    the heading above it, the problem that it answers by the `records`, and a little the subject of the document.
    `Topic.method` says which of them named the class first: `title`, `body`, `members`, `opening`, `problem`,
    `heading` or `document`; `Topic.because` quotes the cues. `units` stand in document order, parents before members.
    """
    reading = _reading(document, units)
    cases = _cases(reading, units)
    subject = _subject(reading, units)
    answers = _answers(records)
    return tuple(replace(unit, topics=topics(_around(reading, unit, cases, answers, subject))) for unit in units)


def _reading(document: Document, units: Sequence[Unit]) -> Reading:
    members: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.parent is not None:
            members.setdefault(unit.parent, []).append(unit)
    bodies = {unit.id: _body_span(unit, members.get(unit.id, ())) for unit in units}
    opening = Span(0, min([OPENING_REACH, *(unit.span.start for unit in units)]))
    read = [opening, *map(headline_span, units), *bodies.values()]
    found = cues(document.folded, lexicon.table("topics"), read)
    return Reading(found, headlines(document, units, found), bodies, members, _plain(found, opening, "opening"))


def _body_span(unit: Unit, members: Sequence[Unit]) -> Span:
    """Return the unit's own text behind its headline, before its first member, so far as it is read."""
    end = min([unit.span.end, unit.title_span.end + BODY_REACH, *(member.span.start for member in members)])
    return Span(unit.title_span.end, max(end, unit.title_span.end))


def _plain(found: Cues, span: Span, method: str, least: float = 0.0) -> Case:
    """Return the case of the cues in a span, all of which count alike."""
    return case([(cue, 1.0) for cue in found.within(span) if cue.weight >= least], method)


def _cases(reading: Reading, units: Sequence[Unit]) -> Mapping[str, Case]:
    """Return what speaks for each unit within itself: its headline and body, and its members where that is mute."""
    cases: dict[str, Case] = {}
    for unit in reversed(units):
        title, inside = reading.titles[unit.id], reading.members.get(unit.id, ())
        body = _plain(reading.found, reading.bodies[unit.id], "body", NAMES)
        own = added(case(title, "title"), body, BODY if title else MUTE)
        if inside and reading.alone(unit):
            own = added(own, averaged([cases[one.id] for one in inside], "members"), MEMBERS)
            own = own if unit.parent else added(own, reading.opening, OPENING)
        cases[unit.id] = own
    return cases


def _subject(reading: Reading, units: Sequence[Unit]) -> Case:
    """Return what the document is about: what most of its headlines say, and a little its opening."""
    theirs = averaged([case(reading.titles[unit.id], "document") for unit in units], "document")
    return levelled(added(theirs, reading.opening, OPENING, "document"))


def _answers(records: Sequence[Record]) -> Mapping[str, str]:
    """Return the problem that each countermeasure answers, the likeliest where it answers several."""
    links = [link for record in records for link in record.links if link.relation == "addresses"]
    return {link.origin: link.target for link in sorted(links, key=lambda link: (link.score, link.target))}


def _around(reading: Reading, unit: Unit, cases: Mapping[str, Case], answers: Mapping[str, str], subject: Case) -> Case:
    """Return what speaks for a unit together with what stands around it."""
    result, alone = cases[unit.id], reading.alone(unit)
    if unit.parent is not None:
        share = (ALONE if alone else ABOVE) + (CAUSE if unit.role == "cause" else 0.0)
        result = added(result, cases[unit.parent], share, "heading")
    if alone and unit.id in answers:
        result = added(result, cases[answers[unit.id]], ANSWERED, "problem")
    return added(result, subject, SUBJECT) if alone else result
