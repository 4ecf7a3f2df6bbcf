"""Which characters are written for which by mistake, and which pairs of characters such a mistake makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from djtext import lexicon
from djtext.repair.habits import is_ordinary
from djtext.repair.model import pairs, words
from djtext.rules import Rule

FREQUENT = 100  # sightings in jieba's dictionary, of sixty million: 候选 has 127, 治理 2,766
UNKNOWN = 400  # times a word must be more frequent than what it was miswritten as: the dictionary itself has 布署
LEAST = 150.0  # times a word must be more likely than its wrong character and the other side by side


@cache
def mistaken() -> Mapping[str, str]:
    """Return, by character, the characters that it may have been written for.

    >>> mistaken()["己"][:2]
    '已巳'
    """
    found: dict[str, str] = {}
    for confusion in grounds():
        found[confusion[0]] = found.get(confusion[0], "") + confusion[1]
    return found


@cache
def never() -> tuple[tuple[str, str], ...]:
    """Return the characters that ordinary text does not hold, each with one that it stands for."""
    pairs = "".join(rule.more["pairs"] for rule in lexicon.table("confusions") if rule.gives == "never")
    return tuple(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def grounds() -> Mapping[str, Rule]:
    """Return, by confusion, wrong character before right one, the first row that knows it.

    >>> grounds()["己已"].name, grounds()["臵置"].gives
    ('one-stroke-differs', 'never')
    """
    found: dict[str, Rule] = {}
    for rule in lexicon.table("confusions"):
        pairs = rule.more.get("pairs", "")
        known = [pairs[at : at + 2] for at in range(0, len(pairs), 2)]
        groups = rule.more.get("groups", "").split()
        for confusion in (*known, *(a + b for group in groups for a in group for b in group if a != b)):
            found.setdefault(confusion, rule)
    return found


@cache
def stays() -> re.Pattern[str]:
    """Return the pattern of words that look like a mistake and are none."""
    return re.compile("|".join(rule.pattern.pattern for rule in lexicon.table("confusions") if rule.gives == "stays"))


@cache
def suspicious() -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Return the pairs of characters that only a mistake makes, each with the place of the wrong character in the pair
    and the right one.

    >>> suspicious()["己经"]
    ((0, '已'),)
    """
    alike = _alike()
    found: dict[str, tuple[tuple[int, str], ...]] = {pair: (place,) for pair, place in miswritten().items()}
    for word, count in words().items():
        if count >= FREQUENT and len(word) > 1:
            for pair, place in _damaged(word, count, alike):
                known = found.get(pair, ())
                found[pair] = known if place in known else (*known, place)
    return found


@cache
def miswritten() -> Mapping[str, tuple[int, str]]:
    """Return what is often written for a word, with the place of the wrong character and the right one.

    >>> miswritten()["末来"]
    (0, '未')
    """
    found = {}
    for rule in lexicon.table("confusions"):
        for both in rule.more.get("words", "").split():
            at = 0 if both[0] != both[2] else 1
            found[both[:2]] = (at, both[2 + at])
    return found


def _alike() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return, by right character, those that are written for it, each with how often it is a word by itself."""
    found: dict[str, str] = {}
    for wrong, rights in mistaken().items():
        for right in rights:
            found[right] = found.get(right, "") + wrong
    single = words()
    return {right: tuple((wrong, single.get(wrong, 1)) for wrong in wrongs) for right, wrongs in found.items()}


def _damaged(
    word: str, count: int, alike: Mapping[str, tuple[tuple[str, int], ...]]
) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield the pairs that a wrong character makes of a word and no report holds, with what would mend them."""
    known, total, most = words(), pairs().total, count // UNKNOWN
    for i, right in enumerate(word):
        at = 0 if i + 1 < len(word) else 1
        other = word[i + 1 - 2 * at]
        room = count * total / known.get(other, 1) / LEAST if len(word) == 2 else count
        for wrong, single in alike.get(right, ()):
            pair = other + wrong if at else wrong + other
            if single < room and known.get(pair, 0) <= most and not is_ordinary(*pair):
                yield pair, (at, right)
