"""Reuse: documents that share text, the aligned passages that prove it, and clusters of verified pairs."""

from __future__ import annotations

from collections.abc import Sequence

from djtext.reuse.settings import Settings
from djtext.types import Document, Reuse

__all__ = ["Settings", "reuse"]


def reuse(documents: Sequence[Document], settings: Settings = Settings()) -> Reuse:  # noqa: B008 — a frozen value
    """Return the pairs of documents that share passages, and the clusters of the verified ones.

    Passages count `Document.text`. The result does not depend on the order of the documents, whose ids are distinct;
    pairs that share nothing but stock phrases are not told. `docs/reuse.md` defines the measures and the method.

    Raises:
        ValueError: two documents have one id.
    """
    from djtext.reuse.comparison import compared

    return compared(documents, settings)
