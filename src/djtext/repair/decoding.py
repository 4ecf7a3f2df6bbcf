"""Decode a stretch of text some of whose bytes may be out of step: a beam search over what was meant.

At each character that shows, the text is in step or not. A loss puts it out of step: a first byte is missing, and every
true character ends with the first byte of what shows and begins with the second byte of what showed before. A lone second
byte, or a loss at the end, puts it in step again. What is likely comes from the language model alone; a loss has its price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from djtext.repair.codes import both_bytes, character, fits, simple, with_first, with_second
from djtext.repair.hidden import Hidden, Part, between, firsts, hidden, torn
from djtext.repair.language import FIGURE, FLOOR, LETTER, LINE, WORD, Language
from djtext.repair.shown import Shown

# Natural logarithms. A loss at a given 。 is some two hundred times as likely as one at a given other character.
LOSS_OF_STOP = -4.0  # the first byte of 。 is lost
LOSS = -9.5  # the first byte of another character
MARKED_STOP = -1.0  # the same where a question mark stands for it
MARKED = -6.5
NARROWED = -2.0  # of any character whose second byte and the next one made a sign that was made half-width
SPELT = -3.3  # which of the letters it is that shows
TORN_END = -1.0  # the last byte of a run is lost as well
SOUNDS = 8.0  # left-over pinyin is that of the character; with a minus, it is another's
SLOT = -30.0  # left-over pinyin left as it is: damage for certain
RARE = -20.0  # a repair that brings back a rare character
ODD = -7.5  # a character that shows scores less somewhere near the start of a run
NEAR = 3  # characters from the start of a run in which it does
DULL = -7.0  # a true character that scores more leaves no doubt that nothing vanished before it

STOP = (0xA1, 0xA3)  # 。
STARTS = 4  # readings of a start
ENDS = 3  # readings of an end whose second byte is lost
SOUND = 8  # hypotheses in step
SHIFTED = 14  # hypotheses out of step
DOUBTFUL = 5  # of these, for how many a vanished pair is looked for
FAR = 18.0  # behind the best of its kind a hypothesis is given up
HOPELESS = 30.0  # behind the best out of step, one in step starts no run


class Repair(NamedTuple):
    """Items `first` to `last` were meant as `true`."""

    first: int
    last: int
    true: str


class InStep(NamedTuple):
    """A hypothesis: its score, its last two tokens, and its repairs."""

    score: float
    before: str
    last: str
    repairs: tuple[Repair, ...] = ()


class OutOfStep(NamedTuple):
    """A hypothesis within a run: `waits` is the first byte of the next true character, the run began at item `first`."""

    score: float
    before: str
    last: str
    waits: int
    first: int
    true: str
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the text around: its language, script, and the pinyin that it gives to characters."""

    language: Language
    traditional: bool
    sounds: Mapping[str, frozenset[str]]

    def heard(self, char: str, sound: str | None) -> float:
        """Return what left-over pinyin says for or against a character."""
        if sound is None or char not in self.sounds:
            return 0.0
        return SOUNDS if sound in self.sounds[char] else -SOUNDS


def decoded(items: Sequence[Shown], context: str, known: Known, *, ends: bool) -> list[InStep]:
    """Return the likeliest hypotheses of what the items mean, in step at their end; `context` are the two tokens before
    them, `ends` says that the line ends behind them.
    """
    plain = _plain(items, context, known.language)
    sound, shifted = [InStep(0.0, context[0], context[1])], list[OutOfStep]()
    late = list[OutOfStep | InStep]()  # runs that a mark at the item before began
    for at, item in enumerate(items):
        in_step, out = _split(late)
        late = []
        in_step += (_shown(one, item, known.language) for one in sound)
        best = max((one.score for one in shifted), default=-HOPELESS * len(items))
        if min(plain[at : at + NEAR]) < ODD:
            for one in sound[:2]:
                if one.score > best - HOPELESS:
                    begun = _begun(items, at, one, known)
                    more_in, more_out = _split(begun)
                    in_step += more_in
                    out += more_out
                    late += _marked(items, at, one, known)
        out += _on(item, shifted, known)
        in_step += _closed(items, at, shifted, known)
        sound, shifted = _sound(in_step), _shifted(out)
    if ends:
        sound += (end for one in shifted for end in _last(items, one, known))
    return sound


def _split(both: Iterable[OutOfStep | InStep]) -> tuple[list[InStep], list[OutOfStep]]:
    in_step, out = list[InStep](), list[OutOfStep]()
    for one in both:
        if isinstance(one, InStep):
            in_step.append(one)
        else:
            out.append(one)
    return in_step, out


