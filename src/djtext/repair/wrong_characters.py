"""Wrong characters: taken for their look-alikes by recognition, by the writer, or put by a font; decided by words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from djtext.hanzi import HAN
from djtext.repair.codes import IS_HAN, usual
from djtext.repair.confusions import grounds, miswritten, never, stays, suspicious
from djtext.repair.doubts import Doubt
from djtext.repair.habits import gain, is_ordinary
from djtext.repair.model import cut, words
from djtext.repair.scan import Scan
from djtext.types import Span

REACH = 4  # characters on either side in which such a word is looked for
AROUND = 4  # characters on either side that are cut into words

# Natural logarithms. `gain` says by how much what follows what is likelier with the right character, a margin by how
# much the words are; the weight of a mistake is their sum, the margin counted half: words unknown to the dictionary
# (「绿桶车」) are common.
WORDS = 0.5
MOST = 12.0  # margin of words that is hoped for before they are asked
WORDED = 2.0  # the least margin of words
CLEAR = 14.0  # the weight that is asked for; at 13 「限重5吨」 becomes 限量
SOUNDS = 15.0  # the same where the two only sound alike: writers coin such words
OFTEN = 5.5  # the same where recognition takes one for the other again and again
LISTED = 3.0  # the same where the word is often miswritten so, and the least margin is nought
EXPLAINED = 3.0  # more, for these two, where the character makes a word with its other neighbour; others are dropped
FONTS = 7.0  # the margin by which a little word is told behind a character that a font put
CERTAIN = 10.0  # the margin that is asked for before a character may be changed

AGAIN = 3  # times that the right form stands in the same text before a character may be changed
FONT = 3  # different characters put by a font before the little words among them are changed: 癿藏 alone is a town
FEW = 40  # pairs that are counted in a text one by one
ORDINARY = 100  # sightings of a word with which a character stands rightly
MENDED = 20  # sightings of a word that a character put by a font is changed for: 前置 has fewer than 100

FOUND = "put-by-a-font"

_SIGN = re.compile(f"[^{HAN}]")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A character that is wrong: its place, what is right, by how much words say so and all that speaks for it, the row
    that knows it, and the pair that it mends, if any.
    """

    at: int
    right: str
    margin: float
    weight: float
    rule: str
    pair: str = ""


def wrong_characters(text: str, folded: str, scan: Scan) -> Iterator[Doubt]:
    """Yield the characters that words, and what follows what, say are wrong, each with the right one.

    Certain are those that ordinary text does not hold, and those whose right form the text has again and again.

    >>> from djtext.repair.scan import scanned
    >>> [d.new for d in wrong_characters("他己经到了", "他己经到了", scanned("他己经到了"))]
    ['已']
    """
    font = len({folded[at] for at in scan.strange}) >= FONT
    found = {mistake.at: mistake for mistake in (*_little(folded, scan), *_mistakes(text, folded, scan))}
    again = _again(folded, {mistake.pair for mistake in found.values() if mistake.margin >= CERTAIN} - {""})
    for at, mistake in sorted(found.items()):
        proven = (font or mistake.pair) if folded[at] in _never() else again.get(mistake.pair, 0) >= AGAIN
        right = _written(text, folded, at, mistake.right)
        if text[at] == folded[at] and right:
            sure = bool(proven) and mistake.margin >= CERTAIN
            yield Doubt(Span(at, at + 1), "wrong-character", right, sure, mistake.rule)


def _mistakes(text: str, folded: str, scan: Scan) -> Iterator[Mistake]:
    """Yield the mistakes that suspicious pairs show, the best reading of each."""
    best: dict[int, Mistake] = {}
    for start in scan.pairs:
        for place, right in suspicious()[folded[start : start + 2]]:
            mistake = _weighed(folded, start, start + place, right)
            if mistake and (mistake.at not in best or mistake.weight > best[mistake.at].weight):
                best[mistake.at] = mistake
    return (found for at, found in best.items() if text[at] == folded[at] and not _is_kept(folded, at))


def _is_explained(folded: str, start: int, at: int, right: str) -> bool:
    """Return whether the character, and not the right one, goes with its other neighbour: 「由于部分」 holds no 干部."""
    other = slice(at, at + 2) if at > start else slice(max(0, at - 1), at + 1)
    pair = folded[other]
    if len(pair) < 2 or words().get(pair, 0) >= ORDINARY:
        return len(pair) == 2
    return is_ordinary(*pair) and not is_ordinary(*(pair[0] + right if at == other.stop - 1 else right + pair[1]))


