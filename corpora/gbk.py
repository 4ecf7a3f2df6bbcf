"""What becomes of text when its GBK bytes are cut, stretched or replaced without regard to where characters begin.

A stream is the bytes of a text, each with the place of its character, with bytes taken out and characters put in;
`seen` reads it as readers of GBK do and gives the damage as `Edit`s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from djtext.types import Edit, Span

NARROWED = {0xA1: "!", 0xA8: "(", 0xA9: ")", 0xAC: ",", 0xBA: ":", 0xBB: ";", 0xBF: "?"}
"""Full-width marks A3A1, A3A8, … and what a converter makes of them, also where A3 and A1 belong to two characters."""


@dataclass(frozen=True)
class Byte:
    """One byte of the character at `place`, or an inserted character, whose `place` is None."""

    value: int
    place: int | None
    inserted: str = ""


def stream(text: str) -> list[Byte]:
    """Return the GBK bytes of a text; `?` for what GBK has not."""
    return [Byte(value, place) for place, char in enumerate(text) for value in char.encode("gbk", errors="replace")]


def inserted(text: str) -> list[Byte]:
    """Return characters that a converter put in."""
    return [Byte(ord(char) if char.isascii() else 0, None, char) for char in text]


def seen(text: str, data: Sequence[Byte], why: str, *, mark: bool) -> Iterator[Edit]:
    """Yield what turns `text` into what the stream reads as. Codes without a character vanish; a byte that finds no
    partner becomes `?` if `mark`, else vanishes.
    """
    done, start, parts = 0, 0, list[str]()
    for shown, taken in _characters(data, mark=mark):
        place = taken[0].place
        if place is not None and place >= done and shown == text[place] and _whole(text[place], taken):
            if parts or place > done:
                yield Edit(Span(done, place), "".join(parts), why)
            done, parts = place + 1, []
        else:
            parts.append(shown)
        start += len(taken)
    if parts or done < len(text):
        yield Edit(Span(done, len(text)), "".join(parts), why)


def _whole(char: str, taken: Sequence[Byte]) -> bool:
    own = all(byte.place == taken[0].place for byte in taken)
    return own and len(taken) == len(char.encode("gbk", errors="replace"))


def _characters(data: Sequence[Byte], *, mark: bool) -> Iterator[tuple[str, Sequence[Byte]]]:
    at = 0
    while at < len(data):
        shown, width = _character(data, at, "?" if mark else "")
        yield shown, data[at : at + width]
        at += width


def _character(data: Sequence[Byte], at: int, lone: str) -> tuple[str, int]:
    """Return the character that a reader shows for the bytes from `at` on, and how many it takes."""
    first = data[at]
    if first.inserted or first.value < 0x80:
        return first.inserted or chr(first.value), 1
    if first.value == 0x80:
        return "€", 1
    following = data[at + 1] if at + 1 < len(data) else None
    if following is None or (following.inserted and following.inserted != "("):
        return lone, 1
    if following.inserted:
        return "?", 2  # the reader takes the bracket for the second byte: 變?yōu)榫W狀
    if following.value < 0x40 or following.value == 0x7F:
        return lone, 1
    return bytes((first.value, following.value)).decode("gbk", errors="ignore")[:1], 2
