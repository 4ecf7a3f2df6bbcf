"""Grams: hashes of short runs of letters, and the fingerprints that winnowing keeps of them.

Winnowing is Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (SIGMOD 2003):
of every `WINDOW` neighbouring grams the smallest hash is kept, so that two texts that share a run of
`GRAM + WINDOW - 1` letters share a fingerprint.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from djtext.reuse.letters import Codes

Hashes = npt.NDArray[np.uint64]

GRAM = 5  # a run of 4 is one idiom (加强领导); of 6 and more, light rewording breaks too many
WINDOW = 8  # with GRAM: a shared run of 12 letters cannot be missed

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_MIX = np.uint64(0x94D049BB133111EB)


def grams(codes: Codes) -> Hashes:
    """Return a 64-bit hash for every run of `GRAM` letters, in order; the same on every machine."""
    count = len(codes) - GRAM + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    result = np.zeros(count, dtype=np.uint64)
    for offset in range(GRAM):
        result = _mixed(result * _STEP + wide[offset : offset + count])
    return result


def _mixed(values: Hashes) -> Hashes:
    """Return the values with all bits stirred (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _FIRST_MIX
    values = (values ^ (values >> np.uint64(27))) * _SECOND_MIX
    return values ^ (values >> np.uint64(31))


def fingerprints(hashes: Hashes) -> Hashes:
    """Return the distinct fingerprints of a text from its grams, sorted."""
    lowest, reach = hashes, 1
    while reach < WINDOW and len(lowest) > reach:
        lowest = np.minimum(lowest[:-reach], lowest[reach:])
        reach *= 2
    return np.unique(lowest)
