"""Runs: where two texts say the same letters, found from the shingles that both hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from djtext.reuse.letters import Letters
from djtext.reuse.shingles import SHINGLE, Hashes, shingles

Indices = npt.NDArray[np.int64]

EVERY_PLACE = 16  # shingles that repeat more often meet in order of occurrence, so that 哈哈哈哈… stays linear


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """`length` equal letters, from `a` in the one text and `b` in the other."""

    a: int
    b: int
    length: int


@dataclass(frozen=True)
class Indexed:
    """A text's letters with its shingles sorted for joining."""

    letters: Letters

    @cached_property
    def _sorted(self) -> tuple[Hashes, Indices, Indices, Indices]:
        hashes = shingles(self.letters.codes, SHINGLE)
        order = np.argsort(hashes, kind="stable")
        distinct, starts, counts = np.unique(hashes[order], return_index=True, return_counts=True)
        return distinct, starts, counts, order

    @property
    def distinct(self) -> Hashes:
        """The distinct shingles, sorted."""
        return self._sorted[0]

    @property
    def starts(self) -> Indices:
        """Where the places of each distinct shingle start in `places`."""
        return self._sorted[1]

    @property
    def counts(self) -> Indices:
        """How often each distinct shingle stands in the text."""
        return self._sorted[2]

    @property
    def places(self) -> Indices:
        """The places of all shingles, those of one shingle together and rising."""
        return self._sorted[3]


def runs(a: Indexed, b: Indexed) -> list[Run]:
    """Return the longest runs of equal letters, of `SHINGLE` and more, sorted by place in `a`, then `b`."""
    left, right = _seeds(a, b)
    diagonal = left - right
    order = np.lexsort((left, diagonal))
    left, diagonal = left[order], diagonal[order]
    # Shingles up to SHINGLE apart touch, so their letters are one run: 一是一是一是… would else be a run per letter.
    first = np.flatnonzero((np.diff(left, prepend=-SHINGLE - 1) > SHINGLE) | (np.diff(diagonal, prepend=0) != 0))
    last = np.append(first[1:], len(left)) - 1 if len(first) else first
    start_a, start_b = left[first], left[first] - diagonal[first]
    lengths = left[last] - start_a + SHINGLE
    order = np.lexsort((start_b, start_a))
    rows = zip(start_a[order].tolist(), start_b[order].tolist(), lengths[order].tolist(), strict=True)
    return [Run(*row) for row in rows]


def _seeds(a: Indexed, b: Indexed) -> tuple[Indices, Indices]:
    """Return the places in both texts of shingles that both hold."""
    _, in_a, in_b = np.intersect1d(a.distinct, b.distinct, assume_unique=True, return_indices=True)
    count_a, count_b = a.counts[in_a], b.counts[in_b]
    often = count_a * count_b > EVERY_PLACE
    meetings = np.where(often, np.minimum(count_a, count_b), count_a * count_b)
    shingle = np.repeat(np.arange(len(meetings)), meetings)
    turn = np.arange(len(shingle)) - np.repeat(np.cumsum(meetings) - meetings, meetings)
    turn_a = np.where(often[shingle], turn, turn // count_b[shingle])
    turn_b = np.where(often[shingle], turn, turn % count_b[shingle])
    return a.places[a.starts[in_a][shingle] + turn_a], b.places[b.starts[in_b][shingle] + turn_b]
