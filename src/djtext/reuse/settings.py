"""Settings: how a comparison judges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a comparison judges; `docs/reuse.md` defines the terms. Lengths count letters: no space, no punctuation.

    A passage has at least `minimum_passage` aligned letters. Two documents are near duplicates from a resemblance of
    `near_duplicate`, one contains the other from a containment of `contains`. Less is told of when what is their
    authors' own is worth, in one passage, a `paragraph` (and its share of the shorter document), or in all a `share`.
    """

    minimum_passage: int = 24  # formulas such as 「提高政治站位，强化责任担当」 alone run to 13
    near_duplicate: float = 2 / 3  # what two texts of one length reach when four fifths of each stand in the other
    contains: float = 0.8
    paragraph: int = 100  # the opening formulas of two yearly reports are worth 90 after what is set aside
    paragraph_share: float = 0.01  # longer texts have more to say alike
    share: float = 0.06
