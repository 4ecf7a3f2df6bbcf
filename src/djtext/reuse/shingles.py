"""Shingles: hashes of short runs of letters, and the fingerprints that winnowing keeps of them.

Winnowing is Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (SIGMOD 2003):
of every `window` neighbouring shingles the smallest hash is kept, so that two texts that share a run of
`size + window - 1` letters share a fingerprint.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from djtext.reuse.letters import Codes

Hashes = npt.NDArray[np.uint64]

SHINGLE = 5  # a run of 4 is one idiom (加强领导); of 6 and more, light rewording breaks too many
WINDOW = 8  # with SHINGLE: a shared run of 12 letters cannot be missed
PHRASE = 12  # letters that nobody writes twice by chance; shorter runs are terms (党风廉政建设责任制)
PHRASE_WINDOW = 4  # with PHRASE: 15 letters

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_MIX = np.uint64(0x94D049BB133111EB)


def shingles(codes: Codes, size: int) -> Hashes:
    """Return a 64-bit hash for every run of `size` letters, in order; the same on every machine."""
    count = len(codes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    result = np.full(count, size, dtype=np.uint64)
    for offset in range(size):
        result = _mixed(result * _STEP + wide[offset : offset + count])
    return result


def _mixed(values: Hashes) -> Hashes:
    """Return the values with all bits stirred (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _FIRST_MIX
    values = (values ^ (values >> np.uint64(27))) * _SECOND_MIX
    return values ^ (values >> np.uint64(31))


def fingerprints(hashes: Hashes, window: int) -> Hashes:
    """Return the distinct smallest hashes of all `window` (a power of two) neighbours, sorted."""
    lowest, reach = hashes, 1
    while reach < window and len(lowest) > reach:
        lowest = np.minimum(lowest[:-reach], lowest[reach:])
        reach *= 2
    return np.unique(lowest)


def terms(codes: Codes) -> Hashes:
    """Return the fingerprints of runs of `SHINGLE` letters: what a reworded copy keeps."""
    return fingerprints(shingles(codes, SHINGLE), WINDOW)


def phrases(codes: Codes) -> Hashes:
    """Return the fingerprints of runs of `PHRASE` letters: what few texts share, however many there are."""
    return fingerprints(shingles(codes, PHRASE), PHRASE_WINDOW)
