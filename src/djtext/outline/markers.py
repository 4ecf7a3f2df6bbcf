"""The lexer: every place where a unit may begin by its marker, with what the decoder needs to judge it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from djtext import lexicon
from djtext.hanzi import CLOSING, SENTENCE_END, ordinal
from djtext.rules import Rule

RUN_IN = 20
"""Styles of this rank and more live inside a paragraph (一是, 首先) unless they are seen at a line's start."""

BREAK = re.compile(r"\n[ \t\u3000]*(?=\S)")
"""The beginning of a paragraph but the first: empty lines do not count."""

NEXT = 0
"""The ordinal of a marker that only says "one more" (其次, 最后, ——)."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A candidate: where it stands, how it numbers, and in what company.

    `place` is `line`, `stop`, `colon`, `comma` or `glued`; `paragraph` counts the lines before it; `group` binds the
    members of a list that the text marks by its form alone, and `until` is where such a list is over (0: not known).
    """

    start: int
    end: int
    style: str
    family: str
    rank: int
    ordinal: int
    place: str
    paragraph: int
    rule: str
    alone: bool = False
    group: int | None = None
    until: int = 0


@cache
def _contexts(gives: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in lexicon.table("contexts") if rule.gives == gives)


def context(gives: str, text: str) -> Rule | None:
    """Return the first row of that meaning in the table of contexts that matches, or None.

    >>> context("summary", "总之,要常抓不懈。").name
    'summary'
    """
    return next((rule for rule in _contexts(gives) if rule.pattern.search(text)), None)


def markers(text: str) -> tuple[Marker, ...]:
    """Return all candidates in folded text, in order; two never overlap.

    >>> [(m.style, m.ordinal, m.place) for m in markers("一是加强领导;二是落实责任。")]
    [('shi', 1, 'line'), ('shi', 2, 'stop')]
    """
    found = sorted(_found(text), key=lambda m: (m[0], -m[1]))
    result: list[Marker] = []
    paragraph, counted, reach = 0, 0, 0
    for start, end, rule, value, place in found:
        if start < reach:
            continue
        paragraph += len(BREAK.findall(text, counted, start + 1))
        counted, reach = start, end
        more = rule.more
        alone = place in more["alone"]
        result.append(
            Marker(start, end, rule.gives, more["family"], more["rank"], value, place, paragraph, rule.name, alone)
        )
    return tuple(result)


def _found(text: str) -> Iterator[tuple[int, int, Rule, int, str]]:
    for rule in lexicon.table("markers"):
        for match in rule.pattern.finditer(text):
            value = rule.more["value"] if "value" in rule.more else ordinal(match["n"]) or None
            place = _place(text, match.start(), rule)
            if value is not None and place in rule.more["places"] and _stands(text, match.start(), place, rule):
                yield match.start(), match.end(), rule, value, place


def _place(text: str, at: int, rule: Rule) -> str:
    """Return where a marker stands: what precedes it decides."""
    before = at - 1
    while before >= 0 and at - before <= 8 and text[before] in " \t":
        before -= 1
    if before < 0 or text[before] == "\n":
        broken = before > 0 and rule.gives == "cjk-comma" and context("broken", text[max(before - 3, 0) : before])
        return "glued" if broken else "line"
    char = text[before]
    if char in SENTENCE_END or (char in CLOSING and text[before - 1] in SENTENCE_END):
        return "stop"
    if char == ":":
        return "colon"
    if char in ",、":
        return "comma"
    return "stop" if rule.more["rank"] < RUN_IN and (char in ")】" or before < at - 2) else "glued"


def _stands(text: str, at: int, place: str, rule: Rule) -> bool:
    """Return whether what stands to the left lets a marker open a unit here."""
    left = text[max(at - 44, 0) : at]
    if place == "glued" and context("cut", left):
        return False
    if rule.gives in ("article", "paren-cjk", "paren-digit") and place in ("glued", "comma"):
        return not context("reference", left)
    return True
