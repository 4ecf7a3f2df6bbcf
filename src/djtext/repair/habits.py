"""What our own reports and the dictionary say of characters side by side; all that is known here of how they count."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from djtext.repair.language import contexts, likely

SEEN = 2  # characters before it in our own reports that make a pair ordinary


def is_ordinary(left: str, right: str) -> bool:
    """Return whether our own reports have two characters side by side.

    >>> is_ordinary("工", "作"), is_ordinary("己", "经")
    (True, False)
    """
    return contexts(left, right) >= SEEN


@lru_cache(maxsize=1 << 14)
def gain(before: str, wrong: str, right: str, behind: str) -> float:
    """Return by how much, in natural logarithms, characters with `right` are likelier than those with `wrong`.

    >>> gain("他", "己", "已", "经") > 5
    True
    """
    return _flow(before + right + behind) - _flow(before + wrong + behind)


def _flow(row: str) -> float:
    return sum(likely(left, right) for left, right in pairwise(row))
