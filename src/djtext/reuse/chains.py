"""Chains: runs that follow one another in both texts, joined over small gaps into aligned passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from djtext.reuse.runs import Run
from djtext.types import Span

GAP = 48  # letters; a replaced sentence runs to 30 or 40, and two passages further apart are two
GAP_COST = 0.5  # a letter of either text; some of a gap turns out equal when it is filled
OTHER_COST = 0.75  # a letter of a passage that has no partner; formulas with their blanks filled run to .7 alike
ROUNDS = 3  # in which runs look for company
OPEN_CHAINS = 64  # chains that a run may continue; more are open only in texts made of one repeated phrase
PRUNE = 16  # runs between two looks at which chains are still open
EDGE = 32  # letters compared at a time where a passage may go on beyond its last run
BEYOND = 8 * EDGE  # further on, a chain of its own has been found
EDGE_BLOCK = 2  # single letters (的, 了) agree by chance


@dataclass(frozen=True, slots=True)
class Chain:
    """An aligned passage as rising blocks of equal letters."""

    blocks: tuple[Run, ...]

    @property
    def a(self) -> Span:
        """The letters of the one text from the first block to the last."""
        return Span(self.blocks[0].a, self.blocks[-1].a + self.blocks[-1].length)

    @property
    def b(self) -> Span:
        """The letters of the other text from the first block to the last."""
        return Span(self.blocks[0].b, self.blocks[-1].b + self.blocks[-1].length)

    @property
    def matched(self) -> int:
        """The number of aligned letters."""
        return sum(block.length for block in self.blocks)

    @property
    def similarity(self) -> float:
        """Twice the aligned letters by the letters of both sides: 1.0 for equal passages."""
        return 2 * self.matched / self.letters

    @property
    def letters(self) -> int:
        """The number of letters on both sides, aligned or not."""
        return self.a.end - self.a.start + self.b.end - self.b.start

    @property
    def worth(self) -> float:
        """What the passage proves, see `worth`."""
        return worth(self.matched, self.letters)


def worth(matched: int, letters: int) -> float:
    """Return the aligned letters less what the others of both sides cost: 0 at a similarity of .6.

    >>> worth(100, 200), worth(60, 200)
    (100.0, 0.0)
    """
    return matched - OTHER_COST * (letters - 2 * matched)


def chains(runs: Sequence[Run], least: int) -> list[Chain]:
    """Return the chains of sorted runs that hold `least` letters, worthiest first; a run belongs to one chain."""
    found = []
    waiting = list(runs)
    for _ in range(ROUNDS):
        grown, waiting = _grown(waiting)
        found += [_trimmed(members) for members in grown if sum(run.length for run in members) >= least]
    found += [(run,) for run in waiting if run.length >= least]
    return sorted(map(Chain, found), key=lambda chain: (-chain.worth, chain.blocks))


def _grown(runs: Sequence[Run]) -> tuple[list[list[Run]], list[Run]]:
    """Return the best chains of runs, and the runs of chains that lost their beginning to a better one.

    What is left of such a chain may hold together only by what it lost, so its runs look for new company.
    """
    scores, before = _scored(runs)
    used = [False] * len(runs)
    grown, left = [], []
    for last in sorted(range(len(runs)), key=lambda i: (-scores[i], i)):
        members = []
        at = last
        while at >= 0 and not used[at]:
            used[at] = True
            members.append(runs[at])
            at = before[at]
        if at < 0:
            grown.append(members[::-1])
        else:
            left += members
    return grown, sorted(left)


def _scored(runs: Sequence[Run]) -> tuple[list[float], list[int]]:
    """Return for each run the score of the best chain that ends with it, and the run before it there (or -1)."""
    scores: list[float] = []
    before: list[int] = []
    opened: list[int] = []
    for index, run in enumerate(runs):
        if index % PRUNE == 0:
            opened = _still_open(opened, runs, scores, run.a)
        best, chosen = 0.0, -1
        farthest = run.b - GAP
        for i in opened:
            last = runs[i]
            if scores[i] > best and last.b < run.b and last.b + last.length >= farthest:
                gain = scores[i] - _cost(last, run)
                if gain > best:
                    best, chosen = gain, i
        scores.append(run.length + best)
        before.append(chosen)
        opened.append(index)
    return scores, before


def _still_open(opened: Sequence[int], runs: Sequence[Run], scores: Sequence[float], at: int) -> list[int]:
    """Return the chains that a run at `at` or later may continue, by their last runs; of too many, the best."""
    result = [i for i in opened if runs[i].a + runs[i].length + GAP >= at]
    if len(result) > OPEN_CHAINS:
        result = sorted(sorted(result, key=lambda i: (-scores[i], -i))[:OPEN_CHAINS])
    return result


def _cost(left: Run, right: Run) -> float:
    """Return what it costs to go on from one run to another; more than any score where it cannot be."""
    across = right.a - left.a - left.length
    down = right.b - left.b - left.length
    overlap = max(0, -across, -down)
    if overlap >= right.length or right.a <= left.a or right.b <= left.b or max(across, down) > GAP:
        return float("inf")
    return overlap + GAP_COST * (max(across + overlap, 0) + max(down + overlap, 0))


def _trimmed(members: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs that overlap in neither text: a later one gives way, as `_cost` has reckoned."""
    result = [members[0]]
    for last, run in pairwise(members):
        overlap = max(0, last.a + last.length - run.a, last.b + last.length - run.b)
        result.append(Run(run.a + overlap, run.b + overlap, run.length - overlap))
    return tuple(result)


