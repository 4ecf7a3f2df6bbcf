"""Candidates: which documents are worth aligning, by a sort-join over their fingerprints."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from djtext.reuse.shingles import Hashes

Indices = npt.NDArray[np.int64]

EVERY_PAIR = 48  # a fingerprint of up to so many documents names all their pairs; a commoner one only neighbours
NEIGHBOURS = 4
ENOUGH_RARE = 4.0  # a sentence of 24 letters that nobody else has brings nine fingerprints, at worst four
ENOUGH_SHARED = 0.2  # of the smaller document's fingerprints, however common each of them is


def candidates(fingerprints: Sequence[Hashes]) -> list[tuple[int, int]]:
    """Return the pairs (left < right) of documents that share enough fingerprints, sorted.

    A fingerprint of `df` documents counts `1 / (df - 1)`. One that stands in more than `EVERY_PAIR` documents pairs
    each only with `NEIGHBOURS` that are alike in their smallest fingerprints, so the work stays linear where
    thousands are copies of one another; such a family is connected by its neighbours.
    """
    postings, documents = _postings(fingerprints)
    left, right, rarity = _joined(postings, documents)
    if not len(left):
        return []
    keys, place = np.unique(left * len(fingerprints) + right, return_inverse=True)
    shared = np.bincount(place)
    rare = np.bincount(place, weights=rarity)
    lefts, rights = keys // len(fingerprints), keys % len(fingerprints)
    sizes = np.array([len(prints) for prints in fingerprints])
    smaller = np.minimum(sizes[lefts], sizes[rights])
    kept = (rare >= ENOUGH_RARE) | (shared >= ENOUGH_SHARED * smaller)
    return list(zip(lefts[kept].tolist(), rights[kept].tolist(), strict=True))


def _postings(fingerprints: Sequence[Hashes]) -> tuple[Hashes, Indices]:
    """Return all fingerprints with their documents, equal ones together, documents alike in a row."""
    order = sorted(range(len(fingerprints)), key=lambda d: (fingerprints[d][:NEIGHBOURS].tolist(), d))
    hashes = np.concatenate([fingerprints[d] for d in order] or [np.zeros(0, dtype=np.uint64)])
    documents = np.repeat(np.array(order, dtype=np.int64), [len(fingerprints[d]) for d in order])
    by_hash = np.argsort(hashes, kind="stable")
    return hashes[by_hash], documents[by_hash]


def _joined(postings: Hashes, documents: Indices) -> tuple[Indices, Indices, npt.NDArray[np.float64]]:
    """Return one row per pair of documents and shared fingerprint: the two documents and its rarity."""
    starts = np.flatnonzero(np.diff(postings, prepend=~postings[:1]))
    sizes = np.diff(starts, append=len(postings))
    size = np.repeat(sizes, sizes)
    rest = np.repeat(starts + sizes, sizes) - np.arange(len(postings))
    firsts, seconds = [], []
    for distance in range(1, min(EVERY_PAIR, int(sizes.max(initial=0)))):
        reach = (rest > distance) & ((size <= EVERY_PAIR) | (distance <= NEIGHBOURS))
        first = np.flatnonzero(reach)
        firsts.append(first)
        seconds.append(first + distance)
    first = np.concatenate(firsts) if firsts else np.zeros(0, dtype=np.int64)
    second = np.concatenate(seconds) if seconds else first
    one, other = documents[first], documents[second]
    return np.minimum(one, other), np.maximum(one, other), 1.0 / (size[first] - 1)