def _plain(items: Sequence[Shown], context: str, language: Language) -> list[float]:
    """Return the score of each item as it shows."""
    one, scores = InStep(0.0, context[0], context[1]), []
    for item in items:
        following = _shown(one, item, language)
        scores.append(following.score - one.score)
        one = following
    return scores


def _shown(one: InStep, item: Shown, language: Language) -> InStep:
    """Return the hypothesis that goes on with an item as it shows."""
    if item.sound:
        return one._replace(score=one.score + SLOT)
    token = item.token
    if token.isspace() or (token == one.last and token in (FIGURE, WORD)):
        return one
    score = language.follows(one.before, one.last, token) + (SPELT if token == LETTER else 0.0)
    return InStep(one.score + score, one.last, token, one.repairs)


def _begun(items: Sequence[Shown], at: int, one: InStep, known: Known) -> Iterator[OutOfStep | InStep]:
    """Yield the runs that begin with an item: a first byte was lost before it and left no mark."""
    return _starts(items, at, at, one, known, LOSS_OF_STOP, LOSS)


def _marked(items: Sequence[Shown], at: int, one: InStep, known: Known) -> Iterator[OutOfStep | InStep]:
    """Yield the runs that begin behind an item that stands for the lost byte."""
    if not items[at].mark or at + 1 == len(items):
        return
    if not items[at].sound:
        yield from _starts(items, at, at + 1, one, known, MARKED_STOP, MARKED)
    elif at and items[at - 1].pair:
        yield from _sounded(items, at, one, known)


def _starts(
    items: Sequence[Shown], first: int, at: int, one: InStep, known: Known, stop: float, other: float
) -> Iterator[OutOfStep | InStep]:
    """Yield the likeliest runs that begin at item `first` and whose first true character ends with the byte of item `at`."""
    item, language = items[at], known.language
    second = item.alone if item.alone is not None else item.pair[0] if item.pair else None
    if second is None:
        return
    ahead = _ahead(items, at) if item.alone is None else None
    if item.sign and item.pair:
        stop, other = max(stop, NARROWED), NARROWED
    for score, char, token in _candidates(second, one, known, stop, other, ahead):
        yield _run(one, Hidden(score, one.last, token, char), first, at, item)
    pause = Part(language.follows(one.before, one.last, "。") + stop, one.last, "。", "。", STOP[1])
    for found in between(language, [pause], second, known.traditional):
        yield _run(one, found, first, at, item)


def _candidates(
    second: int, one: InStep, known: Known, stop: float, other: float, ahead: str | None
) -> list[tuple[float, str, str]]:
    """Return the likeliest characters that end with a byte and lost their first one: score, character, token."""
    made = []
    for char in with_second(second, known.traditional):
        token = simple(char)
        score = known.language.follows(one.before, one.last, token) + (fits(char, known.traditional) or 0.0)
        score += stop if char == "。" else other
        made.append((score + _look(known.language, one.last, token, ahead), score, char, token))
    return [(score, char, token) for _, score, char, token in nlargest(STARTS, made)]


def _ahead(items: Sequence[Shown], at: int) -> str | None:
    """Return the token of the true character behind item `at` if it is out of step and nothing vanished."""
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None:
        return None
    second = following.alone if following.alone is not None else following.pair[0] if following.pair else None
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
    second = item.alone if item.alone is not None else item.pair[0] if item.pair else None
    if second is None or before is None:
        return
    ahead = None if item.pair is None else _ahead(items, at + 1)
    made = []
    for char in with_second(second, known.traditional):
        token, lead = simple(char), (both_bytes(char) or (0,))[0]
        score = known.language.follows(one.before, one.last, token) + (fits(char, known.traditional) or 0.0)
        score += known.heard(character(before[1], lead), items[at].sound)
        made.append((score + _look(known.language, one.last, token, ahead), score, token, char))
    for _, score, token, char in nlargest(STARTS, made):
        yield _run(one, Hidden(score, one.last, token, char), at, at + 1, item)
    for lead in range(0x81, 0xFF):
        if known.heard(character(before[1], lead), items[at].sound) > 0:
            for found in hidden(known.language, one.before, one.last, lead, second, known.traditional):
                yield _run(one, found._replace(score=found.score + SOUNDS), at, at + 1, item)


