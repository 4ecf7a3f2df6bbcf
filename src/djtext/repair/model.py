"""What plain Chinese looks like: words and character pairs, counted in jieba's dictionary.

The dictionary file is read as data (nothing is segmented, no cache is written). A word stands by itself: its
characters follow one another as often as the word occurs, and any word may follow any other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import log

LONGEST = 6  # characters of the longest word that is kept


@dataclass(frozen=True, slots=True)
class Pairs:
    """Counts of characters, of two and of three inside words, of the character that begins a word and of the one or two
    that end it; `total` of words, and of `characters` in them.
    """

    single: dict[str, int]
    inside: dict[str, int]
    three: dict[str, int]
    begin: dict[str, int]
    end: dict[str, int]
    ends: dict[str, int]
    total: int
    characters: int


@cache
def words() -> dict[str, int]:
    """Return jieba's words of two to six Han characters and single characters, each with its count."""
    import jieba

    with jieba.dt.get_dict_file() as file:
        rows = (line.split(" ", 2) for line in file.read().decode("utf-8").splitlines())
        return {row[0]: int(row[1]) for row in rows if len(row) > 1 and len(row[0]) <= LONGEST}


@cache
def pairs() -> Pairs:
    """Return the counts behind the language model."""
    single, inside, three, begin, end, ends = (defaultdict[str, int](int) for _ in range(6))
    for word, count in words().items():
        begin[word[0]] += count
        end[word[-1]] += count
        for char in word:
            single[char] += count
        if len(word) == 2:  # most words
            ends[word] += count
            inside[word] += count
        elif len(word) > 2:
            ends[word[-2:]] += count
            for at in range(len(word) - 2):
                inside[word[at : at + 2]] += count
                three[word[at : at + 3]] += count
            inside[word[-2:]] += count
    total, characters = sum(words().values()), sum(single.values())
    return Pairs(dict(single), dict(inside), dict(three), dict(begin), dict(end), dict(ends), total, characters)


def _cost(word: str) -> float:
    return log(words().get(word, 1) / pairs().total)


def cut(text: str) -> float:
    """Return the score, a natural logarithm, of the likeliest cut of a short text into words."""
    known, best = words(), [0.0]
    for end in range(1, len(text) + 1):
        choices = [
            best[start] + _cost(text[start:end])
            for start in range(max(0, end - LONGEST), end)
            if end - start == 1 or text[start:end] in known
        ]
        best.append(max(choices))
    return best[-1]
