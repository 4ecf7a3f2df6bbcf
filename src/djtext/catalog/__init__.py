"""Catalog: one measure however many documents state it."""

from __future__ import annotations

from collections.abc import Sequence

from djtext.types import Measure, Structure


def measures(structures: Sequence[Structure]) -> tuple[Measure, ...]:
    """Return the countermeasures of all documents, equal ones merged, each with every place that states it."""
    del structures
    return ()
