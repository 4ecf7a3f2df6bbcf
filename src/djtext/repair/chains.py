"""Numbers that rise through a text: which of them are one counter's, by the evidence of each and of their distances."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log
from statistics import median

from djtext.types import Span

FEW = 2  # distances from which a usual one is known
LENIENT = 2.0  # a rough chain, from which the distances are taken, may be worth so much less
RECENT = 6  # numbers of one value that a next one may follow; the work for each number is `RECENT` times `ahead`


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be a counter's: what goes with it, its value, and what speaks for it (natural logarithms)."""

    span: Span
    value: int
    weight: float


Link = Callable[[Number, Number], float]
Start = Callable[[Number], float]


@dataclass(frozen=True, slots=True)
class Pace:
    """How a counter goes on: the `nearest` and `farthest` that it writes its next number, in characters; in natural
    logarithms what two numbers at such a distance say (`linked`), what they say at the distance that most have
    (`even`), what one e times as far costs of that (`uneven`), what a missing number costs (`gap`), what a chain must
    be worth (`start`) and how that grows with its first value (`late`, up to `latest`).
    """

    nearest: int
    farthest: int
    ahead: int
    linked: float
    even: float
    uneven: float
    gap: float
    start: float
    late: float = 0.0
    latest: int = 8

    def begins(self, number: Number) -> float:
        """Return what it costs to begin a chain with a number."""
        return self.start + self.late * min(number.value - 1, self.latest)

    def links(self, before: Number, behind: Number, usual: float = 0.0) -> float:
        """Return what the distance of two numbers says; `usual`: the distance that most have, where that is known."""
        each = distance(before, behind)
        if not self.nearest <= each <= self.farthest:
            return -inf
        near = self.even - self.uneven * abs(log(each / usual)) if usual else self.linked
        return near + self.gap * (behind.value - before.value - 1)


def distance(before: Number, behind: Number) -> float:
    """Return how many characters two numbers lie apart, for each step of their values."""
    return (behind.span.start - before.span.start) / (behind.value - before.value)


def paced(numbers: Sequence[Number], pace: Pace) -> tuple[tuple[Number, ...], ...]:
    """Return the chains of a counter: found by any likely distance first, then by the distance that most have.

    >>> pace = Pace(1, 9, 2, linked=1, even=2, uneven=4, gap=-1, start=-2)
    >>> numbers = [Number(Span(i, i + 1), value, 0.0) for i, value in ((0, 1), (4, 2), (5, 3), (8, 3), (12, 4))]
    >>> [[n.span.start for n in chain] for chain in paced(numbers, pace)]
    [[0, 4, 8, 12]]
    """
    rough = chains(numbers, link=pace.links, start=lambda n: pace.begins(n) + LENIENT, ahead=pace.ahead)
    distances = [distance(a, b) for chain in rough for a, b in pairwise(chain)]
    if len(distances) < FEW:
        return chains(numbers, link=pace.links, start=pace.begins, ahead=pace.ahead)
    usual = median(distances)
    return chains(numbers, link=lambda a, b: pace.links(a, b, usual), start=pace.begins, ahead=pace.ahead)


@dataclass(frozen=True, slots=True)
class _Best:
    """The best choice of numbers that ends with one: its score, that number, the choice before it, and whether the
    number begins a chain.
    """

    score: float
    number: Number
    before: _Best | None
    begins: bool


def chains(numbers: Sequence[Number], *, link: Link, start: Start, ahead: int) -> tuple[tuple[Number, ...], ...]:
    """Return the chains, in order, that together weigh most: the weights of their numbers, what `link` says of
    neighbours, and what `start`, below 0, says of beginning one. Values rise within a chain, by `ahead` at most.

    A dynamic programme over the numbers in order; linear in them.

    >>> numbers = [Number(Span(i, i + 1), value, 1.0) for i, value in enumerate([1, 2, 9, 3])]
    >>> [[n.value for n in chain] for chain in chains(numbers, link=lambda a, b: 0, start=lambda n: -2, ahead=2)]
    [[1, 2, 3]]
    """
    recent: dict[int, deque[_Best]] = {}
    best: _Best | None = None
    for number in numbers:
        score, before, begins = start(number) + max(best.score if best else 0.0, 0.0), best, True
        for value in range(number.value - ahead, number.value):
            for one in recent.get(value, ()):
                linked = one.score + link(one.number, number)
                if linked > score:
                    score, before, begins = linked, one, False
        here = _Best(score + number.weight, number, before, begins)
        if here.score > -inf:
            recent.setdefault(number.value, deque(maxlen=RECENT)).append(here)
        if best is None or here.score > best.score:
            best = here
    return _read(best) if best and best.score > 0 else ()


def _read(last: _Best) -> tuple[tuple[Number, ...], ...]:
    return tuple(reversed([tuple(reversed(part)) for part in _parts(last)]))


def _parts(last: _Best | None) -> Iterator[list[Number]]:
    """Yield the chains that lead up to the last choice, the last one first, each backwards."""
    part: list[Number] = []
    while last is not None:
        part.append(last.number)
        if last.begins:
            yield part
            part = []
            if last.before is None or last.before.score <= 0:
                return
        last = last.before
