"""Members without a marker that are paragraphs: headlines in parallel, and openings that paragraphs repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby

from djtext import lexicon
from djtext.outline.markers import RUN_IN, Marker
from djtext.rules import Rule

BARE_RANK = 12
"""Bare members stand below every numbered heading and above run-in lists."""

LABEL_BAR, LABELLED = 5, 10
"""Ranks of the headings that end a list of labels: 编 to （一）, and 问题一：."""

LONGEST = 30
"""A headline without a marker is short: beyond this it is an ordinary sentence."""

KINDS = ("action", "lack", "gain", "noun", "quoted", "label")
"""What the table can say of a headline."""

NEAR = 2
"""A headline of no kind at either end of a list is a member if its length differs from the median by no more."""

LABEL = 12
"""A label before a colon, or one of two headlines of equal length, is no longer than this."""

_HEAD = re.compile(r"[ \t]*([^。:;!?\n]{2,40})([。:]?)")
_CLAUSE = re.compile(r"[ \t]*([^,。:;!?\n]{4,14})(,)")


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

    @property
    def labels(self) -> bool:
        """Whether it names a part of an item (原因：)."""
        return self.stop == ":" and "label" in self.kinds


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

    A numbered heading at a line's start ends a list; a list of labels (原因：… 措施：…) is ended by high ones only, since
    its members hold numbered lists of their own.
    """
    taken = {m.paragraph for m in numbered if m.place == "line"}
    bars = {m.paragraph: m.rank for m in numbered if m.place == "line" and m.rank < RUN_IN}
    region: list[Headline | None] = []
    labels: list[Headline | None] = []
    at, number = 0, -1
    for line in text.split("\n"):
        number += bool(line.strip()) or number < 0
        rank = bars.get(number, RUN_IN)
        if rank < RUN_IN:
            yield from _groups(region)
            region = []
        if rank <= LABEL_BAR or rank == LABELLED:
            yield from _labelled(labels)
            labels = []
        if rank == RUN_IN and _counts(line):
            head = None if number in taken else _headline(line, at, number)
            (labels if head and head.labels else region).append(head)
        at += len(line) + 1
    yield from _groups(_unclosed(region))
    yield from _labelled(labels)


def _unclosed(region: Sequence[Headline | None]) -> Sequence[Headline | None]:
    """Return the last region of a document without a closing paragraph that is like the headlines above by chance.

    「仓库虽小，学问不小。」 below 「加强清点，守住家底。」 is no third measure.
    """
    *others, last = region or [None]
    heads = [h for h in others if h is not None and not h.opening]
    if last is None or last.kinds or last.opening or len(heads) < 2:
        return region
    known = sum(bool(h.kinds) for h in heads) * 2 > len(heads)
    odd = all(abs(len(last.text) - len(h.text)) > 1 for h in heads[-2:])
    odd = odd or last.text.find(",") not in {h.text.find(",") for h in heads}
    return others if known or odd else region


def _counts(line: str) -> bool:
    """Return whether a line is a paragraph of its own: not empty, and no remark on the member above it."""
    return bool(line.strip()) and not any(r.pattern.search(line) for r in rows("aside"))


def _labelled(labels: Sequence[Headline | None]) -> Iterator[list[int]]:
    if len(labels) > 1:
        yield [h.start for h in labels if h]


def _headline(line: str, at: int, number: int) -> Headline | None:
    """Return how a line may open a member: by a headline, by a short first clause, or by a known opening."""
    begin = len(line) - len(line.lstrip())
    body = line.rstrip()
    opener = opening(line[begin : begin + 90])
    match = _HEAD.match(body)
    if match and (not match[2] and match.end() < len(body)):
        match = None
    alone = match is not None and match.end() >= len(body)
    if not match or len(match[1]) > LONGEST or (alone and "," in match[1]):
        match = _CLAUSE.match(body) or match
    head = match[1].rstrip() if match and len(match[1]) <= LONGEST else ""
    stop = match[2] if match else ""
    kinds = kinds_of(head)
    if not opener and (not head or _excluded(head, stop, kinds)):
        return None
    alone = match is not None and match.end() >= len(body)
    return Headline(at + begin, number, head, alone, stop, kinds, opener.name if opener else "")


