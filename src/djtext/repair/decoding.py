"""Decode a stretch of text some of whose bytes may be out of step: a beam search over what was meant.

At each character that shows, the text is in step or not. A loss puts it out of step: a first byte is missing, and every
true character ends with the first byte of what shows and begins with the second byte of what showed before. A lone second
byte, or a loss at the end, puts it in step again. What is likely comes from the language model alone; a loss has its price.

Hypotheses that must go on alike, because their last two tokens are the same, are merged (Viterbi 1967); the merged one
knows the weight of all, so that a repair has a probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from math import exp, log, log1p
from typing import NamedTuple, TypeVar

from djtext.repair.codes import both_bytes, character, fits, simple, with_second
from djtext.repair.hidden import Hidden, Part, beginning, between, ending, firsts, hidden, torn
from djtext.repair.language import FIGURE, FLOOR, LETTER, LINE, WORD, Language
from djtext.repair.shown import Shown

# Natural logarithms, but for the two rows of counts.
STOP_LOST = -4.0  # the first byte of 。 is lost
STOP_MARKED = -1.0  # the same where a question mark stands for it
STOP_NARROWED = -1.0  # its second byte and the next one made a sign that was made half-width
NARROWED = -2.0  # the same of any other character that ends with that byte
STOPS, OTHERS = 1.7, 0.3  # losses of 。 and of other characters that a text is thought to have before it is read
PER_STOP = 40.0  # other characters for each 。
SPELT = -3.3  # which of the letters it is that shows
TORN_END = -1.0  # the last byte of a run is lost as well
GAP = -2.0  # a question mark stands for a pair of bytes without a character
SOUNDS = 8.0  # left-over pinyin is that of the character; with a minus, it is another's
SLOT = -30.0  # left-over pinyin left as it is: damage for certain
RARE = -20.0  # a repair that brings back a rare character
ODD = -7.5  # a character that shows scores less somewhere near the start of a run
NEAR = 3  # characters from the start of a run in which it does
STRANGE = -6.5  # the characters from the start of a run score less on average; two thirds of this is usual
DULL = -7.0  # a true character that scores more leaves no doubt that nothing vanished before it

NARROW = 3.0  # vanished pairs are looked for that score at most so much less than what there is without
STOP = (0xA1, 0xA3)  # 。
STARTS = 4  # readings of a start
ENDS = 3  # readings of an end whose second byte is lost
SOUND = 5  # hypotheses in step
SHIFTED = 5  # hypotheses out of step
FAR = 16.0  # behind the best a hypothesis is given up
UNLIKELY = 10.0  # behind the best no run begins
DEEP = 2  # of these, for how many a vanished pair is looked for
DOUBTFUL = 6.0  # behind the best no vanished pair is looked for


class Repair(NamedTuple):
    """Items `first` to `last` were meant as `true`; `bridged` if characters between two that show had vanished."""

    first: int
    last: int
    true: str
    bridged: bool = False


class Reading(NamedTuple):
    """A repair of the best hypothesis with its probability among all that the search kept; `damaged` is the probability
    that anything there was damaged at all.
    """

    probability: float
    damaged: float
    repair: Repair


class InStep(NamedTuple):
    """Hypotheses in step with the same last two tokens: score and repairs of the best one, `total` of all."""

    score: float
    before: str
    last: str
    total: float
    repairs: tuple[Repair, ...] = ()


class OutOfStep(NamedTuple):
    """Hypotheses within a run: `waits` is the first byte of the next true character, the run began at item `first`; with
    `gap`, a mark that stands for a pair without a character comes between.
    """

    score: float
    before: str
    last: str
    total: float
    waits: int
    gap: bool
    first: int
    true: str
    bridged: bool
    repairs: tuple[Repair, ...]


_Node = TypeVar("_Node", InStep, OutOfStep)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the text around: its language, its script, the pinyin that it gives to characters, and `rarer`, by how
    much the loss of a given character that is no 。 is less likely than that of a given 。.
    """

    language: Language
    traditional: bool
    sounds: Mapping[str, frozenset[str]]
    rarer: float = log(PER_STOP * STOPS / OTHERS)

    def having(self, stops: int, others: int) -> Known:
        """Return the same of a text in which so many 。 and other characters have lost a byte for certain."""
        return replace(self, rarer=log(PER_STOP * (STOPS + stops) / (OTHERS + others)))

    def heard(self, char: str, sound: str | None) -> float:
        """Return what left-over pinyin says for or against a character."""
        if sound is None or char not in self.sounds:
            return 0.0
        return SOUNDS if sound in self.sounds[char] else -SOUNDS


