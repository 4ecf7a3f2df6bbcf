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
from djtext.records.tree import Tree
from djtext.rules import Rule
from djtext.types import Role, Unit

INHERITED: Mapping[str, float] = {
    "problem": 1.6,
    "cause": 2.0,
    "countermeasure": 1.6,
    "outcome": 1.2,
    "other": 0.9,
    "goal": 0.8,
    "significance": 1.6,
}
"""How far a heading's role speaks for its members; one over different roles (`mixed`) says nothing."""

SPEAKS = 3.5
"""A unit with a cue of this weight decides for itself. «二、存在问题» stands in one list with «三、对策»."""

BODY_SHARE = 0.5
MEMBER_SHARE = 0.5
WORDING_CAP = 2.0
"""Wording behind the title, and of a heading's members, counts half; much of it counts no more than this."""

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
        title = tree.document.title or tree.document.folded[:60].strip().partition("\n")[0]
        self._document = tuple(votes("document", title))

    def roles(self) -> dict[str, Vote]:
        found: dict[str, Vote] = {}
        for members in self._tree.lists:
            found |= self._of_list(members, found)
        return found | _over_members(self._tree, found)

    def _of_list(self, members: Sequence[Unit], found: Mapping[str, Vote]) -> dict[str, Vote]:
        own = {unit.id: self._own(unit) for unit in members}
        silent = [unit for unit in members if not own[unit.id]]
        shared = (*self._shared(members, found), *self._average(silent))
        return {
            unit.id: _heaviest((*own[unit.id], *self._wording[unit.id]) if own[unit.id] else shared)
            for unit in members
        }

    def _own(self, unit: Unit) -> tuple[Vote, ...]:
        """Return what a unit says of itself, if it says so plainly."""
        title, opening = self._tree.title(unit), self._tree.opening(unit)
        found = (*votes("heading", title), *votes("opening", opening))
        return found if any(vote.weight >= SPEAKS for vote in found) else ()

    def _shared(self, members: Sequence[Unit], found: Mapping[str, Vote]) -> Iterator[Vote]:
        yield Vote("countermeasure", GENRE, "genre")
        yield from self._document
        yield from votes("lead", self._tree.lead(members).of(self._tree.document.folded))
        parent = members[0].parent
        if parent in found and found[parent].role in INHERITED:
            role = found[parent].role
            yield Vote(role, INHERITED[role], f"inherited-{role}")

    def _worded(self, unit: Unit) -> tuple[Vote, ...]:
        """Return the votes of a unit's title, body and members, one for each role."""
        title, body = self._tree.title(unit), self._tree.body(unit)
        weak = [vote for vote in votes("opening", self._tree.opening(unit)) if vote.weight < SPEAKS]
        members = self._average(self._tree.children.get(unit.id, ()))
        found = (*votes("wording", title), *votes("wording", body, BODY_SHARE), *weak)
        return _capped((*found, *(replace(vote, weight=MEMBER_SHARE * vote.weight) for vote in members)))

    def _average(self, members: Sequence[Unit]) -> tuple[Vote, ...]:
        share = 1 / max(len(members), 1)
        return _added(
            replace(vote, weight=share * vote.weight) for unit in members for vote in self._wording[unit.id]
        )


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
    return tuple(replace(vote, weight=min(vote.weight, WORDING_CAP)) for vote in _added(found))


def _over_members(tree: Tree, found: Mapping[str, Vote]) -> dict[str, Vote]:
    """Return what changes when headings look at their members: `mixed` stands only over different roles, and a
    heading of the first level over problems with their causes or answers beside them is mixed.
    """
    changed: dict[str, Vote] = {}
    below = _below(tree, found)
    for unit in tree.units:
        members = tree.children.get(unit.id, ())
        role, direct = found[unit.id].role, [found[member.id].role for member in members]
        if role == "mixed" and len(below[unit.id]) < 2:
            one = next(iter(below[unit.id]), "other")
            changed[unit.id] = Vote(one, 0.6, "members-agree")
        elif role == "problem" and unit.level == 1 and _side_by_side(direct):
            changed[unit.id] = Vote("mixed", 0.7, "members-differ")
    return changed


def _below(tree: Tree, found: Mapping[str, Vote]) -> dict[str, frozenset[str]]:
    """Return the roles under each unit."""
    below: dict[str, frozenset[str]] = {}
    for unit in reversed(tree.units):
        members = tree.children.get(unit.id, ())
        below[unit.id] = frozenset().union(*(below[m.id] | {found[m.id].role} for m in members)) - {"mixed"}
    return below


def _side_by_side(roles: Sequence[str]) -> bool:
    """Return whether a list of problems stands beside a list of causes or of answers.

    «当前存在四个不够：…。究其原因，有的…；有的…» is mixed; one sentence of cause after the problems is not.
    """
    return roles.count("problem") > 1 and (roles.count("cause") > 1 or roles.count("countermeasure") > 1)
