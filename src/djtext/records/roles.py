"""The role of each unit: rows of the table of cues vote, a list votes as one, and the heaviest vote names the reason.

Four kinds of evidence meet: what the unit calls itself, the sentence before its list, the wording of all members of
the list, and the role of the heading above. A unit that names its own role is not outvoted by its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from djtext import lexicon
from djtext.hanzi import folded
from djtext.records.tree import ANNOUNCES, Tree
from djtext.rules import Rule
from djtext.types import Role, Unit

INHERITED: Mapping[str, float] = {
    "problem": 1.6,
    "cause": 2.0,
    "countermeasure": 1.6,
    "outcome": 1.2,
    "other": 0.9,
    "goal": 1.5,
    "significance": 1.6,
}
"""How far a heading's role speaks for its members; one over different roles (`mixed`) says nothing."""

SPEAKS = 3.5
"""A unit with a cue of this weight decides for itself. «二、存在问题» stands in one list with «三、对策»."""

BODY_SHARE = 0.5
MEMBER_SHARE = 0.5
WORDING_CAP = 2.0
"""Wording behind the title, and of a heading's members, counts half; much of it counts no more than this."""

UNANNOUNCED = 0.5
"""A sentence before a list that ends in no colon may be about something else."""

OVERRULED = 0.3
"""So much is left of a heading's say where a lead announces the list: «(一)学习不够。主要原因：一是…»."""

ALONE = {True: 0.25, False: 0.6}
"""How far a member's own wording counts against the average of its list, with and without a marker: unmarked
neighbours are less surely one list."""

EVEN, STEEP, DOUBTFUL = 0.4, 4.0, 0.3
"""A heading that two thirds of its votes agree on speaks in full for its members, one by a narrow majority less."""

TURN = 1.0
"""How far its place among sections that name their roles speaks for one that does not."""

LABEL = 16
"""A label such as 整改措施： before the title is no longer than this."""

GENRE = 0.3
"""Where nothing speaks, such reports mostly say what is to be done."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one rule says."""

    role: str
    weight: float
    rule: str


def decided(tree: Tree) -> tuple[Unit, ...]:
    """Return the units with role, confidence, and the deciding rule appended to `because`."""
    roles = _Ballot(tree).roles()
    return tuple(_marked(unit, roles[unit.id]) for unit in tree.units)


def _marked(unit: Unit, vote: Vote) -> Unit:
    because = "; ".join(part for part in (unit.because, f"role: {vote.rule}") if part)
    return replace(unit, role=cast(Role, vote.role), because=because, confidence=min(unit.confidence, vote.weight))


@cache
def rows(where: str) -> tuple[Rule, ...]:
    """Return the rows of the cue table that read one kind of text."""
    return tuple(rule for rule in lexicon.table("cues") if rule.more["where"] == where)


def votes(where: str, text: str, share: float = 1.0) -> Iterator[Vote]:
    """Yield what the rows for one kind of text say of it."""
    for rule in rows(where):
        if rule.pattern.search(text):
            yield Vote(rule.gives, share * rule.more["weight"], rule.name)


def _heaviest(found: Iterable[Vote]) -> Vote:
    """Return the winning role with its share of all votes as weight, named after its heaviest vote."""
    sums: dict[str, float] = defaultdict(float)
    best: dict[str, Vote] = {}
    for vote in found:
        sums[vote.role] += vote.weight
        if vote.role not in best or vote.weight > best[vote.role].weight:
            best[vote.role] = vote
    winner = max(sums, key=lambda role: (sums[role], role))
    return Vote(winner, round(sums[winner] / sum(sums.values()), 3), best[winner].rule)


