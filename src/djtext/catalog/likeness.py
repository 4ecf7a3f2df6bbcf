"""Likeness: when two statements are one measure, and which pairs are worth the question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from djtext.catalog.statements import Statement

WHOLE = 0.75
"""Two statements alike to this degree, headline and body together, are one measure."""

HEADLINE = 0.85
"""Two headlines alike to this degree name the same thing."""

SHARED = 0.6
"""Under such headlines the bodies agree when the shorter one shares so much with the other."""

BARE = 0.9
"""Two mere headlines alike to this degree are one measure; 加强教师队伍建设 and 加强干部队伍建设 reach .75."""

BODY = 12
SLOGAN = 20
"""A statement with less than `BODY` characters behind its headline, and less than this in all, is a mere headline."""

GRAM = 4
SAMPLE = 12
"""A statement is looked up by so many of the character runs that it shares with others. They are drawn by their
checksum, so that like statements draw the same; the rarest ones would find those that share a slip of the pen."""

CROWD = 50
"""A run that stands in more wordings than this is a set phrase; 「加强组织领导」 finds nothing."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All statements that are equal once script, width, punctuation and markers are folded, in their order."""

    statements: tuple[Statement, ...]

    @property
    def text(self) -> str:
        """The folded wording."""
        return self.statements[0].wording

    @property
    def headline(self) -> str:
        """The folded headline of the first statement."""
        return self.statements[0].headline

    @property
    def body(self) -> str:
        """The folded wording behind the headline."""
        return self.text.removeprefix(self.headline)


def likeness(a: Wording, b: Wording) -> float:
    """Return how alike two wordings are, 0 to 1: twice the longest common subsequence over both lengths."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(a.text, b.text)


def same(a: Wording, b: Wording) -> bool:
    """Return whether two wordings state one measure.

    They do when they are alike as wholes, or when their headlines are and the shorter body stands mostly in the
    other. A mere headline is never one with a statement that has a body: 「加强组织领导」 says nothing of what is done.
    """
    bare = [len(one.body) < BODY and len(one.text) < SLOGAN for one in (a, b)]
    if any(bare):
        return all(bare) and likeness(a, b) >= BARE
    return likeness(a, b) >= WHOLE or (_headlines(a, b) >= HEADLINE and _shared(a.body, b.body) >= SHARED)


def _headlines(a: Wording, b: Wording) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(a.headline, b.headline)


def _shared(a: str, b: str) -> float:
    shorter, longer = sorted((_grams(a), _grams(b)), key=len)
    return len(shorter & longer) / len(shorter) if shorter else 0.0


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + GRAM] for at in range(len(text) - GRAM + 1))


def candidates(wordings: Sequence[Wording]) -> Mapping[int, Sequence[int]]:
    """Return for each wording, by its place in `wordings`, those that share one of the runs drawn from it.

    Work and room grow with the number of wordings times `SAMPLE` times `CROWD`, never with all pairs. Two wordings that
    share only runs which more than `CROWD` wordings have are not found.
    """
    crowds = _crowds(wordings)
    near: dict[int, set[int]] = defaultdict(set)
    for here, wording in enumerate(wordings):
        for gram in _drawn(wording, crowds):
            near[here].update(crowds[gram])
    for here, others in list(near.items()):
        for there in others:
            near[there].add(here)
    return {here: sorted(others - {here}) for here, others in near.items()}


def _crowds(wordings: Sequence[Wording]) -> Mapping[str, Sequence[int]]:
    """Return the runs that at least two and at most `CROWD` wordings share, with those wordings."""
    crowds: dict[str, list[int]] = defaultdict(list)
    for here, wording in enumerate(wordings):
        for gram in sorted(_grams(wording.text)):
            crowds[gram].append(here)
    return {gram: found for gram, found in crowds.items() if 2 <= len(found) <= CROWD}


def _drawn(wording: Wording, crowds: Mapping[str, Sequence[int]]) -> Sequence[str]:
    shared = [gram for gram in _grams(wording.text) if gram in crowds]
    return sorted(shared, key=lambda gram: (crc32(gram.encode()), gram))[:SAMPLE]
