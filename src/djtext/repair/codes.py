"""GBK as a table: bytes and characters, and which characters a text may be expected to hold."""

from __future__ import annotations

import re
from functools import cache

from djtext.hanzi import HAN, folded

IS_HAN = re.compile(f"[{HAN}]")
SECOND = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def is_common(char: str) -> bool:
    """Return whether a character, simplified, is one of the 3755 of GB 2312's first level.

    >>> is_common("層"), is_common("鶎")
    (True, False)
    """
    try:
        code = simple(char).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


@cache
def simple(char: str) -> str:
    """Return a character in simplified script."""
    return folded(char) if IS_HAN.match(char) else char


@cache
def character(first: int, second: int) -> str:
    """Return the character of two bytes, or nothing if GBK has none."""
    if first < 0x81:
        return ""
    try:
        return bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def empty() -> tuple[tuple[int, frozenset[int]], ...]:
    """Return the first bytes of codes that have no character, with those of their second ones that can begin one."""
    found = ((lead, frozenset(s for s in range(0x81, 0xFF) if not character(lead, s))) for lead in range(0x81, 0xFF))
    return tuple((lead, seconds) for lead, seconds in found if seconds)


@cache
def both_bytes(char: str) -> tuple[int, int] | None:
    """Return the two bytes of a character in GBK, None for one that has not two."""
    try:
        code = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (code[0], code[1]) if len(code) == 2 else None


@cache
def in_big5(char: str) -> bool:
    """Return whether traditional text may hold the character: 软 is simplified only."""
    try:
        return bool(char.encode("big5"))
    except UnicodeEncodeError:
        return False


@cache
def common_with(second: int, traditional: bool) -> tuple[str, ...]:
    """Return the common Han characters of a script that have a second byte."""
    made = (character(first, second) for first in range(0x81, 0xFF) if first != 0xA1)
    return tuple(
        char
        for char in made
        if char and IS_HAN.match(char) and is_common(char) and (in_big5(char) if traditional else simple(char) == char)
    )


@cache
def usual(char: str) -> str:
    """Return the usual traditional character of a simplified one.

    >>> usual("组"), usual("同")
    ('組', '同')
    """
    return _usual().get(char, char)


@cache
def _usual() -> dict[str, str]:
    from opencc import OpenCC

    chars = [chr(code) for code in range(0x4E00, 0x9FA6)]
    converted = OpenCC("s2t").convert("\n".join(chars)).split("\n")
    return dict(zip(chars, converted, strict=True))
