"""Judgement: what an alignment says of two documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from djtext.reuse.alignment import Mask, covers
from djtext.reuse.chains import Chain, worth
from djtext.reuse.settings import Settings
from djtext.types import PairKind, Span

COMMON = 0.8  # of a passage's letters set aside: what is left is and, of, the
MOST = 0.5  # of one side's own words must stand in the other before a pair joins a cluster


@dataclass(frozen=True, slots=True)
class Judgement:
    """Measures of one pair, each seen from `a` and `b`; `common` goes with the passages."""

    kind: PairKind
    resemblance: float
    containment: tuple[float, float]
    rare: tuple[float, float]
    common: tuple[bool, ...]
    telling: bool

    @property
    def joins(self) -> bool:
        """Whether the pair makes one cluster of its documents: they are copies, and not of a form alone.

        A text that stands in a much longer one does not join it, else a compilation would join the unrelated essays
        that it holds.
        """
        return self.kind == "exact" or (self.kind == "near-duplicate" and max(self.rare) >= MOST)

    @property
    def turned(self) -> Judgement:
        """The same seen from the other side."""
        return replace(self, containment=self.containment[::-1], rare=self.rare[::-1])


def judgement(
    passages: Sequence[Chain], aside_a: Mask, aside_b: Mask, settings: Settings, *, equal: bool = False
) -> Judgement:
    """Return what the aligned passages of two texts say, given which letters are set aside."""
    letters_a, letters_b = len(aside_a), len(aside_b)
    covered_a, covered_b = covers(passages, letters_a, letters_b)
    common = tuple(_common(chain, aside_a, aside_b) for chain in passages)
    own = [chain for chain, stock in zip(passages, common, strict=True) if not stock]
    own_a, own_b = covers(own, letters_a, letters_b)
    shared = min(int(covered_a.sum()), int(covered_b.sum()))
    resemblance = shared / (letters_a + letters_b - shared)
    containment = (float(covered_a.mean()), float(covered_b.mean()))
    kind: PairKind = "exact" if equal else _kind(resemblance, containment, settings)
    worths = [_own_worth(chain, aside_a, aside_b) for chain in own]
    telling = kind == "exact" or (
        bool(own) and (kind != "partial" or _enough(worths, min(letters_a, letters_b), settings))
    )
    rare = (_share(own_a, aside_a), _share(own_b, aside_b))
    return Judgement(kind, resemblance, containment, rare, common, telling)


def _kind(resemblance: float, containment: tuple[float, float], settings: Settings) -> PairKind:
    if resemblance >= settings.near_duplicate:
        return "near-duplicate"
    return "contains" if max(containment) >= settings.contains else "partial"


def _common(chain: Chain, aside_a: Mask, aside_b: Mask) -> bool:
    return _within(aside_a, chain.a) + _within(aside_b, chain.b) >= COMMON * chain.letters


def _within(mask: Mask, span: Span) -> int:
    return int(mask[span.start : span.end].sum())


def _own_worth(chain: Chain, aside_a: Mask, aside_b: Mask) -> float:
    """Return what a passage is worth when only letters count that neither side sets aside."""
    left = chain.letters - _within(aside_a, chain.a) - _within(aside_b, chain.b)
    matched = sum(
        block.length
        - int((aside_a[block.a : block.a + block.length] | aside_b[block.b : block.b + block.length]).sum())
        for block in chain.blocks
    )
    return worth(matched, left)


def _enough(worths: Sequence[float], shorter: int, settings: Settings) -> bool:
    """Return whether passages worth so much are more than two strangers of one genre have in common."""
    total = sum(each for each in worths if each >= settings.minimum_passage)
    longest = max(settings.paragraph, settings.paragraph_share * shorter)
    return max(worths) >= longest or total >= max(settings.minimum_passage, settings.share * shorter)


def _share(covered: Mask, aside: Mask) -> float:
    """Return the share of the letters not set aside that are covered; 0.0 where all are set aside."""
    own = ~aside
    return float((covered & own).sum() / own.sum()) if own.any() else 0.0
