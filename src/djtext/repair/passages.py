"""Two passages side by side: do they share their words, their script; did a paragraph stand above already."""

from __future__ import annotations

import re

from djtext.hanzi import HAN
from djtext.repair.essay_lines import Lines

REACH = 600
"""Characters on either side of a line; with 300 they say little of their subject, with 1,000 no more."""

LEAST = 200
"""Characters below which a passage says nothing of its subject."""

KEY = 16
"""First characters of a paragraph by which it is known again."""

FOREIGN = 0.04
"""Share of traditional characters above which a passage is in traditional script (it has .2 and more; 著 alone less)."""

_OTHER = re.compile(f"[^{HAN}]+")


def likeness(folded: str, at: int, since: int = 0) -> float | None:
    """Return the share of character pairs that the passages before and behind a place have in common.

    The one before begins at `since` or later. None where one of them is too short to say.

    >>> likeness("河道清淤要抓紧。" * 40, 160)
    1.0
    """
    before = _OTHER.sub("", folded[max(at - REACH, since) : at])
    behind = _OTHER.sub("", folded[at : at + REACH])
    if min(len(before), len(behind)) < LEAST:
        return None
    left, right = _pairs(before), _pairs(behind)
    return len(left & right) / min(len(left), len(right))


def _pairs(passage: str) -> set[str]:
    return {passage[at : at + 2] for at in range(len(passage) - 1)}


def other_script(text: str, folded: str, at: int) -> bool:
    """Return whether the passage behind a place is in the other script than the one before."""
    left, right = _foreign(text, folded, max(at - LEAST, 0), at), _foreign(text, folded, at, at + LEAST)
    return min(left, right) < FOREIGN / 4 and max(left, right) > FOREIGN


def _foreign(text: str, folded: str, start: int, end: int) -> float:
    """Return the share of characters that folding changed to another Han character."""
    mine, theirs = text[start:end], folded[start:end]
    if mine == theirs or not mine:
        return 0.0
    return sum(a != b and b > "\u3400" and a < "\uff00" for a, b in zip(mine, theirs, strict=True)) / len(mine)


def returns(lines: Lines, at: int, words: dict[str, int]) -> bool:
    """Return whether a paragraph and the next stood above, and what stood before this one there was another line.

    `words` holds the last line at which each paragraph's first words stood; the paragraph is added to it.
    """
    key = lines.lines[at].text[:KEY]
    above = words.get(key)
    words[key] = at
    if above is None or lines.text(above)[:REACH] != lines.lines[at].text[:REACH]:
        return False
    following, there = lines.text(at + 1)[:KEY], lines.text(above + 1)[:KEY]
    return following == there and lines.text(at - 1)[-KEY:] != lines.text(above - 1)[-KEY:]
