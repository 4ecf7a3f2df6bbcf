"""Aside: the letters of a text that say nothing of who wrote it: quotations, numbering, formulas, stock phrases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from djtext.lexicon import table
from djtext.reuse.alignment import Mask
from djtext.reuse.grams import GRAM, WINDOW, Hashes, grams
from djtext.reuse.letters import Letters

MANY = 4  # families; three drafts that share a paragraph are three borrowers, not a custom
MANY_SHARE = 0.25  # of all families
MANY_AT_MOST = 50  # families are many in any collection
LEAST_STOCK = 12  # letters in a row; shorter ones are terms (党风廉政建设责任制), not phrases


def common(fingerprints: Sequence[Hashes], families: Sequence[int]) -> Hashes:
    """Return the fingerprints that stand in many families, sorted; copies of one text are one family."""
    if not fingerprints:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.concatenate(list(fingerprints))
    family = np.repeat(np.array(families, dtype=np.int64), [len(prints) for prints in fingerprints])
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
    """Return which letters stand in stock phrases: stretches over which common fingerprints follow closely."""
    mask = np.zeros(len(letters.text), dtype=np.bool_)
    hashes = grams(letters.codes)
    place = np.minimum(np.searchsorted(stock, hashes), len(stock) - 1)
    at = np.flatnonzero(stock[place] == hashes) if len(stock) else np.zeros(0, dtype=np.int64)
    for stretch in np.split(at, np.flatnonzero(np.diff(at) > WINDOW) + 1):
        if len(stretch) and stretch[-1] + GRAM - stretch[0] >= LEAST_STOCK:
            mask[stretch[0] : stretch[-1] + GRAM] = True
    return mask
