"""Comparison: from documents to judged pairs and clusters, the whole journey of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise, product

import numpy as np

from djtext.reuse.alignment import Mask, alignment, whole
from djtext.reuse.aside import aside, common
from djtext.reuse.candidates import candidates
from djtext.reuse.chains import Chain
from djtext.reuse.clusters import clusters, families
from djtext.reuse.judgement import Judgement, judgement
from djtext.reuse.letters import letters
from djtext.reuse.runs import Indexed
from djtext.reuse.settings import Settings
from djtext.reuse.shingles import Hashes, phrases, terms
from djtext.types import Document, Pair, Passage, Reuse

COPIES_IN_FULL = 32  # equal documents of which every pair is told; of more, each with the first
PAIRS_IN_FULL = 64  # of two such groups; beyond, their first documents speak for them
KEPT_READY = 256  # texts held indexed at a time; others are read again when their turn comes
DIGITS = 6  # of a measure: enough to rank by, and the same on every machine


Aligned = dict[tuple[int, int], tuple[Chain, ...]]


@dataclass(frozen=True, slots=True)
class _Text:
    """One or more documents with the same letters, rising by id: what is equal is read once."""

    documents: tuple[Document, ...]
    length: int
    terms: Hashes
    phrases: Hashes


@dataclass(frozen=True, slots=True)
class _Found:
    """A pair to tell of, and whether it joins its documents into a cluster."""

    pair: Pair
    joins: bool


def compared(documents: Sequence[Document], settings: Settings) -> Reuse:
    """Return the judged pairs of the documents and the clusters of the verified ones.

    Raises:
        ValueError: two documents have one id.
    """
    ids = sorted(document.id for document in documents)
    twice = [one for one, other in pairwise(ids) if one == other]
    if twice:
        raise ValueError(f"two documents have the id {twice[0]!r}; give each its own")
    texts = _texts(documents)
    aligned = _aligned(texts, settings)
    masks = _masks(texts, aligned, settings)
    found = [*_equal(texts, masks, settings), *_alike(texts, aligned, masks, settings)]
    pairs = tuple(sorted((each.pair for each in found), key=lambda pair: (pair.a, pair.b)))
    return Reuse(pairs, clusters([each.pair for each in found if each.joins]))


def _texts(documents: Sequence[Document]) -> list[_Text]:
    """Return the distinct texts, in an order that only their letters decide; those without letters are left out."""
    groups: dict[bytes, list[Document]] = {}
    for document in sorted(documents, key=lambda document: document.id):
        text = letters(document.folded).text
        if text:
            groups.setdefault(blake2b(text.encode(), digest_size=16).digest(), []).append(document)
    return [_text(tuple(groups[digest])) for digest in sorted(groups)]


def _text(documents: tuple[Document, ...]) -> _Text:
    codes = letters(documents[0].folded).codes
    return _Text(documents, len(codes), terms(codes), phrases(codes))


def _aligned(texts: Sequence[_Text], settings: Settings) -> Aligned:
    """Return the passages of every pair of texts that has any, by their numbers."""
    ready = lru_cache(KEPT_READY)(lambda number: Indexed(letters(texts[number].documents[0].folded)))
    pairs = candidates([np.union1d(text.terms, text.phrases) for text in texts])
    found = {(left, right): alignment(ready(left), ready(right), settings) for left, right in pairs}
    return {numbers: passages for numbers, passages in found.items() if passages}


def _masks(texts: Sequence[_Text], aligned: Aligned, settings: Settings) -> Callable[[int], Mask]:
    """Return what gives the letters set aside of a text, by its number.

    What is a stock phrase depends on how many families hold it, so the families come first, by all their letters.
    """
    nothing = [np.zeros(text.length, dtype=np.bool_) for text in texts]
    edges = [
        (left, right)
        for (left, right), passages in aligned.items()
        if judgement(passages, nothing[left], nothing[right], settings).joins
    ]
    stock = common([text.phrases for text in texts], families(len(texts), edges))

    @lru_cache(KEPT_READY)
    def mask(number: int) -> Mask:
        folded = texts[number].documents[0].folded
        return aside(folded, letters(folded), stock)

    return mask


def _equal(texts: Sequence[_Text], masks: Callable[[int], Mask], settings: Settings) -> Iterator[_Found]:
    """Yield the pairs of documents whose letters are the same."""
    for number, text in enumerate(texts):
        if len(text.documents) == 1:
            continue
        judged = judgement(whole(text.length), masks(number), masks(number), settings, equal=True)
        every = len(text.documents) <= COPIES_IN_FULL
        for a, b in combinations(text.documents, 2) if every else ((text.documents[0], d) for d in text.documents[1:]):
            yield _Found(_pair(a, b, whole(text.length), judged), joins=True)


def _alike(
    texts: Sequence[_Text], aligned: Aligned, masks: Callable[[int], Mask], settings: Settings
) -> Iterator[_Found]:
    """Yield the pairs of documents that share passages worth telling."""
    for (left, right), passages in aligned.items():
        judged = judgement(passages, masks(left), masks(right), settings)
        if not judged.telling:
            continue
        pairs = list(product(texts[left].documents, texts[right].documents))
        for a, b in pairs if len(pairs) <= PAIRS_IN_FULL else pairs[:1]:
            yield _Found(_pair(a, b, passages, judged), judged.joins)


def _pair(a: Document, b: Document, passages: tuple[Chain, ...], judged: Judgement) -> Pair:
    """Return the pair as told: the lower id first, spans of the documents' texts."""
    letters_a, letters_b = letters(a.folded), letters(b.folded)
    told = [
        Passage(letters_a.span(chain.a), letters_b.span(chain.b), round(chain.similarity, DIGITS), stock)
        for chain, stock in zip(passages, judged.common, strict=True)
    ]
    if b.id < a.id:
        a, b, judged = b, a, judged.turned
        told = sorted((replace(passage, a=passage.b, b=passage.a) for passage in told), key=lambda p: (p.a, p.b))
    whole_a, whole_b, rare_a, rare_b = (round(share, DIGITS) for share in (*judged.containment, *judged.rare))
    return Pair(
        a.id, b.id, judged.kind, round(judged.resemblance, DIGITS), whole_a, whole_b, rare_a, rare_b, tuple(told)
    )
