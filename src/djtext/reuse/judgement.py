"""Judgement: what an alignment says of two documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from djtext.reuse.alignment import Mask, covers, letters_of
from djtext.reuse.chains import Chain
from djtext.reuse.settings import Settings
from djtext.types import PairKind

COMMON = 0.8  # of a passage's letters set aside: what is left is and, of, the
RARE_ENOUGH = 0.5  # of one side's own words must stand in the other before a pair joins a cluster


@dataclass(frozen=True, slots=True)
class Judgement:
    """Measures of one pair, each seen from `a` and `b`; `common` goes with the passages."""

    kind: PairKind
    resemblance: float
    containment: tuple[float, float]
    rare: tuple[float, float]
    common: tuple[bool, ...]

    @property
    def joins(self) -> bool:
        """Whether the pair makes one cluster of its documents.

        A text that stands whole in a longer one joins it only where it is more than half of it; else a compilation
        would join the unrelated essays that it holds.
        """
        if self.kind == "exact":
            return True
        copies = self.kind == "near-duplicate" or (self.kind == "contains" and min(self.containment) > 0.5)
        return copies and max(self.rare) >= RARE_ENOUGH


    @property
    def telling(self) -> bool:
        """Whether the pair shares anything but stock phrases, formulas and quotations."""
        return not all(self.common)

    @property
    def turned(self) -> Judgement:
        """The same seen from the other side."""
        return replace(self, containment=self.containment[::-1], rare=self.rare[::-1])


def judgement(
    passages: Sequence[Chain], aside_a: Mask, aside_b: Mask, settings: Settings, *, equal: bool = False
) -> Judgement:
    """Return what the aligned passages of two texts say, given which letters are set aside."""
    covered_a, covered_b = covers(passages, len(aside_a), len(aside_b))
    common = tuple(_common(chain, aside_a, aside_b) for chain in passages)
    own = [chain for chain, stock in zip(passages, common, strict=True) if not stock]
    own_a, own_b = covers(own, len(aside_a), len(aside_b))
    shared = min(int(covered_a.sum()), int(covered_b.sum()))
    resemblance = shared / (len(aside_a) + len(aside_b) - shared)
    containment = (float(covered_a.mean()), float(covered_b.mean()))
    kind: PairKind = "exact" if equal else _kind(resemblance, containment, settings)
    return Judgement(kind, resemblance, containment, (_share(own_a, aside_a), _share(own_b, aside_b)), common)


def _kind(resemblance: float, containment: tuple[float, float], settings: Settings) -> PairKind:
    if resemblance >= settings.near_duplicate:
        return "near-duplicate"
    return "contains" if max(containment) >= settings.contains else "partial"


def _common(chain: Chain, aside_a: Mask, aside_b: Mask) -> bool:
    letters = (chain.a.end - chain.a.start) + (chain.b.end - chain.b.start)
    return letters_of(aside_a, chain.a) + letters_of(aside_b, chain.b) >= COMMON * letters


def _share(covered: Mask, aside: Mask) -> float:
    """Return the share of the letters not set aside that are covered; 0.0 where all are set aside."""
    own = ~aside
    return float((covered & own).sum() / own.sum()) if own.any() else 0.0
