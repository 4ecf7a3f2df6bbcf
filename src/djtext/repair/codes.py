"""GBK as a table: bytes and characters, and which characters a text may be expected to hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from djtext.hanzi import HAN, folded

IS_HAN = re.compile(f"[{HAN}]")
SECOND = (*range(0x40, 0x7F), *range(0x80, 0xFF))
FIRST = range(0x81, 0xFF)
SIGNS = "，。、；：？！“”‘’《》（）—…"
"""Signs that a repair may bring back."""

FOREIGN = -3.0  # natural logarithms: a traditional character that is not a usual one: 颱 for 台


@lru_cache(maxsize=1 << 16)
def simple(char: str) -> str:
    """Return a character with script and width folded."""
    return folded(char)


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
def character(first: int, second: int) -> str:
    """Return the character of two bytes, or nothing if GBK has none."""
    if first < 0x81:
        return ""
    try:
        return bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def holes() -> Mapping[int, frozenset[int]]:
    """Return the first bytes of codes that have no character, with those of their second ones that can begin one."""
    found = {first: frozenset(second for second in FIRST if not character(first, second)) for first in FIRST}
    return {first: seconds for first, seconds in found.items() if seconds}


@lru_cache(maxsize=1 << 16)
def both_bytes(char: str) -> tuple[int, int] | None:
    """Return the two bytes of a character in GBK, None for one that has not two.

    Codes without a character show as one for private use in readers that keep them; GB 18030 says which.
    """
    try:
        code = char.encode("gb18030" if "\ue000" <= char <= "\ue765" else "gbk")
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
def usual(char: str) -> frozenset[str]:
    """Return the usual traditional characters of a simplified one, by the standards of three regions.

    >>> sorted(usual("组")), sorted(usual("为"))
    (['組'], ['為', '爲'])
    """
    return frozenset(table.get(char, char) for table in _usual())


@cache
def _usual() -> tuple[dict[str, str], ...]:
    from opencc import OpenCC

    chars = [chr(code) for code in range(0x4E00, 0x9FA6)]
    converted = (OpenCC(name).convert("\n".join(chars)).split("\n") for name in ("s2t", "s2tw", "s2hk"))
    return tuple(dict(zip(chars, one, strict=True)) for one in converted)


@cache
def fits(char: str, traditional: bool) -> float | None:
    """Return what a character that a repair brings back costs in a script, None if it has no place there: only common
    characters and signs have.
    """
    if char in SIGNS:
        return 0.0
    if not IS_HAN.match(char) or not is_common(char):
        return None
    if not traditional:
        return 0.0 if simple(char) == char else None
    if not in_big5(char):
        return None
    return 0.0 if char in usual(simple(char)) else FOREIGN


@cache
def with_second(second: int, traditional: bool) -> tuple[tuple[str, str, float], ...]:
    """Return the characters that fit a script and have a second byte, each folded and with what it costs."""
    return _fitting((character(first, second) for first in FIRST), traditional)


@cache
def with_first(first: int, traditional: bool) -> tuple[tuple[str, str, float], ...]:
    """Return the characters that fit a script and have a first byte, each folded and with what it costs."""
    return _fitting((character(first, second) for second in SECOND), traditional)


def _fitting(chars: Iterable[str], traditional: bool) -> tuple[tuple[str, str, float], ...]:
    priced = ((char, fits(char, traditional)) for char in chars if char)
    return tuple((char, simple(char), cost) for char, cost in priced if cost is not None)


@cache
def forms(token: str, traditional: bool) -> tuple[str, ...]:
    """Return the characters of GBK that a folded character may stand for in a script.

    >>> forms("发", False), forms("发", True)
    (('发',), ('發', '髮'))
    """
    return _forms(traditional).get(token, ())


@cache
def _forms(traditional: bool) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for char in (*SIGNS, *map(chr, range(0x4E00, 0x9FA6))):
        if both_bytes(char) and fits(char, traditional) is not None:
            found.setdefault(simple(char), []).append(char)
    return {token: tuple(chars) for token, chars in found.items()}