class _Ballot:
    """Holds the wording of all units open while the lists are decided from the top down."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._wording: dict[str, tuple[Vote, ...]] = {}
        for unit in reversed(tree.units):
            self._wording[unit.id] = self._worded(unit)
        title = folded(tree.document.title or "") or tree.document.folded[:60].strip().partition("\n")[0]
        self._document = tuple(votes("document", title))
        self.own = {unit.id: self._says(unit) for unit in tree.units}

    def roles(self) -> dict[str, Vote]:
        found: dict[str, Vote] = {}
        for members in self._tree.lists:
            for part in self._parts(members):
                found |= self._of_list(part, found)
        return found | _over_members(self._tree, found, self.own)

    def _parts(self, members: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
        """Yield the stretches of a list between announcements that speak of a role.

        «有的…；有的…。究其原因：有的…；有的…» has members of one look on both sides of the announcement.
        """
        start = 0
        for at, unit in enumerate(members):
            if at and (unit.ordinal is None or not unit.marker or unit.ordinal == 1) and self._announced(unit):
                yield members[start:at]
                start = at
        yield members[start:]

    def _announced(self, unit: Unit) -> bool:
        text = self._tree.lead([unit]).of(self._tree.document.folded)
        return text.endswith(ANNOUNCES) and any(votes("lead", text))

    def _of_list(self, members: Sequence[Unit], found: Mapping[str, Vote]) -> dict[str, Vote]:
        named = {unit.id: _heaviest(self.own[unit.id]).role for unit in members if self.own[unit.id]}
        if self._under_causes(members, found):
            named = {key: role for key, role in named.items() if role != "problem"}
        several = len(set(named.values())) > 1
        shared = tuple(self._shared(members, found, several=several))
        average = self._average([unit for unit in members if unit.id not in named])
        turns = _turns(members, named) if several else {}
        result = {}
        for unit in members:
            worded = self._wording[unit.id]
            share = 1.0 if several else ALONE[bool(unit.marker)]
            wording = (*_shares(worded, share), *_shares(average, 1 - share))
            own = (*self.own[unit.id], *_shares(worded, BODY_SHARE))
            silent = _as_causes((*shared, *wording, *turns.get(unit.id, ())))
            result[unit.id] = _heaviest(own if unit.id in named else silent)
        return result

    def _under_causes(self, members: Sequence[Unit], found: Mapping[str, Vote]) -> bool:
        """Return whether a list is announced as causes: «设施存在短板» in it is no name of a problem."""
        lead = self._tree.lead(members).of(self._tree.document.folded)
        told = [vote.role for vote in votes("lead", lead)]
        parent = members[0].parent
        return "problem" not in told and ("cause" in told or bool(parent and found[parent].role == "cause"))

    def _says(self, unit: Unit) -> tuple[Vote, ...]:
        """Return what a unit says of itself, if it says so plainly."""
        label = self._tree.document.folded[unit.span.start : unit.title_span.start]
        found = (
            *votes("marker", label[:LABEL]),
            *votes("heading", self._tree.title(unit)),
            *votes("opening", self._tree.opening(unit)),
            *votes("inside", self._tree.body(unit)),
        )
        return found if any(vote.weight >= SPEAKS for vote in found) else ()

    def _shared(self, members: Sequence[Unit], found: Mapping[str, Vote], *, several: bool) -> Iterator[Vote]:
        """Yield what speaks for a whole list: genre, title, lead, and the heading above it; of one whose members
        name several roles, only the first two.
        """
        yield Vote("countermeasure", GENRE, "genre")
        yield from self._document
        if several:
            return
        lead = self._tree.lead(members).of(self._tree.document.folded)
        announced = lead.endswith(ANNOUNCES)
        told = tuple(votes("lead", lead, 1.0 if announced else UNANNOUNCED))
        yield from told
        above = found.get(members[0].parent or "")
        if above and above.role in INHERITED:
            sure = min(1.0, max(DOUBTFUL, STEEP * (above.weight - EVEN)))
            weight = INHERITED[above.role] * sure * (OVERRULED if announced and told else 1.0)
            yield Vote(above.role, weight, f"inherited-{above.role}")

    def _worded(self, unit: Unit) -> tuple[Vote, ...]:
        """Return the votes of a unit's title, body and members, one for each role."""
        title, body = self._tree.title(unit), self._tree.body(unit)
        weak = [vote for vote in votes("opening", self._tree.opening(unit)) if vote.weight < SPEAKS]
        members = self._average(self._tree.children.get(unit.id, ()))
        found = (*votes("wording", title), *votes("wording", body, BODY_SHARE), *weak)
        return _capped((*found, *_shares(members, MEMBER_SHARE)))

    def _average(self, members: Sequence[Unit]) -> tuple[Vote, ...]:
        share = 1 / max(len(members), 1)
        return _added(vote for unit in members for vote in _shares(self._wording[unit.id], share))