def decoded(items: Sequence[Shown], context: str, known: Known, *, ends: bool) -> Iterator[Reading]:
    """Yield the repairs of the likeliest hypothesis of what the items mean; `context` are the two tokens before them, `ends`
    says that the line ends behind them.
    """
    plain = _plain(items, context, known.language)
    sound, shifted = [InStep(0.0, context[0], context[1], 0.0)], list[OutOfStep]()
    late = list[OutOfStep | InStep]()  # runs that a mark at the item before began
    for at, item in enumerate(items):
        opens = _opens(plain, at)
        if not (opens or shifted or late) and len(sound) == 1:
            yield from _given(sound)
            sound = [_afresh(sound[0], item)]
            continue
        nodes, late = late, []
        nodes += (_shown(one, item, known.language) for one in sound)
        best = max([one.score for one in sound] + [run.score for run in shifted])
        if opens:
            for one in (one for one in sound[:2] if one.score > best - UNLIKELY):
                nodes += _begun(items, at, one, known)
                late += _marked(items, at, one, known)
        for rank, run in enumerate(shifted):
            deep = rank < DEEP and run.score > best - DOUBTFUL
            nodes += _on(item, run, known, deep=deep)
            nodes += _closed(items, at, run, known, deep=deep)
        sound, shifted = _kept(nodes)
    if ends:
        best = max([one.score for one in sound[:1]] + [run.score for run in shifted[:1]])
        likely = [one for one in shifted if one.score > best - DOUBTFUL]
        sound, _ = _kept([*sound, *(end for one in likely for end in _last(items, one, known))])
    yield from _given(sound)


def may_begin(items: Sequence[Shown], context: str, language: Language) -> bool:
    """Return whether the items look odd enough somewhere for a run to begin there."""
    plain = _plain(items, context, language)
    return any(_opens(plain, at) for at in range(len(plain)))


def _opens(plain: Sequence[float], at: int) -> bool:
    """Return whether what shows from an item on is so odd that a run may begin there, or behind it if it is a mark."""
    near = plain[at : at + NEAR + 1]
    return min(near[:NEAR]) < ODD and sum(near) < STRANGE * len(near)


def _given(sound: Sequence[InStep]) -> Iterator[Reading]:
    if not sound or not sound[0].repairs:
        return
    best = sound[0]
    whole = sum(exp(one.total - best.score) for one in sound)
    shown = sum(exp(one.total - best.score) for one in sound if not one.repairs)
    for repair in best.repairs:
        share = sum(exp(one.score - best.score) for one in sound if repair in one.repairs)
        yield Reading(share / whole, 1 - shown / whole, repair)


def _afresh(one: InStep, item: Shown) -> InStep:
    """Return the hypothesis that all agree on, behind an item that shows what was meant."""
    if item.token.isspace() or (item.token == one.last and item.token in (FIGURE, WORD)):
        return InStep(0.0, one.before, one.last, 0.0)
    return InStep(0.0, one.last, item.token, 0.0)


def _kept(nodes: Iterable[InStep | OutOfStep]) -> tuple[list[InStep], list[OutOfStep]]:
    """Return the likeliest hypotheses in step and out of step, best first, those merged that go on alike."""
    in_step, out = dict[tuple[str, str], InStep](), dict[tuple[str, str, bool], OutOfStep]()
    for one in nodes:
        if isinstance(one, InStep):
            in_step[one.before, one.last] = _merged(in_step.get((one.before, one.last)), one)
        else:
            key = (one.before, one.last, one.gap)
            out[key] = _merged(out.get(key), one)
    sound, shifted = nlargest(SOUND, in_step.values()), nlargest(SHIFTED, out.values())
    least = max(sound[0].score if sound else -1e9, shifted[0].score if shifted else -1e9) - FAR
    sound = [
        one for rank, one in enumerate(sound) if not rank or one.score > least
    ]  # text as it shows can always go on
    return sound, [one for one in shifted if one.score > least]


def _merged(one: _Node | None, other: _Node) -> _Node:
    if one is None:
        return other
    high, low = (one, other) if one.total > other.total else (other, one)
    total = high.total + log1p(exp(low.total - high.total))
    return max(one, other)._replace(total=total)


def _plain(items: Sequence[Shown], context: str, language: Language) -> list[float]:
    """Return the score of each item as it shows."""
    one, scores = InStep(0.0, context[0], context[1], 0.0), []
    for item in items:
        following = _shown(one, item, language)
        scores.append(following.score - one.score)
        one = following
    return scores


