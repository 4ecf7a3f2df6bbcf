"""A table of contents at the head of a document repeats the outline; its lines open no units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from djtext.outline.markers import Marker, context
from djtext.types import Span

HEAD = 60
"""A table of contents begins among so many first lines."""

LINE = 50
"""Its lines are short."""

LONG_LINE = 1000
"""Below 目录, a line of several entries is no longer than this."""

ENTRIES = 200
"""It has no more lines than this."""

_BLANK = re.compile(r"\s+")
_TAIL = re.compile(r"[\s.…·\d()-]+$")


def contents(text: str, candidates: Sequence[Marker]) -> Span | None:
    """Return where the table of contents stands in folded text, or None.

    It is a block of short lines without 。, among the first ones, whose entries come again below; it is over where its
    first entry comes again. A line that says 目录 makes two returning entries enough; without it three are needed, and
    most of all.
    """
    lines = _lines(text)
    for cued in (True, False):
        for n, line in enumerate(lines[:HEAD]):
            first = context("contents", line.of(text)) is not None if cued else _opens(line, candidates)
            block = _block(text, lines, n, candidates, cued=cued) if first else None
            if block and _returns(text, candidates, block, cued=cued):
                return block
            if first and not cued:
                break
    return None


def _lines(text: str) -> list[Span]:
    result, at = [], 0
    for line in text.splitlines(keepends=True):
        result.append(Span(at, at + len(line)))
        at += len(line)
    return result


def _opens(line: Span, candidates: Sequence[Marker]) -> bool:
    return bool(candidates) and line.start <= candidates[0].start < line.end


def _block(text: str, lines: Sequence[Span], n: int, candidates: Sequence[Marker], *, cued: bool) -> Span:
    """Return the block of lines that begins with line n; below 目录 a line may hold several entries and be long."""
    starts = [m.start for m in candidates]
    last = n
    while last < min(len(lines), n + ENTRIES) and "。" not in lines[last].of(text):
        line = lines[last]
        several = bisect_left(starts, line.end) - bisect_left(starts, line.start) > 1
        if line.end - line.start > (LONG_LINE if cued and several else LINE):
            break
        last += 1
    block = Span(lines[n].start, lines[max(last - 1, n)].end)
    entries = [m for m in candidates if block.start <= m.start < block.end]
    keys = [_key(text, entries, i, block) for i in range(len(entries))]
    again = next((m.start for m, key in zip(entries[1:], keys[1:], strict=True) if key == keys[0]), block.end)
    return Span(block.start, again)


def _returns(text: str, candidates: Sequence[Marker], block: Span, *, cued: bool) -> bool:
    inside = [m for m in candidates if block.start <= m.start < block.end]
    keys = [_key(text, inside, i, block) for i in range(len(inside))]
    below = _BLANK.sub("", text[block.end :])
    back = sum(len(key) > 3 and key in below for key in keys)
    return back >= 2 if cued else back >= 3 and back * 10 >= len(keys) * 6


def _key(text: str, entries: Sequence[Marker], i: int, block: Span) -> str:
    """Return an entry without page number and spaces (「第一章　总　则……1」), cut after eight characters."""
    marker = entries[i]
    end = text.find("\n", marker.start, block.end)
    end = min(block.end if end < 0 else end, *(m.start for m in entries[i + 1 : i + 2]), block.end)
    line = _BLANK.sub("", _TAIL.sub("", text[marker.start : end]))
    return line[: marker.end - marker.start + 8]
