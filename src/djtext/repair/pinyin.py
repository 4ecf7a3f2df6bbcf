"""Pinyin in brackets behind a character, as readers for learners add it: 創(chuàng)先爭優(yōu)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from djtext.hanzi import HAN
from djtext.types import Edit, Span

_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
_BARE = str.maketrans(_MARKED + "ɡ", "aaaaeeeeiiiioooouuuu" + "vvvvv" + "nnnm" + "g")
_SYLLABLE = re.compile(
    r"(?:[bpmf]?(?:a|o|ai|ei|ao|ou|an|en|ang|eng)|[bpm]i(?:e|ao|u|an|n|ng)?|[bpmf]u|[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|"
    r"eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ve|ue)|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|"
    r"uai|ui|uan|un|uang)|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un|v|ve|van|vn)|(?:[zcs]h?|r)(?:a|e|i|"
    r"ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|y(?:a|e|ao|ou|an|in|ang|ing|ong|i|u|ue|uan|un|o)|w(?:a|"
    r"o|ai|ei|an|en|ang|eng|u)|e|er|n|ng|m)"
)
SYLLABLE = f"[a-zɡ{_MARKED}]{{1,6}}"
"""The shape of a syllable, as a pattern; `is_pinyin` tells whether it is one."""

_BRACKETED = re.compile(rf"[(（](?<=[{HAN}].) ?({SYLLABLE}) ?[)）]")
_TONED = re.compile(f"[{_MARKED}]")


def is_pinyin(syllable: str) -> bool:
    """Return whether the letters are one syllable of pinyin, with or without its tone mark.

    >>> is_pinyin("chuàng"), is_pinyin("yōu"), is_pinyin("de"), is_pinyin("wto")
    (True, True, True, False)
    """
    return len(_TONED.findall(syllable.replace("ü", "v"))) <= 1 and bool(_SYLLABLE.fullmatch(syllable.translate(_BARE)))


def pinyin(text: str) -> Iterator[Edit]:
    """Yield the edits that take out pinyin behind a character; syllables without a tone only where others have one.

    >>> [edit.span.of("創(chuàng)先(一)") for edit in pinyin("創(chuàng)先(一)")]
    ['(chuàng)']
    """
    found = [match for match in _BRACKETED.finditer(text) if is_pinyin(match[1])]
    found = [match for match in found if len(match[1]) > 1 or _TONED.match(match[1])]  # 甲(a)方 is no reading
    if any(_TONED.search(match[1]) for match in found):
        yield from (Edit(Span(*match.span()), "", "pinyin") for match in found)


def sounds(text: str) -> dict[str, frozenset[str]]:
    """Return the pinyin that a text itself gives to its characters.

    >>> sounds("創(chuàng)先爭優(yōu)")["優"]
    frozenset({'yōu'})
    """
    found: dict[str, set[str]] = {}
    for match in _BRACKETED.finditer(text):
        if is_pinyin(match[1]):
            found.setdefault(text[match.start() - 1], set()).add(match[1])
    return {char: frozenset(given) for char, given in found.items()}
