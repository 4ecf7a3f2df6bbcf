"""GBK text that lost a byte: every character behind the loss is built from the wrong two bytes until the phase is
right again. `。考評` is A1A3 BFBC D475; without A1 it reads A3BF BCD4 75, `？荚u`.

The search walks over the characters near a suspicious place in one of two moods: *plain*, where a character is what it
shows, and *shifted*, where it shows the second byte of one true character and the first byte of the next. A loss leads
from plain to shifted, a lone Latin letter (a second byte of its own) or another loss leads back. The likeliest walk
wins, if it beats the plain one by a clear margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from djtext.hanzi import HAN, folded
from djtext.repair.codes import EMPTY, FIRST, IS_HAN, SECOND, both_bytes, character, in_big5, is_common, simple
from djtext.repair.pinyin import SYLLABLE, is_pinyin
from djtext.types import Edit, Span

SAMPLE = 4000  # characters that tell the script of a text
REACH = 36  # characters before and behind a suspicious place that a damaged run may take
WINDOW = 300  # characters that are searched in one go
HOPE = 3  # text with an odd place in every third character or more is no report
BEAM = 10  # readings kept at one place inside a run
LONGEST = 16  # true characters of a run; longer ones, as simplified text has them, come out wrong as often as right
CLEAR = 3.5  # natural logarithms by which the best repair must lead: right ones lead by 4 and more, wrong ones seldom
BRIDGES = 2  # vanished pairs in one run; with more of them the words no longer tell which they were
SEATS = 6  # readings kept outside of one

# Natural logarithms. A loss must pay for itself by plainly better Chinese: clean text gains less than 8 by chance.
LOSS_OF_FULL_STOP = -9.0  # the lost byte is nearly always A1, the first of 。
LOSS_AT_MARK = -15.0  # another byte, where a question mark shows the loss
LOSS_OF_PAIR = -1.0  # two bytes fell on a code without a character, which vanished
UNKNOWN_END = -8.0  # the last second byte is lost too: any may have stood there
HOPELESS = 24.0  # a run that lies so far behind the plain reading is given up
SOUNDS = 12.0  # the pinyin that was left behind is that of the character; the same with a minus: it is another's
FLUENT = -6.0  # a character that follows so well leaves no doubt that no pair vanished before it
STRAY = -12.0  # a Latin letter or a question mark between Han characters, read as it shows
SLOT = -30.0  # half of a pinyin bracket: damage for certain
SYMBOL = -14.0  # kana, Greek, box drawing inside a Chinese sentence
MARK = -2.2  # 。，、: every ninth character of a report
RARE_MARK = -5.0  # other punctuation
OTHER_SCRIPT = -7.0  # a traditional character in a simplified text, or the other way about

_NARROW = {c: chr(ord(c) + 0xFEE0) for c in ",;:!?()"}
UNKNOWN = -1  # a waiting byte that was lost
ANY = -2  # the same beside left-over pinyin, where 。 is no likelier than another character

_PUNCTUATION = frozenset("。，、；：？！“”‘’（）《》〈〉【】—…·,;:!?()")
_LETTER = re.compile(rf"(?<=[^\x00-\x7f\s“”‘’》（]|[,;:!?)])[@-~€](?![@-~0-9])(?:[(（]({SYLLABLE})[)）])?")
_SLOT = re.compile(rf"[?？]({SYLLABLE})[)）]")
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
class Walk:
    """A reading up to an item: its score, the last true character (simplified), the run it is in, and the runs done.

    A run is its first item, its true characters so far, and the byte that waits for its second one (`UNKNOWN` where
    the loss took it).
    """

    score: float
    last: str
    run: tuple[int, str, int] | None = None
    done: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the whole text: its script, and the pinyin of characters."""

    traditional: bool
    sounds: Mapping[str, frozenset[str]]

    def agrees(self, char: str, sound: str | None) -> float:
        """Return what left-over pinyin says for or against a character."""
        if sound is None or char not in self.sounds:
            return 0.0
        return SOUNDS if sound in self.sounds[char] else -SOUNDS


