"""The headline of a unit."""

from __future__ import annotations

import re

from djtext.outline.markers import context
from djtext.types import Span

LONGEST_HEADLINE = 60
"""A first sentence up to this length with text behind it is a headline; a longer one is a run of clauses."""

_STOP = re.compile(r"[。:\n;]|$")
_CLAUSE = re.compile(r"[,。:\n;]|$")
_BRACKET = re.compile(r"\([^()]*\)[。;]?")
_GAP = re.compile(r"(?<=\S)[ \t\u3000]+(?=\S)")


def title_span(text: str, body: int, end: int, inner: int, *, heading: bool, clauses: int) -> Span:
    """Return the span of a unit's headline in folded text.

    `body` is where its marker ends, `end` where it ends, `inner` where its first member begins, `clauses` how many its
    headline may have. The headline runs to the first 。 or ： or line end; where the first sentence is all there is, or too long or too rich in clauses to be a
    headline, to the first ，. A heading that lost its line end stops at a gap, or where an opening of a body begins.
    """
    start = _start(text, body, min(end, inner) if inner > body else end)
    reach = min(end, inner) if inner > start else end
    stop = _search(_STOP, text, start, reach)
    if heading:
        stop = _unglued(text, start, stop)
    if not _headline(text, start, stop, end, clauses):
        stop = min(stop, _first_clause(text, start, reach))
    elif text[stop] == ":":
        stop = _without_tail(text, start, stop)
    while stop > start + 1 and (text[stop - 1].isspace() or text[stop - 1] in ",、"):
        stop -= 1
    return Span(start, max(stop, start))


def _headline(text: str, start: int, stop: int, end: int, clauses: int) -> bool:
    """Return whether a first sentence stands above a body rather than being all or the run of clauses.

    A bracket behind it, (1.5分), is no body.
    """
    behind = text[stop + 1 : min(stop + 20, end)].strip()
    if not behind or (stop + 20 > end and _BRACKET.fullmatch(behind)):
        return False
    return (
        stop - start <= LONGEST_HEADLINE
        and text[stop] != ";"
        and text.count(",", start, stop) < clauses + (text[stop] == ":")
    )


def _without_tail(text: str, start: int, stop: int) -> int:
    """Return the end of a headline without a last clause that only leads to a list (主要表现为：)."""
    comma = text.rfind(",", start + 1, stop)
    return comma if comma > 0 and context("tail", text[comma + 1 : stop]) else stop


def _first_clause(text: str, start: int, end: int) -> int:
    """Return the end of the first clause; of the second where the first only announces a cause (究其原因,…)."""
    stop = _search(_CLAUSE, text, start, end)
    if text[stop : stop + 1] == "," and context("cause-lead", text[start:stop]):
        stop = _search(_CLAUSE, text, stop + 1, end)
    return stop


def _search(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.search(text, start, end)
    return match.start() if match else end


def _start(text: str, body: int, end: int) -> int:
    while body < end and text[body] in " \t\u3000,、:;.\n":
        body += 1
    lead = context("lead", head := text[body : min(body + 6, end)])
    match = lead.pattern.search(head) if lead else None
    return body + match.end() if match and body + match.end() < end else body


def _unglued(text: str, start: int, stop: int) -> int:
    """Return the end of a heading whose body follows in the same line without a stop."""
    gap = _GAP.search(text, start + 4, stop) if stop - start > 12 else None
    if gap:
        return gap.start()
    rule = context("opening", text[start + 4 : min(start + 16, stop)]) if stop - start > 14 else None
    match = rule.pattern.search(text, start + 4, start + 16) if rule else None
    return match.start() if match else stop
