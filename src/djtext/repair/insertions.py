"""Text that was put into sentences against copying: letters without sense, signatures of sites, rare characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from djtext import lexicon
from djtext.hanzi import HAN
from djtext.repair.doubts import Doubt
from djtext.repair.model import LONGEST, words
from djtext.repair.scan import Scan
from djtext.repair.tears import TORN, tear
from djtext.rules import Rule
from djtext.types import Span

OFTEN = 3  # times that a string must stand in mid-sentence before it may be taken out
TRIED = 12  # places of a string at which the words around are asked
LONG = 40  # characters of the longest string that is looked at: matching stays in proportion
BEFORE = 12  # characters of a signature around the address in it
RARE = 4  # uncommon characters that make a flood
NEAR = 6  # characters on either side that tell whether a word is torn

_HAN = re.compile(f"[{HAN}]")
_CHINESE = re.compile(f"[{HAN}]+")
_SIGNS = re.compile(r"[$#^|\\&@]{2,}")
_SIGN = re.compile(r"[$#^|\\]")
_WORD = re.compile("[a-z]*[aeiou][a-z]*", re.IGNORECASE)
_CAPITALS = re.compile("[0-9]*[A-Z]+[0-9]*")
_MIXTURE = re.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).*(?:[A-Za-z][0-9]+[A-Za-z]|[0-9][A-Za-z]+[0-9]).*")


def insertions(folded: str, scan: Scan, odd: Sequence[Span]) -> Iterator[Doubt]:
    """Yield what was put into sentences; certain is a string in mid-sentence again and again that tears words apart.

    >>> found = insertions("加强领1hT4x导", Scan((), (), ()), [Span(3, 8)])
    >>> [(d.kind, d.new) for d in found]
    [('inserted-text', '')]
    """
    inside = [span for span in odd if _inside(folded, span)]
    yield from _strings(folded, inside, signed=False)
    yield from _strings(folded, [span for span in _signatures(folded, odd) if _inside(folded, span)], signed=True)
    yield from _floods(folded, scan)


def _inside(folded: str, span: Span) -> bool:
    """Return whether Han characters stand on both sides."""
    return bool(_HAN.match(folded[span.start - 1 : span.start]) and _HAN.match(folded[span.end : span.end + 1]))


def _strings(folded: str, spans: Sequence[Span], *, signed: bool) -> Iterator[Doubt]:
    """Yield the strings that are without sense, sign for a site, or tear words."""
    places: dict[str, list[Span]] = {}
    for span in spans:
        places.setdefault(span.of(folded), []).append(span)
    for string, all_of in places.items():
        if not signed and not _is_strange(string):
            continue
        strange = is_signature(string) if signed else is_senseless(string)
        rule = ("signature" if signed else "jumble") if strange else "torn-word"
        certain = len(all_of) >= OFTEN and _tears_often(folded, all_of)
        for at, span in enumerate(all_of):
            if certain or strange or (at < TRIED and _tears(folded, span)):
                yield Doubt(span, "inserted-text", "", certain, rule)


def is_signature(string: str) -> bool:
    """Return whether a string says whose site the text was taken from; a mere address does not.

    >>> is_signature("本资料来自小舟文库"), is_signature("www.example.com")
    (True, False)
    """
    return any(rule.pattern.match(string) for rule in lexicon.table("insertions") if rule.gives == "signature")


def _is_strange(string: str) -> bool:
    """Return whether a string may be without sense: no abbreviation, no number with its unit, no word, no dash."""
    plain = string.isascii() and 1 < len(string) <= LONG
    return plain and not _CAPITALS.fullmatch(string) and not _WORD.fullmatch(string)


def is_senseless(string: str) -> bool:
    """Return whether letters, digits and signs are a jumble by their looks.

    >>> is_senseless("1hT4x"), is_senseless("$##$"), is_senseless("iPhone15"), is_senseless("H7N9")
    (True, True, False, False)
    """
    if _SIGNS.fullmatch(string) or len(_SIGN.findall(string)) > 1:
        return True
    worded = any(len(part) > 2 and _WORD.fullmatch(part) for part in re.findall("[a-z]+", string))
    return len(string) > 3 and not worded and bool(_MIXTURE.fullmatch(string))


def _tears(folded: str, span: Span) -> bool:
    """Return whether the words say that a span stands inside a word."""
    before = folded[max(0, span.start - NEAR) : span.start].rsplit("\n", 1)[-1]
    return tear(before, folded[span.end : span.end + NEAR].split("\n", 1)[0]) > TORN


def _tears_often(folded: str, spans: Sequence[Span]) -> bool:
    """Return whether a string stands inside words so often that it is no word of the text; most need one look at three.

    What is put in at random falls into a word at two places of five.
    """
    if not any(_tears(folded, span) for span in spans[:OFTEN]):
        return False
    tried = spans[:TRIED]
    torn = sum(_tears(folded, span) for span in tried)
    return torn > 1 and 4 * torn >= len(tried)


def _signatures(folded: str, odd: Sequence[Span]) -> list[Span]:
    """Return the signatures of sites; an address takes in the words that stand with it everywhere."""
    whole: list[Span] = []
    letters = " ".join(span.of(folded) for span in odd)
    found = [
        span
        for rule in lexicon.table("insertions")
        if any(need in (letters if rule.gives == "site" else folded) for need in rule.more["needs"])
        for span in _rows(folded, rule)
    ]
    for span in sorted(found):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(span.end, whole[-1].end))
        else:
            whole.append(span)
    return whole


def _rows(folded: str, rule: Rule) -> list[Span]:
    spans = [Span(*match.span()) for match in rule.pattern.finditer(folded)]
    return _widened(folded, spans) if rule.gives == "site" else spans


def _widened(folded: str, spans: Sequence[Span]) -> list[Span]:
    """Return addresses with the words before and behind that all places of one have in common."""
    places: dict[str, list[Span]] = {}
    for span in spans:
        places.setdefault(span.of(folded), []).append(span)
    result: list[Span] = []
    for same in places.values():
        before = _common([folded[max(0, s.start - BEFORE) : s.start][::-1] for s in same])
        behind = _common([folded[s.end : s.end + BEFORE] for s in same])
        result += (Span(s.start - before, s.end + behind) for s in same)
    return result


def _common(texts: Sequence[str]) -> int:
    """Return how many Han characters all of several texts begin with; none if there is one text only."""
    length = 0
    for chars in zip(*texts, strict=False) if len(texts) > 1 else ():
        if len(set(chars)) > 1 or not _HAN.match(chars[0]):
            break
        length += 1
    return length


def _floods(folded: str, scan: Scan) -> Iterator[Doubt]:
    """Yield runs of uncommon characters that are no words: 「贠龘靐齉」."""
    group: list[int] = []
    for at, following in pairwise((*scan.uncommon, len(folded) + LONGEST)):
        group.append(at)
        if following - at > 2 or not _CHINESE.fullmatch(folded[at:following]):
            if len(group) >= RARE and not _is_worded(folded, group):
                yield Doubt(Span(group[0], group[-1] + 1), "flooding", None, rule="uncommon-characters")
            group = []


def _is_worded(folded: str, group: Sequence[int]) -> bool:
    """Return whether words of the dictionary explain all but a few of the characters: 「魑魅魍魉」 is one."""
    covered: set[int] = set()
    for at in range(group[0] - 1, group[-1] + 1):
        for length in range(2, 5):
            if folded[at : at + length] in words():
                covered.update(range(at, at + length))
    return len(group) - len(covered.intersection(group)) < RARE
