"""Aside: the letters of a text that say nothing of who wrote it: quotations, numbering, formulas, stock phrases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from djtext.lexicon import table
from djtext.reuse.alignment import Mask
from djtext.reuse.grams import GRAM, Hashes, fingerprints, grams
from djtext.reuse.letters import Letters

MANY = 4  # families; three drafts that share a paragraph are three borrowers, not a custom
MANY_SHARE = 0.25  # of all families
MANY_AT_MOST = 50  # families are many in any collection
LEAST_STOCK = 12  # letters in a row; shorter ones are terms (党风廉政建设责任制), not phrases


def common(texts: Sequence[Hashes], families: Sequence[int]) -> Hashes:
    """Return, given the fingerprints and the family of each text, those that stand in many families, sorted; copies of one text are one family."""
    if not texts:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.concatenate(list(texts))
    family = np.repeat(np.array(families, dtype=np.int64), [len(prints) for prints in texts])
    order = np.lexsort((family, hashes))
    hashes, family = hashes[order], family[order]
    first = (np.diff(hashes, prepend=~hashes[:1]) != 0) | (np.diff(family, prepend=-1) != 0)
    distinct, counts = np.unique(hashes[first], return_counts=True)
    many = max(MANY, min(MANY_AT_MOST, len(set(families)) * MANY_SHARE))
    return distinct[counts >= many]


def aside(folded: str, letters: Letters, stock: Hashes) -> Mask:
    """Return which letters of a text are set aside."""
    mask = _stock(letters, stock)
    for rule in table("aside"):
        for match in rule.pattern.finditer(folded):
            first, last = np.searchsorted(letters.places, match.span())
            mask[first:last] = True
    return mask


def _stock(letters: Letters, stock: Hashes) -> Mask:
    """Return which letters stand in stock phrases: stretches of which every fingerprint is common.

    「严格落实责任」 and 「确保按期完成」 may be everybody's, and a sentence that joins them one author's: the
    fingerprint at the joint is rare and ends the stretch.
    """
    mask = np.zeros(len(letters.text), dtype=np.bool_)
    hashes = grams(letters.codes)
    at = np.flatnonzero(np.isin(hashes, fingerprints(hashes)))
    known = np.isin(hashes[at], stock)
    turns = np.flatnonzero(np.diff(known, prepend=False, append=False))
    for first, behind in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True):
        start, end = int(at[first]), int(at[behind - 1]) + GRAM
        if end - start >= LEAST_STOCK:
            mask[start:end] = True
    return mask
