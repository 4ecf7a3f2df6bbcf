"""Where two aligned passages differ, character by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from djtext.types import Span

AREA = 60_000_000
"""Product of two lengths up to which all differences are sought: about 8 MB of bits and 20 ms."""

ISLAND = 2
"""An equal run shorter than this between two differences joins them: 「抓实」 and 「落实」 differ as words."""


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
    [(False, '每月', '每季'), (True, '督查', '督查')]
    """
    if a == b:
        return (Block(True, Span(0, len(a)), Span(0, len(b))),) if a else ()
    return tuple(_joined(list(_blocks(a, b) if len(a) * len(b) <= AREA else _ends(a, b))))


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


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Join differences with one another over islands; drop what is empty on both sides."""
    waiting: Block | None = None
    for block in blocks:
        same = block.same and block.a.end - block.a.start >= ISLAND
        if block.a.start == block.a.end and block.b.start == block.b.end:
            continue
        if waiting and waiting.same == same:
            waiting = Block(same, Span(waiting.a.start, block.a.end), Span(waiting.b.start, block.b.end))
            continue
        if waiting:
            yield waiting
        waiting = Block(same, block.a, block.b)
    if waiting:
        yield waiting
