"""Where units end: with their item, which is not always where the paragraph or the next marker is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from djtext.hanzi import SENTENCE_END
from djtext.outline.markers import context

_NEWLINE = re.compile(r"\n")


@dataclass(slots=True)
class Item:
    """A unit in the making: `start`, `body` (behind its marker), its list, its place in it, its parent's index.

    `inline` members keep to their paragraph, `until` is where a list is known to be over, `long` ones (条) may always run
    on over paragraphs.
    """

    start: int
    body: int
    run: int
    place: int
    parent: int | None
    inline: bool
    until: int = 0
    long: bool = False
    limit: int = 0
    end: int = 0


def limited(items: Sequence[Item], length: int) -> None:
    """Set each item's `limit`: the start of the next item that is not inside it. Items come in order of start."""
    open_items: list[int] = []
    for i, item in enumerate(items):
        while open_items and item.parent != open_items[-1]:
            items[open_items.pop()].limit = item.start
        open_items.append(i)
    for i in open_items:
        items[i].limit = length


def ended(text: str, items: Sequence[Item]) -> None:
    """Set each item's `end`; `limited` has run. `text` is folded text.

    A member ends where the next one begins. The last member of a list has no next one: it ends with its own
    paragraph if it or its siblings keep to one paragraph, before the lead of another list, and before a paragraph
    that sums the list up.
    """
    lines = [0, *(m.end() for m in _NEWLINE.finditer(text))]
    children: list[list[int]] = [[] for _ in items]
    members: dict[int, list[int]] = {}
    for i, item in enumerate(items):
        members.setdefault(item.run, []).append(i)
        if item.parent is not None:
            children[item.parent].append(i)
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        inner = max((items[c].end for c in children[i]), default=item.body)
        siblings = members[item.run]
        if siblings[-1] != i:
            item.end = max(_trimmed(text, item.start, item.limit), inner)
            continue
        item.end = max(_last(text, items, item, siblings, lines, inner), inner)


def _last(text: str, items: Sequence[Item], item: Item, siblings: Sequence[int], lines: list[int], inner: int) -> int:
    """Return the end of the last member of a list."""
    limit = item.limit
    if item.until:
        return _trimmed(text, item.start, min(item.until, limit))
    if limit < len(text) and _line(lines, limit) == _line(lines, max(inner - 1, item.start)):
        return _trimmed(text, item.start, before_lead(text, max(inner, item.body), limit))
    others = [items[s] for s in siblings[:-1]]
    if item.inline and others and all(_clause(text, o) for o in others):
        stop = text.find("。", max(inner, item.body), limit)
        limit = stop + 1 if stop >= 0 else limit
    if item.inline or (
        not item.long and others and all(_line(lines, o.start) == _line(lines, _back(text, o.limit)) for o in others)
    ):
        limit = min(limit, _line_end(text, lines, max(item.start, inner - 1)))
        limit = _unbracketed(text, item.start, limit) if item.inline else limit
    elif item.parent is None and limit == len(text) and inner > item.body and others:
        limit = _closing(text, _line_end(text, lines, inner - 1))
    return _trimmed(
        text,
        item.start,
        _without_summary(text, item, max(inner, min(limit, _line_end(text, lines, item.start))), limit, lines),
    )


def _clause(text: str, item: Item) -> bool:
    """Return whether a member is one clause before the next: it ends in ; and holds no 。."""
    return text[_back(text, item.limit)] == ";" and text.find("。", item.start, item.limit) < 0


def _unbracketed(text: str, start: int, end: int) -> int:
    """Return `end` without a bracket that follows the last sentence: (责任单位:…) speaks of the whole list."""
    end = _trimmed(text, start, end)
    while text[end - 1] == ")":
        opening = text.rfind("(", start, end)
        if opening <= start or text[opening - 1] not in "。)":
            return end
        end = opening
    return end


def _closing(text: str, at: int) -> int:
    """Return where the last heading's text ends when its last member ends at `at`: what follows closes the document,
    unless it says that it adds to the heading (此外,…).
    """
    return len(text) if context("besides", text[at + 1 : at + 41]) else at


def before_lead(text: str, start: int, limit: int) -> int:
    """Return where the sentence that leads to what stands at `limit` begins, if it announces it; else `limit`."""
    trimmed = _back(text, limit) + 1
    if trimmed <= start or text[trimmed - 1] not in ":：":
        return limit
    at = trimmed - 2
    while at > start and text[at] not in SENTENCE_END + "\n":
        at -= 1
    return at + 1 if at > start else limit


def _without_summary(text: str, item: Item, start: int, limit: int, lines: list[int]) -> int:
    """Return `limit`, or the start of the first paragraph behind `start` that sums up or closes."""
    at = bisect_right(lines, start)
    while at < len(lines) and lines[at] < limit:
        line = text[lines[at] : min(lines[at] + 40, limit)]
        if (
            context("summary", line)
            or context("closing", line)
            or (item.parent is not None and context("besides", line))
        ):
            return lines[at]
        at += 1
    return limit


def _line(lines: list[int], at: int) -> int:
    return bisect_right(lines, at)


def _line_end(text: str, lines: list[int], at: int) -> int:
    n = bisect_right(lines, at)
    return lines[n] - 1 if n < len(lines) else len(text)


def _back(text: str, at: int) -> int:
    """Return the place of the last character before `at` that is no space."""
    at -= 1
    while at > 0 and text[at].isspace():
        at -= 1
    return at


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
