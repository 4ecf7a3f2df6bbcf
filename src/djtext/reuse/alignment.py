"""Alignment: the passages that two texts share, and how much of each they cover."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from djtext.reuse.chains import Chain, chains, filled
from djtext.reuse.runs import Indexed, Run, runs
from djtext.reuse.settings import Settings

Mask = npt.NDArray[np.bool_]


def alignment(a: Indexed, b: Indexed, settings: Settings) -> tuple[Chain, ...]:
    """Return the passages that two texts share, in the order of `a`.

    A passage may cover again what a better one covers on one side, where the other text repeats it; it is left out
    when it brings less than half a minimum passage that is new on either side.
    """
    least = settings.minimum_passage
    covered_a = np.zeros(len(a.letters.text), dtype=np.bool_)
    covered_b = np.zeros(len(b.letters.text), dtype=np.bool_)
    kept = []
    for rough in chains(runs(a, b), least // 2):
        if not _new(rough, covered_a, covered_b, least):
            continue
        chain = filled(rough, a.letters.text, b.letters.text)
        if chain.matched >= least and chain.worth >= least / 2:
            _cover(covered_a, covered_b, chain)
            kept.append(chain)
    return tuple(sorted(kept, key=lambda chain: (chain.a, chain.b)))


def _new(chain: Chain, covered_a: Mask, covered_b: Mask, least: int) -> bool:
    known_a = sum(int(covered_a[block.a : block.a + block.length].sum()) for block in chain.blocks)
    known_b = sum(int(covered_b[block.b : block.b + block.length].sum()) for block in chain.blocks)
    return 2 * (chain.matched - min(known_a, known_b)) >= least


def _cover(covered_a: Mask, covered_b: Mask, chain: Chain) -> None:
    for block in chain.blocks:
        covered_a[block.a : block.a + block.length] = True
        covered_b[block.b : block.b + block.length] = True


def covers(passages: Iterable[Chain], length_a: int, length_b: int) -> tuple[Mask, Mask]:
    """Return for both texts which letters stand, aligned, in the other."""
    covered_a, covered_b = np.zeros(length_a, dtype=np.bool_), np.zeros(length_b, dtype=np.bool_)
    for chain in passages:
        _cover(covered_a, covered_b, chain)
    return covered_a, covered_b


def whole(length: int) -> tuple[Chain, ...]:
    """Return the alignment of a text of so many letters with an equal one."""
    return (Chain((Run(0, 0, length),)),)
