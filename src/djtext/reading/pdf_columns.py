"""Reading order on a PDF page: blocks of lines, column after column where the text is set in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median

from djtext.reading.pdf_lines import SAME_LINE, Piece

GUTTER = 0.8
"""Ems of white that part two columns; lines in between that cross it are headings or figures."""

FEWEST = 3
"""Pieces on each side of a gutter, at least; two lines with a gap at the same place are no columns."""

CROSSING = 0.25
"""The share of pieces that may cross the gutter of a page in columns."""

FULL = 0.7
"""The share of a column's width that a line must have to be full."""

FULL_LINES = 0.4
"""The share of lines that are full in columns of running text; the cells of a table without lines are ragged."""

DEPTH = 3
"""Columns are looked for within columns so often: newspapers have up to eight."""

Gutter = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """Pieces on one baseline, from left to right. With more than one it is a row of things that stand apart."""

    pieces: tuple[Piece, ...]

    @cached_property
    def x0(self) -> float:
        """Return where the line begins."""
        return self.pieces[0].x0

    @cached_property
    def x1(self) -> float:
        """Return where the line ends."""
        return self.pieces[-1].x1

    @cached_property
    def y(self) -> float:
        """Return the baseline of its first piece."""
        return self.pieces[0].y

    @cached_property
    def size(self) -> float:
        """Return the size of its longest piece."""
        return max(self.pieces, key=lambda piece: len(piece.glyphs)).size

    @cached_property
    def text(self) -> str:
        """Return its text, a tab between pieces."""
        return "\t".join(piece.text for piece in self.pieces)


Block = tuple[Line, ...]


def blocks(pieces: Sequence[Piece], usual: Gutter | None = None, depth: int = 0) -> list[Block]:
    """Return the lines of a page in reading order, a block for each stretch of a column.

    `usual` is the gutter of the document's other pages, for a page whose second column has only begun.
    """
    here = gutter(pieces) if depth < DEPTH else None
    if here is None and usual and _splits(pieces, usual):
        here = usual
    if here is None:
        return [lines(pieces)] if pieces else []
    result = []
    for crossing, band in _bands(pieces, here):
        if crossing:
            result.append(lines(band))
        else:
            result += blocks([p for p in band if p.x1 <= here[1]], depth=depth + 1)
            result += blocks([p for p in band if p.x0 >= here[0] and p.x1 > here[1]], depth=depth + 1)
    return result


def lines(pieces: Sequence[Piece]) -> Block:
    """Return pieces as lines from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        if rows and rows[-1][0].y - piece.y < SAME_LINE * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return tuple(Line(tuple(sorted(row, key=lambda p: p.x0))) for row in rows)


def gutter(pieces: Sequence[Piece]) -> Gutter | None:
    """Return the white between the two columns that hold most lines, or None: the text is not in columns."""
    if len(pieces) < 2 * FEWEST:
        return None
    found = max(_gaps(pieces), default=None, key=lambda gap: gap[0])
    if found is None:
        return None
    left, right = found[1]
    return (left, right) if _columnar(pieces, (left, right)) else None


def _gaps(pieces: Sequence[Piece]) -> Iterator[tuple[tuple[float, float], Gutter]]:
    """Yield white stretches that few pieces cross, each with its worth: lines beside it less those across, width."""
    em = median(piece.size for piece in pieces)
    edges = sorted([(p.x0, 1) for p in pieces] + [(p.x1, -1) for p in pieces])
    ended = across = begun = 0
    for (x, step), (beyond, _) in pairwise(edges):
        begun += step > 0
        ended += step < 0
        across = begun - ended
        beside = min(ended, len(pieces) - begun)
        if beyond - x >= GUTTER * em and beside >= FEWEST and across <= CROSSING * len(pieces):
            yield (beside - across, beyond - x), (x, beyond)


def _columnar(pieces: Sequence[Piece], here: Gutter) -> bool:
    sides = [p for p in pieces if p.x1 <= here[0]], [p for p in pieces if p.x0 >= here[1]]
    return all(_filled(side) for side in sides)


def _filled(side: Sequence[Piece]) -> bool:
    width = max(p.x1 for p in side) - min(p.x0 for p in side)
    full = sum(p.x1 - p.x0 >= FULL * width for p in side)
    return full >= FULL_LINES * len(side) and width > 6 * median(p.size for p in side)


def _splits(pieces: Sequence[Piece], here: Gutter) -> bool:
    return any(p.x0 >= here[0] for p in pieces) and sum(_crosses(p, here) for p in pieces) <= CROSSING * len(pieces)


def _crosses(piece: Piece, here: Gutter) -> bool:
    return piece.x0 < here[0] and piece.x1 > here[1]


def _bands(pieces: Sequence[Piece], here: Gutter) -> Iterator[tuple[bool, list[Piece]]]:
    """Yield stretches of a page from the top down: pieces across the gutter, and pieces beside it."""
    ordered = sorted(pieces, key=lambda p: (-p.y, p.x0))
    for crossing, band in groupby(ordered, key=lambda p: _crosses(p, here)):
        yield crossing, list(band)
