"""Headings without a number: short lines alone, above the paragraphs or lists of their section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from djtext.hanzi import SENTENCE_END
from djtext.outline.markers import Marker, context
from djtext.outline.parallels import kinds_of, rows
from djtext.types import Span

HEADING_RANK = 4
"""Headings without a number stand where 一、二、三、 would."""

EVEN = 2
"""Lengths of two headings that share nothing else differ by no more than this."""

_LINE = re.compile(r"[^\n]+")
_SHORT = re.compile(r"[ \t]*([^\s,。:;!?(\[【0-9][^,。:;!?\n]{3,21})[ \t]*")


def heading_lines(text: str, numbered: Sequence[Marker]) -> list[Span]:
    """Return the headings of a document in folded text that numbers no sections, or none if it has fewer than two.

    Each stands alone between a paragraph that is complete and one that has a sentence; two of them must be alike,
    more need not. A document whose sections are numbered (第一章, 一、) has none.
    """
    if any(m.rank <= HEADING_RANK and m.place == "line" for m in numbered):
        return []
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m[0].strip()]
    starts = {m.start for m in numbered}
    found = [
        line for (above, line), (_, below) in pairwise(pairwise(lines)) if _stands(text, above, line, below, starts)
    ]
    alike = len(found) > 2 or (len(found) > 1 and _alike([line.of(text).strip() for line in found]))
    return found if alike else []


def _stands(text: str, above: Span, line: Span, below: Span, starts: set[int]) -> bool:
    """Return whether a line is a heading by what it says and by what is above and below it."""
    match = _SHORT.fullmatch(text, line.start, line.end)
    if not match or match.start(1) in starts or any(r.pattern.search(match[1]) for r in rows("no-head")):
        return False
    complete = above.of(text).rstrip().rstrip("”)")[-1:] in SENTENCE_END
    return complete and any(c in SENTENCE_END for c in below.of(text))


def _alike(heads: Sequence[str]) -> bool:
    first, second = heads
    counted = all(context("count-in", head) for head in heads)
    return counted or bool(kinds_of(first) & kinds_of(second)) or abs(len(first) - len(second)) <= EVEN