def _is_kept(folded: str, at: int) -> bool:
    """Return whether a character belongs to a word that looks like a mistake and is none."""
    near = max(0, at - REACH)
    found = stays().finditer(folded[near : at + REACH])
    return any(match.start() + near <= at < match.end() + near for match in found)


def _weighed(folded: str, start: int, at: int, right: str) -> Mistake | None:
    """Return the mistake of a suspicious pair, if what characters follow one another and what words there are say so.

    On clean text nearly all pairs end at the first look: words are asked where they may decide.
    """
    rule, least, asked = _asked(folded[start : start + 2], at - start, right)
    explained = _is_explained(folded, start, at, right)
    if explained and asked >= CLEAR:
        return None
    follows = gain(folded[max(0, at - 2) : at], folded[at], right, folded[at + 1 : at + 3])
    if follows + WORDS * MOST < asked:
        return None
    margin = _margin(*_around(folded, at), folded[at], right)
    weight = follows + WORDS * margin
    if margin < least or weight < asked + EXPLAINED * explained:
        return None
    return Mistake(at, right, margin, weight, rule, folded[start:at] + right + folded[at + 1 : start + 2])


def _asked(pair: str, place: int, right: str) -> tuple[str, float, float]:
    """Return the row that knows a confusion, the margin of words and the weight that are asked for before it is doubted."""
    if miswritten().get(pair) == (place, right):
        return "often-miswritten", 0.0, LISTED
    rule = grounds()[pair[place] + right]
    return rule.name, WORDED, {"often": OFTEN, "sound": SOUNDS}.get(rule.gives, CLEAR)


def _around(folded: str, at: int) -> tuple[str, str]:
    """Return the Han characters before and behind a place, as many as are cut into words."""
    before = _SIGN.split(folded[max(0, at - AROUND) : at])[-1]
    return before, _SIGN.split(folded[at + 1 : at + 1 + AROUND], maxsplit=1)[0]


@lru_cache(maxsize=1 << 14)
def _margin(before: str, behind: str, wrong: str, right: str) -> float:
    """Return by how much the words with `right` are likelier than those with `wrong`."""
    return cut(before + right + behind) - cut(before + wrong + behind)


def _little(folded: str, scan: Scan) -> Iterator[Mistake]:
    """Yield the little words among the characters that a font put: 癿 for 的."""
    for at in scan.strange:
        before, behind = _around(folded, at)
        margin, right = max((_margin(before, behind, folded[at], right), right) for right in _never()[folded[at]])
        if margin >= FONTS and not _is_kept(folded, at):
            yield Mistake(at, right, margin, margin, FOUND, _word(before, right, behind))


def _word(before: str, right: str, behind: str) -> str:
    """Return the word of two that a character makes with a neighbour, if any."""
    pairs = (before[-1:] + right, right + behind[:1])
    return next((pair for pair in pairs if len(pair) == 2 and words().get(pair, 0) >= MENDED), "")


def _again(folded: str, pairs: set[str]) -> dict[str, int]:
    """Return how often each of some pairs of characters stands in a text: a few are counted one by one, which is fast,
    more of them in one pass.
    """
    if len(pairs) <= FEW:
        return {pair: folded.count(pair) for pair in pairs}
    counts = dict.fromkeys(pairs, 0)
    for left, right in pairwise(folded):
        if left + right in counts:
            counts[left + right] += 1
    return counts


def _written(text: str, folded: str, at: int, right: str) -> str:
    """Return the right character in the script of the text around; nothing where that script has another."""
    near = range(max(0, at - 4 * AROUND), min(len(text), at + 4 * AROUND))
    traditional = any(text[i] != folded[i] and IS_HAN.match(text[i]) for i in near)
    return right if not traditional or right in usual(right) else ""


@cache
def _never() -> Mapping[str, tuple[str, ...]]:
    """Return, by character that ordinary text does not hold, those that it stands for."""
    found: dict[str, tuple[str, ...]] = {}
    for wrong, right in never():
        found[wrong] = (*found.get(wrong, ()), right)
    return found
