"""Paragraphs of a PDF: lines put together again where the page, not the author, ended them.

The first sign is room: a line that ends although what follows would have fitted was ended by the author. A full line
is followed by a new paragraph only if that begins as paragraphs of this document do, indented, or after a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from statistics import median

from djtext.reading.pdf_columns import Block, Line
from djtext.reading.pdf_items import STOP, marker
from djtext.reading.pdf_lines import apart, between, firm_end, head

INDENT = 0.9
"""Ems from the edge of its column from which on a line is indented; Chinese paragraphs are by two."""

ALIGNED = 0.35
"""Ems within which two lines end or begin at the same place."""

RAGGED = 1.2
"""Ems within which two lines end at the right edge: a comma that may not open a line takes a character along."""

SLACK = 0.97
"""The share of the width of what follows that a line must have free to have room for it: setting is not exact."""

GAP = 1.22
"""The distance of lines, in those usual within paragraphs, from which on a paragraph is set off from the last."""

RESIZED = 0.09
"""The share by which a line of another paragraph is larger or smaller: 小三 and 四号 differ by 7 %, but are rare side
by side in one paragraph; a line of a heading differs by more.
"""

INDENTED = 0.6
"""The share of sure paragraph starts that are indented in a document that indents all."""

NOTE = 0.92
"""The size of a footnote at most, in that of the text above it."""

SURE = 6
"""Lines from which on the edges of a block are its own."""

Edges = tuple[float, float]
Row = tuple[tuple[str, ...], ...]

ENDS = frozenset("。！？；：!?;:.…")


@dataclass(frozen=True, slots=True)
class Column:
    """The lines of a block with the edges of its column and the usual distance of its lines."""

    lines: Block
    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table: the paragraphs of each cell."""

    rows: tuple[Row, ...]


