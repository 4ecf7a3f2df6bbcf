"""What a text shows, character by character, as bytes of GBK that may be out of step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from djtext.repair.codes import both_bytes, simple
from djtext.repair.language import FIGURE, LETTER, WORD
from djtext.repair.pinyin import SYLLABLE, is_pinyin
from djtext.types import Span

NARROW = {c: chr(ord(c) + 0xFEE0) for c in ",;:!?()"}
"""Half-width signs that a converter may have made of full-width ones."""

SLOT = re.compile(rf"[?？]({SYLLABLE})[)）]")
"""`?yōu)`: a first byte took the bracket of a reading for its second one; both show as a question mark."""

MARKS = "?\ufffd"
"""What readers show for a byte or two that they cannot read."""

_SOUND = re.compile(rf"[(（]({SYLLABLE})[)）]")
_WIDE_LETTER = re.compile("[Ａ-Ｚａ-ｚ]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A character as it shows: its token, its two bytes if it has two, its byte if it may be a lone second one.

    `mark`: it may stand for a lost byte (`?`); `sound`: the reading that the pinyin step left behind a lost byte or a
    letter; `sign`: a half-width sign, behind which a run may end.
    """

    span: Span
    token: str
    pair: tuple[int, int] | None = None
    alone: int | None = None
    mark: bool = False
    sound: str | None = None
    sign: bool = False


def shown(text: str, start: int, stop: int) -> Iterator[Shown]:
    """Yield what the text shows from `start` on to `stop`."""
    at = start
    while at < stop:
        item = _item(text, at)
        yield item
        at = item.span.end


def _item(text: str, at: int) -> Shown:
    char = text[at]
    mark = char in MARKS
    slot = SLOT.match(text, at)
    if slot and is_pinyin(slot[1]):
        return Shown(Span(at, slot.end()), "?", mark=True, sound=slot[1])
    alone = byte(char)
    sound = _SOUND.match(text, at + 1) if alone is not None else None
    if sound and is_pinyin(sound[1]):
        return Shown(Span(at, sound.end()), LETTER, alone=alone, sound=sound[1])
    pair = both_bytes(NARROW.get(char, char))
    return Shown(Span(at, at + 1), _token(text, at), pair, alone, mark, sign=char in NARROW)


def _token(text: str, at: int) -> str:
    if _WIDE_LETTER.match(text[at]):
        return "\ufffd"
    plain = simple(text[at])
    if plain in "0123456789.%":
        return FIGURE
    if plain.isascii() and plain.isalpha():
        beside = text[max(0, at - 1) : at + 2]
        return WORD if sum(char.isascii() and char.isalpha() for char in beside) > 1 else LETTER
    return plain


def byte(char: str) -> int | None:
    """Return the lone second byte that a reader shows as an ASCII character from @ to ~, or as €; None for others.

    >>> byte("u"), byte("€"), byte("5")
    (117, 128, None)
    """
    if char == "€":
        return 0x80
    return ord(char) if "@" <= char <= "~" else None
