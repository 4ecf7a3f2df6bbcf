"""Members without a marker that are paragraphs: headlines in parallel, and openings that paragraphs repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from djtext import lexicon
from djtext.outline.markers import RUN_IN, Marker
from djtext.rules import Rule

BARE_RANK = 12
"""Bare members stand below every numbered heading and above run-in lists."""

LONGEST = 30
"""A headline without a marker is short: beyond this it is an ordinary sentence."""

_HEAD = re.compile(r"[ \t]*([^。:;!?\n]{2,40})([。:]?)")


@dataclass(frozen=True, slots=True)
class Headline:
    """A line that may open a member: its start, the paragraph's number, the headline, and how it stands.

    `alone` says that nothing follows in the line; `kinds` are the rows of the table that know it.
    """

    start: int
    paragraph: int
    text: str
    alone: bool
    stop: str
    kinds: frozenset[str]
    opening: str


@cache
def rows(gives: str) -> tuple[Rule, ...]:
    """Return the rows of the table of parallels with that meaning."""
    return tuple(rule for rule in lexicon.table("parallels") if rule.gives == gives)


def opening(text: str) -> Rule | None:
    """Return the row whose opening a member has, or None.

    >>> opening("从认识上看,仍有差距。").name
    'aspect-from'
    """
    return next((rule for rule in rows("opening") if rule.pattern.match(text)), None)


def paragraph_groups(text: str, numbered: Sequence[Marker]) -> Iterator[list[int]]:
    """Yield the starts of the members of each list of parallel paragraphs in folded text.

    A numbered heading at a line's start ends a list.
    """
    taken = {m.paragraph for m in numbered if m.place == "line"}
    bars = {m.paragraph for m in numbered if m.place == "line" and m.rank < RUN_IN}
    region: list[Headline | None] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number in bars:
            yield from _groups(region)
            region = []
        elif line.strip():
            region.append(None if number in taken else _headline(line, at, number))
        at += len(line) + 1
    yield from _groups(region)


def _headline(line: str, at: int, number: int) -> Headline | None:
    match = _HEAD.match(line)
    begin = len(line) - len(line.lstrip())
    opener = opening(line[begin : begin + 90])
    head = match[1].rstrip() if match else ""
    if not match or (not match[2] and match.end() < len(line.rstrip())):
        head = ""
    kinds = frozenset(
        r.gives for g in ("action", "lack", "gain", "noun", "label") for r in rows(g) if r.pattern.search(head)
    )
    if not opener and (not head or len(head) > LONGEST or any(r.pattern.search(head) for r in rows("no-head"))):
        return None
    alone = bool(match) and match.end() >= len(line.rstrip())
    return Headline(at + begin, number, head, alone, match[2] if match else "", kinds, opener.name if opener else "")


def _groups(region: Sequence[Headline | None]) -> Iterator[list[int]]:
    """Yield the lists of one region between headings."""
    for led, members in groupby(region, key=lambda h: h is not None and not h.alone):
        if led:
            yield from _runs([h for h in members if h is not None])
    alone = [h for h in region if h is not None and h.alone]
    last = region[-1] if region else None
    if last is not None and last in alone:
        alone.remove(last)
    yield from _lonely(alone, region)


def _runs(led: Sequence[Headline]) -> Iterator[list[int]]:
    """Yield lists of paragraphs in a row that open with a headline, or with the same opening."""
    for name, members in groupby(led, key=lambda h: h.opening):
        found = list(members)
        if name and len(found) > 1:
            yield [h.start for h in found]
        elif not name and parallel(found := _core(found)):
            yield [h.start for h in found]


def _core(heads: Sequence[Headline]) -> list[Headline]:
    """Return a run of headlines without an introduction before it and a closing behind it, which are of no kind."""
    lengths = sorted(len(h.text) for h in heads)
    fits = [bool(h.kinds) or len(h.text) == lengths[len(lengths) // 2] for h in heads]
    if True not in fits:
        return []
    return list(heads[fits.index(True) : len(fits) - fits[::-1].index(True)])


def parallel(heads: Sequence[Headline]) -> bool:
    """Return whether headlines look alike enough to be members of one list."""
    if len(heads) < 2:
        return False
    shared = max(
        (sum(kind in h.kinds for h in heads) for kind in ("action", "lack", "gain", "noun", "label")), default=0
    )
    lengths = [len(h.text) for h in heads]
    even = max(lengths) - min(lengths) <= 2
    suffix = len({h.text[-2:] for h in heads}) == 1
    if len(heads) == 2:
        return (shared == 2 and max(lengths) <= 24) or suffix
    return shared * 10 >= len(heads) * 6 or even or suffix


def _lonely(alone: Sequence[Headline], region: Sequence[Headline | None]) -> Iterator[list[int]]:
    """Yield lists of headlines that have a line of their own, with the member's text in the lines below."""
    for suffix in sorted({h.text[-2:] for h in alone}):
        same = [h for h in alone if h.text[-2:] == suffix and "noun" in h.kinds]
        if len(same) > 2 and len({len(h.text) for h in same}) <= 2:
            yield [h.start for h in same]
            return
    acts = [h for h in alone if "action" in h.kinds and "," not in h.text]
    if len(acts) > 1 and len(region) >= 2 * len(acts):
        yield [h.start for h in acts]
