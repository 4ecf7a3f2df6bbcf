"""Where two aligned passages differ, character by character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from djtext.types import Span

AREA = 60_000_000
"""Product of two lengths up to which all differences are sought: about 8 MB of bits and 20 ms."""

ISLAND = 2
"""An equal run shorter than this between two differences joins them: 「加大投入」 and 「扩大支出」 differ as words."""


@dataclass(frozen=True, slots=True)
class Block:
    """Aligned parts of two texts that are equal, or differ."""

    same: bool
    a: Span
    b: Span


def differences(a: str, b: str) -> tuple[Block, ...]:
    """Return blocks, equal and differing by turns, that tile both texts.

    The edit script is the shortest one of insertions and deletions (rapidfuzz `Indel`). Of two texts whose lengths
    multiply to more than `AREA`, only the equal beginning and end are found.

    >>> [(x.same, x.a.of("每月督查"), x.b.of("每季督查")) for x in differences("每月督查", "每季督查")]
    [(True, '每', '每'), (False, '月', '季'), (True, '督查', '督查')]
    """
    if a == b:
        return (Block(True, Span(0, len(a)), Span(0, len(b))),) if a else ()
    joined = list(_joined(_blocks(a, b) if len(a) * len(b) <= AREA else _ends(a, b)))
    return tuple(_joined(_whole_numbers(a, b, joined)))


def _blocks(a: str, b: str) -> Iterator[Block]:
    from rapidfuzz.distance import Indel

    for code in Indel.opcodes(a, b):
        yield Block(code.tag == "equal", Span(code.src_start, code.src_end), Span(code.dest_start, code.dest_end))


def _ends(a: str, b: str) -> Iterator[Block]:
    head = _shared(a, b)
    tail = _shared(a[head:][::-1], b[head:][::-1])
    yield Block(True, Span(0, head), Span(0, head))
    yield Block(False, Span(head, len(a) - tail), Span(head, len(b) - tail))
    yield Block(True, Span(len(a) - tail, len(a)), Span(len(b) - tail, len(b)))


def _shared(a: str, b: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(a), len(b)))


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join differences with one another over islands; drop what is empty on both sides."""
    filled = [block for block in blocks if block.a.start < block.a.end or block.b.start < block.b.end]

    def same(at: int) -> bool:
        island = 0 < at < len(filled) - 1 and filled[at].a.end - filled[at].a.start < ISLAND
        return filled[at].same and not island

    for equal, run in groupby(range(len(filled)), key=same):
        places = list(run)
        first, last = filled[places[0]], filled[places[-1]]
        yield Block(equal, Span(first.a.start, last.a.end), Span(first.b.start, last.b.end))


def _whole_numbers(a: str, b: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Move digits at the border of a difference into it: 「17项」 and 「14项」 differ by a number, not by 「7」 and 「4」."""
    for at, block in enumerate(blocks):
        lead = trail = 0
        if block.same:
            text = block.a.of(a)
            lead = _digits(text) if at and _borders(a, b, blocks[at - 1], -1) else 0
            trail = _digits(text[::-1]) if at + 1 < len(blocks) and _borders(a, b, blocks[at + 1], 0) else 0
            trail = min(trail, len(text) - lead)
        yield from _cut(block, lead, trail)


def _digits(text: str) -> int:
    """Return how many digits a text begins with."""
    return len(text) - len(text.lstrip("0123456789"))


def _borders(a: str, b: str, block: Block, end: int) -> bool:
    """Return whether a difference has a digit at its first (`end` 0) or last (`end` -1) place, in either text."""
    return any(text and text[end].isdecimal() for text in (block.a.of(a), block.b.of(b)))


def _cut(block: Block, lead: int, trail: int) -> Iterator[Block]:
    """Yield a block as a differing lead, the rest, and a differing trail."""
    (a, b) = (block.a, block.b)
    inner = Block(block.same, Span(a.start + lead, a.end - trail), Span(b.start + lead, b.end - trail))
    yield Block(False, Span(a.start, inner.a.start), Span(b.start, inner.b.start))
    yield inner
    yield Block(False, Span(inner.a.end, a.end), Span(inner.b.end, b.end))
