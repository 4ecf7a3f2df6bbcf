"""What any reader of Chinese text needs: numerals, folding of script and width, sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from djtext.types import Span

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

NUMERAL = "[〇零一二三四五六七八九十百千两]"
"""One character of a Chinese numeral, as a pattern on folded text."""

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The ranges of Han characters, for use inside `[]`."""

SENTENCE_END = "。!?;"
"""Characters of folded text that end a clause which stands by itself."""

CLOSING = "”’)》】』」"

_LONE = re.compile("[\ud800-\udfff]")

_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
    ord("「"): "“",
    ord("」"): "”",
    ord("『"): "‘",
    ord("』"): "’",
    ord("﹔"): ";",
    ord("﹐"): ",",
    ord("︰"): ":",
    ord("．"): ".",
    ord("｡"): "。",
    ord("、"): "、",
}
_WIDE = re.compile(f"[{re.escape(''.join(map(chr, _WIDTH)))}]")


def ordinal(numeral: str) -> int:
    """Return the value of a numeral: Chinese below ten thousand, circled, or of digits.

    Raises:
        ValueError: the text is no numeral.

    >>> ordinal("二十一"), ordinal("③"), ordinal("12"), ordinal("一百零五")
    (21, 3, 12, 105)
    """
    if numeral.isdecimal():
        return int(numeral)
    if numeral in CIRCLED and len(numeral) == 1:
        return CIRCLED.index(numeral) + 1
    if not numeral or any(c not in DIGITS and c not in TENS for c in numeral):
        raise ValueError(f"no numeral: {numeral!r}")
    if not any(c in TENS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral))
    return _positional(numeral)


def _positional(numeral: str) -> int:
    total, digit = 0, 0
    for char in numeral:
        if char in TENS:
            total += (digit or 1) * TENS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


def numeral(value: int) -> str:
    """Return the Chinese numeral of a value from 1 to 99.

    >>> numeral(1), numeral(10), numeral(32)
    ('一', '十', '三十二')
    """
    if not 1 <= value <= 99:
        raise ValueError(f"no numeral here for {value}; it covers 1 to 99")
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else "〇一二三四五六七八九"[tens] + "十"
    return head + ("" if not ones else "〇一二三四五六七八九"[ones])


def folded(text: str) -> str:
    """Return `text` with script folded to simplified and width to ASCII, character by character, same length.

    Full-width ，：（） become `,:()`, corner brackets become curly quotes; 。 and 、 stay. The script table is OpenCC's
    t2s, which maps one character to one.

    >>> folded("（一）創新機制，「三個到位」")
    '(一)创新机制,“三个到位”'
    """
    try:
        simple = _converter().convert(text)
    except UnicodeEncodeError:  # OpenCC takes no half of a surrogate pair
        return folded(_LONE.sub("\ufffd", text))
    if len(simple) != len(text):  # not seen with t2s; a table of another make must not move spans
        simple = "".join(
            new if len(new) == 1 else old for old, new in zip(text, map(_converter().convert, text), strict=True)
        )
    for char in sorted(set(_WIDE.findall(simple))):  # twice as fast as str.translate: few of them occur
        simple = simple.replace(char, _WIDTH[ord(char)])
    return simple


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC("t2s")
    return converter


_SENTENCE = re.compile(rf"[^{SENTENCE_END}\n]*(?:[{SENTENCE_END}]+[{CLOSING}]*|\n+|$)")


def sentences(folded_text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the spans of the clauses that end in 。！？； or at a line end; together they tile the text.

    >>> [s.of("加强领导。落实责任;抓好") for s in sentences("加强领导。落实责任;抓好")]
    ['加强领导。', '落实责任;', '抓好']
    """
    whole = within or Span(0, len(folded_text))
    for match in _SENTENCE.finditer(folded_text, whole.start, whole.end):
        if match.end() > match.start():
            yield Span(match.start(), match.end())
