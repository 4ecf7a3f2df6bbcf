"""The headline of a unit."""

from __future__ import annotations

import re

from djtext.outline.markers import context
from djtext.types import Span

LONGEST_HEADLINE = 60
"""A first sentence up to this length with text behind it is a headline; a longer one is a run of clauses."""

_STOP = re.compile(r"[。:\n;]|$")
_CLAUSE = re.compile(r"[,。:\n;]|$")
_GAP = re.compile(r"(?<=\S)[ \t\u3000]+(?=\S)")


def title_span(text: str, body: int, end: int, *, heading: bool) -> Span:
    """Return the span of a unit's headline in folded text; `body` is where its marker ends, `end` where it ends.

    It runs to the first 。 or ： or line end; where the first sentence is all there is, or too long to be a headline,
    to the first ，. A heading that lost its line end stops at a gap, or where an opening of a body begins.
    """
    start = _start(text, body, end)
    stop = min(_search(_STOP, text, start, end), end)
    rest = text[stop + 1 : end].strip()
    headline = stop - start <= LONGEST_HEADLINE and bool(rest) and text[stop] != ";"
    if not headline:
        stop = _search(_CLAUSE, text, start, end)
    if heading:
        stop = _unglued(text, start, stop)
    while stop > start + 1 and text[stop - 1].isspace():
        stop -= 1
    return Span(start, max(stop, start))


def _search(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.search(text, start, end)
    return match.start() if match else end


def _start(text: str, body: int, end: int) -> int:
    while body < end and text[body] in " \t\u3000,、:;.\n":
        body += 1
    lead = context("lead", text[body : min(body + 6, end)])
    match = lead.pattern.match(text, body, end) if lead else None
    return match.end() if match and match.end() < end else body


def _unglued(text: str, start: int, stop: int) -> int:
    """Return the end of a heading whose body follows in the same line without a stop."""
    gap = _GAP.search(text, start + 4, stop) if stop - start > 12 else None
    if gap:
        return gap.start()
    rule = context("opening", text[start + 4 : min(start + 16, stop)]) if stop - start > 14 else None
    match = rule.pattern.search(text, start + 4, start + 16) if rule else None
    return match.start() if match else stop
