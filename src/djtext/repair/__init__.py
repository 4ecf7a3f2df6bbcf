"""Repair: the edits that undo what copying did to a text, and the split of a source into documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from djtext.edits import applied, back, composed, ordered, way
from djtext.hanzi import folded
from djtext.repair.doubts import Doubt, certainties, detector, flagged
from djtext.repair.furniture import furniture
from djtext.repair.invisible import invisible
from djtext.repair.joins import line_ends, line_joins
from djtext.repair.lost_bytes import lost_bytes, unread
from djtext.repair.numbers import page_numbers
from djtext.repair.pinyin import pinyin, sounds
from djtext.repair.slices import slice_numbers
from djtext.repair.splitting import Piece, pieces, told
from djtext.types import Document, Edit, Flag, Source, Span

__all__ = ["READY", "Doubt", "detector", "document", "documents", "flags", "repairs"]

READY = "jsonl"
"""The format whose sources are one document each, split by whoever wrote them."""

ROUNDS = 100  # one damage may hide another; three rounds have settled every report seen, notes in notes take one each

# Most mechanisms of a round see the same text.
_folded = lru_cache(maxsize=2)(folded)

Mechanism = Callable[[str], Iterable[Edit]]
Memo = dict[tuple[Mechanism, str], tuple[Edit, ...]]
"""What a mechanism did to a text: the same ones are asked again, of the same texts, until nothing changes."""


def _characters(text: str) -> Iterator[Edit]:
    """Yield what takes pinyin out and puts lost bytes back: the pinyin tells how characters sound."""
    removed = tuple(pinyin(text))
    known = sounds(text) if removed else {}
    yield from composed(text, removed, tuple(lost_bytes(applied(text, removed), known)))


_CHARACTERS: tuple[Mechanism, ...] = (invisible, line_ends, _characters)
_LINES: tuple[Mechanism, ...] = (
    lambda text: furniture(text, _folded(text)),
    lambda text: slice_numbers(_folded(text)),
    lambda text: ordered(page_numbers(_folded(text))),
    lambda text: certainties(text, _folded(text)),
    lambda text: line_joins(_folded(text)),
)


detector("lost-byte", lambda text, _: unread(text), changes=False)


def repairs(text: str) -> tuple[Edit, ...]:
    """Return the ordered edits that repair a source text. A repaired text gives none.

    The mechanisms named by `Edit.why`: `invisible`, `line-end`, `pinyin`, `gbk-lost-byte`, `furniture`,
    `slice-number`, `page-number`, `wrong-character`, `homoglyph`, `compatibility-character`, `inserted-text`,
    `line-join`; an edit that two of them touch names both. They are tried again on what they gave until nothing changes.

    >>> [edit.why for edit in repairs("創(chuàng)先爭優(yōu)")]
    ['pinyin', 'pinyin']
    """
    return _settled(text, (*_CHARACTERS, *_LINES), {})


def flags(text: str, edits: Sequence[Edit] = ()) -> tuple[Flag, ...]:
    """Return what is doubtful in a repaired text and was left as it is, and what the edits that made it could not bring
    back, in order. `detector` adds a mechanism that flags.

    >>> [(flag.kind, flag.suggestion) for flag in flags("加强村于部队伍建设")]
    [('wrong-character', '干')]
    """
    return flagged(text, _folded(text), edits)


def _settled(text: str, mechanisms: Sequence[Mechanism], memo: Memo) -> tuple[Edit, ...]:
    """Return what the mechanisms in turn, each on the work of those before it, do until nothing changes."""
    edits: tuple[Edit, ...] = ()
    repaired, quiet, step = text, 0, 0
    while quiet < len(mechanisms) and step < ROUNDS * len(mechanisms):
        asked = (mechanisms[step % len(mechanisms)], repaired)
        more = memo.get(asked)
        if more is None:
            more = memo[asked] = tuple(asked[0](repaired))
        if more:
            edits = composed(text, edits, more)
            repaired = applied(text, edits)
        quiet, step = 0 if more else quiet + 1, step + 1
    return edits


def documents(source: Source) -> tuple[Document, ...]:
    """Return the documents of a source, repaired, in order; their spans do not overlap and together cover the source.

    Page furniture between two documents belongs to the first of them. A row of JSON Lines is one document as it is.
    """
    memo: Memo = {}
    edits = _settled(source.text, (*_CHARACTERS, *_LINES), memo)
    found = tuple(_placed(source, memo))
    if source.format == READY:
        found = (Piece(0, source.title or found[0].title),)
    starts = [*(piece.start for piece in found), len(source.text)]
    spans = tuple(Span(start, end) for start, end in pairwise(starts))
    return tuple(
        document(source, span, _inside(edits, span), piece.title) for piece, span in zip(found, spans, strict=True)
    )


def _placed(source: Source, memo: Memo) -> Iterator[Piece]:
    """Yield the pieces of a source with their starts in its unrepaired text.

    Author, source and date lines are furniture to a reader, but they say where an essay begins: they stay here.
    """
    text = source.text
    edits = _settled(text, (*_CHARACTERS, _LINES[-1]), memo)
    repaired = applied(text, edits)
    path = way(edits, Span(0, len(text)))
    for piece in pieces(repaired, _folded(repaired), told(source.hints, edits)):
        yield replace(piece, start=back(path, Span(piece.start, piece.start + 1)).start if piece.start else 0)


def _inside(edits: Sequence[Edit], span: Span) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits if span.covers(edit.span))


def document(source: Source, span: Span, edits: tuple[Edit, ...], title: str | None) -> Document:
    """Return one document of a source: `span` and `edits` count the source text."""
    text = applied(source.text, edits, span)
    identity = "d" + sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
    plain = _folded(text)
    return Document(identity, title, source, span, edits, text, plain, flagged(text, plain, edits, span.start))
