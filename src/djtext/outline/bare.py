"""Candidates without a marker: paragraphs and clauses that the text makes members by their form alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from djtext.outline.clauses import clause_groups
from djtext.outline.headings import HEADING_RANK, heading_lines
from djtext.outline.markers import BREAK, RUN_IN, Marker
from djtext.outline.parallels import BARE_RANK, LONGEST, paragraph_groups, rows
from djtext.types import Span

PROVISION = "。;:"
"""An article with one of these in its first paragraph is more than a heading."""

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
    law = provisions(text, numbered)
    sure = {"announced", *(r.name for r in rows("opening") if r.more.get("strong"))}
    for starts in paragraph_groups(text, numbered):
        if not _inside(law, starts[0]) or _acts(text, starts):
            group = len(result)
            result += [
                _marker(s, k, "line", bisect_right(breaks, s), "paragraphs", group) for k, s in enumerate(starts, 1)
            ]
    taken = {m.start for m in result} | {m.start for m in numbered}
    for starts, end, rule in clause_groups(text, [m.start for m in numbered]):
        if taken.isdisjoint(starts) and (rule in sure or not _inside(law, starts[0])):
            group = len(result)
            result += [
                _marker(s, k, "stop", bisect_right(breaks, s), rule, group, end) for k, s in enumerate(starts, 1)
            ]
    return result


def provisions(text: str, numbered: Sequence[Marker]) -> list[Span]:
    """Return where articles stand that are provisions, not headings (第三条 考核办法, alone in its line).

    A law numbers its members: paragraphs of an article that look alike (省人民政府……。市人民政府……。) are none, unless
    they say what to do, as no law does: another text has begun below the last article.
    """
    high = [m for m in numbered if m.rank <= HEADING_RANK]
    bounds = [*(m.start for m in high), len(text)]
    return [
        Span(m.start, end)
        for m, end in zip(high, bounds[1:], strict=True)
        if m.style == "article" and any(c in PROVISION for c in text[m.end : end].lstrip().partition("\n")[0])
    ]


def _acts(text: str, starts: Sequence[int]) -> bool:
    return all(any(r.pattern.match(text[s : s + LONGEST]) for r in rows("action")) for s in starts)


def _inside(spans: Sequence[Span], at: int) -> bool:
    n = bisect_right(spans, at, key=lambda s: s.start)
    return n > 0 and at < spans[n - 1].end


def _marker(
    start: int, ordinal: int, place: str, paragraph: int, rule: str, group: int, until: int = 0, rank: int = BARE_RANK
) -> Marker:
    rank = CLAUSE_RANK if until else rank
    return Marker(
        start, start, "bare", f"bare-{group}", rank, ordinal, place, paragraph, rule, group=group, until=until
    )
