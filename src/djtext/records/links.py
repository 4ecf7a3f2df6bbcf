"""Links: which problem a cause explains, and which problem or cause a countermeasure answers.

Ways to a link, each named in `because`: *under* (listed below what it answers), *beside* (right behind its problem),
*section* (heading to heading), *order* (the n-th answer to the n-th problem of corresponding lists), *subject* (they
speak of the same thing), *named* (针对…的问题). Where none leads anywhere there is no link; members inherit the links of
their headings.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache

from djtext import lexicon
from djtext.records.pairing import pairings
from djtext.records.runs import SPREAD, Run, runs
from djtext.records.subjects import Subjects, Tie
from djtext.records.tree import Tree
from djtext.rules import Rule
from djtext.types import Link, Relation, Unit

SUBJECT = 0.05
"""Members of corresponding sections that speak of one thing have a cosine above this."""

INNER = 0.06
"""The same for the members of members, where the heading has already taken the common subject."""

FAR = 0.12
"""The same where no heading ties the two."""

NAMED = 0.14
"""How near the words behind 针对 must come to a problem."""

SEVERAL = 3
"""So many countermeasures side by side take up the problems one by one; of two, the first mostly answers them all."""

RELATION: dict[str, Relation] = {"cause": "explains", "countermeasure": "addresses"}


def links(tree: Tree) -> tuple[Link, ...]:
    """Return the links of a document, in the order of the units they start from, one for each pair."""
    if not any(unit.role in ("problem", "cause") for unit in tree.units):
        return ()
    found: dict[tuple[str, str], Link] = {}
    for link in _Ties(tree).all():
        known = found.get((link.origin, link.target))
        if known is None or link.score > known.score:
            found[link.origin, link.target] = link
    place = {unit.id: at for at, unit in enumerate(tree.units)}
    return tuple(sorted(found.values(), key=lambda link: (place[link.origin], place[link.target])))


@cache
def _rows(where: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in lexicon.table("links") if rule.more["where"] == where)


def _gives(where: str, text: str) -> set[str]:
    return {rule.gives for rule in _rows(where) if rule.pattern.search(text)}


class _Ties:
    """Holds the subjects of a document open while its links are sought."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._subjects = Subjects(tree)
        self._states = self._stating()
        self._settled = self._holding_answers()
        self._tied: set[str] = set()

    def _stating(self) -> frozenset[str]:
        """Return the units that state problems: problems, and headings over some."""
        found: set[str] = set()
        for unit in reversed(self._tree.units):
            below = self._tree.children.get(unit.id, ())
            if unit.role == "problem" or (unit.role == "mixed" and any(member.id in found for member in below)):
                found.add(unit.id)
        return frozenset(found)

    def _holding_answers(self) -> frozenset[str]:
        """Return the headings over problems that hold the answers, too, as those of a rectification plan do."""
        holding: set[str] = set()
        for unit in reversed(self._tree.units):
            if unit.parent and (unit.role == "countermeasure" or unit.id in holding):
                holding.add(unit.parent)
        return frozenset(unit.id for unit in self._tree.units if unit.role == "mixed" and unit.id in holding)

    def all(self) -> Iterator[Link]:
        for members in self._tree.children.values():
            yield from self._among(members)
        stated = {unit.id for unit in self._tree.units if unit.role in ("problem", "cause")}
        for unit in self._tree.units:
            if unit.role == "countermeasure":
                yield from self._named(unit, stated)
        yield from self._far()

    def _among(self, members: Sequence[Unit]) -> Iterator[Link]:
        """Yield the links of units under one heading: to that heading, or to the problems before them."""
        above = self._tree.above(members[0])
        if above and above.role == "problem":
            yield from self._under(above, members)
            return
        for run in runs(members, self._stated_by):
            yield from self._causes(run)
            settled = run.problems and all(unit.id in self._settled for unit in run.problems)
            if run.answers and not settled and not (above and above.role == "countermeasure"):
                yield from self._answers(run)

    def _stated_by(self, unit: Unit) -> Sequence[Unit]:
        """Return the problems that a member of a list states: itself, or under «一、基本情况» those below."""
        if unit.id in self._states:
            return (unit,)
        if unit.role in RELATION:
            return ()
        return [below for below in self._tree.children.get(unit.id, ()) if below.id in self._states]

    def _under(self, above: Unit, members: Sequence[Unit]) -> Iterator[Link]:
        """Yield the links of causes and countermeasures listed under their problem, and between them."""
        causes: list[Unit] = []
        beyond = self._beyond(above, members)
        for unit in members:
            if unit.role in RELATION and unit.role not in beyond:
                yield self._link(unit, above, 0.95, "under")
            if unit.role == "cause":
                causes = [*causes, unit][-SPREAD:]
            elif unit.role == "countermeasure":
                yield from (self._link(unit, cause, 0.6, "beside") for cause in causes)
        for role, problems in beyond.items():
            spoken = [unit for unit in members if unit.role == role][:SPREAD]
            yield from self._pairs(spoken, problems, SUBJECT)

    def _beyond(self, above: Unit, members: Sequence[Unit]) -> dict[str, Sequence[Unit]]:
        """Return the roles whose members speak of all problems of the list that ends with the one above them.

        «4.作风不实。… 针对上述问题,要抓好以下工作: 1.…» answers 1. to 4., though it stands in the text of 4.
        """
        beside = [unit for unit in self._tree.children[above.parent][-SPREAD:] if unit.id in self._states]
        found: dict[str, Sequence[Unit]] = {}
        for role in RELATION:
            first = next((unit for unit in members if unit.role == role), above)
            lead = self._tree.lead([first]).of(self._tree.document.folded)
            if first is not above and len(beside) > 1 and beside[-1] is above and _gives("cause", lead):
                found[role] = beside
        return found

    def _causes(self, run: Run) -> Iterator[Link]:
        """Yield the links of the causes behind problems: two bare lists of one length correspond member by member."""
        bare = not any(unit.id in self._tree.children for unit in run.causes)
        if bare and len(run.causes) == len(run.problems) > 1:
            yield from self._pairs(run.causes, run.problems, SUBJECT)
        elif run.problems:
            for cause in run.causes:
                yield from self._explains(cause, run)

    def _explains(self, cause: Unit, run: Run) -> Iterator[Link]:
        """Yield the links of a cause to the problems before it: to the last one, or to all where it says so or where
        causes stand as a list of their own.
        """
        section = cause.id in self._tree.children
        several = section or len(run.causes) > 1 or _gives("cause", self._tree.opening(cause))
        targets = self._sections(run.problems) if several else run.problems[-1:]
        for problem in targets:
            yield self._link(cause, problem, 0.9, "section" if section else "beside")
        yield from self._corresponding(cause, targets)

    def _sections(self, problems: Sequence[Unit]) -> Sequence[Unit]:
        """Return those of the problems that a section speaks of: where some list problems, these."""
        children = self._tree.children
        listing = {p.style for p in problems if any(m.id in self._states for m in children.get(p.id, ()))}
        return [problem for problem in problems if problem.style in listing] or problems

    def _answers(self, run: Run) -> Iterator[Link]:
        """Yield the links of the countermeasures behind problems and causes: of the sections that answer them as a
        whole, or of each countermeasure to what it speaks of. A member that resembles a problem more than any cause
        answers the problem.
        """
        apart = [unit for unit in run.answers if len(run.answers) == 1 or not self._frames(unit)]
        whole = self._meant(apart)
        targets = self._sections(run.problems)
        for answer in whole:
            for problem in targets:
                yield self._link(answer, problem, 0.9, "section")
            for cause in run.causes:
                yield self._link(answer, cause, 0.7, "section")
            tied = list(self._corresponding(answer, targets or run.causes, told=not self._announced(answer)))
            yield from tied
            beside = [u for p in targets for u in self._tree.children.get(p.id, ()) if u.role == "cause"]
            listed = [member for cause in run.causes for member in self._members(cause)]
            nearer = {link.origin: link.score for link in tied if link.because == "subject"}
            for link in self._pairs(self._members(answer), [*beside, *listed], INNER, told=True):
                if link.score > nearer.get(link.origin, 0.0):
                    yield link
        if len(apart) > 1 and not any(self._says(unit) for unit in apart):
            tied = list(self._apart(apart, self._stated(targets), self._stated(run.causes)))
            yield from tied
            loose = {u.id for u in apart if u.id in self._tree.children} - {link.origin for link in tied}
            for answer in (unit for unit in apart if unit.id in loose and len(targets) == 1):
                yield self._link(answer, targets[0], 0.5, "section")

    def _apart(self, answers: Sequence[Unit], problems: Sequence[Unit], causes: Sequence[Unit]) -> Iterator[Link]:
        """Yield the links of countermeasures side by side, each to what it speaks of; by order only where the sentence
        before them says that they answer.
        """
        alike = next((listed for listed in (problems, causes) if len(listed) == len(answers)), None)
        told = alike is None or not self._announced(answers[0])
        yield from self._pairs(answers, alike or [*problems, *causes], SUBJECT, told=told)

    def _meant(self, answers: Sequence[Unit]) -> Sequence[Unit]:
        """Return the sections that answer the problems before them as a whole: those that say so; a lone one; or the
        first, where it is not one of several countermeasures side by side.
        """
        led = 0 < len(answers) < SEVERAL and answers[0].id in self._tree.children
        first = answers[:1] if led or len(answers) == 1 else ()
        return [unit for unit in answers if self._says(unit)] or first

    def _says(self, answer: Unit) -> bool:
        """Return whether a section says that it answers problems, in its title or before its list."""
        said = _gives("heading", self._tree.title(answer))
        if answer.id in self._tree.children:
            said |= _gives("body", self._tree.body(answer))
        return "answers" in said

    def _announced(self, answer: Unit) -> bool:
        """Return whether a section, or the sentence before it, says that it answers problems."""
        lead = self._tree.lead([answer]).of(self._tree.document.folded)
        return self._says(answer) or "answers" in _gives("lead", lead)

    def _frames(self, answer: Unit) -> bool:
        """Return whether a section only frames the work: «工作要求», «组织领导»."""
        return "frames" in _gives("heading", self._tree.title(answer))

    def _members(self, unit: Unit) -> Sequence[Unit]:
        """Return the members of a section that carry its role."""
        return [m for m in self._tree.children.get(unit.id, ()) if m.role == unit.role]

    def _stated(self, sections: Sequence[Unit]) -> list[Unit]:
        """Return what sections list, problems or causes; of several, the sections themselves."""
        if len(sections) != 1:
            return list(sections)
        below = self._tree.children.get(sections[0].id, ())
        return [unit for unit in below if unit.id in self._states or unit.role == sections[0].role]

    def _corresponding(self, section: Unit, sections: Sequence[Unit], *, told: bool = False) -> Iterator[Link]:
        """Yield the links between the members of a section and the problems of those that it answers."""
        self._tied.add(section.id)
        for link in self._pairs(self._members(section), self._stated(sections), SUBJECT, told=told):
            yield link
            origin, target = self._tree.by_id[link.origin], self._tree.by_id[link.target]
            below = self._tree.children.get(target.id, ())[:SPREAD]
            stated = [unit for unit in below if unit.role == "cause" or unit.id in self._states]
            yield from self._pairs(self._members(origin) or [origin], stated, INNER)

    def _pairs(
        self, origins: Sequence[Unit], targets: Sequence[Unit], least: float, *, told: bool = False
    ) -> Iterator[Link]:
        """Yield the links between two lists, by their order where they correspond, else by subject."""
        among = {unit.id for unit in targets}
        near = {unit.id: self._subjects.ties(unit, among) for unit in origins}
        for pair in pairings(origins, targets, near, least=least, told=told):
            yield self._tie(pair.origin, pair.tie, pair.because, 0.7 if pair.because == "order" else 0.4)

    def _named(self, unit: Unit, stated: Container[str]) -> Iterator[Link]:
        for rule in _rows("opening"):
            for match in rule.pattern.finditer(self._tree.opening(unit)):
                ties = self._subjects.named(match[1], stated)
                if ties and ties[0].score >= NAMED:
                    yield self._tie(unit, ties[0], "named", 0.6)

    def _far(self) -> Iterator[Link]:
        """Yield the links of countermeasures whose heading answers nothing, where subject alone ties them plainly."""
        seen: set[str] = set()
        spoken_for: set[str] = set()
        settled = self._tied | self._states
        for unit in self._tree.units:
            leaf = not self._members(unit)
            if leaf and (unit.role in ("problem", "cause")):
                seen.add(unit.id)
            if unit.id in settled or unit.parent in spoken_for:
                spoken_for.add(unit.id)
            elif leaf and unit.role == "countermeasure" and seen:
                ties = self._subjects.ties(unit, seen)
                if ties and ties[0].score >= FAR:
                    yield self._tie(unit, ties[0], "subject", 0.3)

    def _tie(self, origin: Unit, tie: Tie, because: str, least: float) -> Link:
        score = round(min(0.95, least + tie.score), 3)
        return self._link(origin, self._tree.by_id[tie.target], score, because, tie.shared)

    def _link(self, origin: Unit, target: Unit, score: float, because: str, shared: tuple[str, ...] = ()) -> Link:
        """Return a link whose evidence is what both say, or where they share no words, their titles."""
        here, there = self._subjects.places(origin, shared), self._subjects.places(target, shared)
        evidence = (*(here or (origin.title_span,)), *(there or (target.title_span,)))
        return Link(origin.id, target.id, RELATION[origin.role or ""], score, because, evidence)
