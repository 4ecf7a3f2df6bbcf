"""What bytes may have been before one was lost: the characters that a pair of bytes, a first or a second byte make
beside others, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from math import inf

from djtext.repair.codes import SECOND, both_bytes, character, common_with, empty, simple
from djtext.repair.likeness import foreign, likely

BRIDGES = 4  # readings of one vanished pair
ENDS = 24  # readings of an end whose second byte is lost
STARTS = 3  # readings of a start
FLUENT = -3.5  # a character that leads on so well leaves no doubt that no pair vanished behind it
LEADS = tuple(range(0x81, 0xFF))
SPANS = 16  # readings of what follows the first of two vanished pairs
POOR = -24.0  # readings of one vanished pair that score no better leave room for a second one
SIGNS = {0xA2: "、", 0xA3: "。", 0xAC: "，"}  # signs by a second byte that may begin a vanished pair

# Natural logarithms. A loss must pay for itself by plainly better Chinese.
LOSS_OF_FULL_STOP = -4.0  # the lost byte is nearly always A1, the first of 。
LOSS = -10.0  # another byte: it may be that of any of the characters of a sentence
LOSS_OF_PAIR = -2.0  # two bytes fell on a code without a character, which vanished
LOSS_WITH_PAIR = -7.0  # the first byte of 。, where its second one vanished with the next


@lru_cache(maxsize=1 << 16)
def joined(first: int, second: int, right: str, traditional: bool) -> tuple[tuple[float, str], ...]:
    """Return the likeliest true characters of two bytes before a true character, with their scores: one, or two with a
    vanished pair of bytes between.
    """
    whole = character(first, second)
    score = _before(whole, right, traditional) if whole else -inf
    if score > FLUENT:
        return ((score, whole),)
    bridged = list(_bridged(first, second, right, traditional))
    if max(map(_rank, bridged), default=-inf) < POOR:
        bridged += _spanned(first, second, right, traditional)
    bridged = nlargest(BRIDGES, bridged, key=_rank)
    return ((score, whole), *bridged) if whole else tuple(bridged)


def _rank(made: tuple[float, str]) -> float:
    """Return the score of true characters with what the first of them will cost behind some other."""
    return made[0] + likely("", simple(made[1][0]))


def _before(char: str, right: str, traditional: bool) -> float:
    return likely(simple(char), right) + foreign(char, traditional)


def _bridged(first: int, second: int, right: str, traditional: bool) -> Iterator[tuple[float, str]]:
    """Yield two true characters around a pair of bytes that vanished because no character stands at its code."""
    for code, seconds in empty():
        left = character(first, code)
        if left:
            for lead in seconds:
                char = character(lead, second)
                if char:
                    score = _before(char, right, traditional) + _before(left, simple(char), traditional)
                    yield LOSS_OF_PAIR + score, left + char


def _spanned(first: int, second: int, right: str, traditional: bool) -> Iterator[tuple[float, str]]:
    """Yield three true characters around two pairs of bytes that vanished."""
    for score, lead, middle in _behind(second, right, traditional):
        for code, seconds in empty():
            if lead in seconds and (left := character(first, code)):
                yield LOSS_OF_PAIR + score + _before(left, simple(middle[0]), traditional), left + middle


@lru_cache(maxsize=1 << 14)
def _behind(second: int, right: str, traditional: bool) -> tuple[tuple[float, int, str], ...]:
    """Return the likeliest pairs of characters with a vanished pair between, and the first byte of the former."""
    made = []
    for code, seconds in empty():
        chars = ((_before(c, right, traditional), c) for lead in seconds if (c := character(lead, second)))
        for score, char in nlargest(2, chars, key=_rank):
            for middle in (*common_with(code, traditional), *SIGNS.get(code, ())):
                whole = LOSS_OF_PAIR + score + _before(middle, simple(char), traditional)
                made.append((whole, (both_bytes(middle) or (0,))[0], middle + char))
    return tuple(nlargest(SPANS, made, key=lambda m: m[0] + likely("", simple(m[2][0]))))


@lru_cache(maxsize=1 << 14)
def closed(first: int, right: str, traditional: bool) -> tuple[tuple[float, str], ...]:
    """Return the likeliest characters of a first byte whose second is lost."""
    made = ((_before(c, right, traditional), c) for second in SECOND if (c := character(first, second)))
    return tuple(nlargest(ENDS, made, key=_rank))


@lru_cache(maxsize=1 << 16)
def begun(
    before: str, second: int, right: str, traditional: bool, heard: tuple[int, ...] = ()
) -> tuple[tuple[float, float, str], ...]:
    """Return the likeliest characters that lost their first byte, between two others: score, cost of the loss."""
    made = [
        (likely(before, simple(true[0])) + _before(true, right, traditional), loss, true)
        for loss, true in _lost(second, traditional, heard)
    ]
    if 0 < len(heard) < len(LEADS):
        bridged = (pair for lead in heard for pair in _bridged(lead, second, right, traditional))
        made += ((likely(before, simple(true[0])) + score, 0.0, true) for score, true in bridged)
    if not heard:
        stop = likely(before, "。")
        made += ((stop + score, LOSS_WITH_PAIR, true) for score, true in _stopped(second, right, traditional))
    return tuple(nlargest(STARTS, made, key=lambda m: m[0] + m[1]))


def _lost(second: int, traditional: bool, heard: Sequence[int]) -> Iterator[tuple[float, str]]:
    """Yield the characters that the lost byte may have made with the second one, and what each loss costs."""
    if heard:
        yield from ((0.0, char) for lead in heard if (char := character(lead, second)))
        return
    sign = character(0xA1, second)
    if sign:
        yield LOSS_OF_FULL_STOP if sign == "。" else LOSS, sign
    yield from ((LOSS, char) for char in common_with(second, traditional))


def _stopped(second: int, right: str, traditional: bool) -> Iterator[tuple[float, str]]:
    """Yield 。 and a character whose first byte vanished with the second one of 。: 。個 is A1A3 8280."""
    for lead in range(0x81, 0xA1):
        if char := character(lead, second):
            score = _before(char, right, traditional) + likely("。", simple(char))
            yield LOSS_OF_PAIR + score, "。" + char
