"""GBK text that lost a byte: every character behind the loss is built from the wrong two bytes until the bytes are in step
again. `。考評` is A1A3 BFBC D475; without A1 it reads A3BF BCD4 75, `？荚u`.

`suspects` says where that may be, `decoding` what was meant; here it is decided which readings are sure enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from djtext.repair.codes import IS_HAN, is_common
from djtext.repair.decoding import Known, Reading, decoded, may_begin
from djtext.repair.doubts import Doubt
from djtext.repair.language import Language, tokens
from djtext.repair.shown import SLOT, Shown, shown
from djtext.repair.suspects import SCRIPT, is_traditional, suspects
from djtext.types import Edit, Span

# Probabilities from which a repair is made. What a search did not keep makes the others seem likelier than they are.
# `SURE`: traditional text where 。 lost its byte, or a sign shows how, and nothing vanished; beside left-over pinyin.
SURE = 0.85
SURER = 0.99  # all other places
DAMAGED = 0.999  # probability that anything is damaged at a place, below which it is neither repaired nor doubted
UNLIKELY = 0.3  # what is less probable does not become sure by what the rest of the text tells
AROUND, OWN = 10_000, 50_000  # characters on either side, and in all, that tell how the text itself speaks
CONTEXT = 12  # characters before a stretch of which the last two tokens are taken


_REPORTS = Language()


class Finding(NamedTuple):
    """A place where bytes are out of step: the edit that would put it right, whether that is sure enough to be made, and
    whether it is more likely than all other readings together.
    """

    edit: Edit
    sure: bool
    likely: bool


def lost_bytes(text: str, sounds: Mapping[str, frozenset[str]] | None = None) -> Iterator[Edit]:
    """Yield the ordered edits that put lost bytes of GBK text back.

    `sounds` gives the pinyin of characters where it is known: it makes a repair beside left-over pinyin certain.
    Real question marks, letters and rare characters stay: a place is changed only where one reading is plainly better
    Chinese than what shows and than all others.

    >>> [edit.new for edit in lost_bytes("窗口單位要認真落實責任?荚u辦法要公開")]
    ['。考評']
    """
    return (finding.edit for finding in findings(text, sounds) if finding.sure)


def findings(text: str, sounds: Mapping[str, frozenset[str]] | None = None) -> tuple[Finding, ...]:
    """Return the places, in order, that are surely damaged: those whose reading is sure as well, and those where it is not."""
    return _found_in(text, tuple(sorted((sounds or {}).items())))


@lru_cache(maxsize=2)  # repair asks again of the text that it leaves as it is
def _found_in(text: str, heard: tuple[tuple[str, frozenset[str]], ...]) -> tuple[Finding, ...]:
    sounds = dict(heard)
    stretches = [one for one in (_stretch(text, place, sounds) for place in suspects(text)) if _may_begin(one)]
    if not stretches:
        return ()
    language = Language(_sound(text, [one.span for one in stretches]))
    stretches = [replace(one, known=replace(one.known, language=language)) for one in stretches]
    read = [_decoded(one) for one in stretches]
    all_of_them = [(stretch, one) for stretch, readings in zip(stretches, read, strict=True) for one in readings]
    sure = [one.repair.true[0] for stretch, one in all_of_them if _is_sure(stretch, one)]
    if sure:
        stops = sure.count("。")
        for at, stretch in enumerate(stretches):
            if any(one.probability > UNLIKELY and not _is_sure(stretch, one) for one in read[at]):
                read[at] = _decoded(replace(stretch, known=stretch.known.having(stops, len(sure) - stops)))
    return tuple(_found(stretch, one) for stretch, readings in zip(stretches, read, strict=True) for one in readings)


def unread(text: str) -> Iterator[Doubt]:
    """Yield the places of a repaired text where bytes are out of step and what was meant is not sure: rare characters in a
    row, or half of left-over pinyin, that mean nothing as they show.
    """
    for edit, sure, likely in findings(text):
        seen = edit.span.of(text)
        if not sure and (SLOT.match(seen) or any(IS_HAN.match(char) and not is_common(char) for char in seen)):
            yield Doubt(edit.span, "lost-byte", edit.new if likely else None, rule=edit.why)


def _is_sure(stretch: _Stretch, reading: Reading) -> bool:
    repair, first = reading.repair, stretch.items[reading.repair.first]
    plain = stretch.known.traditional and not repair.bridged and (repair.true[0] == "。" or first.sign)
    return reading.probability > (SURE if plain or first.sound else SURER)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A suspicious stretch: its items, the two tokens before it, whether it ends its line, what is known around it."""

    span: Span
    items: tuple[Shown, ...]
    context: str
    ends: bool
    known: Known


def _stretch(text: str, place: Span, sounds: Mapping[str, frozenset[str]]) -> _Stretch:
    around = text[max(0, place.start - SCRIPT) : place.end + SCRIPT]
    context = tokens(text[max(0, place.start - CONTEXT) : place.start].rpartition("\n")[2])[-2:]
    ends = text[place.end : place.end + 1] in ("", "\n")
    items = tuple(shown(text, place.start, place.end))
    return _Stretch(place, items, context, ends, Known(_REPORTS, is_traditional(around), sounds))


def _may_begin(one: _Stretch) -> bool:
    return may_begin(one.items, one.context, one.known.language)


def _decoded(one: _Stretch) -> tuple[Reading, ...]:
    readings = decoded(one.items, one.context, one.known, ends=one.ends)
    return tuple(reading for reading in readings if reading.damaged > DAMAGED)


def _found(stretch: _Stretch, reading: Reading) -> Finding:
    repair = reading.repair
    span = Span(stretch.items[repair.first].span.start, stretch.items[repair.last].span.end)
    return Finding(Edit(span, repair.true, "gbk-lost-byte"), _is_sure(stretch, reading), reading.probability > 0.5)


def _sound(text: str, places: Sequence[Span]) -> str:
    """Return the tokens of the text around the suspicious places."""
    at = max(0, places[0].start - AROUND)
    parts, last = [], min(at + OWN, places[-1].end + AROUND)
    for place in places:
        parts.append(text[at : min(place.start, last)])
        at = place.end
    return tokens("\n".join((*parts, text[at:last])))
