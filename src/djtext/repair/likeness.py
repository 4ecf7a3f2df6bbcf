"""How likely characters follow one another in reports, punctuation and symbols included."""

from __future__ import annotations

from functools import lru_cache

from djtext.repair.codes import IS_HAN, in_big5, simple, usual
from djtext.repair.model import follows

STRAY = -14.0  # a Latin letter or a question mark between Han characters, read as it shows
SLOT = -30.0  # half of a pinyin bracket: damage for certain
SYMBOL = -14.0  # kana, Greek, box drawing inside a Chinese sentence
MARK = -2.2  # 。，、: every ninth character of a report
RARE_MARK = -5.0  # other punctuation
VARIANT = -3.0  # a traditional character that is not the usual one: 衕 for 同
OTHER_SCRIPT = -7.0  # a traditional character in a simplified text, or the other way about

_PUNCTUATION = frozenset("。，、；：？！“”‘’（）《》〈〉【】—…·,;:!?()")
_FREQUENT = frozenset("。，、,.")


@lru_cache(maxsize=1 << 18)
def likely(last: str, char: str) -> float:
    """Return how likely a character follows another: Han by the counts of words, other characters by their kind.

    >>> likely("考", "评") > likely("考", "荚")
    True
    """
    if char in _PUNCTUATION:
        score = MARK if char in _FREQUENT else RARE_MARK
        return score if last not in _PUNCTUATION else score + MARK
    if IS_HAN.match(char):
        return follows(last if IS_HAN.match(last) or not last else "。", char)
    return SYMBOL if ord(char) > 0x7F else 2 * MARK


@lru_cache(maxsize=1 << 14)
def foreign(char: str, traditional: bool) -> float:
    """Return what a character costs that belongs to the other script."""
    plain = simple(char)
    if not traditional:
        return OTHER_SCRIPT if plain != char else 0.0
    if plain == char:
        return 0.0 if in_big5(char) else OTHER_SCRIPT
    return 0.0 if usual(plain) == char else VARIANT
