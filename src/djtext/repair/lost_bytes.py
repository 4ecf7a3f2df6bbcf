"""GBK text that lost a byte: every character behind the loss is built from the wrong two bytes until the bytes are in step
again. `。考評` is A1A3 BFBC D475; without A1 it reads A3BF BCD4 75, `？荚u`.

`suspects` says where that may be, `decoding` what was meant; here it is decided which readings are sure enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from djtext.repair.decoding import Known, Reading, decoded
from djtext.repair.language import Language, tokens
from djtext.repair.shown import Shown, shown
from djtext.repair.suspects import SCRIPT, is_traditional, suspects
from djtext.types import Edit, Span

SURE = 0.9  # probability of a repair among all hypotheses that the search kept
UNLIKELY = 0.3  # what is less probable will not become sure by what the rest of the text tells
CONTEXT = 12  # characters before a stretch of which the last two tokens are taken


def lost_bytes(text: str, sounds: Mapping[str, frozenset[str]] | None = None) -> Iterator[Edit]:
    """Yield the ordered edits that put lost bytes of GBK text back.

    `sounds` gives the pinyin of characters where it is known: it makes a repair beside left-over pinyin certain.
    Real question marks, letters and rare characters stay: a place is changed only where one reading is plainly better
    Chinese than what shows and than all others.

    >>> [edit.new for edit in lost_bytes("窗口單位要認真落實責任?荚u辦法要公開")]
    ['。考評']
    """
    places = tuple(suspects(text))
    if not places:
        return
    language = Language(_sound(text, places))
    stretches = [_stretch(text, place, language, sounds or {}) for place in places]
    read = [_decoded(one) for one in stretches]
    first = [repair.true[0] for readings in read for probability, repair in readings if probability > SURE]
    stops = first.count("。")
    for stretch, readings in zip(stretches, read, strict=True):
        if first and any(UNLIKELY < probability <= SURE for probability, _ in readings):
            readings = _decoded(replace(stretch, known=stretch.known.having(stops, len(first) - stops)))
        yield from _edits(stretch.items, readings)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A suspicious stretch: its items, the two tokens before it, whether it ends its line, what is known around it."""

    items: tuple[Shown, ...]
    context: str
    ends: bool
    known: Known


def _stretch(text: str, place: Span, language: Language, sounds: Mapping[str, frozenset[str]]) -> _Stretch:
    around = text[max(0, place.start - SCRIPT) : place.end + SCRIPT]
    context = tokens(text[max(0, place.start - CONTEXT) : place.start].rpartition("\n")[2])[-2:]
    ends = text[place.end : place.end + 1] in ("", "\n")
    items = tuple(shown(text, place.start, place.end))
    return _Stretch(items, context, ends, Known(language, is_traditional(around), sounds))


def _decoded(one: _Stretch) -> tuple[Reading, ...]:
    return tuple(decoded(one.items, one.context, one.known, ends=one.ends))


def _edits(items: Sequence[Shown], readings: Iterable[Reading]) -> Iterator[Edit]:
    for probability, repair in readings:
        if probability > SURE:
            span = Span(items[repair.first].span.start, items[repair.last].span.end)
            yield Edit(span, repair.true, "gbk-lost-byte")


def _sound(text: str, places: Sequence[Span]) -> str:
    """Return the tokens of the text without the suspicious places."""
    parts, at = [], 0
    for place in places:
        parts.append(text[at : place.start])
        at = place.end
    return tokens("\n".join((*parts, text[at:])))
