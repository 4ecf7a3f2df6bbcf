"""GBK text that lost a byte: every character behind the loss is built from the wrong two bytes until the phase is
right again. `。考評` is A1A3 BFBC D475; without A1 it reads A3BF BCD4 75, `？荚u`.

The search starts where a run may end and goes back: at each character, the run goes on (its second byte begins a true
character that the one behind it ends), a pair of bytes vanished before it, or the loss lies here. The likeliest
reading wins if it beats what the text shows, and all its rivals, by a clear margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import pairwise
from math import inf

from djtext.hanzi import HAN
from djtext.repair.candidates import LEADS, LOSS, LOSS_OF_FULL_STOP, begun, closed, joined
from djtext.repair.codes import both_bytes, character, simple
from djtext.repair.likeness import SLOT as HALF_BRACKET
from djtext.repair.likeness import STRAY, likely
from djtext.repair.model import cut
from djtext.repair.pinyin import is_pinyin
from djtext.repair.suspects import LETTER, NARROW, SLOT, End, byte, ends
from djtext.types import Edit, Span

REACH = 60  # characters before a suspicious place that a damaged run through it may take
BEHIND = 8  # characters behind it that tell whether the sentence goes on
AROUND = 5  # characters around a run whose words count
BEAM = 6  # readings kept at one place
RIVALS = 6  # readings that the words decide among
HOPELESS = 14.0  # a reading that lies so far behind the best of its place is given up
GAIN = 1.0  # natural logarithms by which a repair must beat what the text shows
CLEAR = 1.2  # the same for its lead over another repair; by pairs alone, which know less, it is twice this
SURER = 5.0  # what both must be more where another byte than the first of 。 is lost, or the last one too
LEAST = 0.0  # what the inside of a run must gain before its start is looked for

UNKNOWN_END = -3.0  # the last second byte is lost too: any may have stood there
SOUNDS = 12.0  # the pinyin that was left behind is that of the character; the same with a minus: it is another's
SIGN = -2.2  # a sign between words


_NOT_HAN = re.compile(f"[^{HAN}]")


@dataclass(frozen=True, slots=True)
class Item:
    """A character as it shows, `char`, with its two bytes if it has two, its byte if it may be a lone second byte.

    `mark` says that it may stand for a lost byte: `?`, or `?yōu)` as the pinyin step left it; `sound` is that pinyin, also
    where it stands behind a lone letter.
    """

    span: Span
    char: str
    pair: tuple[int, int] | None = None
    alone: int | None = None
    mark: bool = False
    sound: str | None = None


@dataclass(frozen=True, slots=True)
class Tail:
    """The true characters from a place to the end of the run, the simplified first of them, and their score; `lead` is
    by how much they beat others with the same first character.
    """

    score: float
    first: str
    true: str
    lead: float = inf


@dataclass(frozen=True, slots=True)
class Known:
    """What is known around a place: the script, and the pinyin of characters."""

    traditional: bool
    sounds: Mapping[str, frozenset[str]]

    def agrees(self, char: str, sound: str | None) -> float:
        """Return what left-over pinyin says for or against a character."""
        if sound is None or char not in self.sounds:
            return 0.0
        return SOUNDS if sound in self.sounds[char] else -SOUNDS


@dataclass(frozen=True, slots=True)
class Reading:
    """A repair: from which item to which, the true characters, by how much they beat what the text shows, what the
    loss behind them costs, and by how much they beat others that begin and end alike.
    """

    start: int
    last: int
    true: str
    gain: float
    loss: float
    lead: float


def lost_bytes(text: str, sounds: Mapping[str, frozenset[str]] | None = None) -> Iterator[Edit]:
    """Yield the ordered edits that put lost bytes of GBK text back.

    `sounds` gives the pinyin of characters where it is known: it makes a repair beside left-over pinyin certain.
    Real question marks, letters and rare characters stay: a place is changed only where the result is plainly better
    Chinese by the counts of jieba's dictionary. A single lost character that left no trace is not found.

    >>> [edit.new for edit in lost_bytes("窗口單位要認真落實責任?荚u辦法要公開")]
    ['。考評']
    """
    done = 0
    for place, following in pairwise((*ends(text), None)):
        if place is None or place.at < done:
            continue
        edit = _repair(text, done, place, sounds or {})
        if text[place.at : place.at + 1] in "?？" and following and following.at - place.at < REACH:
            # 變?yōu)榫W狀: what pinyin left over may begin a run that ends with the letter behind it.
            longer = _repair(text, done, following, sounds or {})
            edit = longer if longer and longer.span.start <= place.at else edit
        if edit:
            yield edit
            done = edit.span.end


def _repair(text: str, done: int, end: End, sounds: Mapping[str, frozenset[str]]) -> Edit | None:
    """Return the edit that repairs the run that ends at a place, if one does."""
    known = Known(end.traditional, sounds)
    items, at = _around(text, done, end.at)
    readings = [reading for last in _lasts(items, at) for reading in _readings(items, last, known)]
    best = _clear(items, readings)
    if best is None:
        return None
    return Edit(Span(items[best.start].span.start, items[best.last].span.end), best.true, "gbk-lost-byte")


def _around(text: str, done: int, at: int) -> tuple[tuple[Item, ...], int]:
    """Return the items of the line around a place, and which of them stands there."""
    start = max(done, at - REACH, text.rfind("\n", max(0, at - REACH), at) + 1)
    stop = text.find("\n", at, at + BEHIND)
    before = tuple(_items(text, start, at))
    return (*before, *_items(text, at, min(at + BEHIND, len(text)) if stop < 0 else stop)), len(before)


def _items(text: str, at: int, end: int) -> Iterator[Item]:
    while at < end:
        item = _item(text, at)
        yield item
        at = item.span.end


def _item(text: str, at: int) -> Item:
    char = text[at]
    slot = SLOT.match(text, at) if char in "?？" else None
    if slot and is_pinyin(slot[1]):
        return Item(Span(at, slot.end()), "?", mark=True, sound=slot[1])
    letter = LETTER.match(text, at)
    if letter:
        sound = letter[1] if letter[1] and is_pinyin(letter[1]) else None
        return Item(Span(at, letter.end() if sound else at + 1), char, alone=byte(char), sound=sound)
    wide = NARROW.get(char, char)
    return Item(Span(at, at + 1), simple(char), pair=both_bytes(wide), mark=char in "?？")


def _lasts(items: Sequence[Item], at: int) -> Iterator[tuple[int, bool]]:
    """Yield the items that may be the last of a run, and whether its last byte shows in them."""
    if at < len(items):
        if items[at].alone is not None:
            yield at, True
            return
        if items[at].mark:
            yield at, False
    if at and items[at - 1].pair:
        yield at - 1, False


def _readings(items: Sequence[Item], end: tuple[int, bool], known: Known) -> Iterator[Reading]:
    """Yield the readings of a run that ends with an item, from the shortest to the longest."""
    last, whole = end
    tails, second, at = _ended(items, last, whole, known)
    behind = items[last + 1].char if last + 1 < len(items) else "。"
    plain = likely(items[last].char, behind)
    for place in range(last, at, -1):
        plain += _shown(items, place)
    while tails:
        before = items[at].char if at >= 0 else "。"
        for tail in tails:
            if tail.score - plain + LOSS > LEAST:
                for score, loss, true in begun(before, second, tail.first, known.traditional):
                    yield Reading(at + 1, last, true + tail.true, tail.score + score - plain, loss, tail.lead)
        if at < 0:
            return
        plain += _shown(items, at)
        if items[at].mark:
            yield from _marked(items, at, last, tails, second, plain, known)
        pair = items[at].pair
        if pair is None:
            return
        tails = _best(
            Tail(tail.score + score, simple(true[0]), true + tail.true, tail.lead)
            for tail in tails
            for score, true in joined(pair[1], second, tail.first, known.traditional)
        )
        second, at = pair[0], at - 1


def _shown(items: Sequence[Item], at: int) -> float:
    """Return the score of an item as it shows."""
    item = items[at]
    if item.sound:
        return HALF_BRACKET
    if item.alone is not None or (item.mark and item.char == "?"):
        return STRAY
    return likely(items[at - 1].char if at else "。", item.char)


def _ended(items: Sequence[Item], last: int, whole: bool, known: Known) -> tuple[list[Tail], int, int]:
    """Return the readings of the end of a run, the second byte that waits before them, and the next item to the left."""
    behind = items[last + 1].char if last + 1 < len(items) else "。"
    item = items[last]
    if whole and item.alone is not None:
        return [Tail(0.0, behind, "")], item.alone, last - 1
    at = last if item.pair and not item.sound and not item.mark else last - 1
    pair = items[at].pair if at >= 0 else None
    if pair is None:
        return [], 0, at
    tails = [
        Tail(UNKNOWN_END + score + known.agrees(true, item.sound), simple(true), true)
        for score, true in closed(pair[1], behind, known.traditional)
    ]
    return _best(tails), pair[0], at - 1


def _best(tails: Iterable[Tail]) -> list[Tail]:
    """Return the best readings, of each first character one."""
    best: dict[str, Tail] = {}
    for tail in sorted(tails, key=lambda tail: -tail.score):
        first = best.setdefault(tail.first, tail)
        if first.true != tail.true:
            best[tail.first] = replace(first, lead=min(first.lead, first.score - tail.score))
    kept = nlargest(BEAM, best.values(), key=_outlook)
    return [tail for tail in kept if _outlook(tail) > _outlook(kept[0]) - HOPELESS]


def _outlook(tail: Tail) -> float:
    """Return the score of a reading with what its first character will cost behind some other."""
    return tail.score + likely("", tail.first)


def _marked(
    items: Sequence[Item], at: int, last: int, tails: Sequence[Tail], second: int, plain: float, known: Known
) -> Iterator[Reading]:
    """Yield the readings in which the item at `at` is what shows of a lost byte."""
    before = items[at - 1].char if at else "。"
    heard = (_heard(items, at, known) or LEADS) if items[at].sound else ()
    for tail in tails:
        for score, loss, true in begun(before, second, tail.first, known.traditional, heard):
            yield Reading(at, last, true + tail.true, tail.score + score - plain, loss, tail.lead)


def _heard(items: Sequence[Item], at: int, known: Known) -> tuple[int, ...]:
    """Return the lost first bytes that left-over pinyin speaks for.

    The pinyin sounds the character that this byte ended when it was read with the second byte before it: in 變為 =
    D783 9EE9 it is 83 9E, 優 (yōu).
    """
    before = items[at - 1].pair if at else None
    sound = items[at].sound
    if not before or not sound:
        return ()
    return tuple(lead for lead in LEADS if known.agrees(character(before[1], lead), sound) > 0)


def _clear(items: Sequence[Item], readings: Iterable[Reading]) -> Reading | None:
    """Return the reading that leads what the text shows and all others clearly; whole words have a say beside pairs.

    A wrong sentence is worse than an unreadable one.
    """
    rivals = nlargest(RIVALS, (r for r in readings if r.gain + r.loss > 0), key=lambda r: (r.gain + r.loss, -r.start))
    if not rivals:
        return None
    around = Around(items, min(r.start for r in rivals), max(r.last for r in rivals) + 1)
    plain = _worded(around.shown()) + STRAY * sum(
        item.mark or item.alone is not None for item in items[around.start : around.stop]
    )
    scored: dict[str, tuple[float, int]] = {}
    for at, rival in enumerate(rivals):
        whole = around.read(rival)
        gain = (rival.gain + _worded(whole) - plain) / 2 + rival.loss
        if whole not in scored or gain > scored[whole][0]:
            scored[whole] = gain, at
    first, *others = sorted(scored.values(), reverse=True)
    best = rivals[first[1]]
    end = items[best.last]
    sure = SURER if best.loss < LOSS_OF_FULL_STOP or (end.alone is None and not end.sound) else 0.0
    lead = min(best.lead / 2, first[0] - others[0][0] if others else inf)
    return best if first[0] > GAIN + sure and lead > CLEAR + sure else None


@dataclass(frozen=True, slots=True)
class Around:
    """The items `start` to `stop`, which rival readings cover, with some on either side."""

    items: Sequence[Item]
    start: int
    stop: int

    def shown(self) -> str:
        """Return what the text shows here."""
        return _text(self.items[max(0, self.start - AROUND) : self.stop + AROUND])

    def read(self, reading: Reading) -> str:
        """Return the same with a reading in its place, simplified."""
        before = _text(self.items[max(0, self.start - AROUND) : reading.start])
        behind = _text(self.items[reading.last + 1 : self.stop + AROUND])
        return before + "".join(map(simple, reading.true)) + behind


def _text(items: Sequence[Item]) -> str:
    return "".join(item.char for item in items)


def _worded(text: str) -> float:
    """Return the score of a simplified text as words and punctuation."""
    parts = _NOT_HAN.split(text)
    return sum(map(cut, parts)) + SIGN * len(parts)