def lost_bytes(text: str, sounds: Mapping[str, frozenset[str]] | None = None) -> Iterator[Edit]:
    """Yield the ordered edits that put lost bytes of GBK text back.

    `sounds` gives the pinyin of characters where it is known: it makes a repair beside left-over pinyin certain.
    Real question marks, letters and rare characters stay: a place is changed only where the result is plainly better
    Chinese by the counts of jieba's dictionary. A single lost character that left no trace is not found.

    >>> [edit.new for edit in lost_bytes("窗口單位要認真落實責任?荚u辦法要公開")]
    ['。考評']
    """
    traditional = _is_traditional(text)
    for window in _windows(text):
        items = tuple(_items(text, window))
        for start, end, new in _runs(items, Known(traditional, sounds or {})):
            yield Edit(Span(items[start].span.start, items[end].span.end), new, "gbk-lost-byte")


def _is_traditional(text: str) -> bool:
    """Return whether a text is in traditional script: every twentieth character or more has a simplified form."""
    sample = text[:SAMPLE]
    return sum(a != b for a, b in zip(sample, folded(sample), strict=True)) * 20 > len(IS_HAN.findall(sample)) > 0


def _windows(text: str) -> Iterator[Span]:
    """Yield the stretches, ordered and disjoint, in which a damaged run may lie; of text that is odd all over, none."""
    start = end = places = 0
    for place in sorted(set(_suspicious(text))):
        here = _reach(text, place)
        if here.start <= end and here.end - start <= WINDOW:
            end, places = max(end, here.end), places + 1
            continue
        if 0 < places * HOPE <= end - start:
            yield Span(start, end)
        start, end, places = max(here.start, end), max(here.end, end), 1
    if 0 < places * HOPE <= end - start:
        yield Span(start, end)


def _reach(text: str, place: int) -> Span:
    """Return the part of a line around a place that a damaged run through it may take."""
    start = max(text.rfind("\n", max(0, place - REACH), place) + 1, place - REACH, 0)
    end = min(place + REACH, len(text))
    stop = text.find("\n", place, end)
    return Span(start, end if stop < 0 else stop)


def _suspicious(text: str) -> Iterator[int]:
    """Yield the places where a run may end or lie: lone letters that complete a common character, halves of pinyin
    brackets, two odd characters close together with what may end a run behind them.
    """
    for match in _LETTER.finditer(text):
        between = IS_HAN.match(text[match.end() : match.end() + 1]) and not match[0].isupper()
        before = both_bytes(_NARROW.get(text[match.start() - 1], text[match.start() - 1]))
        completes = before and is_common(character(before[1], _byte(match[0][0])))
        if between or completes or text[match.start() - 1] in "?？" or (match[1] and is_pinyin(match[1])):
            yield match.start()
    yield from (match.start() for match in _SLOT.finditer(text) if is_pinyin(match[1]))
    odd = "".join(sorted(c for c in set(text) if _is_odd(c)))
    if odd:
        found = f"[{re.escape(odd)}]"
        # 「砥砺奋进」 is odd twice, but nothing behind it could end a run.
        ends = f"(?=[^\\n]{{0,{REACH}}}[?？@-~€])"
        yield from (m.start() for m in re.finditer(f"{found}(?=[^\\n]{{0,3}}{found}){ends}", text))


def _is_odd(char: str) -> bool:
    if IS_HAN.match(char):
        return not is_common(char)
    if "\uff01" <= char <= "\uff5e":
        return char not in "，！（）：；？～％＋－．／＆" and not char.isdecimal()
    return "\u0370" <= char <= "\u04ff" or "\u2500" <= char <= "\u257f" or "\u3040" <= char <= "\u312f"


def _byte(letter: str) -> int:
    return 0x80 if letter == "€" else ord(letter)


def _items(text: str, window: Span) -> Iterator[Item]:
    at = window.start
    while at < window.end:
        item = _item(text, at, window.end)
        yield item
        at = item.span.end


def _item(text: str, at: int, end: int) -> Item:
    char = text[at]
    slot = _SLOT.match(text, at, end) if char in "?？" else None
    if slot and is_pinyin(slot[1]):
        return Item(Span(at, slot.end()), "?", mark=True, sound=slot[1])
    letter = _LETTER.match(text, at, end)
    if letter:
        sound = letter[1] if letter[1] and is_pinyin(letter[1]) else None
        return Item(Span(at, letter.end() if sound else at + 1), char, alone=_byte(char), sound=sound)
    wide = _NARROW.get(char, char)
    return Item(Span(at, at + 1), simple(char), pair=both_bytes(wide), mark=char in "?？")


