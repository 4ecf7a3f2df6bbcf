"""Settings: how a comparison judges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a comparison judges; `docs/reuse.md` defines the terms. Lengths count letters: no space, no punctuation.

    A passage has at least `minimum_passage` aligned letters and a similarity of `alike`. Two documents are near
    duplicates from a resemblance of `near_duplicate`, one contains the other from a containment of `contains`.
    """

    minimum_passage: int = 24  # formulas such as 「提高政治站位，强化责任担当」 alone run to 13
    alike: float = 0.6
    near_duplicate: float = 0.6
    contains: float = 0.8