def _shown(one: InStep, item: Shown, language: Language) -> InStep:
    """Return the hypothesis that goes on with an item as it shows."""
    token = item.token
    if item.sound:
        score, before, last = SLOT, one.before, one.last
    elif token.isspace() or (token == one.last and token in (FIGURE, WORD)):
        return one
    else:
        score, before, last = language.follows(one.before, one.last, token), one.last, token
        score += SPELT if token == LETTER else 0.0
    return InStep(one.score + score, before, last, one.total + score, one.repairs)


def _begun(items: Sequence[Shown], at: int, one: InStep, known: Known) -> Iterator[OutOfStep | InStep]:
    """Yield the runs that begin with an item: a first byte was lost before it and left no mark."""
    return _starts(items, at, at, one, known, STOP_LOST)


def _marked(items: Sequence[Shown], at: int, one: InStep, known: Known) -> Iterator[OutOfStep | InStep]:
    """Yield the runs that begin behind an item that stands for the lost byte."""
    if not items[at].mark or at + 1 == len(items):
        return
    if not items[at].sound:
        yield from _starts(items, at, at + 1, one, known, STOP_MARKED)
    elif at and items[at - 1].pair:
        yield from _sounded(items, at, one, known)


def _starts(
    items: Sequence[Shown], first: int, at: int, one: InStep, known: Known, stop: float
) -> Iterator[OutOfStep | InStep]:
    """Yield the likeliest runs that begin at item `first` and whose first true character ends with the byte of item `at`."""
    item, language = items[at], known.language
    second = _second(item)
    if second is None:
        return
    ahead = _ahead(items, at) if item.alone is None else None
    other = stop - known.rarer
    if item.sign and item.pair:
        stop, other = max(stop, STOP_NARROWED), NARROWED
    best = FLOOR * 2
    for score, char, token in _candidates(second, one, known, stop, other, ahead):
        best = max(best, score)
        yield _run(one, Hidden(score, one.last, token, char), first, at, item)
    pause = Part(language.follows(one.before, one.last, "。") + stop, one.last, "。", "。", STOP[1])
    least = best - NARROW
    for found in between(language, [pause], second, known.traditional, least):
        yield _run(one, found, first, at, item)


def _second(item: Shown) -> int | None:
    """Return the byte of an item that ends a character where the text is out of step."""
    if item.alone is not None:
        return item.alone
    return item.pair[0] if item.pair else None


def _candidates(
    second: int, one: InStep, known: Known, stop: float, other: float, ahead: str | None
) -> list[tuple[float, str, str]]:
    """Return the likeliest characters that end with a byte and lost their first one: score, character, token."""
    made, row = [], known.language.behind(one.before, one.last)
    for char, token, cost in ending(one.last, second, known.traditional):
        score = row[token] + cost + (stop if char == "。" else other)
        made.append((score + _look(known.language, one.last, token, ahead), score, char, token))
    return [(score, char, token) for _, score, char, token in nlargest(STARTS, made)]


def _ahead(items: Sequence[Shown], at: int) -> str | None:
    """Return the token of the true character behind item `at` if it is out of step and nothing vanished."""
    second = _second(items[at + 1]) if at + 1 < len(items) else None
    pair = items[at].pair
    char = character(pair[1], second) if pair and second is not None else ""
    return simple(char) if char else None


def _look(language: Language, before: str, last: str, ahead: str | None) -> float:
    return language.follows(before, last, ahead) if ahead else FLOOR / 2


def _sounded(items: Sequence[Shown], at: int, one: InStep, known: Known) -> Iterator[OutOfStep | InStep]:
    """Yield the runs behind left-over pinyin.

    It sounds the character that the lost byte ended when it was read with the second byte before it: in 變為 = D783 9EE9
    it is 83 9E, 優 (yōu).
    """
    item, before = items[at + 1], items[at - 1].pair
    second = _second(item)
    if second is None or before is None:
        return
    ahead = None if item.pair is None else _ahead(items, at + 1)
    made = []
    for char, token, cost in with_second(second, known.traditional):
        lead = (both_bytes(char) or (0,))[0]
        score = known.language.follows(one.before, one.last, token) + cost
        score += known.heard(character(before[1], lead), items[at].sound)
        made.append((score + _look(known.language, one.last, token, ahead), score, token, char))
    for _, score, token, char in nlargest(STARTS, made):
        yield _run(one, Hidden(score, one.last, token, char), at, at + 1, item)
    for lead in range(0x81, 0xFF):
        if known.heard(character(before[1], lead), items[at].sound) > 0:
            for found in hidden(known.language, one.before, one.last, lead, second, known.traditional):
                yield _run(one, found._replace(score=found.score + SOUNDS), at, at + 1, item)


