"""Settings: how a comparison judges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a comparison judges; `docs/reuse.md` defines the terms. Lengths count letters: no space, no punctuation.

    A passage has at least `minimum_passage` aligned letters and a similarity of `alike`. Two documents are near
    duplicates from a resemblance of `near_duplicate`, one contains the other from a containment of `contains`; less
    is told of when what is their authors' own in a passage is worth a `paragraph`, or in all passages a `share` of
    the shorter document.
    """

    minimum_passage: int = 24  # formulas such as 「提高政治站位，强化责任担当」 alone run to 13
    alike: float = 0.6
    near_duplicate: float = 2 / 3  # what two texts of one length reach when four fifths of each stand in the other
    contains: float = 0.8
    paragraph: int = 100  # the opening and closing formulas of two work reports run to 70 after what is set aside
    share: float = 0.06