def _run(one: InStep, found: Hidden, first: int, at: int, item: Shown) -> OutOfStep | InStep:
    score = one.score + found.score
    if item.pair is None or item.alone is not None:
        return InStep(score, found.before, found.last, (*one.repairs, Repair(first, at, found.true)))
    return OutOfStep(score, found.before, found.last, item.pair[1], first, found.true, one.repairs)


def _on(item: Shown, shifted: Sequence[OutOfStep], known: Known) -> Iterator[OutOfStep]:
    """Yield the runs that go on through an item."""
    if item.pair is None:
        return
    for rank, one in enumerate(shifted):
        for score, before, last, true in _next(one, item.pair[0], rank, known):
            yield OutOfStep(one.score + score, before, last, item.pair[1], one.first, one.true + true, one.repairs)


def _next(one: OutOfStep, second: int, rank: int, known: Known) -> Iterator[Hidden]:
    """Yield what may end with a byte: one character, or several with vanished pairs between."""
    char, score = character(one.waits, second), FLOOR * 2
    if char:
        token, cost = simple(char), fits(char, known.traditional)
        score = RARE if cost is None else known.language.follows(one.before, one.last, token) + cost
        yield Hidden(score, one.last, token, char)
    if score < DULL and rank < DOUBTFUL:
        yield from hidden(known.language, one.before, one.last, one.waits, second, known.traditional)


def _closed(items: Sequence[Shown], at: int, shifted: Sequence[OutOfStep], known: Known) -> Iterator[InStep]:
    """Yield the runs that end with an item: its byte completes a character, or what completed it is lost."""
    item = items[at]
    for rank, one in enumerate(shifted):
        if item.alone is not None:
            for score, before, last, true in _next(one, item.alone, rank, known):
                score += known.heard(true[-1], item.sound)
                yield InStep(one.score + score, before, last, (*one.repairs, Repair(one.first, at, one.true + true)))
        elif item.mark or item.sign or item.pair is None:
            yield from _torn(items, at, one, known)


def _torn(items: Sequence[Shown], at: int, one: OutOfStep, known: Known) -> Iterator[InStep]:
    """Yield the ends of a run whose last byte is lost: the item is its mark, or stands behind it."""
    item, language = items[at], known.language
    for score, before, last, true in _ends(one, known, None if item.mark else item):
        repairs = (*one.repairs, Repair(one.first, at, one.true + true))
        if item.mark:
            yield InStep(one.score + score + known.heard(true[-1], item.sound), before, last, repairs)
        if not item.sound:
            repairs = (*one.repairs, Repair(one.first, at - 1, one.true + true))
            yield _shown(InStep(one.score + score + TORN_END, before, last, repairs), item, language)


def _ends(one: OutOfStep, known: Known, item: Shown | None) -> list[Hidden]:
    """Return the likeliest characters that begin with the byte that waits and lost their second one, before an item."""
    language, made = known.language, list[tuple[float, Hidden]]()
    for end in _torn_ends(one, known):
        behind = language.follows(end.before, end.last, item.token) if item and not item.token.isspace() else 0.0
        made.append((end.score + behind, end))
    return [end for _, end in nlargest(ENDS, made)]


def _torn_ends(one: OutOfStep, known: Known) -> Iterator[Hidden]:
    language, traditional = known.language, known.traditional
    for char in with_first(one.waits, traditional):
        token = simple(char)
        score = language.follows(one.before, one.last, token) + (fits(char, traditional) or 0.0)
        yield Hidden(score, one.last, token, char)
    for part in firsts(language, one.before, one.last, one.waits, traditional)[:ENDS]:
        yield from torn(language, part, traditional)


def _last(items: Sequence[Shown], one: OutOfStep, known: Known) -> Iterator[InStep]:
    """Yield the ends of a run that goes to the end of the line, where its last byte is lost."""
    for score, before, last, true in _ends(one, known, Shown(items[-1].span, LINE)):
        score += one.score + TORN_END + known.language.follows(before, last, LINE)
        yield InStep(score, last, LINE, (*one.repairs, Repair(one.first, len(items) - 1, one.true + true)))


def _sound(all_of_them: Iterable[InStep]) -> list[InStep]:
    """Return the best hypotheses in step."""
    kept = nlargest(SOUND, set(all_of_them))
    return [one for one in kept if one.score > kept[0].score - FAR]


def _shifted(all_of_them: Iterable[OutOfStep]) -> list[OutOfStep]:
    """Return the best hypotheses out of step."""
    kept = nlargest(SHIFTED, set(all_of_them))
    return [one for one in kept if one.score > kept[0].score - FAR]
