"""Candidates without a marker: paragraphs and clauses that the text makes members by their form alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from djtext.outline.clauses import clause_groups
from djtext.outline.headings import HEADING_RANK, heading_lines
from djtext.outline.markers import BREAK, RUN_IN, Marker
from djtext.outline.parallels import BARE_RANK, paragraph_groups

CLAUSE_RANK = RUN_IN + 5
"""Members inside a paragraph stand below everything."""


def bare(text: str, numbered: Sequence[Marker]) -> list[Marker]:
    """Return a candidate for each member without a marker in folded text; `numbered` are those that have one."""
    breaks = [m.end() - 1 for m in BREAK.finditer(text)]
    result = [
        _marker(line.start, k, "line", bisect_right(breaks, line.start), "heading-lines", 0, rank=HEADING_RANK)
        for k, line in enumerate(heading_lines(text, numbered), 1)
    ]
    numbered = sorted([*numbered, *result], key=lambda m: m.start)
    for starts in paragraph_groups(text, numbered):
        group = len(result)
        result += [_marker(s, k, "line", bisect_right(breaks, s), "paragraphs", group) for k, s in enumerate(starts, 1)]
    taken = {m.start for m in result} | {m.start for m in numbered}
    for starts, end, rule in clause_groups(text, [m.start for m in numbered]):
        if taken.isdisjoint(starts):
            group = len(result)
            result += [
                _marker(s, k, "stop", bisect_right(breaks, s), rule, group, end) for k, s in enumerate(starts, 1)
            ]
    return result


def _marker(
    start: int, ordinal: int, place: str, paragraph: int, rule: str, group: int, until: int = 0, rank: int = BARE_RANK
) -> Marker:
    rank = CLAUSE_RANK if until else rank
    return Marker(
        start, start, "bare", f"bare-{group}", rank, ordinal, place, paragraph, rule, group=group, until=until
    )
