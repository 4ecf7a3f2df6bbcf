"""Members without a marker inside a paragraph: announced lists by ；, repeated openings, a lone cause sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from djtext.outline.lists import declared
from djtext.outline.markers import context
from djtext.outline.parallels import opening, rows
from djtext.types import Span

MANY = 60
"""No list inside a paragraph has more members; the bound keeps the search linear."""

_HEAD = re.compile(r"([^,。;:!?\n]{4,12}),")
_NAME = re.compile(r"“[^”。,;:!?\n]{1,10}”[^”。,;:!?\n]{2}")
_ROW = re.compile(r"([^,。;:!?\n]{3,14})[,:]")
_OPEN = {"(": ")", "“": "”", "《": "》", "[": "]", "【": "】"}
_CUT = re.compile(f"[。;!?:{re.escape(''.join([*_OPEN, *_OPEN.values()]))}]")


def clause_groups(text: str, taken: Sequence[int]) -> Iterator[tuple[list[int], int, str]]:
    """Yield each list inside a paragraph of folded text: the starts of its members, its end, and the rule.

    `taken` are the starts of numbered candidates; where one stands inside, the text numbers its members itself.
    """
    at = 0
    marks = sorted(taken)
    low = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        high = low
        while high < len(marks) and marks[high] < end:
            high += 1
        yield from _line(text, Span(at, end), marks[low:high])
        low, at = high, end


def _line(text: str, line: Span, marks: Sequence[int]) -> Iterator[tuple[list[int], int, str]]:
    reach = line.start
    parts = _parts(text, line)
    for n, part in enumerate(parts):
        if part.start < reach:
            continue
        for finder in (_announced, _opened, _acted, _rowed, _caused):
            found = finder(text, parts, n)
            if found and bisect_left(marks, part.start) == bisect_left(marks, found[1]):
                yield found
                reach = found[1]
                break


def _parts(text: str, line: Span) -> list[Span]:
    """Return the sentences of a line, cut at 。； and behind a colon that leads, but never inside quotes or brackets."""
    cuts = [line.start]
    closers: list[str] = []
    for match in _CUT.finditer(text, line.start, line.end):
        at, char = match.start(), match[0]
        if char in _OPEN and len(closers) < 9:
            closers.append(_OPEN[char])
        elif closers and char == closers[-1]:
            closers.pop()
            if not closers and text[at - 1] in "。!?":
                cuts.append(at + 1)
        elif not closers and (char in "。;!?" or (char == ":" and _leads(text, at))):
            cuts.append(at + 1)
    if cuts[-1] < line.end:
        cuts.append(line.end)
    return [Span(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _leads(text: str, at: int) -> bool:
    """Return whether a colon leads to a list: not to a quotation, and not inside a time (9:30).

    A quoted name (实施三项计划：“金钥匙”计划，……；) is no quotation: the sentence goes on behind it.
    """
    after = text[at + 1 : at + 2]
    if after == "“":
        return _NAME.match(text, at + 1) is not None
    return after not in ("", "\n", "\r") and not (after.isdigit() and text[at - 1].isdigit())


def _announced(text: str, parts: Sequence[Span], n: int) -> tuple[list[int], int, str] | None:
    """Return the members between a colon and the next 。 where a count or their form announces them."""
    if n == 0 or text[parts[n - 1].end - 1] != ":":
        return None
    if any(rule.pattern.search(text[parts[n - 1].start : parts[n - 1].end]) for rule in rows("no-list")):
        return None
    members = []
    for part in parts[n : n + MANY]:
        if text[part.end - 1] == ":":
            return None
        members.append(part)
        if text[part.end - 1] != ";":
            break
    heads = [text[p.start : p.end] for p in members]
    if len(members) < 2 or min(map(len, heads)) < 5:
        return None
    if len(members) != declared(text[parts[n - 1].start : parts[n - 1].end]) and len(members) < 3 and not _alike(heads):
        return None
    return [p.start for p in members], members[-1].end, "announced"


def _alike(heads: Sequence[str]) -> bool:
    openings = {o.name if (o := opening(h)) else "" for h in heads}
    return (len(openings) == 1 and "" not in openings) or len({h[:2] for h in heads}) == 1


def _opened(text: str, parts: Sequence[Span], n: int) -> tuple[list[int], int, str] | None:
    """Return the members in a row that repeat an opening (有的…；有的…；有的…)."""
    first = opening(text[parts[n].start : parts[n].end])
    if first is None or first.more.get("lines"):
        return None
    members = []
    for part in parts[n : n + MANY]:
        here = opening(text[part.start : part.end])
        if here is None or here.name != first.name:
            break
        members.append(part)
    led = n > 0 and (text[parts[n - 1].end - 1] == ":" or n == 1)
    if first.more.get("fills") and members[-1] != parts[-1]:
        led = False
    if len(members) < (2 if led or first.more.get("strong") else 3):
        return None
    return [p.start for p in members], members[-1].end, first.name


def _acted(text: str, parts: Sequence[Span], n: int) -> tuple[list[int], int, str] | None:
    """Return the sentences that fill the rest of a paragraph when each opens with a short clause of action.

    「完善考核办法，……。健全会商机制，……。畅通举报渠道，……。」 under a headline.
    """
    if n > 1 or (n == 1 and text[parts[0].end - 1] not in "。:") or len(parts) < n + 3:
        return None
    heads = [_HEAD.match(text, p.start, p.end) for p in parts[n:]]
    acts = [h[1] for h in heads if h and any(r.pattern.match(h[1]) for r in rows("action"))]
    if len(acts) < len(parts) - n or max(map(len, acts)) - min(map(len, acts)) > 4:
        return None
    if any(text[p.end - 1] != "。" for p in parts[n:-1]):
        return None
    return [p.start for p in parts[n:]], parts[-1].end, "acts"


def _rowed(text: str, parts: Sequence[Span], n: int) -> tuple[list[int], int, str] | None:
    """Return the clauses of one sentence, cut by ;, that open in one form, at the head of a paragraph or below its headline.

    「账目要清，……；钥匙要齐，……；通道要宽，……。」
    """
    if n > 1 or (n == 1 and text[parts[0].end - 1] not in "。:"):
        return None
    members = []
    for part in parts[n : n + MANY]:
        members.append(part)
        if text[part.end - 1] != ";":
            break
    heads = [match[1] for p in members if (match := _ROW.match(text, p.start, p.end))]
    if len(members) < 3 or len(heads) < len(members) or not _formed(heads):
        return None
    return [p.start for p in members], members[-1].end, "row"


def _formed(heads: Sequence[str]) -> bool:
    """Return whether first clauses begin or end alike, or are of one length with one character in one place."""
    if len(set(heads)) < len(heads):
        return False
    if len({h[:2] for h in heads}) == 1 or len({h[-2:] for h in heads}) == 1:
        return True
    return len({len(h) for h in heads}) == 1 and any(len(set(column)) == 1 for column in zip(*heads, strict=True))


def _caused(text: str, parts: Sequence[Span], n: int) -> tuple[list[int], int, str] | None:
    """Return a lone sentence that names a cause, to the end of its paragraph or to a turn."""
    part = parts[n]
    rule = next((r for r in rows("cause") if r.pattern.search(text[part.start : part.end])), None)
    sentence = text[part.start : part.end]
    if rule is None or any(r.pattern.search(sentence) for r in rows("no-cause")):
        return None
    end = parts[-1].end
    for later in parts[n + 1 : n + MANY]:
        if text[later.start - 1] == "。" and context("turn", text[later.start : later.end]):
            end = later.start
            break
    return [part.start], end, rule.name