def filled(chain: Chain, a: str, b: str) -> Chain:
    """Return the chain with the equal letters inside its gaps, and beyond its ends as far as the texts go on alike."""
    inner = [chain.blocks[0]]
    for block in chain.blocks[1:]:
        last = inner[-1]
        here, there = last.a + last.length, last.b + last.length
        inner += (Run(here + i, there + j, n) for i, j, n in _equal(a[here : block.a], b[there : block.b], 1))
        inner.append(block)
    head = _before(a, b, inner[0].a, inner[0].b)
    tail = _behind(a, b, inner[-1].a + inner[-1].length, inner[-1].b + inner[-1].length)
    return Chain((*head, *inner, *tail))


def _before(a: str, b: str, at_a: int, at_b: int) -> list[Run]:
    """Return the blocks in which the texts are alike just before two places."""
    to_a, to_b = a[max(0, at_a - BEYOND) : at_a][::-1], b[max(0, at_b - BEYOND) : at_b][::-1]
    return [Run(at_a - i - n, at_b - j - n, n) for i, j, n in _beyond(to_a, to_b)][::-1]


def _behind(a: str, b: str, at_a: int, at_b: int) -> list[Run]:
    """Return the blocks in which the texts are alike from two places on."""
    from_a, from_b = a[at_a : at_a + BEYOND], b[at_b : at_b + BEYOND]
    return [Run(at_a + i, at_b + j, n) for i, j, n in _beyond(from_a, from_b)]


def _beyond(a: str, b: str) -> Iterator[tuple[int, int, int]]:
    """Yield the equal blocks with which two texts go on alike from their starts, while they pay for their gaps."""
    at_a = at_b = 0
    while True:
        blocks = _worthwhile(list(_equal(a[at_a : at_a + EDGE], b[at_b : at_b + EDGE], EDGE_BLOCK)))
        if not blocks:
            return
        yield from ((at_a + i, at_b + j, n) for i, j, n in blocks)
        i, j, n = blocks[-1]
        at_a, at_b = at_a + i + n, at_b + j + n


def _worthwhile(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the blocks up to the one where letters less gaps are most, or none."""
    score, best, kept = 0.0, 0.0, 0
    end_a = end_b = 0
    for index, (i, j, n) in enumerate(blocks):
        score += n - 0.5 * (i - end_a + j - end_b)
        end_a, end_b = i + n, j + n
        if score > best:
            best, kept = score, index + 1
    return blocks[:kept]


def _equal(a: str, b: str, least: int) -> Iterator[tuple[int, int, int]]:
    """Yield (place in a, place in b, length) of the equal blocks of two short texts."""
    for block in LCSseq.editops(a, b).as_matching_blocks():
        if block.size >= least:
            yield block.a, block.b, block.size