def _runs(items: Sequence[Item], known: Known) -> tuple[tuple[int, int, str], ...]:
    """Return the damaged runs: first and last item, and the true characters."""
    walks = [Walk(0.0, "。")]
    for at in range(len(items)):
        walks = _kept([step for walk in walks for step in _steps(walk, at, items, known)])
    return _likeliest(items, [walk for walk in walks if walk.run is None]).done


def _kept(walks: Sequence[Walk]) -> list[Walk]:
    """Return the best walks, of each state one; the plain ones have seats of their own."""
    best: dict[tuple[object, ...], Walk] = {}
    for walk in walks:
        key = (walk.run[2] if walk.run else None, walk.last, walk.done)
        if key not in best or walk.score > best[key].score:
            best[key] = walk
    plain = nlargest(SEATS, (w for w in best.values() if w.run is None), key=lambda w: w.score)
    least = plain[0].score - HOPELESS
    return plain + nlargest(BEAM, (w for w in best.values() if w.run and w.score > least), key=lambda w: w.score)


def _likeliest(items: Sequence[Item], walks: Sequence[Walk]) -> Walk:
    """Return the best walk; among those that repair something, whole words have a say beside pairs of characters.

    Where two repairs are about as likely, or a run is long, nothing is repaired: a wrong sentence is worse than an
    unreadable one.
    """
    best = max(walks, key=lambda w: w.score)
    if not best.done:
        return best
    rivals = [walk for walk in walks if walk.done and walk.score > best.score - HOPELESS / 2]
    scores = [walk.score + _worded("".join(_read(items, walk.done))) for walk in rivals]
    first, *others = nlargest(2, zip(scores, range(len(rivals)), strict=True))
    winner = rivals[first[1]]
    clear = all(first[0] - score > CLEAR for score, _ in others)
    return winner if clear and all(len(new) <= LONGEST for _, _, new in winner.done) else Walk(0.0, winner.last)


def _worded(text: str) -> float:
    """Return the score of a simplified text as words and punctuation."""
    from djtext.repair.model import cut

    parts = _NOT_HAN.split(text)
    return sum(map(cut, parts)) + MARK * len(parts)


