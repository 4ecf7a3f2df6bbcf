"""True characters between two that show, where bytes out of step fell on codes without a character and vanished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from math import inf
from typing import NamedTuple

from djtext.repair.codes import both_bytes, character, fits, forms, holes, simple, with_first, with_second
from djtext.repair.language import Language, pair, single, successors

DEEP = 2  # pairs of bytes that may have vanished in a row
WIDE = 4  # readings kept behind each of them
TRIED = (3, 2)  # readings of the first character, and of later ones, behind which every last one is tried
FREQUENT = 6  # characters tried at the end that were not seen behind the one before
FIRSTS = 12  # the same at the start of a run
MIDDLES = 6  # characters tried between two vanished pairs
CLOSE = 2.0  # natural logarithms: characters that score so much less than a whole reading are not gone on with
KEPT = 3  # readings given


class Hidden(NamedTuple):
    """The true characters `true` with their score and their last two tokens."""

    score: float
    before: str
    last: str
    true: str


def hidden(
    language: Language, before: str, last: str, first: int, second: int, traditional: bool, least: float = -inf
) -> tuple[Hidden, ...]:
    """Return the likeliest characters, two or more, behind two tokens: the first of them begins with the byte `first`, the
    last ends with `second`, and between any two a pair of bytes vanished; none that score less than `least`.
    """
    return between(language, firsts(language, before, last, first, traditional), second, traditional, least)


def between(
    language: Language, parts: Sequence[Part], second: int, traditional: bool, least: float = -inf
) -> tuple[Hidden, ...]:
    """Return the likeliest ways on from some parts to a character that ends with a byte, through vanished pairs."""
    found, layer, best = list[Hidden](), list(parts), least + CLOSE
    for depth in range(DEEP):
        for rank, part in enumerate(layer):
            if part.score < best - CLOSE:
                break
            ends = _ends(language, part, second, traditional, frequent=rank < TRIED[depth > 0])
            found += ends
            best = max([best, *(end.score for end in ends)])
        more = [row for part in layer if part.score > best - CLOSE for row in _middles(language, part, traditional)]
        layer = [Part(*row) for row in nlargest(WIDE, more)]
    return tuple(nlargest(KEPT, {end for end in found if end.score > least}))


class Part(NamedTuple):
    """Characters whose last one ends with the first byte of a vanished pair, `gap`."""

    score: float
    before: str
    last: str
    true: str
    gap: int


def firsts(language: Language, before: str, last: str, first: int, traditional: bool) -> list[Part]:
    """Return the characters behind two tokens that begin with a byte and end with one that begins a vanished pair."""
    row = language.behind(before, last)
    made = ((row[token] + cost, last, token, char, gap) for char, token, cost, gap in _opening(first, traditional))
    return [Part(*one) for one in nlargest(WIDE, made)]


def torn(language: Language, part: Part, traditional: bool) -> Iterator[Hidden]:
    """Yield the characters behind a vanished pair whose second byte is lost: those that were seen behind the one before."""
    seconds, row = holes()[part.gap], language.behind(part.before, part.last)
    for rows in _followers(part.last, traditional).values():
        for char, token, cost, lead in rows:
            if lead in seconds:
                yield Hidden(part.score + cost + row[token], part.last, token, part.true + char)


@lru_cache(maxsize=1 << 13)
def ending(last: str, second: int, traditional: bool) -> tuple[tuple[str, str, float], ...]:
    """Return the characters worth trying behind a token that end with a byte, each folded and with what it costs: those
    that were seen there, and the most frequent ones.
    """
    seen = {row[:3] for row in _followers(last, traditional).get(second, ())}
    frequent = nlargest(FIRSTS, ((single(row[1]), row) for row in with_second(second, traditional)))
    return tuple(sorted(seen.union(row for _, row in frequent)))


@lru_cache(maxsize=1 << 13)
def beginning(last: str, first: int, traditional: bool) -> tuple[tuple[str, str, float], ...]:
    """Return the same of those that begin with a byte."""
    seen = {row[:3] for rows in _followers(last, traditional).values() for row in rows if row[3] == first}
    frequent = nlargest(FIRSTS, ((single(row[1]), row) for row in with_first(first, traditional)))
    return tuple(sorted(seen.union(row for _, row in frequent)))


@lru_cache(maxsize=1 << 9)
def _opening(first: int, traditional: bool) -> tuple[tuple[str, str, float, int], ...]:
    """Return the characters of a first byte whose second one begins codes without a character."""
    made = ((character(first, gap), gap) for gap in holes())
    return tuple(
        (char, simple(char), cost, gap) for char, gap in made if char and (cost := fits(char, traditional)) is not None
    )


def _ends(language: Language, part: Part, second: int, traditional: bool, *, frequent: bool) -> list[Hidden]:
    """Return the likeliest readings that end behind a part, with a byte; with `frequent` also those never seen so."""
    row, score = language.behind(part.before, part.last), part.score
    seconds = holes()[part.gap]
    made = [
        (score + cost + row[token], token, char)
        for char, token, cost, lead in _followers(part.last, traditional).get(second, ())
        if lead in seconds
    ]
    if frequent:
        made += [
            (score + cost + row[token], token, char) for char, token, cost in _closing(part.gap, second, traditional)
        ]
    return [Hidden(s, part.last, token, part.true + char) for s, token, char in nlargest(KEPT, made)]


@lru_cache(maxsize=1 << 13)
def _closing(gap: int, second: int, traditional: bool) -> tuple[tuple[str, str, float], ...]:
    """Return the most frequent characters that end with a byte, behind a pair that begins with `gap` and vanished."""
    seconds = holes()[gap]
    made = (
        (single(token), char, token, cost)
        for char, token, cost in with_second(second, traditional)
        if (both_bytes(char) or (0,))[0] in seconds
    )
    return tuple(row[1:] for row in nlargest(FREQUENT, made))


def _middles(language: Language, part: Part, traditional: bool) -> list[tuple[float, str, str, str, int]]:
    row, score, last, true = language.behind(part.before, part.last), part.score, part.last, part.true
    return [
        (score + cost + row[token], last, token, true + char, gap)
        for char, token, cost, gap in _between(last, part.gap, traditional)
    ]


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


@lru_cache(maxsize=1 << 12)
def _followers(last: str, traditional: bool) -> dict[int, list[tuple[str, str, float, int]]]:
    """Return the characters that were seen behind a token, by their second byte."""
    found: dict[int, list[tuple[str, str, float, int]]] = {}
    for token in successors(last):
        for char in forms(token, traditional):
            first, second = both_bytes(char) or (0, 0)
            found.setdefault(second, []).append((char, token, fits(char, traditional) or 0.0, first))
    return found