Part = Column | Rows
"""What a page consists of, in reading order."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document marks paragraphs: whether it indents them, and the size of its running text."""

    indents: bool
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the number of the page on which it begins, from 0; whether it is a footnote; or a row of cells."""

    text: str
    page: int
    note: bool = False
    cells: Row = ()


def columns(blocks: Sequence[Block]) -> list[Column]:
    """Return the blocks of a document with their edges; a block of few lines takes those of a fuller one around it."""
    own = [_edges(block) for block in blocks]
    pitch = _pitch(blocks)
    common = sorted({edges for block, edges in zip(blocks, own, strict=True) if len(block) >= SURE})
    return [_column(block, edges, common, pitch) for block, edges in zip(blocks, own, strict=True)]


def _edges(block: Block) -> Edges:
    """Return the edges of a column: the outermost places at which several lines begin and end."""
    em = median(line.size for line in block)
    least = max(2, len(block) // 12)
    left = _outermost([line.x0 for line in block], least, ALIGNED * em)
    ends = [-firm_end(line.pieces[-1].glyphs) for line in block]
    right = -_outermost(ends, 2, RAGGED * em)
    return left, right


def _outermost(places: Sequence[float], least: int, width: float) -> float:
    ordered = sorted(places)
    for start, place in enumerate(ordered):
        end = start + least - 1
        if end < len(ordered) and ordered[end] - place <= width:
            return place
    return ordered[0]


def _column(block: Block, edges: Edges, common: Sequence[Edges], pitch: float) -> Column:
    if len(block) < SURE:
        em = median(line.size for line in block)
        first, last = min(line.x0 for line in block), max(line.x1 for line in block)
        around = [(a, b) for a, b in common if a <= first + ALIGNED * em and b >= last - em]
        edges = min(around, key=lambda each: each[1] - each[0], default=edges)
    return Column(block, *edges, pitch)


def _pitch(blocks: Sequence[Block]) -> float:
    """Return the distance of lines within paragraphs, in ems: a low one, where short paragraphs stand apart."""
    steps = [(a.y - b.y) / a.size for block in blocks for a, b in pairwise(block) if _alike(a, b)]
    return sorted(steps)[len(steps) // 3] if steps else 2.0


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= RESIZED * max(a.size, b.size)


def manner(columns: Sequence[Column]) -> Manner:
    """Return how a document marks its paragraphs, seen where a line with room left makes a start certain."""
    sizes: Counter[float] = Counter()
    starts = indented = 0
    for column in columns:
        for line in column.lines:
            sizes[line.size] += len(line.text)
        for a, b in pairwise(column.lines):
            if _room(a, b, column) and len(b.pieces) == 1 and not _centred(b, column):
                starts += 1
                indented += _indented(b, column)
    size = min(sizes, key=lambda s: (-sizes[s], s), default=10.5)
    return Manner(indented > INDENTED * starts, size)


def _indented(line: Line, column: Column) -> bool:
    return line.x0 - column.left > INDENT * line.size


def _centred(line: Line, column: Column) -> bool:
    before, behind = line.x0 - column.left, column.right - line.x1
    return min(before, behind) > INDENT * line.size and abs(before - behind) < line.size


def _room(line: Line, after: Line, column: Column) -> bool:
    """Return whether the beginning of `after` would have fitted behind `line`."""
    needed = head(after.pieces[0].glyphs) + line.size * apart(line.text[-1], after.text[0])
    return column.right - line.x1 >= SLACK * needed


def _begins(line: Line, chunk: Sequence[Line], column: Column, manner: Manner, after: Line | None) -> bool:
    """Return whether a line begins a paragraph, given the lines of the one above it in its column, and the next line."""
    before = chunk[-1]
    if len(line.pieces) > 1 or len(before.pieces) > 1 or not _alike(line, before):
        return True
    if _room(before, line, column):
        return True
    if before.y - line.y > GAP * column.pitch * before.size:
        return True
    if _leaves(line, chunk) or _counts_on(line, before):
        return True
    title = line.size > (1 + RESIZED) * manner.size and _centred(line, column)
    return manner.indents and _indented(line, column) and not title and not _hangs(line, chunk, after)


def _counts_on(line: Line, before: Line) -> bool:
    """Return whether a line begins with a number behind the end of a sentence."""
    return before.text[-1] in ENDS and marker(line.text) > 0


def _leaves(line: Line, chunk: Sequence[Line]) -> bool:
    """Return whether a line stands left of lines that hang beneath the text of their item: 「2.」 behind a full 「1.」."""
    edge = chunk[-1].x0 - ALIGNED * line.size
    return chunk[0].x0 < edge and line.x0 < edge


def _hangs(line: Line, chunk: Sequence[Line], after: Line | None, shift: float = 0.0) -> bool:
    """Return whether an indented line goes on with the paragraph above: beneath the text of an item, or of a paragraph
    that is set in as a whole. `shift` is how far its column stands from that of the paragraph.
    """
    first, place, exact = chunk[0], line.x0 - shift, ALIGNED * line.size
    if marker(line.text):
        return False
    if len(chunk) > 1:
        return abs(place - chunk[-1].x0) <= exact
    if INDENT < (first.x0 - place) / line.size <= STOP:
        return True
    end = marker(first.text)
    if not end or abs(_place(first, end) - place) > exact:
        return False
    # 「一、……。」 over a whole line, and a paragraph of its own beneath it, indented by two: so is the text behind 「一、」
    return first.text[-1] not in ENDS or (after is not None and abs(after.x0 - line.x0) <= exact)


def _place(line: Line, at: int) -> float:
    """Return where a character of the text of a line stands; white in the text may be drawn or not."""
    glyphs = [glyph for glyph in line.pieces[0].glyphs if not glyph.char.isspace()]
    count = len("".join(line.text[:at].split()))
    return glyphs[min(count, len(glyphs) - 1)].x0


def _goes_on(line: Line, lines: Sequence[Line], here: Column, there: Column, manner: Manner) -> bool:
    """Return whether the first line of a column goes on with the last paragraph of the one before."""
    before = lines[-1]
    if len(line.pieces) > 1 or len(before.pieces) > 1 or not _alike(line, before) or _room(before, line, there):
        return False
    if _counts_on(line, before):
        return False
    if _indented(line, here):
        return _hangs(line, lines, None, here.left - there.left)
    return manner.indents or before.text[-1] not in ENDS


def paragraphs(pages: Sequence[Sequence[Part]]) -> list[Paragraph]:
    """Return the paragraphs of a document in reading order. One that goes on behind a page is one paragraph, and the
    footnotes of the page come after it; a row of a table is a paragraph.
    """
    style = manner([part for page in pages for part in page if isinstance(part, Column)])
    flow = _Flow(style)
    for number, page in enumerate(pages):
        body, notes = _parted(page, style)
        for part in body:
            flow.take(part, number)
        for column in notes:
            flow.notes += [_paragraph(chunk, number, note=True) for chunk in _chunks(column, style)]
    flow.close()
    return flow.done


class _Flow:
    """The paragraphs so far, holding the last one open until it is sure that the next column does not go on with it."""

    def __init__(self, style: Manner) -> None:
        self.style = style
        self.done: list[Paragraph] = []
        self.notes: list[Paragraph] = []
        self._lines: list[Line] = []
        self._began = 0
        self._column: Column | None = None

    def take(self, part: Part, page: int) -> None:
        if isinstance(part, Rows):
            self.close()
            self.done += [Paragraph("", page, cells=row) for row in part.rows]
            return
        for at, chunk in enumerate(_chunks(part, self.style)):
            if at or not self._continues(chunk[0], part):
                self.close()
                self._began = page
            self._lines += chunk
        self._column = part

    def _continues(self, line: Line, part: Column) -> bool:
        if not self._lines or self._column is None:
            return False
        return _goes_on(line, self._lines, part, self._column, self.style)

    def close(self) -> None:
        if self._lines:
            self.done.append(_paragraph(self._lines, self._began))
        self.done += self.notes
        self._lines, self.notes = [], []


def cell(block: Block, left: float, right: float) -> tuple[str, ...]:
    """Return the paragraphs in a field of a table with these edges."""
    margin = min(min(line.x0 for line in block) - left, right - max(line.x1 for line in block))
    column = Column(block, left + margin, right - margin, _pitch([block]))
    chunks = _chunks(column, manner([column]))
    return tuple(_paragraph(chunk, 0).text.replace("\t", " ") for chunk in chunks)


def _chunks(column: Column, manner: Manner) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line, after in zip_longest(column.lines, column.lines[1:]):
        if chunk and _begins(line, chunk, column, manner, after):
            yield chunk
            chunk = []
        chunk.append(line)
    yield chunk


def _paragraph(lines: Sequence[Line], page: int, *, note: bool = False) -> Paragraph:
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        parts += [between(before.text, line.text, trailing=before.pieces[-1].trailing), line.text]
    return Paragraph("".join(parts), page, note)


def _parted(page: Sequence[Part], manner: Manner) -> tuple[list[Part], list[Column]]:
    """Return the parts of a page without their footnotes, and the footnotes: smaller lines at the end of a column."""
    body: list[Part] = []
    notes: list[Column] = []
    for part in page:
        if isinstance(part, Rows):
            body.append(part)
            continue
        end = len(part.lines)
        while end and part.lines[end - 1].size <= NOTE * manner.size:
            end -= 1
        text, foot = replace(part, lines=part.lines[:end]), replace(part, lines=part.lines[end:])
        body += [text] if text.lines else []
        notes += [foot] if foot.lines else []
    return (body, notes) if body else (list(notes), [])
