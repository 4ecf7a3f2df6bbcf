"""Doubts: what repair sees and does not change unless it is certain. The one way to flag a place of a text.

A mechanism that doubts something in the text gives `Doubt`s from a function of the repaired text and its folded form,
and is named to `detector`; a doubt that is certain becomes an edit, every other one a `Flag`. A mechanism whose *edit*
leaves a doubt behind, because it took away what cannot be brought back, names that edit in `TRACES`. What holds for a
source as a whole (a .doc whose numbers the program could not render) is no place: the reader says it in `Source.flags`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from djtext.repair.furniture import CUT
from djtext.types import Edit, Flag, Span

TRACES = (("furniture", CUT, "text-missing"),)
"""Edits that leave a doubt where they were: a part of their `why`, what they write there, and the kind of the flag."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that looks wrong: what was meant (empty: nothing, None: nobody can tell), and whether that is certain;
    `rule` names the row or the test that decided.
    """

    span: Span
    kind: str
    new: str | None
    certain: bool = False
    rule: str = ""


Detector = Callable[[str, str], Iterable[Doubt]]
"""Gives the doubts about a text: it takes the text and its folded form, of the same length."""

_DETECTORS: dict[str, tuple[Detector, bool]] = {}


def detector(name: str, find: Detector, *, changes: bool = True) -> None:
    """Let `find` look at every repaired text from now on: what it is certain of is changed, the rest is flagged. Without
    `changes` it is never certain, and only asked for flags.

    It must take time in proportion to the text, and must not doubt again what a certain doubt of its own wrote. A name
    that is known already gets the new function. The page knows a kind by its row under `doubt` in `labels.toml`.

    >>> detector("wait", lambda text, folded: [Doubt(Span(at, at + 2), "wait", None) for at in [text.find("待定")] if at >= 0])
    >>> [flag.span for flag in flagged("时间待定", "时间待定")]
    [Span(start=2, end=4)]
    >>> del _DETECTORS["wait"]; doubts.cache_clear()
    """
    _DETECTORS[name] = find, changes
    doubts.cache_clear()
    _changing.cache_clear()


@lru_cache(maxsize=2)
def doubts(text: str, folded: str) -> tuple[Doubt, ...]:
    """Return the doubts about a text in order; of two that overlap the certain one, else the first, else the longer.

    >>> [(d.span.start, d.new) for d in doubts("加强村于部队伍", "加强村于部队伍")]
    [(3, '干')]
    """
    asked = (find for find, changes in _DETECTORS.values() if not changes)
    return _apart([*_changing(text, folded), *(doubt for find in asked for doubt in find(text, folded))])


@lru_cache(maxsize=2)
def _changing(text: str, folded: str) -> tuple[Doubt, ...]:
    """Return the doubts of those that may be certain."""
    asked = (find for find, changes in _DETECTORS.values() if changes)
    return (*_seen(text, folded), *(doubt for find in asked for doubt in find(text, folded)))


def _seen(text: str, folded: str) -> Iterator[Doubt]:
    """Yield what the characters themselves say; the three share one look over the text."""
    from djtext.repair.homoglyphs import homoglyphs
    from djtext.repair.insertions import insertions
    from djtext.repair.scan import odd, scanned
    from djtext.repair.wrong_characters import wrong_characters

    scan, strange = scanned(folded), tuple(odd(text))
    yield from homoglyphs(text, folded, strange)
    yield from insertions(folded, scan, strange)
    yield from wrong_characters(text, folded, scan)


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
    found = _apart(_changing(text, folded))
    return (Edit(doubt.span, doubt.new, doubt.kind) for doubt in found if doubt.certain and doubt.new is not None)


def flagged(text: str, folded: str, edits: Sequence[Edit] = (), start: int = 0) -> tuple[Flag, ...]:
    """Return what is left to doubt in a repaired text, in order, with what the edits that made it leave to doubt.

    `edits` count the source text, of which the text begins at `start`.

    >>> [(flag.kind, flag.suggestion) for flag in flagged("村于部队伍", "村于部队伍")]
    [('wrong-character', '干')]
    >>> flagged("抓落实……", "抓落实……", [Edit(Span(3, 9), "……", "furniture")])[0].kind
    'text-missing'
    """
    seen = (Flag(d.span, d.kind, d.new, d.rule) for d in doubts(text, folded) if not d.certain)
    return tuple(sorted((*seen, *_traces(edits, start)), key=lambda flag: flag.span))


def _traces(edits: Sequence[Edit], start: int) -> Iterator[Flag]:
    """Yield what edits leave to doubt, where they wrote."""
    shift = -start
    for edit in edits:
        at = edit.span.start + shift
        shift += len(edit.new) - (edit.span.end - edit.span.start)
        for why, new, kind in TRACES:
            if new in edit.new and why in edit.why.split("+"):
                yield Flag(Span(at, at + len(edit.new)), kind, None, why)
                break
