"""A table of contents at the head of a document repeats the outline; its lines open no units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from djtext.outline.markers import Marker, context
from djtext.types import Span

HEAD = 60
"""A table of contents begins among so many first lines."""

LINE = 50
"""Its lines are short."""

ENTRIES = 200
"""It has no more lines than this."""

_TAIL = re.compile(r"[\s.…·\d()-]+$")


def contents(text: str, candidates: Sequence[Marker]) -> Span | None:
    """Return where the table of contents stands in folded text, or None.

    It is a block of short lines without 。, among the first ones, whose entries come again below. A line that says
    目录 makes two returning entries enough; without it three are needed, and most of all.
    """
    lines = _lines(text)
    for cued in (True, False):
        for n, line in enumerate(lines[:HEAD]):
            first = context("contents", line.of(text)) is not None if cued else _opens(line, candidates)
            block = Span(line.start, _reach(text, lines, n)) if first else None
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


def _reach(text: str, lines: Sequence[Span], n: int) -> int:
    """Return the end of the block of short lines that begins with line n."""
    last = min(len(lines), n + ENTRIES)
    while n < last and lines[n].end - lines[n].start <= LINE and "。" not in lines[n].of(text):
        n += 1
    return lines[n - 1].end if n else 0


def _returns(text: str, candidates: Sequence[Marker], block: Span, *, cued: bool) -> bool:
    inside = [m for m in candidates if block.start <= m.start < block.end]
    keys = [_key(text, m, block) for m in inside]
    back = sum(len(key) > 3 and text.find(key, block.end) >= 0 for key in keys)
    return back >= 2 if cued else back >= 3 and back * 10 >= len(keys) * 6


def _key(text: str, marker: Marker, block: Span) -> str:
    end = text.find("\n", marker.start, block.end)
    line = text[marker.start : block.end if end < 0 else end]
    return _TAIL.sub("", line)[: marker.end - marker.start + 8]