def _turns(members: Sequence[Unit], named: Mapping[str, str]) -> dict[str, tuple[Vote, ...]]:
    """Return what its place tells of a member that is silent in a list whose others name several roles: ahead of a
    cause and behind no problem stands the problem, behind a cause or countermeasure no problem is told again.
    """
    order = [named.get(unit.id) for unit in members]
    found: dict[str, tuple[Vote, ...]] = {}
    for at, unit in enumerate(members):
        told = set(order[:at])
        if order[at + 1 : at + 2] == ["cause"] and "problem" not in told:
            found[unit.id] = (Vote("problem", TURN, "place-problem"),)
        elif "cause" in told or "countermeasure" in told:
            found[unit.id] = (Vote("countermeasure", TURN, "place-countermeasure"),)
    return found


def _shares(found: Iterable[Vote], share: float) -> Iterator[Vote]:
    return (Vote(vote.role, share * vote.weight, vote.rule) for vote in found)


def _as_causes(found: Sequence[Vote]) -> tuple[Vote, ...]:
    """Return the votes with the wording of problems read as that of causes, where the list stands under causes.

    «原因：一是意识不强；二是管理不规范» words its causes as faults.
    """
    weight = {
        role: sum(v.weight for v in found if v.role == role and not _of_wording(v)) for role in ("cause", "problem")
    }
    if weight["cause"] <= weight["problem"]:
        return tuple(found)
    return tuple(replace(v, role="cause") if v.role == "problem" and _of_wording(v) else v for v in found)


def _of_wording(vote: Vote) -> bool:
    return vote.rule.startswith("wording-")


def _added(found: Iterable[Vote]) -> tuple[Vote, ...]:
    """Return one vote a role: the sum, named after its heaviest."""
    sums: dict[str, Vote] = {}
    heaviest: dict[str, float] = {}
    for vote in found:
        known = sums.get(vote.role)
        if known is None:
            sums[vote.role], heaviest[vote.role] = vote, vote.weight
            continue
        name = vote.rule if vote.weight > heaviest[vote.role] else known.rule
        heaviest[vote.role] = max(heaviest[vote.role], vote.weight)
        sums[vote.role] = Vote(vote.role, known.weight + vote.weight, name)
    return tuple(sums[role] for role in sorted(sums))


def _capped(found: Iterable[Vote]) -> tuple[Vote, ...]:
    return tuple(Vote(vote.role, min(vote.weight, WORDING_CAP), vote.rule) for vote in _added(found))


def _over_members(tree: Tree, found: Mapping[str, Vote], own: Mapping[str, tuple[Vote, ...]]) -> dict[str, Vote]:
    """Return what changes when headings look at their members: `mixed` stands only over different roles, and a
    heading that names no role is mixed over members labelled cause and countermeasure, unless it states the problem.
    """
    changed: dict[str, Vote] = {}
    below = _below(tree, found)
    for unit in tree.units:
        members = tree.children.get(unit.id, ())
        named = {found[member.id].role for member in members if own[member.id]}
        if found[unit.id].role == "mixed" and len(below[unit.id]) < 2:
            changed[unit.id] = Vote(next(iter(below[unit.id]), "other"), 0.6, "members-agree")
        elif own[unit.id] and found[unit.id].role == "problem" and {"problem", "countermeasure"} <= named:
            changed[unit.id] = Vote("mixed", 0.7, "members-named")
        elif not own[unit.id] and {"cause", "countermeasure"} <= named:
            told = tree.title(unit) if "problem" in named else f"{tree.title(unit)} {tree.body(unit)}"
            fault = any(vote.role == "problem" for vote in votes("wording", told))
            role = "problem" if fault else "mixed"
            changed[unit.id] = Vote(role, 0.7, "members-named")
    return changed


def _below(tree: Tree, found: Mapping[str, Vote]) -> dict[str, frozenset[str]]:
    """Return the roles under each unit."""
    below: dict[str, frozenset[str]] = {}
    for unit in reversed(tree.units):
        members = tree.children.get(unit.id, ())
        below[unit.id] = frozenset().union(*(below[m.id] | {found[m.id].role} for m in members)) - {"mixed"}
    return below
