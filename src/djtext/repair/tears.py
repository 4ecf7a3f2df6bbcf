"""Whether two pieces of a sentence belong together: words torn apart, and characters that like to follow one another."""

from __future__ import annotations

from functools import lru_cache
from math import inf, log

from djtext.repair.language import likely
from djtext.repair.model import LONGEST, pairs, words

TORN = 2.0  # natural logarithms: 如党|建活动 reaches 3.4; a heading before its paragraph stays below -17


def tear(left: str, right: str) -> float:
    """Return by how much (in natural logarithms) the words say that folded `left` and `right` were torn apart in a word.

    Above `TORN`: the likeliest cut into words puts a word across the gap. Only the last and first characters count, and
    no compound of two words that stand by themselves: 办公室⏎主任 may be two cells of a table.

    >>> tear("增强主动性和创", "新精神") > TORN > tear("加强管理", "理论学习是基础")
    True
    """
    return _tear(left[-LONGEST:], right[:LONGEST])


@lru_cache(maxsize=1 << 14)
def _tear(left: str, right: str) -> float:
    text, gap, known = left + right, len(left), words()
    across = [
        (start, end)
        for start in range(gap)
        for end in range(gap + 1, min(start + LONGEST, len(text)) + 1)
        if text[start:end] in known and not (_stands(text[start:gap]) and _stands(text[gap:end]))
    ]
    if not across:
        return -inf
    total = log(pairs().total)
    before, behind = _cuts(left, total), _cuts(right, total, reverse=True)
    whole = max(
        before[start] + log(known[text[start:end]] or 1) - total + behind[len(text) - end] for start, end in across
    )
    return whole - before[gap] - behind[len(right)]


def _stands(part: str) -> bool:
    return len(part) > 1 and part in words()


def _cuts(text: str, total: float, *, reverse: bool = False) -> list[float]:
    """Return the score of the likeliest cut into words of each beginning of a text, or of each end."""
    known, best, length = words(), [0.0], len(text)
    for end in range(1, length + 1):
        choices = [best[end - 1] - total + log(known.get(text[length - end if reverse else end - 1], 1) or 1)]
        for start in range(max(0, end - LONGEST), end - 1):
            count = known.get(text[length - end : length - start] if reverse else text[start:end])
            if count:
                choices.append(best[start] + log(count) - total)
        best.append(max(choices))
    return best


def flow(left: str, right: str) -> float:
    """Return by how much (in natural logarithms) the character `right` rather follows `left` than begins a sentence.

    >>> flow("治", "理") > flow("题", "近")
    True
    """
    return likely(left, right) - likely("。", right)
