"""What plain Chinese looks like: words and character pairs, counted in jieba's dictionary.

The dictionary file is read as data (nothing is segmented, no cache is written). A word stands by itself: its
characters follow one another as often as the word occurs, and any word may follow any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from math import inf, log

from djtext.errors import DjtextError

RARE = -17.0  # natural logarithm of the share of a character that the dictionary does not know
FEW = 5  # sightings of a character from which our own counts begin to weigh
PAIRS = (
    "ef7f17a33416e6c739812d4ad4fcad025c4ec50f09307afe597e556bf1909b20"  # of pairs.tsv, as corpora/pairs.py writes it
)
LONGEST = 6  # characters of the longest word that a crossing is looked for

_RIGHT = re.compile(r"(\D)(\d*)")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Counts of characters, of pairs inside words, of characters that begin and that end a word; `total` of words."""

    single: dict[str, int]
    inside: dict[str, int]
    begin: dict[str, int]
    end: dict[str, int]
    total: int


@cache
def words() -> dict[str, int]:
    """Return jieba's words of two to six Han characters and single characters, each with its count."""
    import jieba

    with jieba.dt.get_dict_file() as file:
        rows = (line.split(" ", 2) for line in file.read().decode("utf-8").splitlines())
        return {row[0]: int(row[1]) for row in rows if len(row) > 1 and len(row[0]) <= LONGEST}


@cache
def pairs() -> Pairs:
    """Return the counts behind `follows`."""
    counts = Pairs({}, {}, {}, {}, 0)
    for word, count in words().items():
        for char in word:
            counts.single[char] = counts.single.get(char, 0) + count
        for left, right in pairwise(word):
            counts.inside[left + right] = counts.inside.get(left + right, 0) + count
        counts.begin[word[0]] = counts.begin.get(word[0], 0) + count
        counts.end[word[-1]] = counts.end.get(word[-1], 0) + count
    return Pairs(counts.single, counts.inside, counts.begin, counts.end, sum(words().values()))


def follows(left: str, right: str) -> float:
    """Return the logarithm of how likely the character `right` follows `left`, both simplified.

    A pair is met inside a word, or `left` ends one word and `right` begins the next.

    >>> follows("考", "评") > follows("荚", "评")
    True
    """
    known = reports().get(left, {})
    weight = known.get("", 0) / (known.get("", 0) + 2 * len(known) + FEW)
    share = _worded(left, right) * (1 - weight)
    if weight:
        share += weight * known.get(right, 0) / known[""]
    return max(log(share), RARE) if share else RARE


def _worded(left: str, right: str) -> float:
    """Return the share of `right` behind `left` by the dictionary alone."""
    counts = pairs()
    seen = counts.single.get(left, 0)
    start = counts.begin.get(right, 0) / counts.total
    if not seen:
        return start
    return (counts.inside.get(left + right, 0) + counts.end.get(left, 0) * start) / seen


@cache
def reports() -> dict[str, dict[str, int]]:
    """Return what follows each character in our own reports, with counts; under "" their sum, under 。 sentence starts.

    Raises:
        DjtextError: the table that ships is not the one that was counted.
    """
    data = (files("djtext.repair") / "pairs.tsv").read_bytes()
    if sha256(data).hexdigest() != PAIRS:
        raise DjtextError("repair/pairs.tsv: its digest is not the one that ships; install djtext again")
    return read_reports(data.decode("utf-8"))


def read_reports(table: str) -> dict[str, dict[str, int]]:
    """Return the counts of a table: each line a character, and what follows it with its count where it is above one."""
    found = {}
    for line in table.splitlines():
        left, _, rights = line.partition("\t")
        counts = {right: int(count or 1) for right, count in _RIGHT.findall(rights)}
        found[left] = {**counts, "": sum(counts.values())}
    return found


@lru_cache(maxsize=1 << 14)
def crossing(left: str, right: str) -> float:
    """Return by how much (in natural logarithms) the words say that `left` and `right` were torn apart inside a word.

    Positive: the likeliest cut into words puts a word across the gap. Both sides simplified; only the last and first
    characters count.

    >>> crossing("增强主动性和创", "新精神") > 0 > crossing("加强管理", "理论学习是基础")
    True
    """
    left, right = left[-LONGEST:], right[:LONGEST]
    text, gap = left + right, len(left)
    apart = cut(left) + cut(right)
    known = words()
    across = [
        cut(text[:start]) + _cost(text[start:end]) + cut(text[end:])
        for start in range(gap)
        for end in range(gap + 1, min(start + LONGEST, len(text)) + 1)
        if text[start:end] in known
    ]
    return max(across, default=-inf) - apart


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
