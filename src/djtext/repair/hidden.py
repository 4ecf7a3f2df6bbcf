"""True characters between two that show, where bytes out of step fell on codes without a character and vanished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from djtext.repair.codes import both_bytes, character, fits, forms, holes, simple, with_second
from djtext.repair.language import Language, pair, single, successors

DEEP = 4  # pairs of bytes that may have vanished in a row
WIDE = 8  # readings kept behind each of them
TRIED = (7, 3)  # readings of the first character, and of later ones, behind which every last one is tried
FREQUENT = 14  # characters tried at the end that were not seen behind the one before
MIDDLES = 6  # characters tried between two vanished pairs
KEPT = 3  # readings given


class Hidden(NamedTuple):
    """The true characters `true` with their score and their last two tokens."""

    score: float
    before: str
    last: str
    true: str


def hidden(
    language: Language, before: str, last: str, first: int, second: int, traditional: bool
) -> tuple[Hidden, ...]:
    """Return the likeliest characters, two or more, behind two tokens: the first of them begins with the byte `first`, the
    last ends with `second`, and between any two a pair of bytes vanished.
    """
    return between(language, firsts(language, before, last, first, traditional), second, traditional)


def between(language: Language, parts: Sequence[Part], second: int, traditional: bool) -> tuple[Hidden, ...]:
    """Return the likeliest ways on from some parts to a character that ends with a byte, through vanished pairs."""
    found, layer = list[Hidden](), list(parts)
    for depth in range(DEEP):
        found += (end for part in layer[: TRIED[depth > 0]] for end in _ends(language, part, second, traditional))
        found += (end for part in layer for end in _known_ends(language, part, second, traditional))
        layer = nlargest(WIDE, (more for part in layer for more in _middles(language, part, traditional)))
    return tuple(nlargest(KEPT, set(found)))


class Part(NamedTuple):
    """Characters whose last one ends with the first byte of a vanished pair, `gap`."""

    score: float
    before: str
    last: str
    true: str
    gap: int


def firsts(language: Language, before: str, last: str, first: int, traditional: bool) -> list[Part]:
    """Return the characters behind two tokens that begin with a byte and end with one that begins a vanished pair."""
    made = (
        Part(language.follows(before, last, token) + cost, last, token, char, gap)
        for char, token, cost, gap in _opening(first, traditional)
    )
    return nlargest(WIDE, made)


def torn(language: Language, part: Part, traditional: bool) -> Iterator[Hidden]:
    """Yield the characters behind a vanished pair whose second byte is lost: those that were seen behind the one before."""
    seconds = holes()[part.gap]
    for rows in _followers(part.last, traditional).values():
        for char, token, cost, lead in rows:
            if lead in seconds:
                score = part.score + cost + language.follows(part.before, part.last, token)
                yield Hidden(score, part.last, token, part.true + char)


@lru_cache(maxsize=1 << 9)
def _opening(first: int, traditional: bool) -> tuple[tuple[str, str, float, int], ...]:
    """Return the characters of a first byte whose second one begins codes without a character."""
    made = ((character(first, gap), gap) for gap in holes())
    return tuple(
        (char, simple(char), cost, gap) for char, gap in made if char and (cost := fits(char, traditional)) is not None
    )


def _ends(language: Language, part: Part, second: int, traditional: bool) -> Iterator[Hidden]:
    for char, token, cost in _closing(part.gap, second, traditional):
        score = part.score + cost + language.follows(part.before, part.last, token)
        yield Hidden(score, part.last, token, part.true + char)


@lru_cache(maxsize=1 << 13)
def _closing(gap: int, second: int, traditional: bool) -> tuple[tuple[str, str, float], ...]:
    """Return the most frequent characters that end with a byte, behind a pair that begins with `gap` and vanished."""
    seconds = holes()[gap]
    made = (
        (single(simple(char)), char, fits(char, traditional) or 0.0)
        for char in with_second(second, traditional)
        if (both_bytes(char) or (0,))[0] in seconds
    )
    return tuple((char, simple(char), cost) for _, char, cost in nlargest(FREQUENT, made))


def _middles(language: Language, part: Part, traditional: bool) -> Iterator[Part]:
    for char, token, cost, gap in _between(part.last, part.gap, traditional):
        score = part.score + cost + language.follows(part.before, part.last, token)
        yield Part(score, part.last, token, part.true + char, gap)


@lru_cache(maxsize=1 << 14)
def _between(last: str, gap: int, traditional: bool) -> tuple[tuple[str, str, float, int], ...]:
    """Return the likeliest characters behind a token between two pairs that vanished, the first of which begins with `gap`."""
    seconds, gaps = holes()[gap], holes()
    made = (
        (pair(last, token), char, token, cost, second)
        for second, rows in _followers(last, traditional).items()
        if second in gaps
        for char, token, cost, lead in rows
        if lead in seconds
    )
    return tuple(row[1:] for row in nlargest(MIDDLES, made))


def _known_ends(language: Language, part: Part, second: int, traditional: bool) -> Iterator[Hidden]:
    seconds = holes()[part.gap]
    for char, token, cost, lead in _followers(part.last, traditional).get(second, ()):
        if lead in seconds:
            score = part.score + cost + language.follows(part.before, part.last, token)
            yield Hidden(score, part.last, token, part.true + char)


@lru_cache(maxsize=1 << 12)
def _followers(last: str, traditional: bool) -> dict[int, list[tuple[str, str, float, int]]]:
    """Return the characters that were seen behind a token, by their second byte."""
    found: dict[int, list[tuple[str, str, float, int]]] = {}
    for token in successors(last):
        for char in forms(token, traditional):
            first, second = both_bytes(char) or (0, 0)
            found.setdefault(second, []).append((char, token, fits(char, traditional) or 0.0, first))
    return found