def _run(one: InStep, found: Hidden, first: int, at: int, item: Shown) -> OutOfStep | InStep:
    score, total = one.score + found.score, one.total + found.score
    if item.pair is None or item.alone is not None:
        repairs = (*one.repairs, Repair(first, at, found.true, len(found.true) > 1))
        return InStep(score, found.before, found.last, total, repairs)
    waits, bridged = item.pair[1], len(found.true) > 1
    return OutOfStep(score, found.before, found.last, total, waits, False, first, found.true, bridged, one.repairs)


def _on(item: Shown, one: OutOfStep, known: Known, *, deep: bool) -> Iterator[OutOfStep]:
    """Yield the runs that go on through an item."""
    if item.pair is not None:
        for found in _next(one, item.pair[0], known, deep=deep):
            yield _further(one, found, item.pair[1])
    elif item.mark and not item.sound and not one.gap:
        yield one._replace(score=one.score + GAP, total=one.total + GAP, gap=True)


def _further(one: OutOfStep, found: Hidden, waits: int) -> OutOfStep:
    score, total, true = one.score + found.score, one.total + found.score, one.true + found.true
    bridged = one.bridged or len(found.true) > 1
    return OutOfStep(score, found.before, found.last, total, waits, False, one.first, true, bridged, one.repairs)


def _next(one: OutOfStep, second: int, known: Known, *, deep: bool) -> Iterator[Hidden]:
    """Yield what may end with a byte: one character, or several with vanished pairs between."""
    char, score = character(one.waits, second), FLOOR * 2
    if char and not one.gap:
        token, cost = simple(char), fits(char, known.traditional)
        score = RARE if cost is None else known.language.follows(one.before, one.last, token) + cost
        yield Hidden(score, one.last, token, char)
    if score < DULL and (deep or one.gap):
        least = score - NARROW
        yield from hidden(known.language, one.before, one.last, one.waits, second, known.traditional, least)


def _closed(items: Sequence[Shown], at: int, one: OutOfStep, known: Known, *, deep: bool) -> Iterator[InStep]:
    """Yield the ends of a run with an item: its byte completes a character, or what completed it is lost."""
    item = items[at]
    if item.alone is not None:
        for score, before, last, true in _next(one, item.alone, known, deep=deep):
            score += known.heard(true[-1], item.sound)
            yield _ended(one, Hidden(score, before, last, true), at)
    elif deep and (item.mark or item.sign or item.pair is None) and not one.gap:
        yield from _torn(items, at, one, known)


def _ended(one: OutOfStep, found: Hidden, at: int) -> InStep:
    bridged = one.bridged or len(found.true) > 1
    repairs = (*one.repairs, Repair(one.first, at, one.true + found.true, bridged))
    return InStep(one.score + found.score, found.before, found.last, one.total + found.score, repairs)


def _torn(items: Sequence[Shown], at: int, one: OutOfStep, known: Known) -> Iterator[InStep]:
    """Yield the ends of a run whose last byte is lost: the item is its mark, or stands behind it."""
    item = items[at]
    for end in _ends(one, known, None if item.mark else item):
        if item.mark:
            yield _ended(one, end._replace(score=end.score + known.heard(end.true[-1], item.sound)), at)
        if not item.sound:
            yield _shown(_ended(one, end._replace(score=end.score + TORN_END), at - 1), item, known.language)


def _ends(one: OutOfStep, known: Known, item: Shown | None) -> list[Hidden]:
    """Return the likeliest characters that begin with the byte that waits and lost their second one, before an item."""
    language, made = known.language, list[tuple[float, Hidden]]()
    for end in _torn_ends(one, known):
        behind = language.follows(end.before, end.last, item.token) if item and not item.token.isspace() else 0.0
        made.append((end.score + behind, end))
    return [end for _, end in nlargest(ENDS, made)]


def _torn_ends(one: OutOfStep, known: Known) -> list[Hidden]:
    language, traditional = known.language, known.traditional
    row = language.behind(one.before, one.last)
    found = [
        Hidden(row[token] + cost, one.last, token, c) for c, token, cost in beginning(one.last, one.waits, traditional)
    ]
    least = max([end.score for end in found], default=FLOOR) - NARROW
    for part in firsts(language, one.before, one.last, one.waits, traditional)[:ENDS]:
        if part.score > least:
            found += torn(language, part, traditional)
    return found


def _last(items: Sequence[Shown], one: OutOfStep, known: Known) -> Iterator[InStep]:
    """Yield the ends of a run that goes to the end of the line, where its last byte is lost."""
    if one.gap:
        return
    for end in _ends(one, known, Shown(items[-1].span, LINE)):
        score = end.score + TORN_END + known.language.follows(end.before, end.last, LINE)
        yield _ended(one, Hidden(score, end.last, LINE, end.true), len(items) - 1)
