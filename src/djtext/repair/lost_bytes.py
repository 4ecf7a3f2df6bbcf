"""GBK text that lost a byte: every character behind the loss is built from the wrong two bytes until the bytes are in step
again. `。考評` is A1A3 BFBC D475; without A1 it reads A3BF BCD4 75, `？荚u`.

`suspects` says where that may be, `decoding` what was meant; here it is decided which readings are sure enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp

from djtext.repair.decoding import InStep, Known, Repair, decoded
from djtext.repair.language import Language, tokens
from djtext.repair.shown import Shown, shown
from djtext.repair.suspects import SCRIPT, is_traditional, suspects
from djtext.types import Edit, Span

SURE = 0.9  # probability of a repair among all hypotheses that the search kept
GAIN = 2.0  # natural logarithms by which the best hypothesis must beat the text as it shows
DUMP: list = []
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
    for place in places:
        around = text[max(0, place.start - SCRIPT) : place.end + SCRIPT]
        yield from _repairs(text, place, Known(language, is_traditional(around), sounds or {}))


def _sound(text: str, places: Sequence[Span]) -> str:
    """Return the tokens of the text without the suspicious places."""
    parts, at = [], 0
    for place in places:
        parts.append(text[at : place.start])
        at = place.end
    return tokens("\n".join((*parts, text[at:])))


def _repairs(text: str, place: Span, known: Known) -> Iterator[Edit]:
    items = tuple(shown(text, place.start, place.end))
    context = tokens(text[max(0, place.start - CONTEXT) : place.start].rpartition("\n")[2])[-2:]
    ends = text[place.end : place.end + 1] in ("", "\n")
    for repair in _certain(items, decoded(items, context, known, ends=ends)):
        span = Span(items[repair.first].span.start, items[repair.last].span.end)
        yield Edit(span, repair.true, "gbk-lost-byte")


def _certain(items: Sequence[Shown], hypotheses: Sequence[InStep]) -> Iterator[Repair]:
    """Yield the repairs of the best hypothesis that nearly all of the probability agrees on."""
    best = max(hypotheses)
    weights = [exp(one.score - best.score) for one in hypotheses]
    for repair in best.repairs:
        share = sum(w for w, one in zip(weights, hypotheses, strict=True) if repair in one.repairs)
        DUMP.append((repair, share / sum(weights), best.score - max((o.score for o in hypotheses if not o.repairs), default=best.score - 99)))
        if share > SURE * sum(weights):
            yield repair
