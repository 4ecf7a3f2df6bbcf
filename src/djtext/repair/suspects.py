"""Where a run of characters built from the wrong bytes may be: the only places that are decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, zip_longest

from djtext.hanzi import HAN, folded
from djtext.repair.codes import is_common
from djtext.repair.pinyin import is_pinyin
from djtext.repair.shown import SLOT
from djtext.types import Span

BEFORE = 12  # characters before the first odd one in which a run may begin
BEHIND = 24  # characters behind an odd one in which the next is looked for; they also tell how the sentence goes on
SCRIPT = 60  # characters on either side that tell the script of a place
LONGEST = 2000  # characters of a stretch: odd text that goes on for longer is no report

LETTER = re.compile(r"[@-~€](?![@-~\u00c0-\u024f])(?<=(?:[^\x00-\x7f\s‘’》（]|[,;:!?)]).)")
SHORT, ENOUGH = 200, 0.3  # characters of a stretch that is read in any case; share of common ones in a longer one
CLOSE = 10  # characters from one odd character to the next that are too many to make both suspicious
HALVED = "；"  # the last byte of 。 and the first of 基; elsewhere a common sign, which makes nothing odd before it
BESIDE = 4  # characters behind it that are too many
ASKS = "?？"
HALVES = tuple("？?!;,:")
_SIGNS = re.compile("[,;:!?，。、；：？！…]")
_MARK = re.compile(r"[^\n]{0,3}[?？]")
_HAN = re.compile(f"[{HAN}]")


def suspects(text: str) -> Iterator[Span]:
    r"""Yield the stretches, each within a line, in order, that hold what sound text seldom does: two odd characters close
    together, a lone Latin letter behind a Chinese character, half of a pinyin bracket.

    >>> text = "认真落实责任。\n窗口單位要落實責任?荚u辦法\n好"
    >>> [span.of(text) for span in suspects(text)]
    ['窗口單位要落實責任?荚u辦法']
    """
    held: Span | None = None
    for at in _signs(text):
        start = max(at - BEFORE, text.rfind("\n", max(at - BEFORE, 0), at) + 1, 0)
        stop = text.find("\n", at, at + BEHIND)
        span = Span(start, min(at + BEHIND, len(text)) if stop < 0 else stop)
        if held and span.start <= held.end and span.end - held.start < LONGEST:
            held = Span(held.start, span.end)
            continue
        if held and _may_be_read(text, held):
            yield held
        if held:
            span = Span(max(span.start, held.end), span.end)
        held = span
    if held and _may_be_read(text, held):
        yield held


def _may_be_read(text: str, span: Span) -> bool:
    """Return whether a stretch is short, or holds enough common characters to be a report."""
    if span.end - span.start <= SHORT:
        return True
    common = sum(is_common(char) for char in span.of(text))
    return common > (span.end - span.start) * ENOUGH


def _signs(text: str) -> list[int]:
    slots = (match.start() for match in SLOT.finditer(text) if is_pinyin(match[1]))
    letters = (match.start() for match in LETTER.finditer(text))
    return sorted(chain(slots, letters, _oddities(text)))


def is_traditional(text: str) -> bool:
    """Return whether a text is in traditional script: every twentieth character or more has a simplified form.

    >>> is_traditional("責任制度"), is_traditional("责任制度")
    (True, False)
    """
    return sum(a != b for a, b in zip(text, folded(text), strict=True)) * 20 > len(_HAN.findall(text)) > 0


def _oddities(text: str) -> Iterator[int]:
    """Yield where two odd characters stand close together, or one beside a sign that a converter made half-width."""
    found = (match.start() for match in _odd().finditer(text))
    odd = [at for at in found if text[at] not in ASKS or _SIGNS.search(text[max(0, at - 1) : at + 2 : 2])]
    for at, following in zip_longest(odd, odd[1:], fillvalue=len(text) + CLOSE):
        near = 0 if text[following : following + 1] == HALVED else BESIDE if text[at] == HALVED else CLOSE
        beside = text[at] not in ASKS and (text[max(0, at - 1) : at] in HALVES or _MARK.match(text, at + 1))
        if beside or (following - at < near and "\n" not in text[at:following]):
            yield at


@cache
def _odd() -> re.Pattern[str]:
    """Return the pattern of an odd character: a rare one, a full-width letter, kana, Greek, box drawing, a question mark."""
    han = "".join(map(chr, range(0x4E00, 0x9FA6)))
    rare = "".join(c for c, plain in zip(han, folded(han), strict=True) if not is_common(plain))
    signs = "＂-＄＆-＇＊０-９；-＞＠-～\u0370-\u04ff\u2170-\u217f\u2474-\u257f\u3040-\u312f\ue000-\ue765\ufffd"
    return re.compile(f"[?？{rare}{signs}]")
