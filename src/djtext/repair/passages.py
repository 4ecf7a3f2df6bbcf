"""Two passages side by side: do they share their words, their script; did a paragraph stand above already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from djtext.hanzi import HAN, folded
from djtext.repair.essay_lines import Lines, rows

REACH = 600
"""Characters on either side of a line; with 300 they say little of their subject, with 1,000 no more."""

LEAST = 200
"""Characters below which a passage says nothing of its subject."""

KEY = 16
"""First characters of a paragraph by which it is known again."""

FOREIGN = 0.04
"""Share of traditional characters above which a passage is in traditional script (it has .2 and more; 著 alone less)."""


@dataclass(slots=True)
class Words:
    """The last line that began with certain words, those that a copy began with, whether the last paragraph returned."""

    above: dict[str, int] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)
    returned: bool = False


_OTHER = re.compile(f"[^{HAN}]+")


def likeness(text: str, at: int, since: int = 0) -> float | None:
    """Return the share of telling pairs that the passages of a folded text before and behind a place have in common.

    The one before begins at `since` or later. None where one of them is too short to say.

    >>> likeness("河道清淤要抓紧。" * 80, 320)
    1.0
    """
    before = _OTHER.sub("", text[max(at - REACH, since) : at])
    behind = _OTHER.sub("", text[at : at + REACH])
    if min(len(before), len(behind)) < LEAST:
        return None
    left, right = _pairs(before), _pairs(behind)
    return len(left & right) / (min(len(left), len(right)) or 1)


def _pairs(passage: str) -> set[str]:
    """Return the pairs of characters that tell something: 工作 stands in every report."""
    return {passage[at : at + 2] for at in range(len(passage) - 1)} - stock()


@cache
def stock() -> frozenset[str]:
    """Return the pairs of characters that say nothing of a subject."""
    return frozenset(pair for rule in rows("stock") for pair in rule.pattern.pattern.split("|"))


def selves(text: str, at: int, since: int = 0) -> Iterator[str]:
    """Yield whether those who speak before and behind a place of a folded text are others, or the same.

    >>> list(selves("我县清理河道。我院门诊搬迁。", 7))
    ['other-self']
    """
    pattern = rows("self")[0].pattern
    before = {*pattern.findall(text, max(at - 2 * REACH, since), at)}
    behind = {*pattern.findall(text, at, at + REACH)}
    if before and behind:
        yield "same-self" if before & behind else "other-self"


def other_script(text: str, at: int) -> bool:
    """Return whether the passage behind a place of a text is in the other script than the one before.

    >>> text = "創新機制。" * 40 + "创新机制。" * 80
    >>> other_script(text, 200), other_script(text, 400)
    (True, False)
    """
    left, right = _foreign(text[max(at - LEAST, 0) : at]), _foreign(text[at : at + LEAST])
    return min(left, right) < FOREIGN / 4 and max(left, right) > FOREIGN


@cache
def _traditional() -> re.Pattern[str]:
    """Return what finds a Han character that folding changes."""
    every = "".join(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))
    return re.compile("[" + "".join(a for a, b in zip(every, folded(every), strict=True) if a != b) + "]")


def _foreign(passage: str) -> float:
    """Return the share of traditional characters."""
    return len(_traditional().findall(passage)) / max(len(passage), 1)


def returns(lines: Lines, at: int, words: Words) -> bool:
    """Return whether a paragraph and the next stood above, where another line stood before them.

    Not where the paragraph before returns as well: a copy with its sections in another order is one essay.
    """
    key = lines.lines[at].text[:KEY]
    above, after = words.above.get(key), words.returned
    words.above[key] = at
    words.returned = above is not None
    if above is None or above == at - 1 or lines.text(above)[:REACH] != lines.lines[at].text[:REACH]:
        return False
    if key in words.first:
        return True
    following, there = lines.text(at + 1)[:KEY], lines.text(above + 1)[:KEY]
    if after or following != there or lines.text(at - 1)[-KEY:] == lines.text(above - 1)[-KEY:]:
        return False
    words.first.add(key)
    return True
