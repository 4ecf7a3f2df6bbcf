"""What repair sees and does not change unless it is certain: wrong characters, look-alikes, inserted text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from djtext.types import Edit, Flag, Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that looks wrong: what was meant (empty: nothing, None: nobody can tell), and whether that is certain."""

    span: Span
    why: str
    new: str | None
    certain: bool = False


@lru_cache(maxsize=2)
def doubts(text: str, folded: str) -> tuple[Doubt, ...]:
    """Return the doubts about a text in order; of two that overlap the certain one, else the first, else the longer.

    >>> [(d.span.start, d.new) for d in doubts("加强村于部队伍", "加强村于部队伍")]
    [(3, '干')]
    """
    from djtext.repair.homoglyphs import homoglyphs
    from djtext.repair.insertions import insertions
    from djtext.repair.scan import odd, scanned
    from djtext.repair.wrong_characters import wrong_characters

    scan, strange = scanned(folded), tuple(odd(text))
    found = [
        *homoglyphs(text, folded, strange),
        *insertions(folded, scan, strange),
        *wrong_characters(text, folded, scan),
    ]
    return _apart(found)


def _apart(found: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """Return doubts that do not overlap, in order."""
    certain = _swept(doubt for doubt in found if doubt.certain)
    starts = [doubt.span.start for doubt in certain]

    def clashes(doubt: Doubt) -> bool:
        last = bisect_left(starts, doubt.span.end) - 1
        return last >= 0 and certain[last].span.end > doubt.span.start

    rest = _swept(doubt for doubt in found if not doubt.certain and not clashes(doubt))
    return tuple(sorted((*certain, *rest), key=lambda doubt: doubt.span))


def _swept(doubts: Iterable[Doubt]) -> list[Doubt]:
    """Return the doubts in order without those that overlap one before; of two at one place the longer stays."""
    kept: list[Doubt] = []
    for doubt in sorted(doubts, key=lambda d: (d.span.start, -d.span.end)):
        if not kept or doubt.span.start >= kept[-1].span.end:
            kept.append(doubt)
    return kept


def certainties(text: str, folded: str) -> Iterator[Edit]:
    """Yield the edits for doubts that are none.

    >>> [edit.new for edit in certainties("摆在重要位臵", "摆在重要位臵")]
    ['置']
    """
    return (Edit(d.span, d.new, d.why) for d in doubts(text, folded) if d.certain and d.new is not None)


def uncertainties(text: str, folded: str) -> tuple[Flag, ...]:
    """Return what is left to doubt in a repaired text, in order.

    >>> [(flag.why, flag.suggestion) for flag in uncertainties("村于部队伍", "村于部队伍")]
    [('wrong-character', '干')]
    """
    return tuple(Flag(d.span, d.why, d.new) for d in doubts(text, folded) if not d.certain)