def _read(items: Sequence[Item], runs: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """Yield the pieces of the simplified text of a window with its runs repaired."""
    at = 0
    for first, last, new in runs:
        yield from (item.char for item in items[at:first])
        yield from map(simple, new)
        at = last + 1
    yield from (item.char for item in items[at:])


def _steps(walk: Walk, at: int, items: Sequence[Item], known: Known) -> Iterator[Walk]:
    """Yield the walks that take one more item."""
    item = items[at]
    if walk.run is not None:
        yield from _taken(walk, walk.run, at, items, known)
        return
    yield Walk(walk.score + _shown(walk.last, item), item.char, None, walk.done)
    if item.mark:
        heard = _heard(items, at, known) or ((0.0, ANY if item.sound else UNKNOWN),)
        yield from (Walk(walk.score + score, walk.last, (at, "", lead), walk.done) for score, lead in heard)
    if item.pair or item.alone:
        yield from _taken(walk, (at, "", UNKNOWN), at, items, known)


def _taken(walk: Walk, run: tuple[int, str, int], at: int, items: Sequence[Item], known: Known) -> Iterator[Walk]:
    """Yield the walks in which a run takes an item: its bytes complete the waiting one."""
    first, chars, waiting = run
    item = items[at]
    unseen = waiting == UNKNOWN and first == at
    if item.alone is not None:
        for score, new in _completed(walk.last, waiting, item.alone, unseen, known.traditional):
            sounds = known.agrees(new[-1], item.sound)
            yield Walk(walk.score + score + sounds, simple(new[-1]), None, (*walk.done, (first, at, chars + new)))
    elif item.pair:
        for score, new in _completed(walk.last, waiting, item.pair[0], unseen, known.traditional):
            grown = chars + new
            if len(grown) <= at - first + 1 + BRIDGES:
                yield Walk(walk.score + score, simple(new[-1]), (first, grown, item.pair[1]), walk.done)
    if item.mark and waiting >= 0:
        for score, new in _closed(walk.last, waiting, known.traditional):
            sounds = known.agrees(new, item.sound)
            yield Walk(walk.score + score + sounds, simple(new), None, (*walk.done, (first, at, chars + new)))


def _heard(items: Sequence[Item], at: int, known: Known) -> tuple[tuple[float, int], ...]:
    """Return the lost first bytes that left-over pinyin speaks for, each with its score.

    The pinyin sounds the character that this byte ended when it was read with the second byte before it: in 變為 =
    D783 9EE9 it is 83 9E, 優 (yōu).
    """
    before = items[at - 1].pair if at else None
    sound = items[at].sound
    if not before or not sound:
        return ()
    leads = (lead for lead in FIRST if known.agrees(character(before[1], lead), sound) > 0)
    return tuple((LOSS_AT_MARK + SOUNDS, lead) for lead in leads)


@lru_cache(maxsize=1 << 16)
def _completed(last: str, waiting: int, second: int, unseen: bool, traditional: bool) -> tuple[tuple[float, str], ...]:
    """Return the likeliest true characters that a waiting byte and the next byte make, with their scores: one, or two
    with a vanished pair of bytes between.
    """
    leads = (waiting,) if waiting >= 0 else (0xA1,) if unseen else FIRST
    whole = [
        (_loss(lead, waiting) + _score(last, c, traditional), c) for lead in leads if (c := character(lead, second))
    ]
    best = nlargest(6, whole)
    if best and best[0][0] > FLUENT:
        return tuple(best)
    bridged = _bridged(_before(last, waiting, unseen, traditional), second, traditional)
    return tuple(best + nlargest(6, bridged))


def _loss(lead: int, waiting: int) -> float:
    if waiting >= 0:
        return 0.0
    return LOSS_OF_FULL_STOP if lead == 0xA1 and waiting == UNKNOWN else LOSS_AT_MARK


@lru_cache(maxsize=1 << 14)
def _before(last: str, waiting: int, unseen: bool, traditional: bool) -> tuple[tuple[float, str, range], ...]:
    """Return the likeliest characters of a waiting byte and the first byte of a pair that vanished because no character
    stands at its code, with the second bytes that the pair may have had.
    """
    leads = (waiting,) if waiting >= 0 else (0xA1,) if unseen else FIRST
    made = [
        (_loss(lead, waiting) + _score(last, c, traditional), c, seconds)
        for lead in leads
        for empty, seconds in EMPTY
        if (c := character(lead, empty))
    ]
    return tuple(nlargest(12 if waiting < 0 and not unseen else 4, made, key=lambda m: m[:2]))


def _bridged(before: Sequence[tuple[float, str, range]], second: int, traditional: bool) -> Iterator[tuple[float, str]]:
    """Yield two true characters around a pair of bytes that vanished."""
    for score, char, seconds in before:
        for more, behind in _behind(simple(char), seconds, second, traditional):
            yield score + LOSS_OF_PAIR + more, char + behind


@lru_cache(maxsize=1 << 16)
def _behind(last: str, seconds: range, second: int, traditional: bool) -> tuple[tuple[float, str], ...]:
    """Return the likeliest characters of a vanished second byte and the byte behind it."""
    made = [(_score(last, c, traditional), c) for lead in seconds if (c := character(lead, second))]
    return tuple(nlargest(3, made))


@lru_cache(maxsize=1 << 14)
def _closed(last: str, waiting: int, traditional: bool) -> tuple[tuple[float, str], ...]:
    """Return the likeliest characters that a waiting byte made with a second one that is lost."""
    made = [(UNKNOWN_END + _score(last, c, traditional), c) for second in SECOND if (c := character(waiting, second))]
    return tuple(nlargest(4, made))


def _score(last: str, char: str, traditional: bool) -> float:
    plain = simple(char)
    foreign = (plain == char and not in_big5(char)) if traditional else plain != char
    return _likely(last, plain) + (OTHER_SCRIPT if foreign else 0.0)


def _shown(last: str, item: Item) -> float:
    """Return the score of an item as it shows."""
    if item.sound:
        return SLOT
    if item.alone is not None or (item.mark and item.char == "?"):
        return STRAY
    return _likely(last, item.char)


@lru_cache(maxsize=1 << 18)
def _likely(last: str, char: str) -> float:
    """Return how likely a character follows another: Han by the counts of words, other characters by their kind."""
    from djtext.repair.model import follows

    if char in _PUNCTUATION:
        score = MARK if char in "。，、,." else RARE_MARK
        return score if last not in _PUNCTUATION else score + MARK
    if IS_HAN.match(char):
        return follows(last, char)
    return SYMBOL if ord(char) > 0x7F else 2 * MARK
