"""Which member of one list answers which member of another: by place where the lists correspond, else by subject."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from djtext.records.subjects import Tie
from djtext.types import Unit

TELLING = 0.20
"""Above this, resemblance is a word against the order of two lists, or for it."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A member that answers the member of another list that `tie` names; `because` is `order` or `subject`."""

    origin: Unit
    tie: Tie
    because: str


def pairings(
    origins: Sequence[Unit],
    targets: Sequence[Unit],
    near: Mapping[str, Sequence[Tie]],
    *,
    least: float,
    told: bool = False,
) -> Iterator[Pairing]:
    """Yield who answers whom between two lists.

    Lists of one length correspond member by member unless resemblance says otherwise. Else a member answers the one
    that it resembles most, if by `least`; those that resemble none take the places left between such pairs, where as
    many are left on either side. With `told` no place counts without a resemblance that tells so.
    """
    if _in_order(origins, targets, near, told=told):
        yield from (_placed(origin, target, near) for origin, target in zip(origins, targets, strict=True))
        return
    place = {unit.id: at for at, unit in enumerate(targets)}
    nearest = {at: near[o.id][0] for at, o in enumerate(origins) if near[o.id] and near[o.id][0].score >= least}
    yield from (Pairing(origins[at], tie, "subject") for at, tie in nearest.items())
    if nearest and not told:
        anchors = _rising([(at, place[tie.target]) for at, tie in nearest.items()])
        for here, there in _gaps(anchors, len(origins), len(targets)):
            left = [origins[at] for at in here if at not in nearest]
            free = [targets[at] for at in there]
            if len(left) == len(free) == len(here):
                yield from (_placed(origin, target, near) for origin, target in zip(left, free, strict=True))


def _placed(origin: Unit, target: Unit, near: Mapping[str, Sequence[Tie]]) -> Pairing:
    tie = next((tie for tie in near[origin.id] if tie.target == target.id), Tie(target.id, 0.0, ()))
    return Pairing(origin, tie, "order")


def _in_order(
    origins: Sequence[Unit], targets: Sequence[Unit], near: Mapping[str, Sequence[Tie]], *, told: bool
) -> bool:
    """Return whether two lists correspond member by member: as long as one another, and at least half of the members
    that plainly resemble any resemble the one of their own place.
    """
    if len(origins) != len(targets) or len(origins) < 2:
        return False
    nearest = [(near[origin.id][0], at) for at, origin in enumerate(origins) if near[origin.id]]
    telling = [(tie.target, at) for tie, at in nearest if tie.score > TELLING]
    agreeing = sum(targets[at].id == target for target, at in telling)
    return 2 * agreeing >= len(telling) + told


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second places rise, too (patience sorting; Fredman 1975)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        pile = bisect_right(ends, place)
        before.append(last[pile - 1] if pile else -1)
        ends[pile:] = [place, *ends[pile + 1 :]]
        last[pile:] = [at, *last[pile + 1 :]]
    chain, at = [], last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _gaps(anchors: Sequence[tuple[int, int]], origins: int, targets: int) -> Iterator[tuple[range, range]]:
    """Yield the stretches before, between and behind the anchors, on both sides."""
    here = there = 0
    for a, b in (*anchors, (origins, targets)):
        yield range(here, a), range(there, b)
        here, there = a + 1, b + 1
