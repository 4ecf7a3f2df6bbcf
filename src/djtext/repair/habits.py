"""What our own reports and the dictionary say of characters side by side."""

from __future__ import annotations

from functools import cache, lru_cache

from djtext.repair.language import Language, successors, tokens

_LANGUAGE = Language()


def is_ordinary(left: str, right: str) -> bool:
    """Return whether our own reports have two characters side by side.

    >>> is_ordinary("工", "作"), is_ordinary("己", "经")
    (True, False)
    """
    return right in _behind(left)


@cache
def _behind(left: str) -> frozenset[str]:
    return frozenset(successors(left))


@lru_cache(maxsize=1 << 14)
def gain(before: str, wrong: str, right: str, behind: str) -> float:
    """Return by how much, in natural logarithms, characters with `right` are likelier than those with `wrong`.

    >>> gain("他", "己", "已", "经") > 5
    True
    """
    return _flow(before + right + behind) - _flow(before + wrong + behind)


def _flow(row: str) -> float:
    whole = tokens(row)
    return sum(map(_LANGUAGE.follows, whole, whole[1:], whole[2:]))
