"""Where a run of characters built from the wrong bytes may end: the only places at which lost bytes are searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from djtext.hanzi import HAN, folded
from djtext.repair.codes import both_bytes, character, is_common
from djtext.repair.pinyin import SYLLABLE, is_pinyin

REACH = 44  # characters behind the first odd ones in which an unmarked run ends
DENSE = 9  # text with more places than this within reach of one another is no report
AROUND = 60  # characters on either side that tell the script of a place
NARROW = {c: chr(ord(c) + 0xFEE0) for c in ",;:!?()"}

LETTER = re.compile(rf"(?<=[^\x00-\x7f\s‘’》（]|[,;:!?)])[@-~€](?![@-~\u00c0-\u024f])(?:[(（]({SYLLABLE})[)）])?")
SLOT = re.compile(rf"[?？]({SYLLABLE})[)）]")
_MARK = re.compile(r"[？ -@\[-`{-~\n]")
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class End:
    """A place where a run may end: before or with the character at `at`; `traditional` tells the script around it."""

    at: int
    traditional: bool


def ends(text: str) -> Iterator[End]:
    """Yield the places where a damaged run may end, in order.

    A second byte below 0x80 that stands alone as a letter: only traditional characters have such. Half of a pinyin
    bracket. Behind two odd characters close together the next half-width character or line end.

    >>> [end.at for end in ends("窗口單位要認真落實責任?荚u辦法")]
    [13]
    """
    places = sorted(_letters(text) | _slots(text) | _halves(text))
    for at, place in enumerate(places):
        if at >= DENSE and place - places[at - DENSE] < REACH:
            continue
        yield End(place, is_traditional(text[max(0, place - AROUND) : place + AROUND]))


def _letters(text: str) -> set[int]:
    return {
        match.start()
        for match in LETTER.finditer(text)
        if is_traditional(text[max(0, match.start() - AROUND) : match.start() + AROUND])
        and (_completes(text, match) or _between(text, match))
    }


def _completes(text: str, match: re.Match[str]) -> bool:
    """Return whether the letter makes a common character of the byte before it."""
    before = both_bytes(NARROW.get(text[match.start() - 1], text[match.start() - 1]))
    return before is not None and is_common(character(before[1], byte(match[0][0])))


def _between(text: str, match: re.Match[str]) -> bool:
    """Return whether the letter stands between characters or at a mark: it may be all that is left of one."""
    return bool(_HAN.match(text[match.end() : match.end() + 1])) or text[match.start() - 1] in "?？" or bool(match[1])


def _slots(text: str) -> set[int]:
    return {match.start() for match in SLOT.finditer(text) if is_pinyin(match[1])}


def _halves(text: str) -> set[int]:
    """Return the places behind odd characters where a lone byte may have become a question mark, or nothing."""
    found = set()
    for match in _odd().finditer(text):
        mark = _MARK.search(text, match.end(), match.end() + REACH)
        if mark:
            found.add(mark.start())
    return found


def is_traditional(text: str) -> bool:
    """Return whether a text is in traditional script: every twentieth character or more has a simplified form.

    >>> is_traditional("責任制度"), is_traditional("责任制度")
    (True, False)
    """
    return sum(a != b for a, b in zip(text, folded(text), strict=True)) * 20 > len(_HAN.findall(text)) > 0


def byte(letter: str) -> int:
    """Return the byte that a reader showed as a letter."""
    return 0x80 if letter == "€" else ord(letter)


@cache
def _odd() -> re.Pattern[str]:
    """Return the pattern of two odd characters close together: rare ones, full-width letters, kana, Greek, box drawing."""
    han = "".join(map(chr, range(0x4E00, 0x9FA6)))
    rare = "".join(c for c, plain in zip(han, folded(han), strict=True) if not is_common(plain))
    signs = "＂-＄＆-＇＊０-９；-＞＠-～\u0370-\u04ff\u2500-\u257f\u3040-\u312f"
    odd = f"(?:[{rare}{signs}]|[?？](?=[,;:!?，。、；：？！])|(?<=[,;:!?。…？！；：，])[?？])"
    return re.compile(f"{odd}(?=[^\\n]{{0,8}}{odd})")
