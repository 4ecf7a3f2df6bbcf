"""Links: which problem a cause explains, and which problem or cause a countermeasure answers.

Ways to a link, each named in `because`: *under* (listed below what it answers), *beside* (right behind its problem),
*section* (heading to heading), *order* (the n-th answer to the n-th problem of corresponding lists), *subject* (they
speak of the same thing), *named* (针对…的问题). Where none leads anywhere there is no link; members inherit the links of
their headings.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from djtext import lexicon
from djtext.records.pairing import pairings
from djtext.records.subjects import Subjects, Tie
from djtext.records.tree import Tree
from djtext.rules import Rule
from djtext.types import Link, Relation, Unit

SUBJECT = 0.05
"""Members of corresponding sections that speak of one thing have a cosine above this."""

INNER = 0.06
"""The same for the members of members, where the heading has already taken the common subject."""

FAR = 0.08
"""The same where no heading ties the two."""

NAMED = 0.14
"""How near the words behind 针对 must come to a problem."""

SPREAD = 24
"""So many problems one section answers or explains at the most, and so many sections speak of one; what is longer is
no statement about each, and would cost its square."""

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


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring problems under one heading, the causes that followed, and how many units have spoken of them."""

    problems: tuple[Unit, ...] = ()
    causes: tuple[Unit, ...] = ()
    spoken: int = 0
    open: bool = True

    def stated(self, problem: Unit) -> _Run:
        return _Run((*self.problems, problem)[-SPREAD:])

    def closed(self, unit: Unit) -> _Run:
        causes = (*self.causes, unit)[-SPREAD:] if unit.role == "cause" else self.causes
        return _Run(self.problems, causes, self.spoken + 1, open=False)

    def speaks_of(self) -> bool:
        """Return whether a unit behind the run may speak of it."""
        return bool(self.problems) and self.spoken <= SPREAD


class _Ties:
    """Holds the subjects of a document open while its links are sought."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._subjects = Subjects(tree)
        self._states = self._stating()
        self._tied: set[str] = set()

    def _stating(self) -> frozenset[str]:
        """Return the units that state problems: problems, and headings over some."""
        found: set[str] = set()
        for unit in reversed(self._tree.units):
            below = self._tree.children.get(unit.id, ())
            if unit.role == "problem" or (unit.role == "mixed" and any(member.id in found for member in below)):
                found.add(unit.id)
        return frozenset(found)

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
        else:
            run = _Run()
            for at, unit in enumerate(members):
                if unit.id in self._states:
                    run = run.stated(unit) if run.open else _Run((unit,))
                    continue
                run = run.closed(unit)
                if unit.role == "cause" and run.speaks_of():
                    yield from self._explains(unit, run, members[at + 1 : at + 2])
                elif unit.role == "countermeasure" and run.speaks_of() and not (above and above.role == unit.role):
                    yield from self._answers(unit, run)

    def _under(self, above: Unit, members: Sequence[Unit]) -> Iterator[Link]:
        """Yield the links of causes and countermeasures listed under their problem, and between them."""
        causes: list[Unit] = []
        for unit in members:
            if unit.role in RELATION:
                yield self._link(unit, above, 0.95, "under")
            if unit.role == "cause":
                causes = [*causes, unit][-SPREAD:]
            elif unit.role == "countermeasure":
                yield from (self._link(unit, cause, 0.6, "beside") for cause in causes)

    def _explains(self, cause: Unit, run: _Run, behind: Sequence[Unit]) -> Iterator[Link]:
        """Yield the links of a cause to the problems before it: to the last one, or to all where it says so or where
        causes stand as a list of their own.
        """
        section = cause.id in self._tree.children
        listed = len(run.causes) > 1 or any(unit.role == "cause" for unit in behind)
        several = section or listed or _gives("cause", self._tree.opening(cause))
        targets = run.problems if several else run.problems[-1:]
        for problem in targets:
            yield self._link(cause, problem, 0.9, "section" if section else "beside")
        yield from self._corresponding(cause, targets)

    def _answers(self, answer: Unit, run: _Run) -> Iterator[Link]:
        """Yield the links of a section of countermeasures to the problems and causes before it, if it is meant to
        answer them.
        """
        if not self._meant(answer):
            return
        for problem in run.problems:
            yield self._link(answer, problem, 0.9, "section")
        for cause in run.causes:
            yield self._link(answer, cause, 0.7, "section")
        yield from self._corresponding(answer, run.problems)
        beside = [u for p in run.problems for u in self._tree.children.get(p.id, ()) if u.role == "cause"]
        listed = [member for cause in run.causes for member in self._members(cause)]
        yield from self._pairs(self._members(answer), [*beside, *listed], INNER, told=True)

    def _meant(self, answer: Unit) -> bool:
        """Return whether a section says that it answers problems, in its title or in the sentence before its list."""
        title, text = self._tree.title(answer), self._tree.document.folded
        said = _gives("heading", title) | _gives("lead", self._tree.lead([answer]).of(text))
        if answer.id in self._tree.children:
            said |= _gives("lead", self._tree.body(answer))
        return "answers" in said and "frames" not in said

    def _members(self, unit: Unit) -> Sequence[Unit]:
        """Return the members of a section that carry its role."""
        return [m for m in self._tree.children.get(unit.id, ()) if m.role == unit.role]

    def _stated(self, sections: Sequence[Unit]) -> list[Unit]:
        """Return the problems that sections list; a section without a list is itself the problem."""
        if len(sections) > 1:
            return list(sections)
        below = self._tree.children.get(sections[0].id, ())
        return [unit for unit in below if unit.id in self._states]

    def _corresponding(self, section: Unit, sections: Sequence[Unit]) -> Iterator[Link]:
        """Yield the links between the members of a section and the problems of those that it answers."""
        self._tied.add(section.id)
        for link in self._pairs(self._members(section), self._stated(sections), SUBJECT):
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
