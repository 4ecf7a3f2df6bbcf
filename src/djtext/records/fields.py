"""What a countermeasure says of itself: targets, score, references, slogans, actors, deadline, frequency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from djtext import lexicon
from djtext.hanzi import ordinal
from djtext.rules import Rule
from djtext.types import Document, Fields, Span, Target

BEFORE = 6
"""So many characters before a target tell its bound: «覆盖率控制在» is the longest stem with its noun."""

_RANGE = re.compile("[0-9一二两三四五六七八九十百%][~—至-]")
_BETWEEN_ACTORS = re.compile("[、,，;；]|及其?|和(?=[^平谐])")


def fields(document: Document, own: Sequence[Span]) -> Fields | None:
    """Return what the stretches of a countermeasure's own text say of it; None where they say nothing.

    What is not stated is empty or None, never guessed. Where two rows find overlapping places of one field, the
    earlier and longer one stands.
    """
    found = Fields(
        targets=tuple(_target(document, match) for match in _matches("target", document, own)),
        score=next((_target(document, match, "=") for match in _matches("score", document, own)), None),
        references=_spans("reference", document, own),
        slogans=_spans("slogan", document, own),
        actors=tuple(sorted({*_spans("actor", document, own), *_listed(document, own)})),
        deadline=next(iter(_spans("deadline", document, own)), None),
        frequency=next(iter(_spans("frequency", document, own)), None),
    )
    return None if found == Fields() else found


@cache
def _rows(gives: str, where: str | None = None) -> tuple[Rule, ...]:
    return tuple(rule for rule in lexicon.table("fields") if rule.gives == gives and rule.more.get("where") == where)


@cache
def _bounds() -> tuple[Rule, ...]:
    return tuple(rule for rule in lexicon.table("fields") if rule.more.get("where") == "bound")


def _matches(gives: str, document: Document, own: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Yield the matches of the rows for a field, in order, without those that overlap one before."""
    found = [
        match
        for span in own
        for rule in _rows(gives)
        for match in rule.pattern.finditer(document.folded, span.start, span.end)
    ]
    end = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end:
            end = match.end()
            yield match


def _place(match: re.Match[str]) -> Span:
    return Span(*match.span("it" if "it" in match.re.groupindex else 0))


def _spans(gives: str, document: Document, own: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(_place(match) for match in _matches(gives, document, own))


def _listed(document: Document, own: Sequence[Span]) -> Iterator[Span]:
    """Yield each actor of a labelled list: «责任单位：县应急局、县工信局»."""
    for whole in _spans("actors", document, own):
        start = whole.start
        for cut in [*_BETWEEN_ACTORS.finditer(document.folded, whole.start, whole.end), None]:
            end = cut.start() if cut else whole.end
            if end > start:
                yield Span(start, end)
            start = cut.end() if cut else end


def _target(document: Document, match: re.Match[str], sign: str | None = None) -> Target:
    """Return a number with its bound: of a range the lower end, with `range` for a sign where nothing bounds it."""
    span = _place(match)
    said = document.folded[max(0, span.start - BEFORE) : span.end]
    bound = next((rule.gives for rule in _bounds() if rule.pattern.search(said)), None)
    between = "range" if _RANGE.search(match["it"]) else "="
    return Target(span.of(document.text), span, sign or bound or between, _value(match["value"]), match["unit"])


def _value(numeral: str) -> float:
    return float(numeral) if numeral[0].isascii() else float(ordinal(numeral))
