"""Edits as values: the repaired text, its explanation and the way back all come from one list of `Edit`.

A list of edits is *ordered* when the spans rise and do not overlap; an insertion has an empty span.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from djtext.types import Edit, Span


@dataclass(frozen=True, slots=True)
class Way:
    """The way back from an edited text to its source, as runs: run i starts at `here[i]` in the edited text and at
    `there[i]` in the source, is `width[i]` source characters wide, and is copied (`kept[i]`) or replaced.
    """

    here: tuple[int, ...]
    there: tuple[int, ...]
    width: tuple[int, ...]
    kept: tuple[bool, ...]


def ordered(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits sorted by span.

    Raises:
        ValueError: two edits overlap.

    >>> [e.new for e in ordered([Edit(Span(4, 5), "乙", "x"), Edit(Span(0, 1), "甲", "x")])]
    ['甲', '乙']
    """
    result = tuple(sorted(edits, key=lambda edit: edit.span))
    for left, right in pairwise(result):
        if right.span.start < left.span.end:
            raise ValueError(f"edits overlap: {left} and {right}")
    return result


def applied(text: str, edits: Sequence[Edit], within: Span | None = None) -> str:
    """Return `text` (or the part `within`) with ordered edits carried out.

    >>> applied("創(chuàng)先", [Edit(Span(1, 9), "", "pinyin")])
    '創先'
    """
    whole = within or Span(0, len(text))
    parts: list[str] = []
    at = whole.start
    for edit in edits:
        parts += (text[at : edit.span.start], edit.new)
        at = edit.span.end
    parts.append(text[at : whole.end])
    return "".join(parts)


def way(edits: Sequence[Edit], within: Span) -> Way:
    """Return the way back from `applied(text, edits, within)` to `text`."""
    runs = [run for run in _runs(edits, within) if run.written]
    here, at = [], 0
    for run in runs:
        here.append(at)
        at += run.written
    return Way(
        tuple(here), tuple(r.start for r in runs), tuple(r.width for r in runs), tuple(r.edit is None for r in runs)
    )


def back(path: Way, span: Span) -> Span:
    """Return the source span of a span of the edited text: from its first character to the end of its last.

    What an edit wrote stands for all that the edit replaced; what an edit deleted before or behind stays outside.

    >>> path = way([Edit(Span(1, 9), "", "pinyin")], Span(0, 10))
    >>> back(path, Span(0, 1)), back(path, Span(1, 2))
    (Span(start=0, end=1), Span(start=9, end=10))
    """
    first = _source(path, span.start)
    if span.end <= span.start:
        return Span(first.start, first.start)
    return Span(first.start, _source(path, span.end - 1).end)


def _source(path: Way, at: int) -> Span:
    """Return the source range of one character of the edited text; past the last one, its end."""
    if not path.here:
        return Span(0, 0)
    run = max(bisect_right(path.here, at) - 1, 0)
    start, width = path.there[run], path.width[run]
    if not path.kept[run]:
        return Span(start, start + width)
    offset = min(at - path.here[run], width)
    return Span(start + offset, start + min(offset + 1, width))


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the source that an edited text copies (no `edit`) or replaces; `written` characters long there."""

    start: int
    width: int
    written: int
    edit: Edit | None = None


def _runs(edits: Sequence[Edit], within: Span) -> Iterator[_Run]:
    at = within.start
    for edit in edits:
        if edit.span.start > at:
            yield _Run(at, edit.span.start - at, edit.span.start - at)
        yield _Run(edit.span.start, edit.span.end - edit.span.start, len(edit.new), edit)
        at = edit.span.end
    if at < within.end:
        yield _Run(at, within.end - at, within.end - at)


@dataclass(frozen=True, slots=True)
class _Change:
    """An edit of either list: where it lies in the text between the two, and what it covers of the source."""

    middle: Span
    source: Span
    edit: Edit
    second: bool


def composed(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return one ordered list that does what `first` on `text`, then `second` on the result, do.

    Edits of both lists that touch the same characters become one whose `why` names both.

    >>> both = composed("創(chuàng)先", [Edit(Span(1, 9), "", "pinyin")], [Edit(Span(0, 2), "创先", "script")])
    >>> applied("創(chuàng)先", both), both[0].why
    ('创先', 'pinyin+script')
    """
    middle = applied(text, first)
    changes = sorted([*_first(text, first), *_second(text, first, second)], key=lambda c: (c.middle, c.second))
    groups: list[list[_Change]] = []
    reach = -1
    for change in changes:
        if change.middle.start < reach:
            groups[-1].append(change)
        else:
            groups.append([change])
        reach = max(reach, change.middle.end)
    return tuple(_one(middle, group) for group in groups)


def _first(text: str, first: Sequence[Edit]) -> Iterator[_Change]:
    at = 0
    for run in _runs(first, Span(0, len(text))):
        if run.edit:
            yield _Change(Span(at, at + run.written), run.edit.span, run.edit, second=False)
        at += run.written


def _second(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[_Change]:
    path = way(first, Span(0, len(text)))
    length = len(text) + sum(len(e.new) - (e.span.end - e.span.start) for e in first)
    for edit in second:
        if edit.span.start >= length:
            yield _Change(edit.span, Span(len(text), len(text)), edit, second=True)
        else:
            yield _Change(edit.span, back(path, edit.span), edit, second=True)


def _one(middle: str, group: Sequence[_Change]) -> Edit:
    """Return the one edit that does what a group of touching changes does."""
    if len(group) == 1 and not group[0].second:
        return group[0].edit
    here = Span(min(c.middle.start for c in group), max(c.middle.end for c in group))
    there = Span(min(c.source.start for c in group), max(c.source.end for c in group))
    new = applied(middle, [c.edit for c in group if c.second], here)
    return Edit(there, new, "+".join(dict.fromkeys(c.edit.why for c in sorted(group, key=lambda c: c.second))))
