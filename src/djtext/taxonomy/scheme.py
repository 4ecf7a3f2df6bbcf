"""The scheme: concepts with their labels, read from the table `topics` of the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from djtext import lexicon
from djtext.errors import UsageError

NAME = "djtext-topics"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the scheme. `broader` is the notation of its top class, None for a top class itself.

    `zh` and `en` are its preferred labels; `note` is its scope note, where the labels leave a tie open.
    """

    notation: str
    broader: str | None
    zh: str
    en: str
    note: str | None = None


@cache
def concepts() -> tuple[Concept, ...]:
    """Return the concepts of the scheme, each top class before its narrower ones."""
    return tuple(
        Concept(rule.gives, _broader(rule.gives), rule.more["zh"], rule.more["en"], rule.more.get("note"))
        for rule in lexicon.table("topics")
        if "zh" in rule.more
    )


def concept(notation: str) -> Concept:
    """Return the concept of a notation.

    Raises:
        UsageError: the scheme has no such notation; the message names those that come near.

    >>> concept("CAD.train").zh, concept("CAD.train").broader
    ('培训', 'CAD')
    """
    known = {c.notation: c for c in concepts()}
    if notation in known:
        return known[notation]
    near = get_close_matches(notation, known, n=5, cutoff=0.4) or [c for c in known if "." not in c]
    raise UsageError(f"{NAME}/{VERSION} has no concept {notation!r}; near it are {', '.join(near)}")


def _broader(notation: str) -> str | None:
    return notation.partition(".")[0] if "." in notation else None