def _excluded(head: str, stop: str, kinds: frozenset[str]) -> bool:
    """Return whether a headline is none: a connective, a lead, a line of data, or the title of a document."""
    tables = (("no-head", head), ("no-list", head + stop), *(() if "action" in kinds else (("no-title", head),)))
    return any(r.pattern.search(said) for gives, said in tables for r in rows(gives))


def kinds_of(head: str) -> frozenset[str]:
    """Return what the table says of a headline.

    >>> sorted(kinds_of("健全轮岗机制"))
    ['action', 'noun']
    """
    return frozenset(kind for kind in KINDS if any(r.pattern.search(head) for r in rows(kind)))


def _groups(region: Sequence[Headline | None]) -> Iterator[list[int]]:
    """Yield the lists of one region between headings."""
    for led, members in groupby(region, key=lambda h: h is not None and bool(h.opening or not h.alone)):
        if led:
            yield from _runs([h for h in members if h is not None])
    alone = [h for h in region if h is not None and h.alone and not h.opening]
    last = region[-1] if region else None
    if last is not None and last in alone:
        alone.remove(last)
    yield from _lonely(alone, region)


def _runs(led: Sequence[Headline]) -> Iterator[list[int]]:
    """Yield lists of paragraphs in a row that open with a headline, a clause, or the same opening."""
    for name, members in groupby(led, key=lambda h: h.opening):
        found = list(members)
        if name:
            parts = [found] if len(found) > 1 else []
        elif _clauses_alike(found):
            parts = [found]
        else:
            parts = [list(part) for _, part in groupby(found, key=lambda h: h.stop == ",")]
            parts = [next((c for c in map(partial(_core, part), (NEAR, 0)) if _alike(c)), []) for part in parts]
        for part in filter(None, parts):
            yield [h.start for h in part]


def _alike(heads: Sequence[Headline]) -> bool:
    return _clauses_alike(heads) if heads[0].stop == "," else parallel(heads)


def _clauses_alike(heads: Sequence[Headline]) -> bool:
    """Return whether paragraphs that open with a short clause, not a headline, are members: of one kind and even."""
    if len(heads) < 2:
        return False
    lengths = [len(h.text) for h in heads]
    kind = max(sum(k in h.kinds for h in heads) for k in ("action", "lack", "gain"))
    return kind * 4 >= len(heads) * 3 and max(lengths) - min(lengths) <= (5 if len(heads) > 2 else 1)


def _core(heads: Sequence[Headline], near: int) -> list[Headline]:
    """Return a run of headlines without an introduction before it and a closing behind it: they are of no kind, and
    their length differs from the median by more than `near`.
    """
    if len(heads) < 3:
        return list(heads)
    lengths = sorted(len(h.text) for h in heads)
    fits = [bool(h.kinds) or abs(len(h.text) - lengths[len(lengths) // 2]) <= near for h in heads]
    return list(heads[fits.index(True) : len(fits) - fits[::-1].index(True)])


def parallel(heads: Sequence[Headline]) -> bool:
    """Return whether headlines look alike enough to be members of one list."""
    if len(heads) < 2:
        return False
    shared = max(sum(kind in h.kinds for h in heads) for kind in KINDS)
    lengths = [len(h.text) for h in heads]
    even = max(lengths) - min(lengths) <= 2 or _mostly_even(lengths)
    clauses = {h.text.find(",") for h in heads}
    if len(heads) > 2 and len(clauses) == 1 and clauses != {-1}:
        return True
    shape = any(
        len({h.text[part] for h in heads}) == 1 for part in (slice(-2, None), slice(3 if len(heads) == 2 else 2))
    )
    if all(h.stop == ":" for h in heads) and max(lengths) <= LABEL:
        return True
    if len(heads) == 2:
        return (shared == 2 and max(lengths) <= 24) or shape or (max(lengths) == min(lengths) <= LABEL)
    return shared * 10 >= len(heads) * 6 or even or shape


def _mostly_even(lengths: Sequence[int]) -> bool:
    """Return whether three quarters of four headlines and more are of one length, give or take one."""
    middle = sorted(lengths)[len(lengths) // 2]
    return len(lengths) > 3 and sum(abs(n - middle) < 2 for n in lengths) * 4 >= len(lengths) * 3


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
