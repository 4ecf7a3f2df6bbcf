"""Aside: the letters of a text that say nothing of who wrote it: quotations, numbering, formulas, stock phrases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from djtext.lexicon import table
from djtext.reuse.alignment import Mask
from djtext.reuse.letters import Letters
from djtext.reuse.shingles import PHRASE, Hashes, shingles

MANY = 4  # families; three drafts that share a paragraph are three borrowers, not a custom
MANY_SHARE = 0.25  # of all families
MANY_AT_MOST = 50  # families are many in any collection


def common(texts: Sequence[Hashes], families: Sequence[int]) -> Hashes:
    """Return, given the phrases and the family of each text, the phrases of many families, sorted.

    Copies of one text are one family: what they all say is not common for that.
    """
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
    """Return which letters stand in stock phrases.

    A phrase is common as a whole or not at all: 「严格落实责任」 and 「确保按期完成」 may be everybody's, and a
    sentence that joins them one author's.
    """
    mask = np.zeros(len(letters.text), dtype=np.bool_)
    for start in np.flatnonzero(np.isin(shingles(letters.codes, PHRASE), stock)).tolist():
        mask[start : start + PHRASE] = True
    return mask
