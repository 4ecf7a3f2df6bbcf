"""Reuse: documents that share text, the aligned passages that prove it, and clusters of verified pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from djtext.types import Document, Reuse


@dataclass(frozen=True, slots=True)
class Settings:
    """How a comparison judges. Lengths count characters of folded text."""

    minimum_passage: int = 24
    near_duplicate: float = 0.6


def reuse(documents: Sequence[Document], settings: Settings = Settings()) -> Reuse:  # frozen value
    """Return the pairs of documents that share passages, and the clusters of the verified ones.

    Passages count `Document.text`. The result does not depend on the order of the documents.
    """
    del documents, settings
    return Reuse((), ())
